"""Saving the text of a chapter: every save is a revision, and none overwrites another unseen."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import partial

from django.db import transaction

from fascicle.accounts.models import User
from fascicle.core.formats import Mode as Format
from fascicle.core.formats import read
from fascicle.core.html import (
    CLEANER_VERSION,
    clean,
    clean_story,
    has_text,
    strip_illegal,
)
from fascicle.core.names import one_line
from fascicle.core.wordcount import count_words_in_html
from fascicle.works.actions.making import EmptyChapter
from fascicle.works.actions.pictures import own_pictures_alone, show_pictures
from fascicle.works.actions.posting import count_chapters
from fascicle.works.merging import merge, merge_value
from fascicle.works.models import (
    Chapter,
    ChapterText,
    Mode,
    Revision,
    Work,
    next_place,
)
from fascicle.works.signals import (
    chapter_being_revised,
    chapter_revised,
    work_changed,
)

_TAG = re.compile(r"<[^<>]*>")
FORMATS = {
    Mode.RICH: Format.HTML,
    Mode.HTML: Format.HTML,
    Mode.MARKDOWN: Format.MARKDOWN,
    Mode.PLAIN: Format.PLAIN,
}


class CurrentRevision(Exception):
    """The text that readers see is not erased but changed."""


@dataclass(frozen=True, slots=True)
class ChapterInput:
    """A chapter as its form holds it: untrusted. ``text`` is written in ``mode``, notes in HTML."""

    title: str = ""
    number: str = ""
    summary: str = ""
    notes_before: str = ""
    notes_after: str = ""
    text: str = ""
    mode: Mode = Mode.RICH


@dataclass(frozen=True, slots=True)
class Content:
    """The same, cleaned: what a chapter and its revisions hold."""

    title: str = ""
    number: str = ""
    summary: str = ""
    notes_before: str = ""
    notes_after: str = ""
    html: str = ""

    @classmethod
    def of(cls, chapter: Chapter) -> "Content":
        """What a chapter with its text holds now."""
        return cls(
            **{name: getattr(chapter, name) for name in PARTS}, html=chapter.text.html
        )

    @classmethod
    def of_revision(cls, revision: Revision) -> "Content":
        return cls(
            **{
                field.name: getattr(revision, _in_revision(field.name))
                for field in fields(cls)
            }
        )


#: What of a content is no text of its own.
PARTS = ("title", "number", "summary", "notes_before", "notes_after")


def _in_revision(name: str) -> str:
    """What a revision calls a part: its own number is the version."""
    return "chapter_number" if name == "number" else name


@dataclass(frozen=True, slots=True)
class Saved:
    """A save that went through. ``revision`` is None if there was nothing to save."""

    chapter: Chapter
    revision: Revision | None = None
    is_merged: bool = False
    """Whether somebody else's change of other paragraphs was taken in."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody saved in between, and changed the same. Both texts are kept."""

    chapter: Chapter
    aside: Revision
    """The text that was not saved as the chapter's own."""


@transaction.atomic
def new_chapter(
    work: Work, new: ChapterInput, *, by: User | None, at: datetime
) -> Chapter:
    """Add a chapter at the end of a work, as a draft.

    :raises EmptyChapter: if it has no text.
    :raises TooComplex: if its HTML is beyond what a story needs.
    :raises UndescribedPicture: if a picture in it has no words.
    """
    content, source = _read(new, work, by=by)
    work = Work.objects.select_for_update().get(pk=work.pk)
    chapter = Chapter(work=work, position=next_place(work), version=0)
    _write(chapter, content, at=at)
    _record(chapter, content, Content(), by=by, at=at, mode=new.mode, source=source)
    return chapter


def save_chapter(
    chapter: Chapter,
    new: ChapterInput,
    *,
    base_version: int,
    by: User,
    at: datetime,
    tell: bool = False,
) -> Saved | Conflict:
    """Save a chapter that its writer began to change when it had ``base_version``.

    If others saved meanwhile, what they and the writer changed is merged paragraph by paragraph;
    where that cannot be, the chapter stays as it is and the writer's text is kept aside.
    ``tell`` is for followers of a posted chapter to hear of the change (``chapter_revised``).

    :raises EmptyChapter, TooComplex, UndescribedPicture: as ``new_chapter`` does.
    """
    # The costly part, before anything is locked.
    content, source = _read(new, chapter.work, by=by)
    with transaction.atomic():
        chapter = _locked(chapter)
        before = Content.of(chapter)
        if content == before:
            return Saved(chapter)
        record = partial(_record, chapter, by=by, at=at, mode=new.mode)
        record = partial(record, based_on=base_version)
        _keep_first(chapter, before)
        if base_version == chapter.version:
            _write(chapter, content, at=at)
            record = partial(record, announced_at=_tell(chapter, at) if tell else None)
            return Saved(chapter, record(content, before, source=source))
        merged = _merged(chapter, base_version, content, before)
        if merged is None:
            aside = record(content, before, source=source, is_aside=True)
            return Conflict(chapter, aside)
        if merged == before:
            return Saved(chapter, is_merged=True)
        _write(chapter, merged, at=at)
        record = partial(record, announced_at=_tell(chapter, at) if tell else None)
        return Saved(chapter, record(merged, before, mode=Mode.RICH), is_merged=True)


def as_saved(
    new: ChapterInput, work: Work, *, by: User, unsent: Collection[str] = ()
) -> Content:
    """What a chapter of the work would hold if this were saved.

    ``unsent`` are the digests of pictures that ``by`` is about to send.

    :raises EmptyChapter, TooComplex, UndescribedPicture: as ``new_chapter`` does.
    """
    return _read(new, work, by=by, unsent=unsent)[0]


