"""Letters tell of what is asked of somebody: once, and of nothing that they may not know."""

import pytest
from django.core import mail
from django.urls import reverse

from fascicle.accounts.models import KeptShield, Preferences
from fascicle.accounts.shield import Shield
from fascicle.works import actions
from fascicle.works.models import OfferKind, RelationKind, Work
from tests.factories import NOW, make_pen_name, make_rating, make_user, make_work

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("archive"),
]


@pytest.fixture
def ines():
    return make_user("ines")


@pytest.fixture
def tom():
    tom = make_user("tom")
    tom.email = "tom@post.example"
    tom.save()
    return tom


def name_of(user):
    return user.pen_names.get(is_default=True)


def written_by(user, title="Tin Roads", **kwargs):
    return make_work(title, by=name_of(user), **kwargs)


def ask_to_own(ines, tom, *works):
    series = actions.start_series("The Coast", owner=name_of(ines), at=NOW)
    for work in works:
        actions.place_in_series(series, work)
    actions.ask_to_own(series, name_of(tom), by=name_of(ines), at=NOW)
    return series


def link(work, to):
    return actions.relate(work, RelationKind.SEQUEL, to=to, at=NOW)


def give(work):
    return actions.dedicate(work, "tom", at=NOW)


ALL = ["offer", "series", "relation", "gift"]


def ask(kind, ines, tom, **kwargs):
    """Have a work of Ines' ask something of Tom."""
    work = written_by(ines, "Secret Roads", **kwargs)
    if kind == "offer":
        actions.offer(work, "tom", kind=OfferKind.WORK, by=ines, at=NOW)
    elif kind == "series":
        ask_to_own(ines, tom, work)
    elif kind == "relation":
        link(work, written_by(tom, "Tom’s Secret", **kwargs))
    else:
        give(work)


@pytest.mark.parametrize("kind", ALL)
def test_who_is_asked_is_written_to_and_not_told_by_whom(ines, tom, kind):
    ask(kind, ines, tom)

    (letter,) = mail.outbox
    assert letter.to == ["tom@post.example"]
    assert letter.subject.startswith("The Harbour Archive: ")
    assert reverse("works:offers") in letter.body
    assert "ines" not in letter.subject + letter.body
    assert "\n\n\n" not in letter.body


@pytest.mark.parametrize("kind", ALL)
def test_who_wants_no_letters_gets_none(ines, tom, kind):
    Preferences.objects.create(user=tom, mails_of_offers=False)

    ask(kind, ines, tom)

    assert mail.outbox == []


@pytest.mark.parametrize("names_them", [False, True])
@pytest.mark.parametrize("kind", ALL)
def test_works_for_adults_are_named_to_those_who_said_so(ines, tom, kind, names_them):
    Preferences.objects.create(user=tom, mails_adult_titles=names_them)

    ask(kind, ines, tom, rating=make_rating("Mature", is_adult=True))

    (letter,) = mail.outbox
    named = ("Secret", "The Coast")
    assert not any(one in letter.subject for one in named)
    assert any(one in letter.body for one in named) is names_them


@pytest.mark.parametrize("post", [actions.post_work, None], ids=["work", "chapter"])
def test_a_draft_asks_once_it_is_public_and_then_never_again(ines, tom, post):
    draft = written_by(ines, posted=False)
    link(draft, written_by(tom, "Salt Roads"))
    give(draft)
    assert mail.outbox == []

    for _again in range(2):
        if post:
            post(draft, at=NOW)
        else:
            actions.post_chapter(draft.chapters.get(), at=NOW)
        actions.unpost_chapter(draft.chapters.get())
        draft = Work.objects.get(pk=draft.pk)

    subjects = sorted(one.subject.partition(": ")[2] for one in mail.outbox)
    assert subjects == [
        "a story has to do with one of yours",
        "somebody gives you a story",
    ]


def test_asking_again_sends_no_second_letter(ines, tom):
    work, salt = written_by(ines), written_by(tom, "Salt Roads")
    series = ask_to_own(ines, tom)
    for _again in range(2):
        link(work, salt)
        give(work)
        actions.ask_to_own(series, name_of(tom), by=name_of(ines), at=NOW)

    assert len(mail.outbox) == 3


def test_a_title_that_arrives_asks_its_writers(ines, tom):
    actions.relate(written_by(ines), RelationKind.INSPIRED, title="Salt Roads")
    assert mail.outbox == []

    written_by(tom, "Salt Roads")

    (letter,) = mail.outbox
    assert "“Salt Roads”" in letter.body


def test_each_writer_of_a_work_is_asked_hidden_ones_too(ines, tom):
    eva = make_user("eva")
    eva.email = "eva@post.example"
    eva.save()
    salt = written_by(tom, "Salt Roads")
    made = actions.offer(salt, "eva", kind=OfferKind.WORK, by=tom, at=NOW)
    actions.accept_offer(made, by=eva, at=NOW)
    actions.hide_name(Work.objects.get(pk=salt.pk), by=eva)
    mail.outbox.clear()

    link(written_by(ines), salt)

    assert {one.to[0] for one in mail.outbox} == {
        "tom@post.example",
        "eva@post.example",
    }
    assert not any("eva" in one.body or "tom" in one.body for one in mail.outbox)


def test_nobody_is_written_to_for_their_own_work_or_by_a_work_that_is_nobodys(tom):
    salt = written_by(tom, "Salt Roads")
    give(salt)
    link(written_by(tom), salt)
    link(make_work("Imported", by=make_pen_name("Long Gone")), salt)

    assert mail.outbox == []


def test_who_is_asked_again_and_again_is_written_to_five_times_a_day(ines, tom):
    work = written_by(ines)
    for _ in range(7):
        gift = give(work)
        actions.take_gift_back(gift)

    assert len(mail.outbox) == 5


@pytest.mark.parametrize("kind", ["relation", "gift"])
def test_nobody_is_written_to_of_what_their_shield_covers(ines, tom, kind):
    shield = Shield(pen_names=frozenset({name_of(ines).pk}))
    KeptShield.objects.create(user=tom, rules=shield.as_json(), changed_at=NOW)

    ask(kind, ines, tom)

    assert mail.outbox == []
