"""A work as its readers will see it: for its writers, and for nobody else."""

import pytest
from django.urls import reverse

from fascicle.accounts.models import Role
from fascicle.works import actions
from fascicle.works.models import Chapter
from tests.factories import (
    NOW,
    make_archive,
    make_chapter,
    make_rating,
    make_user,
    make_work,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(client):
    make_archive()
    user = make_user("writer")
    client.force_login(user)
    return user


@pytest.fixture
def draft(writer):
    texts = [make_chapter(f"<p>{n} opens.</p>", title=n) for n in ("First", "Second")]
    return make_work("Unseen", by=writer.pen_names.get(), texts=texts, posted=False)


def seen(work, name="reading:work", *more, **asked):
    address = reverse(name, args=[work.pk, *more])
    return address + "?" + "&".join(f"{key}={value}" for key, value in asked.items())


AS_GUEST = {"preview": "guest", "drafts": "on"}


def test_the_page_offers_what_to_look_at_in_a_frame(client, draft):
    page = client.get(reverse("reading:preview", args=[draft.pk]))

    assert page.status_code == 200
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert 'sandbox="allow-same-origin"' in page.content.decode()


def test_drafts_are_seen_as_if_they_were_posted(client, draft):
    about = client.get(seen(draft, **AS_GUEST)).content.decode()
    first = client.get(seen(draft, "reading:chapter", 1, **AS_GUEST)).content.decode()
    whole = client.get(seen(draft, "reading:whole", **AS_GUEST)).content.decode()

    assert "Second" in about
    assert ">draft<" not in about
    assert "First opens." in first
    assert "chapters/2/?preview=guest&amp;drafts=on" in first
    assert "Second opens." in whole
    assert "Log in" in about
    assert not Chapter.objects.posted().exists()


def test_without_drafts_only_what_is_public_is_seen(client, draft):
    actions.post_chapter(draft.chapters.get(title="First"), at=NOW)

    page = client.get(seen(draft, preview="guest")).content.decode()

    assert "Second" not in page
    second = seen(draft, "reading:chapter", 2, preview="guest")
    assert client.get(second).status_code == 404


def test_a_guest_meets_the_gate_and_finds_nothing_for_members(client, writer):
    pen_name = writer.pen_names.get()
    grown = make_work(by=pen_name, rating=make_rating("Mature", is_adult=True))
    members = make_work("For us", by=pen_name)
    type(members).objects.filter(pk=members.pk).update(members_only=True)

    gate = client.get(seen(grown, preview="guest")).content.decode()
    past = client.get(seen(grown, preview="guest", adult="on")).content.decode()

    assert "for adults" in gate
    assert "Part 1" not in gate
    assert "Start reading" in past
    assert client.get(seen(members, preview="guest")).status_code == 404
    assert client.get(seen(members, preview="member")).status_code == 200


def test_a_previewed_page_stands_in_our_frames_alone(client, draft):
    page = client.get(seen(draft, **AS_GUEST))

    assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "noindex" in page.headers["X-Robots-Tag"]


@pytest.mark.parametrize("role", [None, *Role.values])
@pytest.mark.parametrize("preview", ["guest", "member"])
def test_nobody_else_sees_a_draft(client, draft, role, preview):
    client.logout()
    if role:
        client.force_login(make_user("stranger", role=role))
    asked = {**AS_GUEST, "preview": preview, "adult": "on"}

    for name, more in (("work", []), ("chapter", [1]), ("whole", [])):
        address = seen(draft, f"reading:{name}", *more, **asked)
        assert client.get(address).status_code == 404
    rooms = [
        reverse("reading:preview", args=[draft.pk]),
        reverse("exporting:draft_file", args=[draft.pk, "epub"]),
    ]
    for address in rooms:
        assert client.get(address).status_code == (404 if role else 302)


def test_a_preview_changes_nothing_for_readers_of_public_works(client, writer):
    work = make_work(by=writer.pen_names.get())
    client.logout()

    page = client.get(seen(work, **AS_GUEST))

    assert page.status_code == 200
    assert page.headers["X-Frame-Options"] == "DENY"
    assert "chapters/1/?preview" not in page.content.decode()


def test_a_draft_is_taken_along_as_an_epub(client, draft):
    response = client.get(reverse("exporting:draft_file", args=[draft.pk, "epub"]))

    assert response.status_code == 200
    assert response.content.startswith(b"PK")
    text = client.get(reverse("exporting:draft_file", args=[draft.pk, "txt"]))
    assert "Second opens." in text.content.decode()
