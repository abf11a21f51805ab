"""Columns answer as somebody would who looks at every work: random works, changes and filters."""

import itertools
import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fascicle.accounts.shield import Shield
from fascicle.search import columns
from fascicle.search.columns import Access, Asked, Search
from fascicle.search.columns.asking import Range, TraitChoice
from fascicle.search.index.documents import Facts
from fascicle.search.lists.filters import Crossover, Order, Parts
from tests.search.naive import Naive, in_order

TAGS = range(1, 31)
LANGUAGES = ("", "en", "zh-Hant", "fr")
STATUSES = ("", "ongoing", "complete", "hiatus", "abandoned")
ORDERS = [one for one in Order if one not in (Order.RELEVANCE, Order.PLACE)]

small = st.integers(0, 5)
words = st.text("ab é中", max_size=9)


def some(values, most=3):
    return st.lists(st.sampled_from(list(values)), max_size=most, unique=True).map(
        lambda found: tuple(sorted(found))
    )


def facts(work_ids):
    return st.builds(
        Facts,
        work_id=work_ids,
        is_listed=st.sampled_from([True, True, True, False]),
        members_only=st.sampled_from([False, False, True]),
        is_adult=st.booleans(),
        rating=small,
        status=st.sampled_from(STATUSES),
        language=st.sampled_from(LANGUAGES),
        words=small,
        chapters=small,
        posted_at=small,
        updated_at=small,
        title_key=words.map(lambda title: title * 5),
        author_key=words,
        kudos=small,
        comments=small,
        bookmarks=small,
        hits=small,
        is_crossover=st.booleans(),
        has_sequel=st.booleans(),
        tags=some(TAGS, 12),
        pen_names=some(range(1, 6)),
        series=some(range(1, 4), 2),
    )


def works(most=40):
    return st.lists(
        facts(st.integers(1, 60)), max_size=most, unique_by=lambda one: one.work_id
    )


ranges = st.builds(
    Range,
    column=st.sampled_from(["words", "chapters", "updated", "posted"]),
    least=small,
    most=small,
)
questions = st.builds(
    Asked,
    every=some(TAGS, 2),
    any_of=st.lists(some(TAGS, 4), max_size=1).map(tuple),
    none=some(TAGS),
    pen_name=st.none() | st.none() | st.integers(1, 6),
    series=st.none() | st.none() | st.integers(1, 4),
    traits=st.builds(
        TraitChoice,
        ratings=some(range(6)),
        not_ratings=some(range(6), 1),
        statuses=some(["unknown", *STATUSES[1:], "odd"], 4),
        languages=some(["und", "en", "fr", "xx"], 2),
        not_languages=some(["und", "en"], 1),
        scope_language=st.none() | st.none() | st.sampled_from(["und", "en", "xx"]),
        crossover=st.sampled_from(Crossover),
        parts=st.sampled_from(Parts),
        has_sequel=st.sampled_from([False, False, True]),
    )
    | st.just(TraitChoice()),
    ranges=st.lists(ranges, max_size=1).map(tuple),
)
shields = st.builds(
    Shield,
    tags=some(TAGS).map(frozenset),
    pen_names=some(range(1, 6), 1).map(frozenset),
    works=some(range(1, 60)).map(frozenset),
    ratings=some(range(6), 1).map(frozenset),
    languages=some(["und", "fr"], 1).map(frozenset),
    unfinished=st.booleans(),
    shorter_than=st.sampled_from([0, 0, 2]),
    longer_than=st.sampled_from([0, 0, 4]),
)
accesses = st.builds(
    Access,
    is_member=st.booleans(),
    own=some(range(1, 60)),
    shield=st.just(Shield()) | shields,
)
rounds = st.lists(st.tuples(works(12), some(range(1, 60))), max_size=3)


def kinds_of(works, shift=0):
    return {tag: tag % 3 + shift for one in works for tag in one.tags}


@pytest.fixture
def folders(tmp_path):
    """A new empty folder for each time it is asked."""

    def folder():
        found = tmp_path / str(next(numbers))
        found.mkdir()
        return found

    numbers = itertools.count()
    return folder


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    works(), rounds, st.booleans(), st.lists(st.tuples(questions, accesses), max_size=4)
)
def test_columns_answer_as_a_look_at_every_work_does(
    folders, first, changes, compacted, asked
):
    folder = folders()
    columns.build(folder, first, kinds_of(first))
    now = {one.work_id: one for one in first}
    for upserts, removed in changes:
        gone = [work for work in removed if all(one.work_id != work for one in upserts)]
        columns.publish(folder, upserts, gone, kinds_of(upserts))
        now.update({one.work_id: one for one in upserts})
        for work in gone:
            now.pop(work, None)
    if compacted:
        folder, old = folders(), folder
        columns.compact(old, folder)
    opened = columns.open(folder)
    naive = Naive(list(now.values()), kinds_of(now.values()))

    assert sorted(opened.work_ids().tolist()) == sorted(now)
    assert opened.facts(now) == {k: columns.as_kept(one) for k, one in now.items()}
    for question, access in [(Asked(), Access()), *asked]:
        agrees(opened, naive, question, access)


