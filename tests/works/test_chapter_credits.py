"""Who wrote one chapter is named there, in the contents and in files, unless a name is hidden."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fascicle.accounts.models import PenName, Preferences
from fascicle.works import actions
from fascicle.works.models import OfferKind, Work
from tests.factories import NOW, make_user, make_work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


@pytest.fixture
def ines():
    return make_user("ines")


@pytest.fixture
def tom():
    return make_user("tom-tar")


def name_of(user):
    return user.pen_names.get(is_default=True)


def ask_for_chapter(work, position, user, by):
    chapter = work.chapters.get(position=position)
    name = name_of(user).name
    made = actions.offer(
        work, name, kind=OfferKind.CHAPTER, chapter=chapter, by=by, at=NOW
    )
    actions.accept_offer(made, by=user, at=NOW)
    return chapter


@pytest.fixture
def work(ines, tom):
    work = make_work(by=name_of(ines), chapters=3)
    ask_for_chapter(work, 2, tom, ines)
    return work


def page(client, name, *args):
    return client.get(reverse(f"reading:{name}", args=args)).content.decode()


def file(client, work, format):
    data = client.get(reverse("exporting:work_file", args=[work.pk, format])).content
    if format != "epub":
        return data.decode()
    with ZipFile(BytesIO(data)) as book:
        files = [one for one in book.namelist() if one.endswith(("html", "opf"))]
        return "".join(book.read(one).decode() for one in files)


def everywhere(client, work):
    """All that a guest is given of a work."""
    pages = [page(client, name, work.pk) for name in ("work", "whole")]
    pages += [page(client, "chapter", work.pk, n) for n in (1, 2, 3)]
    return "".join([*pages, *(file(client, work, one) for one in FORMATS)])


FORMATS = ("epub", "html", "txt")


def test_the_chapter_and_the_contents_say_with_whom(client, work, tom):
    link = f'with <a href="{name_of(tom).get_absolute_url()}"><bdi>tom-tar</bdi></a>'

    assert link in page(client, "chapter", work.pk, 2)
    assert "tom-tar" not in page(client, "chapter", work.pk, 1)
    assert "with tom-tar" in page(client, "work", work.pk)
    assert page(client, "whole", work.pk).count(link) == 1
    assert client.get(name_of(tom).get_absolute_url()).status_code == 200


def test_the_page_of_a_work_in_one_part_says_it(client, ines, tom):
    work = make_work(by=name_of(ines))
    ask_for_chapter(work, 1, tom, ines)

    assert "tom-tar" in page(client, "work", work.pk)


@pytest.mark.parametrize("format", FORMATS)
def test_files_say_it_below_the_heading(client, work, format):
    text = file(client, work, format)

    assert text.count("with tom-tar") == 1
    assert (
        text.index("Part 1 of") < text.index("with tom-tar") < text.index("Part 2 of")
    )


@pytest.mark.parametrize("format", ["epub", "html"])
def test_files_name_who_contributed(client, work, format):
    assert "contributor" in file(client, work, format)


def test_whoever_stands_on_the_work_is_not_named_twice(client, work, ines, tom):
    made = actions.offer(work, "tom-tar", kind=OfferKind.WORK, by=ines, at=NOW)
    actions.accept_offer(made, by=tom, at=NOW)

    assert (
        "with"
        not in page(client, "work", work.pk)
        .split("<main")[1]
        .split("contents")[1]
        .split("</ol>")[0]
    )
    assert "with tom-tar" not in file(client, work, "txt")


def test_nobody_is_named_at_a_work_that_hides_a_name(client, work, ines, tom):
    actions.hide_name(work, by=ines)

    assert "tom-tar" not in everywhere(client, work)
    assert client.get(name_of(tom).get_absolute_url()).status_code == 404


def by_themselves(work, tom, ines):
    chapter = work.chapters.get(position=2)
    actions.leave_chapter(chapter, pen_names=PenName.objects.filter(user=tom))


def with_all_the_work(work, tom, ines):
    made = actions.offer(work, "tom-tar", kind=OfferKind.WORK, by=ines, at=NOW)
    actions.accept_offer(made, by=tom, at=NOW)
    actions.leave(work, by=tom, at=NOW)


def as_orphan(work, tom, ines):
    made = actions.offer(work, "tom-tar", kind=OfferKind.WORK, by=ines, at=NOW)
    actions.accept_offer(made, by=tom, at=NOW)
    actions.orphan(work, by=tom, at=NOW)


@pytest.mark.parametrize("leave", [by_themselves, with_all_the_work, as_orphan])
def test_who_leaves_is_named_nowhere(client, work, ines, tom, leave):
    assert "tom-tar" in everywhere(client, work)

    leave(work, tom, ines)

    assert "tom-tar" not in everywhere(client, work)


def test_a_file_that_a_reader_has_is_told_from_one_with_another_name(client, work, tom):
    address = reverse("exporting:work_file", args=[work.pk, "epub"])
    before = client.get(address)["ETag"]

    by_themselves(work, tom, None)

    assert client.get(address, headers={"if-none-match": before}).status_code == 200


def test_pages_cost_the_same_whoever_wrote_along(client, ines, work):
    def costs():
        found = []
        for name, *args in (("work",), ("whole",), ("chapter", 3)):
            with CaptureQueriesContext(connection) as queries:
                page(client, name, work.pk, *args)
            found.append(len(queries))
        return found

    before = costs()
    for n in (1, 3):
        ask_for_chapter(work, n, make_user(f"guest-{n}"), ines)

    assert costs() == before


def test_robots_stay_away_from_a_page_with_the_name_of_whoever_asks_it(
    client, work, tom
):
    Preferences.objects.create(user=tom, noindex=True)

    assert "noindex" in page(client, "chapter", work.pk, 2)
    assert Work.objects.for_books().get().keeps_robots_out