@transaction.atomic
def restore_revision(
    revision: Revision, *, by: User, at: datetime, tell: bool = False
) -> Saved:
    """Make the text of an earlier revision the chapter's own again, as a new revision.

    ``tell`` is as in ``save_chapter``.
    """
    chapter = _locked(revision.chapter)
    before, content = Content.of(chapter), Content.of_revision(revision)
    content = replace(content, number=before.number, html=clean_story(content.html))
    if content == before:
        return Saved(chapter)
    _keep_first(chapter, before)
    _write(chapter, content, at=at)
    restored = _record(
        chapter,
        content,
        before,
        by=by,
        at=at,
        mode=Mode(revision.mode),
        source=revision.source,
        restored_from=revision.number,
        announced_at=_tell(chapter, at) if tell else None,
    )
    return Saved(chapter, restored)


@transaction.atomic
def erase_revision(revision: Revision, *, at: datetime) -> None:
    """Truly forget what an old revision held. That there was one stays, and who made it when.

    :raises CurrentRevision: if it is the chapter as it is now.
    """
    revision = Revision.objects.select_for_update().get(pk=revision.pk)
    if not revision.is_aside and revision.number == revision.chapter.version:
        raise CurrentRevision
    for name in (*PARTS, "html", "source"):
        setattr(revision, _in_revision(name), "")
    revision.erased_at = at
    revision.save()


def _read(
    new: ChapterInput, work: Work, *, by: User | None, unsent: Collection[str] = ()
) -> tuple[Content, str]:
    """The content of an input, and what of it must be kept to show it again as it was typed."""
    mode = Mode(new.mode)
    cleaned = read(new.text, FORMATS[mode])
    html = own_pictures_alone(cleaned, work, by=by, unsent=unsent)
    if not has_text(html):
        raise EmptyChapter
    content = Content(
        title=one_line(new.title)[:255],
        number=one_line(new.number)[:20],
        summary=clean(read(new.summary, Format.HTML)),
        notes_before=clean(read(new.notes_before, Format.HTML)),
        notes_after=clean(read(new.notes_after, Format.HTML)),
        html=html,
    )
    is_html = FORMATS[mode] is Format.HTML
    return content, "" if is_html and new.text == html else strip_illegal(new.text)


def _locked(chapter: Chapter) -> Chapter:
    """The chapter as it is now, with its text; nobody else changes it until this is through."""
    Work.objects.select_for_update().get(pk=chapter.work_id)
    rows = Chapter.objects.select_for_update(of=("self",)).select_related(
        "text", "work"
    )
    return rows.get(pk=chapter.pk)


def _write(chapter: Chapter, content: Content, *, at: datetime) -> None:
    for name in PARTS:
        setattr(chapter, name, getattr(content, name))
    chapter.word_count = count_words_in_html(content.html)
    chapter.version += 1
    chapter.changed_at = at
    chapter.save()
    ChapterText.objects.update_or_create(
        chapter=chapter,
        defaults={"html": content.html, "cleaner_version": CLEANER_VERSION},
    )
    show_pictures(chapter.work, content.html)
    count_chapters(chapter.work)
    if chapter.posted_at:
        announce = partial(work_changed.send_robust, Work, work_id=chapter.work_id)
        transaction.on_commit(announce)


def _record(
    chapter: Chapter,
    content: Content,
    before: Content,
    *,
    by: User | None,
    at: datetime,
    mode: Mode,
    **more: object,
) -> Revision:
    old, new = _words(before.html), _words(content.html)
    return Revision.objects.create(
        chapter=chapter,
        number=chapter.version,
        mode=mode,
        cleaner_version=CLEANER_VERSION,
        word_count=count_words_in_html(content.html),
        words_added=(new - old).total(),
        words_removed=(old - new).total(),
        made_by=by,
        made_at=at,
        **{
            _in_revision(field.name): getattr(content, field.name)
            for field in fields(content)
        },
        **more,
    )


def _tell(chapter: Chapter, at: datetime) -> datetime | None:
    """Announce that a chapter was changed, if readers know it; when that was."""
    if chapter.posted_at is None:
        return None
    told = {"work_id": chapter.work_id, "chapter_id": chapter.pk}
    chapter_being_revised.send(Chapter, **told, at=at)
    transaction.on_commit(partial(chapter_revised.send_robust, Chapter, **told))
    return at


def _keep_first(chapter: Chapter, content: Content) -> None:
    """What a chapter was like before anybody changed it here, as a revision of its own."""
    if not chapter.revisions.filter(is_aside=False, number=chapter.version).exists():
        _record(
            chapter, content, Content(), by=None, at=chapter.changed_at, mode=Mode.RICH
        )


def _merged(
    chapter: Chapter, base_version: int, mine: Content, theirs: Content
) -> Content | None:
    bases = chapter.revisions.filter(is_aside=False, erased_at=None)
    found = bases.filter(number=base_version).first()
    if found is None:
        return None
    base = Content.of_revision(found)
    html = merge(base.html, mine.html, theirs.html)
    parts = dict(_merged_parts(base, mine, theirs))
    if html is None or None in parts.values():
        return None
    return Content(html=clean_story(html), **{name: str(parts[name]) for name in PARTS})


def _merged_parts(
    base: Content, mine: Content, theirs: Content
) -> Iterator[tuple[str, str | None]]:
    for name in PARTS:
        yield name, merge_value(*(getattr(one, name) for one in (base, mine, theirs)))


def _words(html: str) -> Counter[str]:
    return Counter(_TAG.sub(" ", html).split())
