"""Writing a chapter in a real browser."""

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from fascicle.core.models import Archive
from fascicle.works.models import Autosave, Chapter
from tests.coming_in import come_in_to_write
from tests.looking import complaints
from tests.walking import PUT_DOWN

pytestmark = pytest.mark.django_db(transaction=True)
RICH = (
    "<p>A <em>word</em>, a <strong>bold</strong> one<br>and <u>a line</u>.</p><hr>"
    '<p class="centre">*</p>'
    "<h2>Two</h2><blockquote><p>Said.</p></blockquote><ul><li>One</li><li>Two</li></ul>"
    '<p><small>small</small> <s>gone</s> x<sub>2</sub> <span lang="fr">mot</span></p>'
)


@pytest.fixture
def chapter(page):
    return come_in_to_write(page).chapters.get()


def address(chapter):
    return reverse("works:chapter", args=[chapter.work_id, chapter.pk])


def leaf(page):
    return page.get_by_role("textbox", name="Text", exact=True)


def to_end(page):
    leaf(page).click()
    expect(leaf(page)).to_be_focused()
    page.evaluate(PUT_DOWN)
    page.keyboard.press("Control+End")


def set_text(chapter, html):
    chapter.text.html = html
    chapter.text.save()


def test_undoing_before_anything_is_typed_leaves_the_chapter_as_it_was(page, chapter):
    set_text(chapter, "<p>The tide turned.</p>")
    page.goto(address(chapter))
    leaf(page).click()

    page.keyboard.press("Control+z")

    expect(leaf(page)).to_have_text("The tide turned.")


def test_what_is_typed_is_never_behind_the_buttons(page, chapter):
    set_text(chapter, "<p>Much of the tale.</p>" * 80)
    page.goto(address(chapter))
    to_end(page)
    page.keyboard.type("Here.")

    line = page.get_by_text("Here.").bounding_box()
    foot = page.locator(".writing-foot").bounding_box()
    assert line["y"] + line["height"] <= foot["y"]


def test_formatted_text_is_written_and_saved(page, chapter):
    page.goto(address(chapter))
    to_end(page)
    page.keyboard.type(" And then ")
    page.keyboard.press("Control+i")
    page.keyboard.type("rain")
    page.get_by_role("button", name="Save for readers").click()

    expect(page.get_by_text("Saved.")).to_be_visible()
    html = Chapter.objects.get(pk=chapter.pk).text.html
    assert html == "<p>Part 1 of the tale. And then <em>rain</em></p>"


def test_what_the_cleaner_keeps_goes_through_the_editor_unharmed(page, chapter):
    set_text(chapter, RICH)
    page.goto(address(chapter))
    to_end(page)
    page.keyboard.type("!")
    page.get_by_role("button", name="Save for readers").click()

    expect(page.get_by_text("Saved.")).to_be_visible()
    html = Chapter.objects.get(pk=chapter.pk).text.html
    assert html.replace("<li><p>", "<li>").replace("</p></li>", "</li>") == (
        RICH.replace("</span></p>", "!</span></p>")
    )


def test_what_the_editor_cannot_hold_stays_html(page, chapter):
    ruby = "<p><ruby>紙<rt>かみ</rt></ruby></p>"
    set_text(chapter, ruby)
    page.goto(address(chapter))

    expect(page.get_by_text("it stays HTML here")).to_be_visible()
    expect(page.locator("textarea[name=text]")).to_have_value(ruby)


def test_words_are_counted_while_they_are_typed(page, chapter):
    page.goto(address(chapter))
    expect(page.locator("[data-words]").first).to_have_text("5 words")
    to_end(page)
    page.keyboard.type(" Two more.")

    expect(page.locator("[data-words]").first).to_have_text("7 words")


def test_typed_words_are_kept_at_the_archive_and_offered_on_return(page, chapter):
    page.goto(address(chapter))
    to_end(page)
    with page.expect_response("**/autosaves/*/", timeout=15_000):
        page.keyboard.type(" Unsaved rain.")
    expect(page.locator("[data-kept]")).to_contain_text("Kept")
    assert "Unsaved rain." in Autosave.objects.get().fields["text"]

    page.goto("/")
    page.goto(address(chapter))

    expect(page.get_by_text("typed and not saved")).to_be_visible()
    page.get_by_role("link", name="See what differs").click()
    expect(page.locator("ins", has_text="Unsaved")).to_be_visible()
    page.get_by_role("button", name="Save this text").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert not Autosave.objects.exists()


