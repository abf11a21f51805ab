import pytest

from fascicle.importing.sources.bare.breaks import find_breaks
from fascicle.importing.sources.bare.setting import set_story
from fascicle.importing.story import Role

from .layouts import PROSE, VERSE, read, wrapped


def roles_of(document, **named):
    """Story and blanks, breaks where they are found, and the roles named by line."""
    roles = [Role.BLANK if line.is_blank else Role.STORY for line in document.lines]
    for found in find_breaks(document):
        roles[found.line - 1] = Role.BREAK
    for name, lines in named.items():
        for number in lines:
            roles[number - 1] = Role(name)
    return roles


def set_all(document, style="", **named):
    return set_story(
        document, 1, len(document.lines), roles_of(document, **named), style
    )


def test_story_becomes_paragraphs_with_emphasis_and_breaks():
    lines = ["The lamps *burned* low.", "", "* * *", "", "At dawn they went out."]

    story = set_all(read(lines), "*")

    assert story.html == (
        "<p>The lamps <em>burned</em> low.</p>\n<hr>\n<p>At dawn they went out.</p>"
    )
    assert story.emphasis == ("burned",)
    assert [(found.line, found.marker) for found in story.scene_breaks] == [
        (3, "* * *")
    ]
    assert story.paragraph_count == 2


def test_headings_are_set_and_not_counted_and_notes_are_left_out():
    lines = ["Chapter One", "", "One.", "", "A/N: hello", "", "Two."]

    story = set_all(read(lines), heading=[1], note=[5])

    assert story.html == "<h2>Chapter One</h2>\n<p>One.</p>\n<p>Two.</p>"
    assert story.paragraph_count == 2


@pytest.mark.parametrize(
    "lines",
    [
        ["***", "", "One.", "", "Two."],
        ["One.", "", "Two.", "", "***"],
        ["One.", "", "Two.", "", "***", "", "***"],
    ],
)
def test_a_break_without_story_on_both_sides_is_decoration(lines):
    assert set_all(read(lines)).html == "<p>One.</p>\n<p>Two.</p>"


def test_a_break_beside_a_heading_is_decoration():
    lines = ["One.", "", "***", "", "II", "", "Two."]

    story = set_all(read(lines), heading=[5])

    assert story.html == "<p>One.</p>\n<h2>II</h2>\n<p>Two.</p>"
    assert story.scene_breaks == ()


def test_breaks_that_follow_each_other_are_one():
    lines = ["One.", "", "* * *", "", "-----", "", "Two."]

    assert set_all(read(lines)).html.count("<hr>") == 1


def test_a_stretch_is_set_by_the_layout_of_the_whole_file():
    body = wrapped(70, "   ", blank=False)
    document = read(body)

    story = set_story(document, 1, 3, roles_of(document), "")

    assert story.html == f"<p>{PROSE[0]}</p>"


def test_a_quotation_is_one_block():
    quoted = (
        ["> " + line for line in VERSE[:2]]
        + [">"]
        + ["> " + line for line in VERSE[2:]]
    )

    story = set_all(read([*wrapped(70), *quoted, "", *wrapped(70)]))

    assert story.html.count("<blockquote>") == story.html.count("</blockquote>") == 1


def test_text_is_escaped():
    assert (
        set_all(read(["Fish & chips <cheap>"])).html
        == "<p>Fish &amp; chips &lt;cheap&gt;</p>"
    )
