"""A writer's whole way by the keyboard alone: all is reached, and where one is can be seen."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from fascicle.exporting.models import Takeout
from fascicle.works.models import Offer, ScheduledPosting, Work
from tests.factories import PASSWORD, make_archive, make_user

pytestmark = pytest.mark.django_db(transaction=True)
#: No thing on these pages is further away.
MOST_STEPS = 90
IS_SEEN = """element => {
    const ring = [element, element.closest("label, .leaf")].filter(Boolean).map(getComputedStyle);
    return ring.some((one) => one.outlineStyle !== "none" && parseFloat(one.outlineWidth) > 0);
}"""


@pytest.fixture
def writer(page):
    make_archive()
    make_user("tom")
    return make_user("writer")


def reach(page, wanted):
    """Step on until it has the focus, as somebody without a mouse does."""
    for _ in range(MOST_STEPS):
        if wanted.evaluate_all("all => all.includes(document.activeElement)"):
            break
        page.keyboard.press("Tab")
    expect(wanted).to_be_focused()
    assert wanted.evaluate(IS_SEEN), f"nobody sees that {wanted} has the focus"


def press(page, wanted):
    reach(page, wanted)
    page.keyboard.press("Enter")


def leave(page, role, name):
    """Press what another page follows upon."""
    follow(page, page.get_by_role(role, name=name, exact=True))


def follow(page, wanted):
    before = page.url
    press(page, wanted)
    page.wait_for_url(lambda url: url != before)
    skip(page)


def skip(page):
    """Past what stands above every page. A form that was sent from below leads there again."""
    if page.url.endswith("#main"):
        return
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**#main")


def fill(page, name, words):
    reach(page, page.get_by_label(name, exact=True).first)
    page.keyboard.type(words)


def log_in(page):
    page.goto(reverse("accounts:login"))
    reach(page, page.locator("input[name=username], input[name=login]"))
    page.keyboard.type("writer")
    fill(page, "Password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "log-in" not in url)


def write(page, words):
    reach(page, page.get_by_role("textbox", name="Text", exact=True))
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def begin_a_story(page):
    leave(page, "link", "Write")
    leave(page, "link", "Begin a story")
    fill(page, "Title", "Low Water")
    write(page, "The tide was out.")
    leave(page, "button", "Save as a draft")
    return Work.objects.get().chapters.get()


def text_of(chapter):
    chapter.text.refresh_from_db()
    return chapter.text.html


def test_a_text_is_written_compared_and_taken_back(page, writer):
    log_in(page)
    chapter = begin_a_story(page)

    write(page, " She ran.")
    press(page, page.get_by_role("button", name="Save the draft"))
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    assert text_of(chapter) == "<p>The tide was out. She ran.</p>"

    skip(page)
    leave(page, "link", "History")
    leave(page, "button", "Compare the two")
    expect(page.locator("ins")).to_have_text("She ran.")
    leave(page, "link", "History")
    follow(page, page.locator("tbody tr:last-child td:first-child a"))
    leave(page, "button", "Make it the text again")
    assert text_of(chapter) == "<p>The tide was out.</p>"


def test_a_chapter_is_scheduled_and_somebody_asked_to_write_along(page, writer):
    log_in(page)
    begin_a_story(page)

    leave(page, "link", "Post or schedule")
    fill(page, "Day", "01022040")
    fill(page, "Time", "0600PM")
    leave(page, "button", "Set the time")
    assert ScheduledPosting.objects.get().due_at.year == 2040
    leave(page, "link", "Company")
    fill(page, "Their pen name", "tom")
    press(page, page.get_by_role("button", name="Ask them"))

    expect(page.get_by_text("Asked: tom.")).to_be_visible()
    assert Offer.objects.get().pen_name.name == "tom"


def test_stories_are_changed_at_once_and_taken_out(page, writer):
    log_in(page)
    begin_a_story(page)

    leave(page, "link", "My works")
    reach(page, page.get_by_role("checkbox", name="Low Water"))
    page.keyboard.press("Space")
    leave(page, "button", "Change those ticked")
    reach(page, page.get_by_label("Status", exact=True))
    page.keyboard.type("complete")
    leave(page, "button", "Look at what it does")
    leave(page, "button", "Do it")
    assert Work.objects.get().status == "complete"

    leave(page, "link", "My works")
    leave(page, "link", "Take it all out")
    press(page, page.get_by_role("button", name="Pack everything"))
    expect(page.get_by_text("Look again")).to_be_visible()
    assert Takeout.objects.get().user == writer