def agrees(opened, naive, question, access):
    found = Search(opened, question, access)
    shown = naive.shown(question, access)
    assert found.total == len(shown)
    assert found.hidden == len(naive.known(question, access)) - len(shown)
    assert found.facets() == naive.facets(shown)
    for order in ORDERS:
        pages = [found.page(order, first, 7) for first in range(0, len(shown) + 1, 7)]
        assert list(itertools.chain(*pages)) == in_order(shown, order), order
    assert found.top(1, 3) == naive.top(shown, 1, 3)
    assert found.counts_of(TAGS) == {
        tag: sum(tag in one.tags for one in shown) for tag in TAGS
    }


@pytest.mark.soak
def test_many_works_and_more_tags_than_two_bytes_can_tell_are_counted_exactly(folders):
    """Beyond 65,536 rows and tags everything is written in another way."""
    chance = random.Random(7)
    folder = folders()
    works = [random_facts(chance, number) for number in range(1, 67_001)]
    kinds = {tag: tag % 3 for one in works for tag in one.tags}
    columns.build(folder, works, kinds)
    changed = [
        replace(random_facts(chance, one.work_id), words=one.words + 1)
        for one in chance.sample(works, 300)
    ]
    kinds |= {tag: tag % 3 for one in changed for tag in one.tags}
    columns.publish(folder, changed, [5, 66_000], kinds)
    now = {one.work_id: one for one in [*works, *changed]}
    naive = Naive([one for key, one in now.items() if key not in (5, 66_000)], kinds)
    opened = columns.open(folder)

    assert len(kinds) > 70_000
    shield = Shield(tags=frozenset({5, 9, 100_004}))
    for question, access in [
        (Asked(), Access()),
        (Asked(), Access(is_member=True, own=(7, 8, 66_999), shield=shield)),
        (Asked(every=(1,)), Access()),
        (Asked(every=(1, 2), none=(4,)), Access(is_member=True)),
        (Asked(every=(35,), ranges=(Range("words", 10, 60_000),)), Access()),
        (Asked(traits=TraitChoice(ratings=(3,))), Access(shield=shield)),
        (Asked(none=(3,)), Access()),
        (Asked(every=(kinds_rarest(works),)), Access()),
    ]:
        found = Search(opened, question, access)
        shown = naive.shown(question, access)
        assert found.total == len(shown)
        assert found.hidden == len(naive.known(question, access)) - len(shown)
        assert found.facets() == naive.facets(shown)
        assert found.top(2, 300) == naive.top(shown, 2, 300)
        for order in (Order.UPDATED, Order.KUDOS, Order.TITLE):
            listed = in_order(shown, order)
            for first in (0, len(shown) // 2, max(len(shown) - 5, 0)):
                page = found.page(order, first, 20)
                assert list(page) == listed[first : first + 20], (order, first)


def kinds_rarest(works):
    return max(tag for one in works[:200] for tag in one.tags)


def random_facts(chance, work_id):
    popular = {int(chance.paretovariate(0.7)) for _ in range(6)}
    rare = {100_000 + chance.randrange(90_000) for _ in range(2)}
    return Facts(
        work_id=work_id,
        is_listed=chance.random() > 0.01,
        members_only=chance.random() < 0.05,
        is_adult=False,
        rating=chance.randrange(5),
        status=chance.choice(STATUSES),
        language=chance.choice(LANGUAGES),
        words=chance.randrange(100_000),
        chapters=chance.randrange(1, 4),
        posted_at=chance.randrange(10**9),
        updated_at=chance.randrange(10**9),
        title_key=f"{chance.randrange(50_000)}",
        author_key=f"{chance.randrange(9_000)}",
        kudos=chance.randrange(1000),
        comments=chance.randrange(100),
        bookmarks=chance.randrange(20),
        hits=chance.randrange(10_000),
        is_crossover=chance.random() < 0.1,
        has_sequel=chance.random() < 0.1,
        tags=tuple(sorted({tag for tag in popular if tag < 90_000} | rare)),
        pen_names=(work_id % 7_000 + 1,),
        series=(),
    )
