"""Marking passages with a mouse, with keys, and finding them again, in a real browser."""

import pytest
from playwright.sync_api import expect

from fascicle.reading.models import Highlight
from fascicle.works.models import Chapter, ChapterText
from tests.coming_in import log_in
from tests.factories import make_archive, make_chapter, make_user, make_work

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = (
    "<p>The 😀 lamp in the <em>harbour</em> office burned until four.</p>"
    "<p>She wrote in a small,<br>upright hand.</p>"
)
CHOOSE = """([from, to]) => {
  const [first, last] = document.querySelectorAll(".reader .text p");
  const range = document.createRange();
  range.setStart(first.querySelector("em").firstChild, from);
  range.setEnd(last.firstChild, to);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""
SHOWN = "(name) => [...(CSS.highlights.get(name) ?? [])].map(String)"


@pytest.fixture
def address(page):
    make_archive()
    make_user("reader")
    work = make_work("Tides", texts=[make_chapter(TEXT), make_chapter("<p>On.</p>")])
    log_in(page, "reader")
    return f"/works/{work.pk}/chapters/1/"


def test_chosen_words_are_marked_and_are_there_again(page, address):
    page.goto(address)
    page.evaluate(CHOOSE, [0, 3])
    with page.expect_response("**/highlights/"):
        page.get_by_role("button", name="Highlight", exact=True).click()
    page.get_by_text("Highlighted.").wait_for()

    kept = Highlight.objects.get()
    assert (kept.quote, kept.start) == ("harbour office burned until four.\nShe", 18)
    page.reload()
    (words,) = page.evaluate(SHOWN, "kept")
    assert words == "harbour office burned until four.She"
    page.get_by_text("Your highlights in this chapter").click()
    expect(page.locator(".marked q")).to_be_visible()


def test_a_note_is_written_where_the_passage_is(page, address):
    page.goto(address)
    page.evaluate(CHOOSE, [0, 3])
    page.get_by_role("toolbar").wait_for()
    page.keyboard.press("n")
    page.get_by_label("Your note").fill("Until four!")
    page.get_by_role("button", name="Keep it", exact=True).click()
    page.get_by_text("Note kept.").wait_for()

    assert Highlight.objects.get().note == "Until four!"
    assert len(page.evaluate(SHOWN, "noted")) == 1
    page.locator(".reader .text em").click()
    expect(page.get_by_label("Your note")).to_have_value("Until four!")
    page.get_by_role("button", name="Remove the highlight").click()
    page.get_by_text("Highlight removed.").wait_for()
    assert Highlight.objects.count() == 0
    assert page.evaluate(SHOWN, "noted") == []


def test_a_paragraph_is_marked_by_keys_alone_even_without_letters(page, address):
    page.goto(address)
    page.evaluate("document.documentElement.dataset.keys = 'no'")
    page.get_by_role("button", name="Highlight a passage").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    with page.expect_response("**/highlights/"):
        page.keyboard.press("Enter")
    page.get_by_text("Highlighted.").wait_for()

    assert Highlight.objects.get().quote == "She wrote in a small, upright hand."
    focused = "document.activeElement.getAttribute('aria-label')"
    assert page.evaluate(focused) == "Highlight a passage"


def test_after_an_edit_the_words_are_marked_where_they_went(page, address):
    page.goto(address)
    page.evaluate(CHOOSE, [0, 3])
    with page.expect_response("**/highlights/"):
        page.get_by_role("button", name="Highlight", exact=True).click()
    chapter = Chapter.objects.get(position=1)
    ChapterText.objects.filter(chapter=chapter).update(html=f"<p>Rain.</p>{TEXT}")
    Chapter.objects.filter(pk=chapter.pk).update(version=2)

    page.goto(address)

    assert page.evaluate(SHOWN, "kept") == ["harbour office burned until four.She"]


def test_a_browser_without_the_means_shows_marks(page, address):
    page.add_init_script("delete CSS.highlights; delete CSS.__proto__.highlights")
    page.goto(address)
    page.evaluate(CHOOSE, [0, 3])
    page.get_by_role("button", name="Highlight", exact=True).click()
    page.get_by_text("Highlighted.").wait_for()

    marks = page.locator("mark.kept").all_text_contents()
    assert "".join(marks) == "harbour office burned until four.She"
