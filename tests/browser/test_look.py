"""The panel on the page one reads on, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.factories import make_archive, make_work

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def work():
    make_archive()
    return make_work(chapters=3)


def theme(page):
    return page.evaluate("document.documentElement.dataset.theme")


def test_a_choice_shows_at_once_and_is_there_on_the_next_page(page, work):
    page.goto(f"/works/{work.pk}/chapters/1/")
    page.get_by_role("button", name="How this page looks").click()

    with page.expect_response("**/look/keeping/"):
        page.get_by_text("Sepia").click()
        assert theme(page) == "sepia"

    page.get_by_role("link", name="Next").click()
    page.wait_for_url("**/chapters/2/")
    assert theme(page) == "sepia"


def test_the_arrow_keys_turn_pages_unless_they_are_turned_off(page, work):
    page.goto(f"/works/{work.pk}/chapters/2/")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/chapters/3/")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**/chapters/2/")

    page.evaluate("document.documentElement.dataset.keys = 'no'")
    page.keyboard.press("ArrowRight")

    assert page.url.endswith("/chapters/2/")


def test_the_panel_works_by_keyboard_alone(page, work):
    page.goto(f"/works/{work.pk}/chapters/1/")
    button = page.get_by_role("button", name="How this page looks")
    button.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    with page.expect_response("**/look/keeping/"):
        page.keyboard.press("ArrowRight")

    assert theme(page) == "light"
    page.keyboard.press("Escape")
    assert button.evaluate("e => e === document.activeElement")


def test_without_scripts_the_panel_is_a_form(browser, live_server, work):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/works/{work.pk}/chapters/1/")
    page.get_by_role("button", name="How this page looks").click()
    page.get_by_text("Black").click()
    page.get_by_role("button", name="Keep this").click()

    assert page.url.endswith(f"/works/{work.pk}/chapters/1/")
    expect(page.locator("html")).to_have_attribute("data-theme", "black")
