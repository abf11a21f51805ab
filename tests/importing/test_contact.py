"""The address of an imported writer is kept for the host, and stands in no name."""

import pytest

from fascicle.accounts.models import PenName
from fascicle.importing.actions.accept import accept_stories
from fascicle.importing.sources.bare.reading import read_file
from fascicle.works.models import Work
from tests.factories import NOW
from tests.importing.conftest import bring_in, tale

pytestmark = pytest.mark.django_db

HEADS = {
    "field": "Title: Salt Roads\nAuthor: Ines Okafor\nE-mail: Ines@old.example\n\n",
    "beside": "Title: Salt Roads\nAuthor: Ines Okafor (ines@old.example)\n\n",
    "byline": "SALT ROADS\nby Ines Okafor <ines@old.example>\n\n",
    "mail": (
        "From: ines@old.example (Ines Okafor)\nSubject: NEW: Salt Roads (1/3)\n"
        "Date: 3 Mar 1999\nNewsgroups: alt.stories\n\n"
    ),
}


def accepted(folder, head: str) -> PenName:
    batch = bring_in(folder({"a.txt": head + tale(1)}))
    accept_stories(batch, batch.stories.values_list("pk", flat=True), at=NOW)
    return Work.objects.get().pen_names.get()


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_the_address_a_file_gives_is_kept_with_the_pen_name(archive, folder, head):
    pen_name = accepted(folder, head)

    assert (pen_name.name, pen_name.contact) == ("Ines Okafor", "ines@old.example")


def test_of_several_addresses_none_is_taken_for_the_writers(archive, folder):
    head = HEADS["field"].replace("Okafor", "Okafor (other@old.example)")

    assert accepted(folder, head).contact == ""


def test_a_writer_whom_a_person_named_is_not_tied_to_the_files_address(archive, folder):
    batch = bring_in(folder({"a.txt": HEADS["field"] + tale(1)}))
    batch.stories.update(author="Tom Ash", author_sure=None)

    accept_stories(batch, batch.stories.values_list("pk", flat=True), at=NOW)

    assert Work.objects.get().pen_names.get().contact == ""


@pytest.mark.parametrize(
    "end", ["<i@old.example>", "[i@old.example]", "(mailto:i@o.example)"]
)
def test_no_name_ends_in_an_address(end):
    reading = read_file(
        "a.txt", f"SALT ROADS\nby Ines Okafor {end}\n\n{tale(1)}".encode()
    )

    assert reading.stories[0].author.value == "Ines Okafor"
