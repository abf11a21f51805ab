"""Makes the file of a takeout: a ZIP with every work as EPUB, HTML and JSON."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from fascicle.accounts.models import User
from fascicle.accounts.viewer import Viewer
from fascicle.core import pictures
from fascicle.core.storage import DamagedFile
from fascicle.exporting.belongings import (
    guest_chapter_as_data,
    profile_of,
    work_as_data,
)
from fascicle.exporting.books import book_of_chapters
from fascicle.exporting.epub import make_epub
from fascicle.exporting.filenames import safe_name
from fascicle.exporting.html import make_html
from fascicle.exporting.pictures import ENDINGS
from fascicle.exporting.writing import add_to_archive, new_archive
from fascicle.works.models import Chapter, Work


def works_to_take(user: User) -> list[int]:
    """Keys of all works of a writer, those in the bin too."""
    viewer = Viewer(user, sees_adult=True)
    living = Work.objects.editable_by(viewer).values_list("pk", flat=True)
    binned = Work.objects.in_bin_of(viewer).values_list("pk", flat=True)
    return sorted({*living, *binned})


def write_takeout(path: Path, user: User, *, tell: Callable[[int, int], None]) -> None:
    """Write the file, whole or not at all; ``tell`` hears how many works of how many are in."""
    keys = works_to_take(user)
    with new_archive(path) as archive:
        add_to_archive(archive, "READ ME.txt", _read_me().encode())
        add_to_archive(archive, "profile.json", _json(profile_of(user)))
        for name, data in _pictures_of(user):
            add_to_archive(archive, name, data)
        for name, data in _chapters_as_guest(user):
            add_to_archive(archive, name, data)
        for n, key in enumerate(keys):
            tell(n, len(keys))
            work = Work.objects.for_books().with_pk(key)
            if work:
                for name, data in _files_of(work):
                    add_to_archive(archive, name, data)
    path.chmod(0o600)
    tell(len(keys), len(keys))


def _files_of(work: Work) -> list[tuple[str, bytes]]:
    folder = f"works/{work.pk} {safe_name(work.title or work.opening or 'untitled')}"
    files = [(f"{folder}/work.json", _json(work_as_data(work)))]
    living = Chapter.objects.of(work).living().with_text().in_order()
    book = book_of_chapters(work, list(living))
    if book:
        files.append((f"{folder}/work.epub", make_epub(book)))
        files.append((f"{folder}/work.html", make_html(book)))
    return files


def _chapters_as_guest(user: User) -> Iterator[tuple[str, bytes]]:
    """Single chapters that they write of others' works."""
    theirs = Chapter.objects.guest_of(Viewer(user, sees_adult=True))
    for chapter in theirs.with_text().select_related("work").order_by("pk"):
        name = f"chapters/{chapter.pk} {safe_name(chapter.title or 'untitled')}.json"
        yield name, _json(guest_chapter_as_data(chapter, user))


def _pictures_of(user: User) -> Iterator[tuple[str, bytes]]:
    """Those they sent; one whose file is lost is named in the profile alone."""
    for picture in user.pictures.order_by("pk"):
        with suppress(FileNotFoundError, DamagedFile):
            data = pictures.fetch(picture.digest)
            yield f"pictures/{picture.digest}.{ENDINGS[picture.media_type]}", data


def _json(data: dict[str, Any]) -> bytes:
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
    return text.encode(errors="replace")


def _read_me() -> str:
    return _(
        "Everything that was yours here on the day you asked.\n\n"
        "works/ has a folder for each story, drafts and the bin’s too: work.epub for "
        "reading, work.html for any browser, and work.json with all chapters, all "
        "their revisions, and what the story says of itself.\n"
        "chapters/ has the chapters that you write of others’ stories, with what you saved "
        "of each.\n"
        "profile.json has your pen names, shelves, follows, filters, kept notes, and "
        "words you had not saved.\n"
        "pictures/ has the pictures you sent.\n"
    )
