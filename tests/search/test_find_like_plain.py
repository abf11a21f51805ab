"""Lists from the index are those that a plain reading of the database gives."""

import random
from dataclasses import replace
from itertools import pairwise

import pytest
from django.utils import timezone

from fascicle.accounts.shield import NO_SHIELD
from fascicle.search import columns, queries
from fascicle.search.columns.layout import DENSE
from fascicle.search.lists.filters import NO_FILTER, KindChoice, Order, Scope, Span
from fascicle.works.blurbs import blurbs_of
from fascicle.works.models import Work
from tests.search.chance import ChanceArchive
from tests.search.plain import PlainArchive


@pytest.fixture
def chance_archive(db):
    return ChanceArchive(300)


def test_random_filters_find_what_a_plain_reading_of_the_database_finds(
    chance_archive, index
):
    for_each_agrees(chance_archive, 150)


def test_lists_follow_works_that_change(chance_archive, index):
    """Half of what is asked is answered by what has changed since the index was built."""
    change(chance_archive)
    index.catch_up()

    for_each_agrees(chance_archive, 80)


@pytest.mark.soak
def test_two_thousand_random_filters_over_five_thousand_works(db, request):
    chance = ChanceArchive(5_000, seed=9)
    index = request.getfixturevalue("index")
    for_each_agrees(chance, 1_000)
    change(chance)
    index.catch_up()

    for_each_agrees(chance, 1_000)


