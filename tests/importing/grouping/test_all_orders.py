"""What holds for every pile of files."""

import json
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from fascicle.importing.grouping import group
from fascicle.importing.grouping.features import Features
from fascicle.importing.story_json import dump, load

from .telling import HARBOUR, MARKET, MOUNTAIN, file, part, prose

_CASTS = (HARBOUR, MOUNTAIN, MARKET)


def _file(
    name: str,
    cast: int,
    seed: int,
    number: int | None,
    titled: bool,
    cut: int,
    language: str,
) -> Features:
    text = prose((cast, seed), _CASTS[cast], 30)[: 30 - cut]
    title = ("Tide", "Snow", "Corn")[cast] if titled else None
    return file(name, part(text, number), title=title, language=language)


_ANY_FILE = st.tuples(
    st.integers(0, 2),
    st.integers(1, 5),
    st.none() | st.integers(1, 5),
    st.booleans(),
    st.sampled_from((0, 0, 10)),
    st.sampled_from(("en", "en", "de")),
)
_PILES = st.lists(_ANY_FILE, max_size=10).map(
    lambda drawn: [_file(f"{n}.txt", *each) for n, each in enumerate(drawn)]
)


@settings(max_examples=60)
@given(_PILES)
def test_each_chapter_of_each_file_stands_in_one_work_once(files):
    grouping = group(files)

    places = Counter(
        place
        for work in grouping.works
        for chapter in work.chapters
        for place in (chapter.place, *(copy.place for copy in chapter.versions))
    )

    assert sum(places.values()) == len(files)
    assert set(places.values()) <= {1}


@settings(max_examples=60)
@given(_PILES)
def test_a_version_points_at_the_chapter_that_it_is_a_version_of(files):
    for work in group(files).works:
        for chapter in work.chapters:
            assert {copy.best for copy in chapter.versions} <= {chapter.place}


@settings(max_examples=60)
@given(_PILES)
def test_no_work_mixes_languages(files):
    for work in group(files).works:
        languages = {
            files[chapter.place.file].stories[0].language for chapter in work.chapters
        }
        assert len(languages) == 1


@settings(max_examples=60)
@given(_PILES, st.randoms(use_true_random=False))
def test_the_order_of_the_files_changes_nothing(files, chance):
    shuffled = list(files)
    chance.shuffle(shuffled)

    assert _named(shuffled) == _named(files)


def _named(files: list[Features]) -> list[tuple[str, list[str]]]:
    return [
        (
            work.key,
            [files[chapter.place.file].name for chapter in work.chapters],
        )
        for work in group(files).works
    ]


def test_no_files_make_no_library():
    assert group([]).works == ()


def test_features_survive_the_way_from_the_child_process():
    features = file("a", part(prose(1), 2, 3), title="Tide", author="Ada Moor")

    assert load(Features, json.loads(json.dumps(dump(features)))) == features


def test_features_stay_small_however_long_a_text_is():
    features = file("a", part(prose(1, sentences=4000)))

    assert len(json.dumps(dump(features))) < 4000
