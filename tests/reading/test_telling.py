"""Followers are told of what comes out: each once, and nobody of what is not for them."""

from datetime import timedelta

import pytest

from fascicle.accounts.actions.preferences import prefer_letters
from fascicle.accounts.models import KeptShield, PenName, Preferences
from fascicle.accounts.shield import Shield
from fascicle.accounts.viewer import Viewer, shield_of
from fascicle.reading.models import Follow, News, NewsKind, Update
from fascicle.reading.queries.updates import unread_count
from fascicle.reading.telling import spreading
from fascicle.tags.actions import make_broader, merge
from fascicle.tags.models import Kind, Tag
from fascicle.works import actions as works
from fascicle.works.actions import ChapterInput
from fascicle.works.models import Mode, SeriesEntry
from tests.factories import NOW, make_pen_name, make_user, make_work
from tests.reading.serial import (
    LATER,
    follow,
    make_serial,
    make_writer,
    post_next,
    spread,
    told,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


def test_a_follower_of_a_work_is_told_of_its_next_chapter_once():
    reader, other = make_user(), make_user("other")
    work = make_serial()
    follow(reader, work)

    post_next(work)
    spread()
    spread()

    assert told(reader) == [("chapter", "Salt Roads")]
    assert told(other) == []


def test_whoever_follows_for_many_reasons_is_told_once_and_for_the_nearest():
    reader = make_user()
    work = make_serial()
    follow(reader, work.pen_names.get())
    follow(reader, work)

    post_next(work)
    spread()

    update = Update.objects.get(user=reader)
    assert update.follow.work == work


def test_nobody_is_told_of_what_came_out_before_they_followed():
    reader = make_user()
    work = make_serial()
    post_next(work)
    follow(reader, work, at=LATER + timedelta(minutes=1))

    spread()

    assert told(reader) == []


@pytest.mark.parametrize("quietly", [True, False])
def test_quiet_chapters_tell_nobody(quietly):
    reader = make_user()
    work = make_serial()
    follow(reader, work)

    post_next(work, quietly=quietly)
    spread()

    assert bool(told(reader)) is not quietly


def test_a_scheduled_chapter_tells_and_a_quiet_run_does_not():
    writer, name = make_writer()
    reader = make_user()
    loud, quiet = make_serial("Loud", by=name), make_serial("Quiet", by=name)
    for work, quietly in ((loud, False), (quiet, True)):
        follow(reader, work)
        works.schedule_chapter(
            work.chapters.drafts().get(),
            wall=(NOW + timedelta(hours=2)).replace(tzinfo=None),
            zone_name="UTC",
            quietly=quietly,
            by=writer,
            at=NOW,
        )

    works.post_due(at=NOW + timedelta(hours=3))
    spread()

    assert told(reader) == [("chapter", "Loud")]


def test_an_edit_tells_only_if_its_writer_says_so():
    writer, name = make_writer()
    reader = make_user()
    work = make_work(by=name)
    follow(reader, work)
    chapter = work.chapters.get()

    for text, tell in (("Mended.", False), ("Written anew.", True)):
        new = ChapterInput(text=text, mode=Mode.PLAIN)
        chapter.refresh_from_db()
        works.save_chapter(
            chapter,
            new,
            base_version=chapter.version,
            by=writer,
            at=LATER,
            tell=tell,
        )
    spread()

    assert told(reader) == [("revision", "Salt Roads")]


def test_an_earlier_text_tells_only_if_its_writer_says_so():
    writer, name = make_writer()
    reader = make_user()
    work = make_work(by=name)
    chapter = work.chapters.get()
    new = ChapterInput(text="Mended.", mode=Mode.PLAIN)
    works.save_chapter(chapter, new, base_version=1, by=writer, at=NOW)
    first, second = chapter.revisions.order_by("number")
    follow(reader, work)

    works.restore_revision(first, by=writer, at=LATER)
    spread()
    assert told(reader) == []

    works.restore_revision(second, by=writer, at=LATER, tell=True)
    spread()
    assert told(reader) == [("revision", "Salt Roads")]


def test_a_word_from_the_writer_reaches_the_works_followers_alone():
    writer, name = make_writer()
    reader, of_name = make_user(), make_user("of-name")
    work = make_work(by=name)
    follow(reader, work)
    follow(of_name, name)

    works.announce(work, "<p>Soon.</p>", by=writer, at=LATER)
    works.announce(work, "<p>Hush.</p>", by=writer, at=LATER, quietly=True)
    spread()

    assert told(reader) == [("announcement", "Salt Roads")]
    assert told(of_name) == []


def test_imports_tell_nobody():
    reader = make_user()
    name = make_pen_name()
    follow(reader, name)

    for n in range(3):
        make_work(f"Found {n}", by=name)
    spread()

    assert not News.objects.exists()
    assert told(reader) == []


def test_a_new_story_reaches_those_of_its_writer_and_of_what_its_tags_mean():
    kind = Kind.objects.first()
    sea, harbour, haven = (
        Tag.objects.create(kind=kind, name=n, key=n.lower())
        for n in ("Sea", "Harbour", "Haven")
    )
    curator = make_user("curator", role="curator")
    make_broader(harbour, broader=sea, by=curator, at=NOW)
    merge(haven, into=harbour, by=curator, at=NOW)
    _writer, name = make_writer()
    of_name, of_sea, of_harbour = make_user("a"), make_user("b"), make_user("c")
    follow(of_name, name)
    follow(of_sea, sea)
    follow(of_harbour, harbour)
    work = make_work("Tides", by=name, posted=False, chapters=2, tags=[haven])

    post_next(work)
    spread()
    post_next(work, at=LATER + timedelta(days=1))
    spread()

    assert told(of_sea) == told(of_harbour) == [("work", "Tides")]
    assert told(of_name) == [("work", "Tides"), ("chapter", "Tides")]


def test_followers_of_a_series_are_told_of_its_parts():
    _writer, name = make_writer()
    reader = make_user()
    work = make_serial(by=name)
    series = works.start_series("The Coast", owner=name, at=NOW)
    SeriesEntry.objects.create(series=series, work=work, position=1)
    follow(reader, series)

    post_next(work)
    spread()

    assert told(reader) == [("chapter", "Salt Roads")]


def test_an_anonymous_work_never_reaches_those_who_follow_its_writer():
    writer, name = make_writer()
    reader = make_user()
    follow(reader, name)
    work = make_serial(by=name)
    works.hide_name(work, by=writer)

    post_next(work)
    spread()

    assert told(reader) == []


def test_a_work_that_hides_its_writer_later_is_no_update_for_them_any_more():
    writer, name = make_writer()
    reader = make_user()
    follow(reader, name)
    work = make_serial(by=name)
    post_next(work)
    spread()
    viewer = Viewer(reader)
    assert Update.objects.shown_to(viewer).exists()

    works.hide_name(work, by=writer)

    assert not Update.objects.shown_to(viewer).exists()


def test_the_pen_name_that_stands_for_nobody_is_followed_in_vain():
    writer, name = make_writer()
    work = make_serial(by=name)
    works.hide_name(work, by=writer)
    nobody = work.pen_names.get()
    reader = make_user()
    Follow.objects.create(user=reader, pen_name=nobody, since=NOW)

    post_next(work)
    spread()

    assert nobody.purpose
    assert told(reader) == []


def test_writers_are_not_told_of_their_own():
    writer, name = make_writer()
    other, its_name = make_writer("osei")
    work = make_serial(by=name)
    offer = works.offer(work, its_name.name, kind="work", by=writer, at=NOW)
    works.accept_offer(offer, by=other, at=NOW)
    works.hide_name(work, by=other)
    for user in (writer, other):
        follow(user, work)

    post_next(work)
    spread()

    assert not Update.objects.exists()


def test_what_a_shield_hides_is_not_told():
    reader = make_user()
    work = make_serial()
    follow(reader, work)
    rules = Shield(pen_names=frozenset({work.pen_names.get().pk}))
    KeptShield.objects.create(user=reader, rules=rules.as_json())

    post_next(work)
    spread()

    assert told(reader) == []


def test_what_was_shielded_later_is_shown_and_counted_no_more():
    reader = make_user()
    work = make_serial()
    follow(reader, work)
    post_next(work)
    spread()
    rules = Shield(works=frozenset({work.pk}))
    KeptShield.objects.create(user=reader, rules=rules.as_json())

    viewer = Viewer(reader, shield=shield_of(reader))

    assert unread_count(Viewer(reader)) == 1
    assert unread_count(viewer) == 0


def test_a_worker_that_was_stopped_goes_on_where_it_was(monkeypatch):
    monkeypatch.setattr(spreading, "READERS_AT_ONCE", 2)
    monkeypatch.setattr(spreading, "_SHORTEST", 2)
    monkeypatch.setattr(spreading, "_LONGEST", 2)
    work = make_serial()
    readers = [make_user(f"reader-{n}") for n in range(7)]
    for reader in readers:
        follow(reader, work)
    post_next(work)

    is_left = spreading.spread(at=LATER, seconds=0)
    told_first = Update.objects.count()
    spread()

    assert is_left
    assert 0 <= told_first < len(readers)
    assert Update.objects.count() == len(readers)
    assert all(len(told(reader)) == 1 for reader in readers)


def test_who_stops_following_is_told_no_longer_but_keeps_what_they_were_told():
    reader = make_user()
    work = make_serial(drafts=2)
    follow(reader, work)
    post_next(work)
    spread()

    Follow.objects.all().delete()
    post_next(work, at=LATER + timedelta(hours=1))
    spread()

    assert told(reader) == [("chapter", "Salt Roads")]
    assert unread_count(Viewer(reader)) == 1


def test_accounts_that_are_closed_are_not_told():
    reader = make_user()
    work = make_serial()
    follow(reader, work)
    reader.is_active = False
    reader.save()

    post_next(work)
    spread()

    assert told(reader) == []


def test_news_stands_or_falls_with_what_it_tells_of():
    work = make_serial()
    draft = work.chapters.drafts().get()
    with pytest.raises(RuntimeError):
        fail_after_posting(draft)

    assert not News.objects.exists()

    post_next(work)  # no callback on commit runs in this test

    assert News.objects.get().kind == NewsKind.CHAPTER


def fail_after_posting(draft):
    from django.db import transaction

    with transaction.atomic():
        works.post_chapter(draft, at=LATER)
        raise RuntimeError


def test_letters_are_due_only_to_those_who_want_them():
    wants, does_not, keeps_out = make_user("a"), make_user("b"), make_user("c")
    work = make_serial()
    for user in (wants, does_not, keeps_out):
        follow(user, work)
    for user in (wants, keeps_out):
        prefer_letters(user, "daily")
    Follow.objects.filter(user=keeps_out).update(is_mailed=False)

    post_next(work)
    spread()

    due = set(Update.objects.unmailed().values_list("user", flat=True))
    assert due == {wants.pk}
    assert Preferences.objects.filter(user=does_not).count() == 0


def test_a_name_of_ones_own_is_a_name_like_any_other():
    """Whoever follows their own name is not told of what they post under it."""
    writer, name = make_writer()
    follow(writer, name)
    work = make_serial(by=PenName.objects.get(pk=name.pk))

    post_next(work)
    spread()

    assert told(writer) == []
