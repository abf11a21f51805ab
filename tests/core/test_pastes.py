"""What word processors put on the clipboard: the story of it is kept, and nothing else."""

import re
from pathlib import Path

import pytest

from fascicle.core.formats import Mode, read
from fascicle.core.html import clean

PASTES = Path(__file__).parent / "pastes"
RICH = ["google-docs", "word", "libreoffice", "pages", "scrivener", "web-page"]

STORY = [
    "<h2>The Lamp at Low Tide</h2>",
    '<p class="centre">For Ana</p>',
    "<p>The sea was <em>very</em> quiet that night, and <strong>nobody</strong> came.</p>",
    "<p>“Wait,” she said. “<em>Not yet.</em>”<sup><a>1</a></sup></p>",
    "<hr>",
    "<p>He had <u>underlined</u> one word, and <s>struck</s> another.</p>",
    '<p class="footnote"><sup><a>1</a></sup> Tides were late that year.</p>',
]


def story_of(html):
    """Its blocks, with either name of the same emphasis, and links without their address."""
    for short, long in (("b", "strong"), ("i", "em"), ("del", "s")):
        html = re.sub(rf"<(/?){short}>", rf"<\1{long}>", html)
    html = re.sub(r"<a [^>]*>", "<a>", html)
    html = " ".join(html.split())
    return [
        block.strip()
        for block in re.split(r"(?<=</p>)|(?<=</h2>)|(?<=<hr>)", html)
        if block.strip()
    ]


@pytest.mark.parametrize("program", RICH)
def test_a_paste_keeps_its_story_and_nothing_else(program):
    pasted = clean((PASTES / f"{program}.html").read_text("utf-8"))

    assert story_of(pasted) == STORY


@pytest.mark.parametrize("program", RICH)
def test_a_footnote_and_its_number_lead_to_each_other(program):
    pasted = clean((PASTES / f"{program}.html").read_text("utf-8"))

    assert re.findall(r'href="([^"]*)"', pasted) == ["#fn-1", "#fnref-1"]


def test_a_terminal_gives_paragraphs_and_scenes():
    blocks = story_of(read((PASTES / "terminal.txt").read_text("utf-8"), Mode.PLAIN))

    assert len(blocks) == 7
    assert blocks[2] == "<p>The sea was very quiet that night, and nobody came.</p>"
    assert blocks[4] == "<hr>"


@pytest.mark.parametrize("program", RICH)
def test_cleaning_a_clean_paste_changes_nothing(program):
    once = clean((PASTES / f"{program}.html").read_text("utf-8"))

    assert clean(once) == once
