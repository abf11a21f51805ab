"""Files over HTTP: who gets them, under which name, and when they need not be sent again."""

import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fascicle.accounts.viewer import ADULT_CHOICE
from fascicle.exporting.formats import FORMATS
from fascicle.works import actions as works
from tests.factories import (
    NOW,
    make_chapter,
    make_pen_name,
    make_rating,
    make_work,
)

pytestmark = pytest.mark.django_db

SECRET = "xyzzyword"


def file_of(work, suffix="epub"):
    return reverse("exporting:work_file", args=[work.pk, suffix])


def chapters_of(work, first, last, suffix="txt"):
    return reverse("exporting:chapters_file", args=[work.pk, first, last, suffix])


def series_of(*members, title="Harbour Songs"):
    series = works.new_series(title)
    for work in members:
        works.place_in_series(series, work)
    return series


def make_adult_work(**kwargs):
    return make_work(
        "Night Tide",
        texts=[make_chapter(f"<p>{SECRET} text</p>", notes_before=f"<p>{SECRET}</p>")],
        summary=f"<p>{SECRET} summary</p>",
        opening=f"{SECRET} opening",
        **kwargs,
    )


def pass_gate(client):
    session = client.session
    session[ADULT_CHOICE] = True
    session.save()


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_work_can_be_downloaded_in_each_format(archive, client, suffix):
    work = make_work(chapters=2)

    response = client.get(file_of(work, suffix))

    assert response.status_code == 200
    assert response["Content-Type"] == FORMATS[suffix].media_type
    assert response["Content-Disposition"] == (
        f'attachment; filename="Salt Roads - Ines Okafor.{suffix}"'
    )
    assert len(response.content) == int(response["Content-Length"])


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("rating", ["none", "adult"])
def test_a_guest_before_the_gate_gets_nothing_of_an_adult_work(
    archive, client, suffix, rating
):
    adult = make_rating("Explicit", is_adult=True)
    work = (
        make_adult_work(rating=adult)
        if rating == "adult"
        else make_adult_work(rated=False)
    )
    series = series_of(work)

    for address in (
        file_of(work, suffix),
        chapters_of(work, 1, 1, suffix),
        reverse("exporting:series_file", args=[series.pk, suffix]),
    ):
        for method in (client.get, client.head):
            response = method(address)
            assert response.status_code == 302
            assert SECRET not in str(response.headers) + response.content.decode()


def test_whoever_passed_the_gate_gets_an_adult_work(archive, client):
    work = make_adult_work(rated=False)
    pass_gate(client)

    response = client.get(file_of(work, "txt"))

    assert SECRET in response.content.decode()


def test_a_series_holds_only_what_the_reader_may_read(archive, client):
    series = series_of(make_work("First Light"), make_adult_work(rated=False))

    response = client.get(reverse("exporting:series_file", args=[series.pk, "txt"]))

    text = response.content.decode()
    assert "First Light" in text
    assert SECRET not in text
    assert "Night Tide" not in text


def test_drafts_and_members_works_are_not_for_guests(archive, client):
    draft = make_work(posted=False)
    hidden = make_work("Hidden")
    type(hidden).objects.filter(pk=hidden.pk).update(members_only=True)

    assert client.get(file_of(draft)).status_code == 404
    assert client.get(file_of(hidden)).status_code == 404


def test_a_run_of_chapters_is_a_book_of_its_own(archive, client):
    work = make_work(chapters=5)

    response = client.get(chapters_of(work, 2, 4))

    text = response.content.decode()
    assert re.findall(r"Part (\d) of the tale", text) == ["2", "3", "4"]
    assert "Title: Salt Roads, chapters 2–4\n" in text
    assert (
        'filename="Salt Roads, chapters 2-4 - Ines Okafor.txt"'
        in (response["Content-Disposition"])
    )


@pytest.mark.parametrize(("first", "last"), [(6, 9), (3, 2), (0, 0)])
def test_a_run_without_chapters_is_not_there(archive, client, first, last):
    work = make_work(chapters=5)

    assert client.get(chapters_of(work, first, last)).status_code == 404


def test_an_epub_of_a_run_is_another_book_than_the_whole(archive, client):
    work = make_work(chapters=3)

    packages = [
        zipfile.ZipFile(io.BytesIO(client.get(address).content)).read(
            "EPUB/package.opf"
        )
        for address in (file_of(work), chapters_of(work, 1, 2, "epub"))
    ]

    urns = [re.search(rb"urn:uuid:[0-9a-f-]+", package)[0] for package in packages]
    assert urns[0] != urns[1]


def test_untitled_works_are_told_apart_by_their_first_words(archive, client):
    work = make_work(
        "", opening="It had rained on the survey for eleven days and nobody"
    )

    response = client.get(file_of(work, "txt"))

    assert "Title: Untitled: “It had rained on the survey" in response.content.decode()


def test_head_sends_what_get_does_but_no_file(archive, client):
    work = make_work()

    head, get = client.head(file_of(work)), client.get(file_of(work))

    assert head.status_code == 200
    for header in ("Content-Type", "Content-Disposition", "Last-Modified", "ETag"):
        assert head[header] == get[header]
    assert "Content-Length" not in head
    assert b"".join(head) == b""


@pytest.mark.parametrize("header", ["If-None-Match", "If-Modified-Since"])
def test_a_file_the_client_has_is_not_sent_again(archive, client, header):
    work = make_work()
    first = client.get(file_of(work))
    said = first["ETag" if header == "If-None-Match" else "Last-Modified"]

    second = client.get(file_of(work), headers={header: said})

    assert (second.status_code, second.content) == (304, b"")


def test_a_new_chapter_and_a_new_rating_make_a_new_file(archive, client):
    work = make_work()
    seen = [client.get(file_of(work))]

    works.add_chapter(work, make_chapter(), at=NOW)
    works.post_work(work, at=NOW + timedelta(days=1))
    seen.append(client.get(file_of(work)))
    works.rate_works([work], make_rating("Everyone"))
    seen.append(client.get(file_of(work)))

    assert len({response["ETag"] for response in seen}) == 3
    assert seen[0]["Last-Modified"] != seen[1]["Last-Modified"]
    again = client.get(file_of(work), headers={"If-None-Match": seen[1]["ETag"]})
    assert again.status_code == 200


def test_the_same_file_comes_twice_byte_for_byte(archive, client):
    work = make_work(chapters=3)

    one, other = client.get(file_of(work)), client.get(file_of(work))

    assert one.content == other.content


def test_robots_are_asked_to_leave_files_alone(archive, client):
    assert "noindex" in client.get(file_of(make_work()))["X-Robots-Tag"]


def test_a_file_costs_as_many_queries_with_many_chapters_as_with_one(archive, client):
    short, long = make_work(chapters=1), make_work("Long", chapters=12)
    series_of(short), series_of(long, title="Other")
    client.get(file_of(short)), client.get(file_of(long))

    counts = []
    for work in (short, long):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(file_of(work))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12


def test_a_series_costs_as_many_queries_with_many_works_as_with_one(archive, client):
    few = series_of(make_work("One"))
    many = series_of(
        *(make_work(f"W{n}", by=make_pen_name(f"P{n}")) for n in range(6)), title="B"
    )
    addresses = [
        reverse("exporting:series_file", args=[series.pk, "txt"])
        for series in (few, many)
    ]
    client.get(addresses[0])

    counts = []
    for address in addresses:
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12
