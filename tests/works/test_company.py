"""Writing with others: nobody is named unless they agree, and who leaves has no say any more."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from fascicle.accounts import actions as accounts
from fascicle.accounts.models import Preferences
from fascicle.accounts.viewer import Viewer
from fascicle.works import actions
from fascicle.works.models import (
    Chapter,
    ChapterByline,
    Gift,
    Offer,
    OfferKind,
    Orphaning,
    Relation,
    RelationKind,
    Work,
)
from tests.factories import NOW, make_pen_name, make_user, make_work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


@pytest.fixture
def ines():
    return make_user("ines")


@pytest.fixture
def tom():
    return make_user("tom")


def name_of(user):
    return user.pen_names.get(is_default=True)


def names_on(work):
    bylines = work.bylines.order_by("position")
    return list(bylines.values_list("pen_name__name", flat=True))


def may_write(user, work):
    return Work.objects.editable_by(Viewer(user)).with_pk(work.pk) is not None


def offer(work, to, by, kind=OfferKind.WORK, chapter=None):
    return actions.offer(work, to, kind=kind, chapter=chapter, by=by, at=NOW)


def ours(ines, tom, **kwargs):
    work = make_work(by=name_of(ines), **kwargs)
    actions.accept_offer(offer(work, "tom", ines), by=tom, at=NOW)
    return work


def test_a_co_writer_is_named_once_they_accept(ines, tom):
    work = make_work(by=name_of(ines))
    made = offer(work, "tom", ines)
    assert (names_on(work), may_write(tom, work)) == (["ines"], False)

    actions.accept_offer(made, by=tom, at=NOW)

    assert (names_on(work), may_write(tom, work)) == (["ines", "tom"], True)


def test_nobody_else_can_accept_and_nobody_accepts_twice(ines, tom):
    work = make_work(by=name_of(ines))
    made = offer(work, "tom", ines)

    with pytest.raises(actions.OfferVoid):
        actions.accept_offer(made, by=make_user("eve"), at=NOW)
    actions.decline_offer(made, at=NOW)
    with pytest.raises(actions.OfferVoid):
        actions.accept_offer(made, by=tom, at=NOW)

    assert names_on(work) == ["ines"]


def test_an_offer_dies_with_the_say_of_who_made_it(ines, tom):
    work = ours(ines, tom)
    made = offer(work, make_user("eve").username, tom)

    actions.leave(work, by=tom, at=NOW)

    made.refresh_from_db()
    assert made.withdrawn_at == NOW
    assert (names_on(work), may_write(tom, work)) == (["ines"], False)


def test_a_chapter_can_be_offered_alone_and_taken_back(ines, tom, client):
    work = make_work(by=name_of(ines), chapters=2)
    first, second = work.chapters.in_order()
    made = offer(work, "tom", ines, OfferKind.CHAPTER, second)
    actions.accept_offer(made, by=tom, at=NOW)
    client.force_login(tom)

    assert [
        client.get(reverse("works:chapter", args=[work.pk, one.pk])).status_code
        for one in (first, second)
    ] == [404, 200]
    assert not may_write(tom, work)
    client.force_login(ines)
    client.post(
        reverse("works:guest_removal", args=[work.pk, second.pk, name_of(tom).pk])
    )
    client.force_login(tom)

    address = reverse("works:chapter", args=[work.pk, second.pk])
    assert client.get(address).status_code == 404
    assert ChapterByline.objects.count() == 0


@pytest.mark.parametrize("changes", [{}, {"version": 4}], ids=["page", "conflict"])
def test_who_writes_a_chapter_alone_is_led_nowhere_they_may_not_go(
    ines, tom, client, changes
):
    work = make_work(by=name_of(ines), chapters=2, posted=False)
    chapter = work.chapters.in_order()[1]
    made = offer(work, "tom", ines, OfferKind.CHAPTER, chapter)
    actions.accept_offer(made, by=tom, at=NOW)
    work.chapters.filter(pk=chapter.pk).update(**changes)
    client.force_login(tom)
    address = reverse("works:chapter", args=[work.pk, chapter.pk])
    if changes:
        form = {"text": "<p>Mine.</p>", "mode": "rich", "base_version": 1}
        page = client.post(address, form)
        assert page.status_code == 409
    else:
        page = client.get(address)

    links = re.findall(r'href="(/desk/[^"?]*)', page.content.decode())
    assert reverse("works:history", args=[work.pk, chapter.pk]) in links or changes
    assert [one for one in links if client.get(one).status_code == 404] == []


@pytest.mark.parametrize(
    ("who", "error"),
    [
        ("nobody", actions.CannotBeOffered),
        ("ines", actions.OwnName),
        ("shy", actions.CannotBeOffered),
        ("tom", actions.WritesItAlready),
        ("asked", actions.OfferedAlready),
    ],
)
def test_who_cannot_be_asked(ines, tom, who, error):
    Preferences.objects.create(user=make_user("shy"), takes_offers=False)
    make_user("asked")
    work = ours(ines, tom)
    offer(work, "asked", ines)

    with pytest.raises(error):
        offer(work, who, ines)


@pytest.mark.parametrize(("mails", "letters"), [(True, 1), (False, 0)])
def test_a_letter_tells_of_an_offer_to_those_who_want_it(
    ines, tom, mails, letters, django_capture_on_commit_callbacks
):
    tom.email = "tom@example.org"
    tom.save()
    Preferences.objects.create(user=tom, mails_of_offers=mails)

    with django_capture_on_commit_callbacks(execute=True):
        offer(make_work(by=name_of(ines)), "tom", ines)

    assert len(mail.outbox) == letters


def test_a_work_is_handed_over_by_consent(ines, tom):
    work = make_work(by=name_of(ines))
    made = offer(work, "tom", ines, OfferKind.HAND_OVER)
    assert may_write(ines, work)

    actions.accept_offer(made, by=tom, at=NOW)

    assert names_on(work) == ["tom"]
    assert (may_write(ines, work), may_write(tom, work)) == (False, True)


def test_the_last_writer_cannot_leave(ines, tom):
    work = make_work(by=name_of(ines))

    with pytest.raises(actions.LastWriter):
        actions.leave(work, by=ines, at=NOW)

    assert names_on(work) == ["ines"]


def test_one_of_two_cannot_delete_what_both_wrote(ines, tom):
    work = ours(ines, tom)

    with pytest.raises(actions.OthersWriteIt):
        actions.throw_away_work(work, by=tom, at=NOW)

    work.refresh_from_db()
    assert work.deleted_at is None


def test_an_orphan_can_be_taken_back_for_three_days(ines):
    work = make_work(by=name_of(ines))
    ChapterByline.objects.create(chapter=work.chapters.get(), pen_name=name_of(ines))
    actions.orphan(work, by=ines, at=NOW)
    assert (names_on(work), may_write(ines, work)) == (["Orphaned"], False)
    orphaning = Orphaning.objects.get()

    actions.undo_orphaning(orphaning, at=NOW + timedelta(hours=71))

    assert (names_on(work), may_write(ines, work)) == (["ines"], True)
    assert ChapterByline.objects.count() == 1


def test_an_orphan_is_let_go_of_for_good_after_that(ines):
    work = make_work(by=name_of(ines))
    actions.orphan(work, by=ines, at=NOW)
    late = NOW + timedelta(hours=73)

    with pytest.raises(actions.UndoneTooLate):
        actions.undo_orphaning(Orphaning.objects.get(), at=late)
    actions.make_orphanings_final(at=late)

    assert Orphaning.objects.count() == 0
    assert names_on(work) == ["Orphaned"]


def test_names_change_places_and_the_writer_their_name(ines, tom, client):
    work = ours(ines, tom)
    other = accounts.new_pen_name(ines, "I. O.", at=NOW)
    client.force_login(ines)

    client.post(
        reverse("works:name_move", args=[work.pk, name_of(tom).pk]), {"to": "up"}
    )
    client.post(
        reverse("works:own_name", args=[work.pk, name_of(ines).pk]),
        {"pen_name": other.pk},
    )
    client.post(  # a name of somebody else's stays
        reverse("works:own_name", args=[work.pk, name_of(tom).pk]),
        {"pen_name": other.pk},
    )

    assert names_on(work) == ["tom", "I. O."]


def test_what_lies_in_the_bin_comes_back_to_its_place(ines):
    work = make_work(by=name_of(ines), chapters=3)
    second = work.chapters.get(position=2)
    actions.discard_chapter(second, at=NOW)

    actions.take_chapter_back(second)

    work.refresh_from_db()
    order = [(one.pk == second.pk, one.position) for one in work.chapters.in_order()]
    assert order == [(False, 1), (True, 2), (False, 3)]
    assert (work.chapter_count, work.posted_at is not None) == (3, True)


def test_a_chapter_comes_back_as_a_draft_where_the_work_is_one_now(ines):
    work = make_work(by=name_of(ines))
    chapter = work.chapters.get()
    actions.discard_chapter(chapter, at=NOW)

    actions.take_chapter_back(chapter)

    chapter.refresh_from_db()
    assert (chapter.posted_at, chapter.position) == (None, 1)


def test_a_work_in_the_bin_is_nobodys_to_see_and_comes_back(ines, client):
    work = make_work(by=name_of(ines))
    client.force_login(ines)

    client.post(reverse("works:work_removal", args=[work.pk]))
    gone = client.get(work.get_absolute_url()).status_code
    shown = client.get(reverse("works:bin"))
    client.post(reverse("works:work_return", args=[work.pk]))

    assert gone == 404
    assert work.title in shown.content.decode()
    assert client.get(work.get_absolute_url()).status_code == 200


def test_only_what_lies_in_ones_own_bin_can_be_destroyed(ines, tom, client):
    work = make_work(by=name_of(ines), chapters=2)
    chapter = work.chapters.first()
    client.force_login(ines)
    living = client.post(reverse("works:chapter_destruction", args=[chapter.pk]))
    actions.discard_chapter(chapter, at=NOW)
    client.force_login(tom)
    others = client.post(reverse("works:chapter_destruction", args=[chapter.pk]))
    client.force_login(ines)
    client.post(reverse("works:chapter_destruction", args=[chapter.pk]))

    assert (living.status_code, others.status_code) == (404, 404)
    assert not Chapter.objects.filter(pk=chapter.pk).exists()


def test_a_relation_links_back_when_the_other_side_agrees(ines, tom, client):
    first, second = (
        make_work("First", by=name_of(ines)),
        make_work("Second", by=name_of(tom)),
    )
    client.force_login(tom)
    client.post(
        reverse("works:relations", args=[second.pk]),
        {"kind": "sequel", "other": first.get_absolute_url()},
    )
    before = client.get(first.get_absolute_url()).content.decode()
    relation = Relation.objects.get()
    foreign = client.post(reverse("works:relation_approval", args=[relation.pk]))
    client.force_login(ines)
    asked = client.get(reverse("works:offers")).content.decode()
    client.post(reverse("works:relation_approval", args=[relation.pk]))

    assert foreign.status_code == 404
    assert "Second" in asked
    assert "has a sequel" not in before
    assert "has a sequel" in client.get(first.get_absolute_url()).content.decode()


def test_nobody_is_asked_for_what_is_nobodys_or_ones_own(ines):
    mine = make_work("Mine", by=name_of(ines))
    orphan = make_work("Lost", by=make_pen_name("Long Gone"))
    third = make_work("Third", by=name_of(ines))

    for title in ("Mine", "Lost"):
        actions.relate(third, RelationKind.INSPIRED, title=title, at=NOW)

    approved = Relation.objects.filter(approved_at__isnull=False)
    assert {one.to_work for one in approved} == {mine, orphan}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (" ", "Name the other story: its title or address."),
        ("/works/999/", "no story at this address"),
        ("https://no where/", "no address of a page"),
        ("http://[", "no address of a page"),
        ("///", "no story at this address"),
        ("x" * 501, "at most 500"),
        ("a\x00b", "invisible sign"),
    ],
)
def test_a_relation_to_nothing_is_answered_beside_the_field(ines, client, typed, said):
    work = make_work(by=name_of(ines))
    client.force_login(ines)

    response = client.post(
        reverse("works:relations", args=[work.pk]), {"kind": "sequel", "other": typed}
    )

    assert response.status_code == 422
    assert said in response.content.decode()
    assert Relation.objects.count() == 0


def test_a_gift_is_named_until_it_is_declined(ines, tom, client):
    work = make_work(by=name_of(ines))
    gift = actions.dedicate(work, "Tom", at=NOW)
    actions.dedicate(work, "my sister", at=NOW)
    before = client.get(work.get_absolute_url()).content.decode()
    client.force_login(tom)
    client.post(reverse("works:gift_refusal", args=[gift.pk]))

    after = client.get(work.get_absolute_url()).content.decode()
    assert (">tom<" in before, "my sister" in before) == (True, True)
    assert (">tom<" in after, "my sister" in after) == (False, True)
    with pytest.raises(actions.TakesNoGifts):
        actions.dedicate(work, "tom", at=NOW)


def test_who_takes_no_gifts_gets_none(ines, tom):
    Preferences.objects.create(user=tom, takes_gifts=False)

    with pytest.raises(actions.TakesNoGifts):
        actions.dedicate(make_work(by=name_of(ines)), "tom", at=NOW)

    assert Gift.objects.count() == 0


def test_sending_an_offer_twice_makes_one(ines, tom, client):
    work = make_work(by=name_of(ines))
    client.force_login(ines)
    data = {"name": "tom", "submission": "0b5c3a52-11d2-4f0e-9b0c-0c9f4e9f0001"}

    answers = [
        client.post(reverse("works:offering", args=[work.pk]), data) for _ in range(2)
    ]

    assert [one.status_code for one in answers] == [302, 302]
    assert Offer.objects.count() == 1
