"""Taking in a file that a writer brings: kept while they look at it, then saved as drafts."""

import re
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from html import escape, unescape

from django.core import signing
from django.db import transaction
from django.utils.html import strip_tags

from fascicle.accounts.models import PenName, User
from fascicle.core import storage
from fascicle.core.html import followed_by, has_text, pictures_in
from fascicle.importing.confined import read_all
from fascicle.importing.manuscripts.manuscript import Manuscript, Section, Unreadable
from fascicle.importing.manuscripts.reading import read_manuscript
from fascicle.importing.story import Problem
from fascicle.works import actions as works
from fascicle.works.actions import ChapterInput, NewChapter, NewWork
from fascicle.works.models import Chapter, Work

#: Where files lie until their writers have decided.
SHELF = "manuscripts"
#: Seconds for which a writer may look at what was understood.
KEPT_FOR = 2 * 24 * 3600
_SALT = "fascicle.manuscript"
_FIRST_HEADING = re.compile(r"\s*<h[2-4]>(.*?)</h[2-4]>", re.DOTALL)


class Where(StrEnum):
    """Where in a chapter a file goes."""

    INSTEAD = "instead"
    AFTER = "after"


class NotReadable(Exception):
    """A file is no manuscript; ``trouble`` says why."""

    def __init__(self, trouble: Unreadable) -> None:
        super().__init__(trouble)
        self.trouble = trouble


class Forgotten(Exception):
    """What was brought is not kept any more, or is somebody else's."""


def bring(data: bytes, name: str, *, by: User) -> str:
    """Keep a file and its pictures, if it can be read; a token by which only ``by`` finds it again.

    :raises NotReadable: if it is no manuscript.
    """
    found = read(data, name)
    pictures = [b64decode(one.data) for one in found.pictures]
    *_, sha256 = storage.keep_all([*pictures, data], shelf=SHELF)
    return signing.dumps([by.pk, sha256, name[:200]], salt=_SALT, compress=True)


def brought(token: str, *, by: User) -> tuple[str, Manuscript]:
    """The name and the content of a file that was brought.

    :raises Forgotten: if it is not there, or not theirs.
    """
    try:
        owner, sha256, name = signing.loads(token, salt=_SALT, max_age=KEPT_FOR)
        data = storage.fetch(sha256, shelf=SHELF)
    except (signing.BadSignature, OSError, storage.DamagedFile, ValueError) as error:
        raise Forgotten from error
    if owner != by.pk:
        raise Forgotten
    return name, read(data, name)


def read(data: bytes, name: str) -> Manuscript:
    """:raises NotReadable: if it is no manuscript."""
    (outcome,) = read_all([(name, data)], read_manuscript, Manuscript, workers=1)
    if outcome.value is None:
        is_much = outcome.problem is Problem.TOO_COMPLEX
        raise NotReadable(Unreadable.TOO_COMPLEX if is_much else Unreadable.DAMAGED)
    if outcome.value.trouble is not None:
        raise NotReadable(outcome.value.trouble)
    return outcome.value


def chapters_of(manuscript: Manuscript, beginnings: Sequence[int]) -> list[Section]:
    """The sections put together, so that each of ``beginnings`` begins a chapter.

    Headings inside of a chapter stay, as headings. One with no words below it goes with what
    follows, and the last one with what stands before: a chapter has a text.
    """
    chapters: list[Section] = []
    lead = ""
    for at, section in enumerate(manuscript.sections):
        begins = at in beginnings or not chapters
        if begins and not has_text(section.html):
            lead += _heading(section) + section.html
        elif begins:
            chapters.append(replace(section, html=lead + section.html))
            lead = ""
        else:
            more = lead + _heading(section) + section.html
            chapters[-1] = _longer(chapters[-1], more, section.words)
            lead = ""
    if lead and chapters:
        chapters[-1] = _longer(chapters[-1], lead, 0)
    return chapters


def _longer(chapter: Section, html: str, words: int) -> Section:
    return replace(chapter, html=chapter.html + html, words=chapter.words + words)


def _heading(section: Section) -> str:
    return f"<h2>{escape(section.title, quote=False)}</h2>" if section.title else ""


def text_with(chapter: Chapter, manuscript: Manuscript, where: Where) -> str:
    """The text of a chapter with the whole of a file in it: untrusted, as the file is.

    A heading that the file begins with is left out where it is the chapter's own title.
    """
    html = manuscript.html
    first = _FIRST_HEADING.match(html)
    is_title = first and _words(first[1]) == _words(escape(chapter.title))
    if first and is_title and not pictures_in(first[1]):
        html = html[first.end() :]
    return html if where is Where.INSTEAD else followed_by(chapter.text.html, html)


def _words(html: str) -> str:
    return " ".join(unescape(strip_tags(html)).split()).casefold()


@transaction.atomic
def save_as_work(
    title: str,
    chapters: Sequence[Section],
    *,
    pen_name: PenName,
    by: User,
    at: datetime,
) -> Work:
    """A new work of these chapters, as drafts. They may show pictures that ``by`` has sent."""
    new = NewWork(
        title,
        [NewChapter(chapter.html, title=chapter.title) for chapter in chapters],
        pen_names=[pen_name],
    )
    return works.create_work(new, by=by, at=at)


@transaction.atomic
def save_in_work(
    work: Work, chapters: Sequence[Section], *, by: User, at: datetime
) -> None:
    """These chapters at the end of a work, as drafts."""
    for chapter in chapters:
        new = ChapterInput(title=chapter.title, text=chapter.html)
        works.new_chapter(work, new, by=by, at=at)


def forget_old_manuscripts() -> None:
    storage.forget_older(KEPT_FOR, shelf=SHELF)
