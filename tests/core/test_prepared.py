"""Queries whose SQL is made once."""

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef
from django.test.utils import CaptureQueriesContext

from fascicle.accounts.models import PenName, User
from fascicle.core.prepared import Prepared
from fascicle.works.models import Work
from tests.factories import make_pen_name, make_user, make_work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


def test_rows_are_those_of_the_query_set_for_other_values_each_time():
    some, other = make_user("some"), make_user("other")
    by_name = Prepared(lambda name: User.objects.filter(username=name), str)

    assert by_name("some") == [some]
    assert by_name("other") == [other]
    assert by_name("nobody") == []
    assert by_name.first("nobody") is None
    assert by_name.first("some").username == "some"


def test_what_is_joined_annotated_and_fetched_beside_comes_along():
    work = make_work("Tides", by=make_pen_name("Ada"))

    def named(pk):
        known = Exists(PenName.objects.filter(works=OuterRef("pk")))
        found = Work.objects.filter(pk=pk).annotate(is_by_somebody=known)
        return found.select_related("rating").prefetch_related("bylines__pen_name")

    prepared = Prepared(named, int)
    prepared(work.pk)
    with CaptureQueriesContext(connection) as queries:
        found = prepared.first(work.pk)
        assert found.is_by_somebody is True
        assert found.rating.name == "General"
        assert [one.pen_name.name for one in found.bylines.all()] == ["Ada"]

    assert len(queries) == 3
    assert found._state.db == "default"
    assert not found._state.adding


def test_one_value_may_stand_in_several_places_and_keys_may_come_alone():
    a, b = make_user("a"), make_user("b")
    own = Prepared(
        lambda pk: (
            PenName.objects.filter(user=pk, user_id__gte=pk)
            .order_by("pk")
            .values_list("pk", flat=True)
        ),
        int,
    )

    for user in (a, b, a):
        assert own(user.pk) == [PenName.objects.get(user=user).pk]


def test_each_call_asks_anew():
    user = make_user("before")
    named = Prepared(lambda pk: User.objects.filter(pk=pk), int)
    first = named.first(user.pk)
    User.objects.filter(pk=user.pk).update(username="after")

    assert named.first(user.pk).username == "after"
    assert first.username == "before"


def test_a_value_that_is_lost_in_the_query_is_an_error():
    with pytest.raises(ValueError, match="not in the query"):
        Prepared(lambda pk: User.objects.filter(pk__gt=abs(pk)), int)(1)
    with pytest.raises(TypeError, match="takes 1 values, not 2"):
        Prepared(lambda pk: User.objects.filter(pk=pk), int)(1, 2)
