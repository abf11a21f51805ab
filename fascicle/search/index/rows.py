"""The database's rows behind documents, as bare tuples.

A build reads millions of them: what Django does for each row and each parameter would take longer
than all the rest. Nothing but whole numbers is put into these statements.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection


class WorkRow(NamedTuple):
    """A work's own row, with its rating and tally. Times are seconds since 1970."""

    pk: int
    members_only: bool
    rating: int | None
    rating_is_adult: bool | None
    status: str
    language: str
    words: int
    chapters: int
    posted_at: int | None
    updated_at: int
    is_kept_out: bool
    """Hidden by a moderator, or found by its address alone."""
    title_key: str
    kudos: int
    comments: int
    bookmarks: int
    hits: int

    @property
    def is_listed(self) -> bool:
        return self.posted_at is not None and not self.is_kept_out

    @property
    def is_adult(self) -> bool:
        return self.rating_is_adult is None or bool(self.rating_is_adult)


class ChapterRow(NamedTuple):
    """A posted chapter and its text."""

    work: int
    title: str
    notes_before: str
    notes_after: str
    html: str


def works(ids: Sequence[int]) -> list[WorkRow]:
    """In ascending order, like all of these; none from the bin."""
    rows = _rows(
        "SELECT w.id, w.members_only, w.rating_id, r.is_adult, w.status, w.language,"
        " w.word_count, w.chapter_count, {posted_at}, {updated_at},"
        " w.hidden_at IS NOT NULL OR w.unlisted, w.title_key,"
        " coalesce(t.kudos, 0), coalesce(t.comments, 0), coalesce(t.bookmarks, 0),"
        " coalesce(t.hits, 0)"
        " FROM works_work w LEFT JOIN works_rating r ON r.id = w.rating_id"
        " LEFT JOIN works_tally t ON t.work_id = w.id WHERE w.id {among}"
        " AND w.deleted_at IS NULL ORDER BY w.id",
        ids,
    )
    wanted = set(ids)
    return [work for work in map(WorkRow._make, rows) if work.pk in wanted]


def fronts(ids: Sequence[int]) -> list[tuple[int, str, str, str, str]]:
    """Work, title, summary, notes before and after."""
    return _rows(
        "SELECT id, title, summary, notes_before, notes_after FROM works_work"
        " WHERE id {among}",
        ids,
    )


def tags(ids: Sequence[int]) -> dict[int, list[int]]:
    """The tags of each work, as they were typed, in ascending order."""
    rows = _rows(
        "SELECT work_id, {tag_ids} FROM works_work_tags WHERE work_id {among}"
        " GROUP BY work_id",
        ids,
    )
    # One row a work: nothing else in here has so many of them.
    return {work: sorted(map(int, listed.split(","))) for work, listed in rows}


def bylines(ids: Sequence[int]) -> list[tuple[int, int, str, str]]:
    """Work, pen name, its key and name, in the order of the byline."""
    return _rows(
        "SELECT b.work_id, p.id, p.key, p.name FROM works_byline b"
        " JOIN accounts_penname p ON p.id = b.pen_name_id WHERE b.work_id {among}"
        " ORDER BY b.work_id, b.position, b.id",
        ids,
    )


def series(ids: Sequence[int]) -> list[tuple[int, int]]:
    """Work and series."""
    return _rows(
        "SELECT work_id, series_id FROM works_seriesentry WHERE work_id {among}"
        " ORDER BY work_id, series_id",
        ids,
    )


def sequels(ids: Sequence[int]) -> list[tuple[int, bool]]:
    """A work that a listed one is a sequel to, and whether that one is for members only."""
    return _rows(
        "SELECT l.to_work_id, s.members_only FROM works_relation l"
        " JOIN works_work s ON s.id = l.work_id WHERE l.to_work_id {among}"
        " AND l.kind = 'sequel' AND l.approved_at IS NOT NULL"
        " AND s.posted_at IS NOT NULL AND s.hidden_at IS NULL"
        " AND s.deleted_at IS NULL AND NOT s.unlisted",
        ids,
    )


def chapters(ids: Sequence[int]) -> list[ChapterRow]:
    """Posted chapters with their texts, in order."""
    rows = _rows(
        "SELECT c.work_id, c.title, c.notes_before, c.notes_after, t.html"
        " FROM works_chapter c JOIN works_chaptertext t ON t.chapter_id = c.id"
        " WHERE c.work_id {among} AND c.posted_at IS NOT NULL"
        " AND c.deleted_at IS NULL ORDER BY c.work_id, c.position",
        ids,
    )
    return list(map(ChapterRow._make, rows))


def tag_names(ids: Sequence[int]) -> list[tuple[int, int, str, int | None]]:
    """Tag, kind, name, canonical tag."""
    return _rows(
        "SELECT id, kind_id, name, canonical_id FROM tags_tag WHERE id {among}",
        ids,
    )


def ancestors(ids: Sequence[int]) -> list[tuple[int, int]]:
    """Tag and a broader one."""
    return _rows(
        "SELECT tag_id, ancestor_id FROM tags_closure WHERE tag_id {among}"
        " ORDER BY tag_id, ancestor_id",
        ids,
    )


def among(ids: Sequence[int]) -> str:
    """The condition for a column to be one of these; neighbours are asked for as a range.

    A range may hold more than was asked for.
    """
    if not ids:
        return "IN (NULL)"
    first, last = min(ids), max(ids)
    if last - first < 2 * len(ids):
        return f"BETWEEN {first:d} AND {last:d}"
    return f"IN ({','.join(map(str, map(int, ids)))})"


def _rows(select: str, ids: Sequence[int]) -> list[Any]:
    sql = select.format(
        among=among(ids),
        posted_at=_seconds("w.posted_at"),
        updated_at=_seconds("w.updated_at"),
        tag_ids="string_agg(tag_id::text, ',')"
        if connection.vendor == "postgresql"
        else "group_concat(tag_id)",
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def _seconds(column: str) -> str:
    if connection.vendor == "postgresql":
        return f"floor(extract(epoch FROM {column}))::bigint"
    return f"CAST(strftime('%s', {column}) AS INTEGER)"
