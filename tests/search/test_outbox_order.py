"""Transactions of PostgreSQL end in any order, and no row of the outbox is lost over it."""

import random

import pytest
from django.db import connection, connections

from fascicle.search.index import outbox
from fascicle.search.index.outbox import Lane, Reader
from fascicle.search.models import Change
from fascicle.works.models import Work
from tests.factories import make_work

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL alone"),
    pytest.mark.django_db(transaction=True),
]

#: Numbers of works that are not there.
MANY = range(1_000_001, 1_012_001)


class Other:
    """A connection of its own, which changes works in transactions."""

    def __init__(self):
        self.connection = connections.create_connection("default")
        self.connection.set_autocommit(False)

    def change(self, work):
        with self.connection.cursor() as cursor:
            cursor.execute(
                "UPDATE works_work SET title = title || '!' WHERE id = %s", [work.pk]
            )

    def commit(self):
        self.connection.commit()


@pytest.fixture
def others():
    made = [Other() for _ in range(4)]
    yield made
    for other in made:
        other.connection.close()


def read_up():
    """A reader of all there is. From here on is not enough: see below."""
    reader = Reader(Lane.EDITS, outbox.here())
    while reader.read().last is not None:
        pass
    return reader


def test_what_commits_late_is_not_lost(others):
    """A transaction that began first may commit last: its row appears before ones read already."""
    late = others[0]
    slow, quick = make_work("Slow"), make_work("Quick")
    reader = Reader(Lane.EDITS, outbox.here())
    late.change(slow)
    Work.objects.filter(pk=quick.pk).update(title="Early")

    # Another database of the same server may have transactions open: then what came before
    # this test is read again, which does no harm.
    assert quick.pk in reader.read().works
    before = reader.position
    late.commit()

    assert slow.pk in reader.read().works
    assert reader.position >= before
    assert {slow.pk, quick.pk} <= Reader(Lane.EDITS, before).read().works


def test_however_much_is_changed_while_a_transaction_stays_open_it_is_read(others):
    late = others[0]
    slow, quick = make_work("Slow"), make_work("Quick")
    late.change(slow)
    reader = read_up()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO search_change (xid, subject, subject_id)"
            " SELECT pg_current_xact_id()::text::bigint, 'work', n"
            " FROM generate_series(%s, %s) AS n",
            [MANY[0], MANY[-1]],
        )
    Work.objects.filter(pk=quick.pk).update(title="Early")

    found = set()
    while (news := reader.read()).last is not None:
        found |= news.works

    assert {*MANY, quick.pk} <= found
    assert slow.pk not in found
    late.commit()
    assert reader.read().works == {slow.pk}


@pytest.mark.parametrize("seed", range(5))
def test_in_whatever_order_transactions_end_each_row_is_read_once(others, seed):
    dice = random.Random(seed)
    works = [make_work(f"Work {n}") for n in range(len(others))]
    reader = read_up()
    before = newest()
    given, stops = [], []

    for _ in range(300):
        number = dice.randrange(len(others))
        if dice.random() < 0.6:
            others[number].change(works[number])
        else:
            others[number].commit()
        if dice.random() < 0.5:
            given += ids(reader.rows(dice.randint(1, 4)))
            stops.append((reader.position, set(given)))
    for other in others:
        other.commit()
    while rows := reader.rows(3):
        given += ids(rows)

    wanted = set(range(before + 1, newest() + 1))
    assert sorted(given) == sorted(wanted)
    for position, known in stops:
        again = ids(Reader(Lane.EDITS, position).rows(1000))
        assert known | set(again) >= wanted


def newest():
    return Change.objects.latest("pk").pk


def ids(rows):
    return [row_id for _xid, row_id, *_ in rows]
