"""Readings as JSON and back."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fascicle.importing.story import (
    ChapterText,
    Conclusion,
    Evidence,
    Note,
    Problem,
    Reading,
    Reference,
    Repair,
    Role,
    SceneBreak,
    SourceText,
    Story,
)
from fascicle.importing.story_json import NotReadable, dump, load

CHAPTER = ChapterText(
    lines=(3, 90),
    number=Conclusion(2.5, 0.9, (Evidence("heading", "Chapter 2.5", (3, 3)),)),
    total=None,
    title=Conclusion("A Door", 0.8),
    html="<p>Once.</p>",
    word_count=1,
    notes=(Note("author-note", "before", (1, 2), "<p>Thanks!</p>"),),
    scene_breaks=(SceneBreak(12, "* * *"), SceneBreak(40)),
    emphasis=("once",),
)
SOURCE = SourceText(
    "a.txt",
    "00" * 32,
    12,
    "cp1252",
    0.9,
    ("Title", "", "Once."),
    repairs=(Repair("nul", 1),),
)


def test_a_reading_comes_back_as_it_was():
    story = Story(
        (CHAPTER,),
        references=(Reference("sequel-to", "The Gate"),),
        fields=(("A", "b"),),
    )
    reading = Reading(SOURCE, (story,), (Role.HEADING, Role.BLANK, Role.STORY), "_")

    again = load(Reading, json.loads(json.dumps(dump(reading))))

    assert again == reading


def test_a_reading_with_a_problem_comes_back_too():
    reading = Reading(
        SourceText("b", "", 0, "", 0.0, (), problem=Problem.EMPTY),
        problem=Problem.EMPTY,
    )

    assert load(Reading, dump(reading)) == reading


@given(st.text(), st.floats(0, 1), st.lists(st.text()).map(tuple))
def test_any_text_survives(name, confidence, lines):
    source = SourceText(name, "", 1, "utf-8", confidence, lines)

    assert load(SourceText, json.loads(json.dumps(dump(source)))) == source


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "text",
        {"name": 1},
        {"name": "a"},
        {**dump(SOURCE), "problem": "no such problem"},
        {**dump(SOURCE), "size": "12"},
        {**dump(SOURCE), "size": True},
        {**dump(SOURCE), "lines": "abc"},
        {**dump(SOURCE), "lines": [1]},
        {**dump(SOURCE), "surprise": 1},
    ],
)
def test_data_of_another_shape_is_refused(data):
    with pytest.raises(NotReadable):
        load(SourceText, data)
