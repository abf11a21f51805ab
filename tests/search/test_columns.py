"""Columns on disk: what changes, what is compacted, what is damaged."""

import random
from dataclasses import replace

import pytest

from fascicle.accounts.shield import Shield
from fascicle.search import columns
from fascicle.search.columns import Access, Asked, Damaged, Search
from fascicle.search.columns.asking import Range, TraitChoice
from fascicle.search.columns.layout import DENSE
from fascicle.search.index.documents import Facts
from fascicle.search.lists.filters import Count, Order

KINDS = {7: 1, 8: 1, 9: 2}


def a_work(work_id=1, **kwargs):
    return replace(
        Facts(
            work_id=work_id,
            is_listed=True,
            members_only=False,
            is_adult=False,
            rating=1,
            status="complete",
            language="en",
            words=1000,
            chapters=1,
            posted_at=10**9,
            updated_at=10**9,
            title_key="salt roads",
            author_key="ines okafor",
            kudos=0,
            comments=0,
            bookmarks=0,
            hits=0,
            is_crossover=False,
            has_sequel=False,
            tags=(7, 9),
            pen_names=(1,),
            series=(),
        ),
        **kwargs,
    )


@pytest.fixture
def folder(tmp_path):
    """Columns of three works."""
    columns.build(tmp_path, [a_work(1), a_work(2), a_work(3, tags=(8,))], KINDS)
    return tmp_path


def found(folder, asked=None):
    search = Search(columns.open(folder), asked or Asked(), Access())
    return search.page(Order.UPDATED, 0, 20)


def test_a_list_begins_with_the_newest(folder):
    assert found(folder) == (3, 2, 1)


def test_tags_that_are_used_as_often_are_found_together_beyond_the_dense_ones(tmp_path):
    tags = tuple(range(100, 100 + 2 * DENSE))
    columns.build(tmp_path, [a_work(1, tags=tags), a_work(2, tags=(7,))], KINDS)

    both = Asked(every=(tags[0], tags[-1]))
    assert found(tmp_path, both) == (1,)
    assert found(tmp_path, Asked(every=both.every[::-1])) == (1,)


def test_readers_see_what_is_published_without_opening_anew(folder):
    assert found(folder, Asked(every=(8,))) == (3,)

    columns.publish(folder, [a_work(1, tags=(8,), updated_at=2 * 10**9)], [3], KINDS)

    assert found(folder, Asked(every=(8,))) == (1,)
    assert found(folder) == (1, 2)


def test_a_work_published_twice_stands_once_as_it_was_last(folder):
    columns.publish(folder, [a_work(4, words=5)], [], KINDS)
    columns.publish(folder, [a_work(4, words=6)], [], KINDS)

    assert found(folder) == (4, 3, 2, 1)
    assert columns.open(folder).facts([4])[4].words == 6


def test_publishing_the_same_again_changes_nothing(folder):
    for _ in range(2):
        columns.publish(folder, [a_work(2, words=5)], [1], KINDS)

    assert found(folder) == (3, 2)


def test_a_removed_work_may_come_back(folder):
    columns.publish(folder, [], [2], KINDS)
    columns.publish(folder, [a_work(2)], [], KINDS)

    assert found(folder) == (3, 2, 1)


def test_a_tag_moves_to_another_kind_without_its_works(folder):
    columns.publish(folder, [], [], {7: 2})

    facets = Search(columns.open(folder), Asked(), Access()).facets()
    assert facets.kinds == {1: (Count(8, 1),), 2: (Count(7, 2), Count(9, 2))}


def test_moved_kinds_and_languages_outlive_compaction(folder, tmp_path):
    columns.publish(folder, [a_work(4, language="zh-Hant", tags=(7, 70))], [], {7: 2})
    into = tmp_path / "new"
    into.mkdir()

    columns.compact(folder, into)

    facets = Search(columns.open(into), Asked(), Access()).facets()
    assert facets.kinds[2] == (Count(7, 3), Count(9, 2))
    assert facets.kinds[0] == (Count(70, 1),)
    assert facets.languages == (Count("en", 3), Count("zh-Hant", 1))


def test_compaction_answers_as_before_and_leaves_the_old_alone(folder, tmp_path):
    columns.publish(folder, [a_work(2, words=5), a_work(9)], [1], KINDS)
    into = tmp_path / "new"
    into.mkdir()

    columns.compact(folder, into)

    assert found(into) == found(folder) == (9, 3, 2)
    assert not (into / "delta").exists()


def test_it_is_time_to_compact_after_some_thousand_changes(folder):
    assert not columns.needs_compaction(folder)

    columns.publish(folder, [a_work(n) for n in range(10, 6_000)], [], KINDS)

    assert columns.needs_compaction(folder)


