"""Stored texts follow the cleaner when it learns something."""

import pytest
from django.core.management import call_command

from fascicle.core.html import CLEANER_VERSION
from fascicle.works.actions import (
    Recleaned,
    reclean,
    reclean_others,
    reclean_revisions,
)
from fascicle.works.models import ChapterText, Revision, Version, Work
from tests.factories import NOW, make_work

pytestmark = pytest.mark.django_db


def cleaned_long_ago(html):
    work = make_work()
    text = ChapterText.objects.get(chapter__work=work)
    ChapterText.objects.filter(pk=text.pk).update(html=html, cleaner_version=1)
    return text


def test_what_the_rules_of_today_forbid_is_taken_away():
    text = cleaned_long_ago("<p>a b <blink>c</blink>\u202e</p>")

    assert list(reclean()) == [Recleaned.CHANGED]

    text.refresh_from_db()
    assert (text.html, text.cleaner_version) == ("<p>a b c</p>", CLEANER_VERSION)
    assert text.chapter.word_count == 3
    assert list(reclean()) == []


def test_clean_text_stays_and_its_version_is_noted():
    text = cleaned_long_ago("<p>a</p>")

    assert list(reclean()) == [Recleaned.SAME]

    text.refresh_from_db()
    assert (text.html, text.cleaner_version) == ("<p>a</p>", CLEANER_VERSION)


def test_what_cannot_be_cleaned_stays_and_is_told(capsys):
    bomb = "<p>" + "<b>" * 20_000
    text = cleaned_long_ago(bomb)
    cleaned_long_ago("<p>a</p>")

    call_command("reclean")

    text.refresh_from_db()
    assert (text.html, text.cleaner_version) == (bomb, 1)
    said = capsys.readouterr().out
    assert "2 chapters looked at, 0 changed." in said
    assert "1 is marked up beyond" in said


OLD, NEW = "<p>a <blink>b</blink></p>", "<p>a b</p>"


def test_what_is_said_of_works_and_other_copies_are_cleaned_too():
    work = make_work()
    Work.objects.filter(pk=work.pk).update(summary=OLD, notes_after=OLD)
    copy = Version.objects.create(chapter=work.chapters.get(), kind="cut", html=OLD)

    assert list(reclean_others()) == [Recleaned.CHANGED, Recleaned.CHANGED]

    work.refresh_from_db()
    copy.refresh_from_db()
    assert (work.summary, work.notes_after, copy.html) == (NEW, NEW, NEW)
    assert list(reclean_others()) == [Recleaned.SAME, Recleaned.SAME]


def test_the_history_is_cleaned_too_once():
    chapter = make_work().chapters.get()
    old = Revision.objects.create(
        chapter=chapter, number=1, html=OLD, cleaner_version=1, made_at=NOW
    )
    bomb = Revision.objects.create(
        chapter=chapter,
        number=2,
        html="<b>" * 20_000,
        cleaner_version=1,
        made_at=NOW,
    )

    assert list(reclean_revisions()) == [Recleaned.CHANGED, Recleaned.REFUSED]

    old.refresh_from_db()
    bomb.refresh_from_db()
    assert (old.html, old.cleaner_version) == (NEW, CLEANER_VERSION)
    assert bomb.cleaner_version == 1
    assert list(reclean_revisions()) == [Recleaned.REFUSED]
