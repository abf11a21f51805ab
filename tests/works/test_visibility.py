"""Who may know of a work, and who may read it."""

import pytest

from fascicle.accounts.models import Role
from fascicle.accounts.viewer import Viewer
from fascicle.works.models import Chapter, Work
from tests.factories import (
    ADULT_GUEST,
    GUEST,
    NOW,
    make_pen_name,
    make_rating,
    make_user,
    make_work,
)

pytestmark = pytest.mark.django_db


def titles(queryset):
    return set(queryset.values_list("title", flat=True))


def test_guests_know_of_posted_works_only():
    make_work("Out")
    make_work("Draft", posted=False)

    assert titles(Work.objects.visible_to(GUEST)) == {"Out"}


def test_works_for_members_are_not_for_guests():
    Work.objects.filter(pk=make_work("Inner").pk).update(members_only=True)

    assert titles(Work.objects.visible_to(GUEST)) == set()
    assert titles(Work.objects.visible_to(Viewer(make_user()))) == {"Inner"}


def test_a_hidden_work_is_gone_for_all_but_its_writer():
    writer = make_user("writer")
    work = make_work("Hidden", by=writer.pen_names.get())
    Work.objects.filter(pk=work.pk).update(hidden_at=NOW)

    assert titles(Work.objects.visible_to(GUEST)) == set()
    assert titles(Work.objects.visible_to(Viewer(make_user("other")))) == set()
    assert titles(Work.objects.visible_to(Viewer(writer))) == {"Hidden"}


def test_drafts_are_for_their_writers_not_even_for_hosts():
    writer = make_user("writer")
    make_work("Draft", by=writer.pen_names.get(), posted=False)

    assert titles(Work.objects.visible_to(Viewer(writer))) == {"Draft"}
    assert (
        titles(Work.objects.visible_to(Viewer(make_user("boss", role=Role.HOST))))
        == set()
    )


@pytest.mark.parametrize("rating", ["adult", "none"])
def test_adult_and_unrated_works_are_known_but_not_read_before_the_gate(rating):
    make_work(
        "Grown",
        rating=make_rating("Mature", is_adult=True) if rating == "adult" else None,
    )

    assert titles(Work.objects.visible_to(GUEST)) == {"Grown"}
    assert titles(Work.objects.readable_by(GUEST)) == set()
    assert Chapter.objects.readable_by(GUEST).count() == 0
    assert titles(Work.objects.readable_by(ADULT_GUEST)) == {"Grown"}
    assert Chapter.objects.readable_by(ADULT_GUEST).count() == 1


def test_a_blurb_before_the_gate_has_no_summary_and_no_opening():
    make_work("Grown", rating=None, summary="<p>Secret.</p>", opening="It was dark")

    gated = Work.objects.for_blurbs(GUEST).get()
    shown = Work.objects.for_blurbs(ADULT_GUEST).get()

    assert (gated.is_gated, gated.shown_summary, gated.shown_opening) == (True, "", "")
    assert (shown.is_gated, shown.shown_summary) == (False, "<p>Secret.</p>")
    assert "summary" in gated.get_deferred_fields()


def test_only_its_own_writers_edit_a_work():
    writer = make_user("writer")
    make_work("Mine", by=writer.pen_names.get())
    make_work("Theirs", by=make_pen_name("Somebody Else"))

    assert titles(Work.objects.editable_by(Viewer(writer))) == {"Mine"}
    assert titles(Work.objects.editable_by(GUEST)) == set()