def test_columns_of_no_works_find_nothing(tmp_path):
    columns.build(tmp_path, [], {})

    search = Search(columns.open(tmp_path), Asked(), Access())

    assert search.total == 0
    assert search.facets().kinds == {}
    assert [search.page(order, 0, 20) for order in Order] == [()] * len(Order)


def test_facts_come_back_as_they_are_kept(tmp_path):
    """Lists in order, keys cut, numbers within what four bytes hold."""
    odd = a_work(
        5,
        tags=(9, 7, 2**32 - 1),
        title_key="ä" * 30,
        updated_at=-5,
        posted_at=2**40,
        status="",
        language="",
    )
    columns.build(tmp_path, [odd], KINDS)

    kept = columns.open(tmp_path).facts([5, 6])

    assert kept == {5: columns.as_kept(odd)}
    assert kept[5] == replace(
        odd,
        tags=(7, 9, 2**32 - 1),
        title_key="ä" * 12,
        updated_at=0,
        posted_at=2**32 - 1,
    )


def test_keys_that_do_not_fit_are_refused_rather_than_confused(tmp_path):
    with pytest.raises(ValueError, match="between 1 and"):
        columns.build(tmp_path, [a_work(2**32)], KINDS)


@pytest.mark.parametrize("name", ["base", "delta"])
def test_a_file_cut_short_is_noticed(folder, name):
    columns.publish(folder, [a_work(4)], [], KINDS)
    columns.open(folder)
    path = folder / name
    path.write_bytes(path.read_bytes()[:-100])

    with pytest.raises(Damaged):
        columns.open(folder)


def test_an_overwritten_delta_is_noticed_wherever_it_was_hit(folder):
    columns.publish(folder, [a_work(4)], [], KINDS)
    whole = (folder / "delta").read_bytes()
    dice = random.Random(1)
    for _ in range(100):
        place = dice.randrange(len(whole))
        hit = bytes([whole[place] ^ 1 << dice.randrange(8)])
        (folder / "delta").write_bytes(whole[:place] + hit + whole[place + 1 :])

        with pytest.raises(Damaged):
            columns.open(folder)


def test_a_missing_base_is_damage(folder):
    (folder / "base").unlink()

    with pytest.raises(Damaged):
        columns.open(folder)


def test_a_half_written_file_is_no_part_of_the_columns(folder):
    (folder / "delta.half").write_bytes(b"half")

    assert found(folder) == (3, 2, 1)


HUGE = 10**18


@pytest.mark.parametrize(
    ("asked", "total"),
    [
        (Asked(every=(HUGE,)), 0),
        (Asked(none=(HUGE, -1)), 3),
        (Asked(any_of=((HUGE, 8),)), 1),
        (Asked(pen_name=HUGE), 0),
        (Asked(series=-1), 0),
        (Asked(ranges=(Range("words", -HUGE, HUGE),)), 3),
        (Asked(ranges=(Range("words", 10**30, 10**31),)), 0),
        (Asked(ranges=(Range("words", 5, 1),)), 0),
        (Asked(traits=TraitChoice(ratings=(HUGE,))), 0),
        (Asked(traits=TraitChoice(not_ratings=(-1, HUGE))), 3),
    ],
)
def test_numbers_beyond_all_measure_find_what_they_should(folder, asked, total):
    assert Search(columns.open(folder), asked, Access()).total == total


def test_a_shield_of_keys_beyond_all_measure_hides_nothing(folder):
    keys = frozenset({HUGE, -1, 0})
    shield = Shield(tags=keys, pen_names=keys, works=keys, ratings=frozenset({HUGE}))

    search = Search(columns.open(folder), Asked(), Access(shield=shield))

    assert (search.total, search.hidden) == (3, 0)


def test_one_may_know_of_ones_own_works_in_any_state_and_past_the_shield(folder):
    columns.publish(
        folder, [a_work(4, is_listed=False), a_work(5, is_listed=False)], [], KINDS
    )
    access = Access(is_member=True, own=(1, 4), shield=Shield(tags=frozenset({7})))

    search = Search(columns.open(folder), Asked(), access)

    assert search.page(Order.UPDATED, 0, 20) == (4, 3, 1)
    assert search.hidden == 1


def test_the_most_liked_are_found_though_many_before_them_are_not_to_be_seen(tmp_path):
    works = [a_work(pk, kudos=pk, members_only=pk > 20_700) for pk in range(1, 21_001)]
    columns.build(tmp_path, works, KINDS)
    search = Search(columns.open(tmp_path), Asked(), Access())

    assert search.page(Order.KUDOS, 0, 3) == (20_700, 20_699, 20_698)
    assert search.page(Order.KUDOS, 20_698, 20) == (2, 1)