def for_each_agrees(chance, times):
    plain = PlainArchive()
    viewers = chance.viewers()
    found_any = 0
    for number in range(times):
        viewer = viewers[number % len(viewers)]
        wanted, scope = chance.a_filter(), chance.a_scope()
        expected = plain.find(wanted, scope, viewer)
        said = (wanted, scope, viewer)
        assert queries.find(wanted, scope, viewer) == expected, said
        last = max(1, -(-expected.total // 20))
        page = chance.chance.randint(1, last + 1)
        expected = plain.find(wanted, scope, viewer, page=page, facets=False)
        found = queries.find(wanted, scope, viewer, page=page, facets=False)
        assert found == expected, (page, *said)
        kind = chance.chance.choice(chance.kinds).pk
        more = {"among": [tag.pk for tag in chance.tags[::7]]} if number % 2 else {}
        assert queries.more_counts(
            wanted, scope, viewer, kind, **more
        ) == plain.more_counts(wanted, scope, viewer, kind, **more), (kind, *said)
        found_any += expected.total > 0
    assert found_any > times / 4


def change(chance):
    """Edit, tag, hide, delete: whatever can happen to works."""
    dice = random.Random(3)
    some = dice.sample(chance.works, len(chance.works) // 3)
    for number, work in enumerate(some):
        if number % 5 == 0:
            Work.objects.filter(pk=work.pk).update(word_count=work.word_count + 1000)
        elif number % 5 == 1:
            Work.objects.filter(pk=work.pk).update(updated_at=timezone.now())
        elif number % 5 == 2:
            work.tags.add(dice.choice(chance.tags))
        elif number % 5 == 3:
            Work.objects.filter(pk=work.pk).update(title_key="über", hidden_at=None)
        else:
            work.delete()
    chance.works = list(Work.objects.all())


def test_tags_that_are_used_as_often_are_found_together(chance_archive, index):
    """The last of the dense tags is used on as many works as the first that is not."""
    plain, viewer = PlainArchive(), chance_archive.viewers()[1]
    part = columns.open(index.generation.columns).layers[0].part
    assert part.is_dense(DENSE - 1)
    assert part.use_of(DENSE - 1) == part.use_of(DENSE)
    last, first = part.tag_ids[DENSE - 1 : DENSE + 1].tolist()
    assert {last, first} <= {tag.pk for tag in chance_archive.even_tags}

    for one, other in pairwise(chance_archive.even_tags):
        wanted = replace(NO_FILTER, tags=(all_of(one), all_of(other)))
        expected = plain.find(wanted, Scope(), viewer)
        assert queries.find(wanted, Scope(), viewer) == expected, (one, other)


def all_of(tag):
    return KindChoice(kind=tag.kind_id, include=(tag.pk,))


def test_every_tag_is_counted_as_its_page_counts_it(chance_archive, index):
    plain = PlainArchive()
    tags = [tag.pk for tag in chance_archive.tags]
    for number, viewer in enumerate(chance_archive.viewers()):
        counts = queries.counts_of(tags, viewer)

        some = tags[number % 4 :: 4]
        assert counts.keys() == set(tags)
        assert {tag: counts[tag] for tag in some} == {
            tag: plain.find(NO_FILTER, Scope(tag=tag), viewer).total for tag in some
        }


def test_works_come_in_the_order_of_their_ids_and_only_visible_ones(
    chance_archive, index
):
    """The index may be stale: the database decides what is shown."""
    viewer = chance_archive.viewers()[0]
    ids = queries.find(NO_FILTER, Scope(), viewer).work_ids
    Work.objects.filter(pk=ids[1]).update(hidden_at=timezone.now())

    works = blurbs_of(ids, viewer)

    assert [work.pk for work in works] == [ids[0], *ids[2:]]


def test_an_absurdly_late_page_is_empty_and_still_tells_the_total(
    chance_archive, index
):
    viewer = chance_archive.viewers()[0]
    total = queries.find(NO_FILTER, Scope(), viewer).total
    for order in Order:
        wanted = replace(NO_FILTER, order=order)
        found = queries.find(wanted, Scope(), viewer, page=10**9)
        assert (found.work_ids, found.total) == ((), total)


def test_keys_too_large_for_any_database_find_nothing(chance_archive, index):
    viewer = replace(chance_archive.viewers()[3], shield=NO_SHIELD)
    for scope in [
        Scope(tag=2**70),
        Scope(pen_name=2**70),
        Scope(series=2**70),
        Scope(tag=-1),
    ]:
        assert queries.find(NO_FILTER, scope, viewer).total == 0


def test_a_list_costs_the_same_queries_whatever_it_holds(
    chance_archive, index, django_assert_num_queries
):
    tag = chance_archive.tags[0].pk
    for viewer in chance_archive.viewers()[3:]:
        with django_assert_num_queries(1):
            queries.find(NO_FILTER, Scope(tag=tag), viewer)


def test_without_an_index_there_is_no_answer(chance_archive):
    viewer = chance_archive.viewers()[0]
    with pytest.raises(queries.IndexUnavailable):
        queries.find(NO_FILTER, Scope(), viewer)


def test_words_narrow_a_list_down_together_with_everything_else(chance_archive, index):
    plain = PlainArchive()
    at_sea = [work.pk for work in chance_archive.works if work.title == "The Sea"]
    for viewer in chance_archive.viewers():
        wanted, scope = chance_archive.a_filter(), chance_archive.a_scope()
        expected = plain.find(wanted, scope, viewer, words=at_sea)

        found = queries.find(replace(wanted, query="sea"), scope, viewer)

        assert found == expected, (wanted, scope, viewer)


def test_limits_in_words_narrow_down_like_the_filter(chance_archive, index):
    viewer = chance_archive.viewers()[1]
    limited = replace(NO_FILTER, query="words:>5000 status:complete rating:unrated")
    wanted = replace(NO_FILTER, words=Span(5001), statuses=("complete",), ratings=(0,))

    assert queries.find(limited, Scope(), viewer) == queries.find(
        wanted, Scope(), viewer
    )


def test_by_relevance_the_best_comes_first_and_every_work_stands_once(
    chance_archive, index
):
    viewer = chance_archive.viewers()[4]
    wanted = replace(NO_FILTER, query="sea OR story", order=Order.RELEVANCE)
    first = queries.find(wanted, Scope(), viewer)
    pages = range(1, -(-first.total // 20) + 1)

    found = [queries.find(wanted, Scope(), viewer, page=n).work_ids for n in pages]

    listed = [work for page in found for work in page]
    assert len(set(listed)) == len(listed) == first.total > 40
    assert tuple(listed[:20]) == first.work_ids