def test_saving_without_a_network_leaves_the_writer_where_they_are(page, chapter):
    page.goto(address(chapter))
    to_end(page)
    page.keyboard.type(" Offline rain.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Save for readers").click()
    expect(page.locator("[data-kept]")).to_contain_text("Nothing was sent")
    expect(leaf(page)).to_contain_text("Offline rain.")

    page.context.set_offline(False)
    page.get_by_role("button", name="Save for readers").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert "Offline rain." in Chapter.objects.get(pk=chapter.pk).text.html


def test_what_was_typed_offline_is_offered_by_the_browser(page, chapter):
    page.goto(address(chapter))
    page.context.set_offline(True)
    to_end(page)
    page.keyboard.type(" Offline rain.")
    page.locator("writing-form[data-kept-at]").wait_for()
    expect(page.locator("[data-kept]")).to_contain_text("You are offline")
    again = page.context.new_page()
    page.close()
    page.context.set_offline(False)

    again.goto(address(chapter))
    expect(again.get_by_text("This browser kept words")).to_be_visible()
    again.get_by_role("button", name="Put them into the form").click()
    expect(leaf(again)).to_contain_text("Offline rain.")


def test_pasted_mark_up_goes_through_the_cleaner(page, chapter):
    page.goto(address(chapter))
    leaf(page).press("Control+a")
    with page.expect_response("**/conversion/"):
        page.evaluate(
            """(html) => {
                const clipboardData = new DataTransfer();
                clipboardData.setData("text/html", html);
                const how = { clipboardData, bubbles: true, cancelable: true };
                const leaf = document.querySelector(".ProseMirror");
                leaf.dispatchEvent(new ClipboardEvent("paste", how));
            }""",
            '<p onclick="x()">A <i>slow</i> boat.<script>x()</script></p>',
        )
    expect(leaf(page)).to_have_text("A slow boat.")
    page.get_by_role("button", name="Save for readers").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert (
        Chapter.objects.get(pk=chapter.pk).text.html == "<p>A <em>slow</em> boat.</p>"
    )


def test_a_picture_is_described_and_put_where_the_writer_is(page, chapter, tmp_path):
    Archive.objects.update(images=True)
    Image.new("RGB", (40, 30), (20, 60, 90)).save(tmp_path / "bay.png")
    page.goto(address(chapter))
    to_end(page)
    page.get_by_role("button", name="Picture").click()
    dialog = page.get_by_role("dialog", name="A picture")
    dialog.get_by_role("button", name="Put it in").click()
    expect(dialog.get_by_role("alert")).to_contain_text("say in a few words")

    dialog.get_by_label("Picture").set_input_files(tmp_path / "bay.png")
    dialog.get_by_label("What it shows").fill("The bay at night")
    dialog.get_by_label("What it shows").press("Enter")
    expect(leaf(page).get_by_role("img", name="The bay at night")).to_be_visible()
    page.get_by_role("button", name="Save for readers").click()

    page.goto(reverse("reading:chapter", args=[chapter.work_id, 1]))
    shown = page.get_by_role("img", name="The bay at night")
    assert shown.evaluate("image => image.complete && image.naturalWidth") == 40


def test_the_buttons_work_by_keyboard(page, chapter):
    page.goto(address(chapter))
    leaf(page).press("Control+a")
    page.keyboard.press("Alt+F10")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")

    expect(page.get_by_role("button", name="Italic")).to_have_attribute(
        "aria-pressed", "true"
    )


def test_the_page_has_no_trouble_with_assistive_technology(page, chapter):
    page.goto(address(chapter))
    leaf(page).wait_for()

    assert complaints(page) == []


def test_without_scripts_it_is_a_plain_field(browser, live_server, page, chapter):
    state = page.context.storage_state()
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, storage_state=state
    )
    plain = context.new_page()
    plain.goto(address(chapter))
    plain.get_by_label("Text", exact=True).fill("<p>Plainly.</p>")
    plain.get_by_role("button", name="Save for readers").click()

    assert Chapter.objects.get(pk=chapter.pk).text.html == "<p>Plainly.</p>"
