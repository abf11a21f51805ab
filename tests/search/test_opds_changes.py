"""What changed is fetched again: under a new address, at the top of what a reader keeps."""

from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
from django.utils import timezone

from fascicle.accounts import actions as accounts
from fascicle.reading.models import Follow, Progress, Shelf, ShelfEntry
from fascicle.works import actions as works
from fascicle.works.actions import ChapterInput
from tests.factories import NOW, make_chapter, make_user, make_work
from tests.search.opds_library import (
    ACQUISITION,
    ATOM,
    atom,
    credentials,
    feed2,
    library,
    links,
    titles,
)

__all__ = ["library"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]
LATER = NOW + timedelta(days=1)
AS_IT_WAS = {"text": "<p>Part 1 of the tale.</p>"}


def edit(work, **new):
    chapter = work.chapters.first()
    works.save_chapter(
        chapter,
        ChapterInput(**(AS_IT_WAS | new)),
        base_version=chapter.version,
        by=make_user("writer"),
        at=LATER,
    )


def entry_of(feed, title):
    (found,) = [
        one
        for one in feed.iter(f"{ATOM}entry")
        if one.findtext(f"{ATOM}title") == title
    ]
    return found


def addresses(client):
    """Where the book of each work is, as both versions say."""
    first = {
        one.findtext(f"{ATOM}title"): links(one, ACQUISITION)[0].get("href")
        for one in atom(client, "/works").iter(f"{ATOM}entry")
    }
    second = {
        one["metadata"]["title"]: one["links"][0]["href"]
        for one in feed2(client, "/works")["publications"]
    }
    assert first == second
    return first


@pytest.mark.parametrize(
    "new",
    [
        {"text": "<p>Another tale.</p>"},
        {"title": "The lamp"},
        {"number": "0"},
        {"notes_before": "<p>Thanks.</p>"},
        {"notes_after": "<p>More soon.</p>"},
    ],
    ids=lambda new: next(iter(new)),
)
def test_an_edit_gives_the_book_a_new_address(client, library, new):
    salt, _tide = library
    before = addresses(client)

    edit(salt, **new)

    after = addresses(client)
    assert after["Salt & <Roads>"] != before["Salt & <Roads>"]
    assert after["Tide"] == before["Tide"]


def test_an_entry_has_the_date_of_its_file(client, library):
    salt, _tide = library
    edit(salt, title="The lamp")

    entry = entry_of(atom(client, "/works"), "Salt & <Roads>")
    (second,) = [
        one["metadata"]
        for one in feed2(client, "/works")["publications"]
        if one["metadata"]["title"] == "Salt & <Roads>"
    ]
    book = client.head(links(entry, ACQUISITION)[0].get("href"))

    updated = datetime.fromisoformat(entry.findtext(f"{ATOM}updated"))
    assert updated == LATER
    assert datetime.fromisoformat(second["modified"]) == LATER
    assert parsedate_to_datetime(book["Last-Modified"]) == LATER


def test_drafts_change_nothing_until_they_are_posted(client, library, index):
    salt, _tide = library
    before = addresses(client)

    draft = works.add_chapter(salt, make_chapter("<p>More.</p>"), at=NOW)
    assert addresses(client) == before

    long_ago = NOW - timedelta(days=1000)
    works.post_chapter(draft, at=LATER, dated=long_ago)
    posted = addresses(client)
    works.discard_chapter(draft, at=LATER)
    index.catch_up()
    discarded = addresses(client)

    known = [before, posted, discarded]
    assert known[0]["Salt & <Roads>"] != known[1]["Salt & <Roads>"]
    assert known[1]["Salt & <Roads>"] != known[2]["Salt & <Roads>"]


@pytest.mark.parametrize("path", ["/reading", "/follows", "/shelves/{shelf}"])
def test_what_changed_last_stands_first_in_what_one_keeps(client, library, path):
    user, at = make_user(), timezone.now()
    headers, (salt, tide) = credentials(user), library
    accounts.keep_history(user, keeps=True)
    shelf = Shelf.objects.create(user=user, name="Rainy days", changed_at=at)
    for number, work in enumerate((salt, tide)):
        read_at = at + timedelta(minutes=number)
        ShelfEntry.objects.create(shelf=shelf, work=work, position=number, added_at=at)
        Follow.objects.create(user=user, work=work, since=at)
        Progress.objects.create(user=user, work=work, read_at=read_at)
    address = path.format(shelf=shelf.pk)
    edit(salt, text="<p>Another tale.</p>")
    first = titles(atom(client, address, headers=headers))

    chapter = works.add_chapter(tide, make_chapter("<p>More.</p>"), at=LATER)
    works.post_chapter(chapter, at=LATER + timedelta(days=1), quietly=True)
    second = titles(atom(client, address, headers=headers))

    assert first == ["Salt & <Roads>", "Tide"]
    assert second == ["Tide", "Salt & <Roads>"]


def test_what_one_keeps_costs_the_same_with_one_work_as_with_twenty(
    client, archive, django_assert_max_num_queries
):
    user, at = make_user(), timezone.now()
    headers = credentials(user)
    for number in range(20):
        Follow.objects.create(user=user, work=make_work(f"Work {number}"), since=at)
    client.get("/opds/follows", headers=headers)

    with django_assert_max_num_queries(10):
        response = client.get("/opds/follows", headers=headers)

    assert response.content.count(b"<entry>") == 20
