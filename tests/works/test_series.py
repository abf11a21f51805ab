import pytest

from fascicle.works import actions
from fascicle.works.models import Series, Work
from tests.factories import GUEST, make_work

pytestmark = pytest.mark.django_db


def test_works_stand_in_a_series_in_the_order_they_came():
    series = actions.series_named("Roads")
    for title in ("Salt", "Tin"):
        actions.place_in_series(series, make_work(title))

    assert [work.title for work in Work.objects.in_series(series)] == ["Salt", "Tin"]


def test_a_work_can_be_in_several_series_but_once_in_each():
    work = make_work()
    for title in ("Roads", "Rivers", "roads!"):
        actions.place_in_series(actions.series_named(title), work)

    assert work.series_entries.count() == 2


def test_a_series_of_drafts_is_not_public():
    actions.place_in_series(actions.series_named("Roads"), make_work(posted=False))

    assert not Series.objects.visible_to(GUEST).exists()
