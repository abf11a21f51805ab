"""A long chapter in the editor: it shows before all of it is laid out, and yet it is all there."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from fascicle.works.models import Chapter
from tests.coming_in import come_in_to_write
from tests.factories import make_chapter as of

pytestmark = pytest.mark.django_db(transaction=True)
PARAGRAPHS = 600
WORDS = "The tide had turned before anyone on the quay looked up from the nets. " * 4
TEXT = "".join(f"<p>No. {n}: {WORDS.strip()}</p>" for n in range(1, PARAGRAPHS + 1))
IN_SIGHT = """(paragraph) => {
  const { top, bottom } = paragraph.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}"""

CARET = """() => {
  const { anchorNode: at } = getSelection();
  const paragraph = (at.nodeType === Node.TEXT_NODE ? at.parentElement : at).closest("p");
  return [...paragraph.parentElement.children].indexOf(paragraph) + 1;
}"""


@pytest.fixture
def chapter(page):
    return come_in_to_write(page, texts=[of(TEXT)]).chapters.get()


@pytest.fixture
def leaf(page, chapter):
    page.goto(reverse("works:chapter", args=[chapter.work_id, chapter.pk]))
    leaf = page.get_by_role("textbox", name="Text", exact=True)
    leaf.click(position={"x": 60, "y": 60})
    return leaf


def paragraph(leaf, number):
    return leaf.locator("p").nth(number - 1)


def typed(chapter):
    html = Chapter.objects.select_related("text").get(pk=chapter.pk).text.html
    return re.findall(r"<p>(.*?)</p>", html)


def save(page):
    page.get_by_role("button", name="Save for readers").click()
    expect(page.get_by_text("Saved.")).to_be_visible()


def test_keys_lead_to_the_end_and_what_is_typed_there_is_seen(page, chapter, leaf):
    page.keyboard.press("Control+End")
    page.keyboard.type(" The end.")

    last = paragraph(leaf, PARAGRAPHS)
    expect(last).to_contain_text("The end.")
    assert last.evaluate(IN_SIGHT)
    save(page)
    assert typed(chapter)[-1].endswith(" The end.")
    assert len(typed(chapter)) == PARAGRAPHS


def walk(page, key, towards):
    """Press a key until the caret stands in a paragraph; no press may leap over another one."""
    before = page.evaluate(CARET)
    for _ in range(70):
        if before == towards:
            return
        page.keyboard.press(key)
        at = page.evaluate(CARET)
        assert abs(at - before) <= 1
        before = at
    pytest.fail(f"{key} leads to paragraph {before}, not to {towards}")


def test_the_arrow_keys_go_from_paragraph_to_paragraph_and_back(page, leaf):
    page.locator("[data-leaf].whole").wait_for()  # paragraphs have their places now
    page.keyboard.press("Control+Home")
    walk(page, "Control+ArrowDown", towards=61)
    page.keyboard.type("here ")
    expect(paragraph(leaf, 61)).to_contain_text("here ")
    assert paragraph(leaf, 61).evaluate(IN_SIGHT)

    walk(page, "Control+ArrowUp", towards=1)
    page.keyboard.type("there ")
    expect(paragraph(leaf, 1)).to_contain_text("there ")
    assert paragraph(leaf, 1).evaluate(IN_SIGHT)


def test_a_selection_reaches_from_end_to_end(page, chapter, leaf):
    page.keyboard.press("Control+Home")
    page.keyboard.press("Control+Shift+End")
    chosen = page.evaluate("getSelection().toString()")
    assert chosen.count("No. ") == PARAGRAPHS

    page.keyboard.type("All anew.")
    save(page)
    assert typed(chapter) == ["All anew."]


def test_words_far_away_are_found_and_read_aloud(page, leaf):
    assert page.evaluate("find('No. 450:')")
    page.wait_for_function(IN_SIGHT, arg=paragraph(leaf, 450).element_handle())

    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    names = [node.get("name", {}).get("value", "") for node in tree["nodes"]]
    for number in (1, 300, PARAGRAPHS):
        assert any(name.startswith(f"No. {number}:") for name in names)


def test_words_are_counted_as_the_archive_counts_them(page, chapter, leaf):
    counted = f"{chapter.word_count:,} words"
    expect(page.locator("[data-words]")).to_have_text(counted)
    page.keyboard.press("Control+Home")
    page.keyboard.type("one two ")
    expect(page.locator("[data-words]")).to_have_text(
        f"{chapter.word_count + 2:,} words"
    )


def test_should_the_editor_not_come_the_words_are_there(page, chapter):
    page.route(
        "**/prose-editor*.js",
        lambda route: route.fulfill(
            status=200, body="", content_type="text/javascript"
        ),
    )
    page.goto(reverse("works:chapter", args=[chapter.work_id, chapter.pk]))

    field = page.get_by_role("textbox", name="Text", exact=True)
    shown = "(field) => getComputedStyle(field).contentVisibility"
    field.focus()
    assert field.evaluate(shown) == "visible"
    page.locator("h1").click()
    page.wait_for_function(
        f"(field) => ({shown})(field) === 'visible'", arg=field.element_handle()
    )
