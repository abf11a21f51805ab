"""What other programs put on the clipboard, pasted into a chapter that is being written."""

import re

import pytest
from playwright.sync_api import expect

from fascicle.works.models import Chapter
from tests.browser.test_keeping import (
    chapter,
    kept,
    leaf,
    open_chapter,
    page,
    proxy,
    write,
)
from tests.core.test_pastes import PASTES, RICH, STORY, story_of

__all__ = ["chapter", "page", "proxy"]

pytestmark = pytest.mark.django_db(transaction=True)
PASTE = """([html, text]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", text);
  const how = { clipboardData, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", how));
}"""


def saved(page):
    page.get_by_role("button", name="Save for readers").click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    return Chapter.objects.get().text.html


@pytest.mark.parametrize("program", RICH)
def test_a_paste_reaches_readers_with_its_story_and_nothing_else(page, program):
    leaf(page).press("Control+a")
    page.evaluate(PASTE, [(PASTES / f"{program}.html").read_text("utf-8"), ""])
    expect(leaf(page)).to_contain_text("Tides were late that year.")

    assert story_of(saved(page)) == STORY


def test_words_typed_while_a_paste_is_cleaned_stay(page, proxy):
    write(page, " Before.")
    proxy.fail("slow")
    page.evaluate(PASTE, ["<p>Pasted <em>words</em>.</p>", "Pasted words."])
    page.keyboard.press("Control+Home")
    page.keyboard.type("At the top. ")

    proxy.mend()

    expect(leaf(page)).to_contain_text("Pasted words.")
    html = saved(page)
    assert html.startswith("<p>At the top. Part 1")
    assert html.endswith("Before.Pasted <em>words</em>.</p>")


def test_a_paste_without_an_archive_keeps_its_words(page, proxy):
    proxy.fail("503")
    leaf(page).press("Control+a")
    page.evaluate(PASTE, ["<p>One.</p><p>Two.</p>", "One.\n\nTwo."])
    expect(page.get_by_text("pasted without their formatting")).to_be_visible()
    proxy.mend()

    assert saved(page) == "<p>One.</p><p>Two.</p>"


def test_another_way_of_writing_that_cannot_be_reached_changes_nothing(page, proxy):
    proxy.fail("503")
    page.get_by_label("Written as").select_option("markdown")

    expect(page.get_by_text("so the text stays as it is")).to_be_visible()
    expect(page.get_by_label("Written as")).to_have_value("rich")
    assert kept(page).inner_text() == ""


def test_nothing_is_typed_into_a_text_that_is_being_rewritten(page, proxy):
    write(page, " Before.")
    proxy.fail("slow")
    page.get_by_label("Written as").select_option("markdown")
    page.locator(".ProseMirror[contenteditable=false]").wait_for()
    proxy.mend()

    field = page.locator("textarea[name=text]")
    expect(field).to_be_visible()
    expect(field).to_be_editable()
    assert field.input_value().strip() == "Part 1 of the tale. Before."


def test_every_way_of_writing_comes_back_the_same(page, chapter):
    chapter.text.html = (
        "<p>A <em>slow</em> boat.</p><hr><p>And <strong>rain</strong>.</p>"
    )
    chapter.text.save()
    open_chapter(page, chapter)
    shown = {"markdown": "A *slow* boat.", "html": "<em>slow</em>", "rich": ""}
    for mode, words in shown.items():
        with page.expect_response("**/conversion/"):
            page.get_by_label("Written as").select_option(mode)
        if words:
            field = page.locator("textarea[name=text]")
            expect(field).to_be_visible()
            expect(field).to_have_value(re.compile(re.escape(words)))
    expect(leaf(page)).to_be_editable()
    leaf(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type("!")

    assert saved(page) == chapter.text.html.replace(".</p>", ".!</p>").replace(
        ".!", ".", 1
    )
