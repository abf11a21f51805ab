"""A long work on one page, in a real browser: the next chapters come as one goes."""

import pytest
from playwright.sync_api import expect

from fascicle.reading import portions
from tests.factories import make_archive, make_chapter, make_work

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def work(monkeypatch):
    monkeypatch.setattr(portions, "WORDS", 4_000)
    make_archive()
    text = "<p>The boat came in and nobody was there to see it.</p>" * 200
    return make_work("Long", texts=[make_chapter(text) for _ in range(8)])


def shown(page):
    sections = page.locator(".reader > section").all()
    return [one.get_attribute("id") for one in sections]


def test_the_next_chapters_come_when_one_is_near(page, work):
    page.goto(f"/works/{work.pk}/whole/")
    assert len(shown(page)) < 8

    while page.locator("more-chapters").count():
        before = len(shown(page))
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        page.wait_for_function(
            "n => document.querySelectorAll('.reader > section').length > n", arg=before
        )

    assert shown(page) == [f"chapter-{n}" for n in range(1, 9)]
    expect(page.get_by_role("navigation", name="Turn the page")).to_have_count(1)


def test_chapters_out_of_sight_are_not_laid_out(page, work):
    page.goto(f"/works/{work.pk}/whole/?from=3")

    last = page.locator(".reader > section .text").last.element_handle()
    assert not last.evaluate("e => e.checkVisibility({contentVisibilityAuto: true})")
    last.scroll_into_view_if_needed()
    page.wait_for_function(  # it is laid out with the next frame
        "e => e.checkVisibility({contentVisibilityAuto: true})",
        arg=last,
    )


def test_the_menu_leads_to_chapters_that_have_not_come(page, work):
    page.goto(f"/works/{work.pk}/whole/")
    page.get_by_role("button", name="Chapters").click()
    page.get_by_role("link", name="Chapter 7").click()

    page.wait_for_url("**/whole/?from=7#chapter-7")
    expect(page.locator("#chapter-7 h2")).to_be_visible()
    expect(page.get_by_role("link", name="Earlier chapters")).to_be_visible()


def test_by_keys_they_come_and_the_focus_goes_on_to_them(page, work):
    page.goto(f"/works/{work.pk}/whole/")
    page.get_by_role("link", name="Next chapters").press("Enter")
    page.wait_for_function(
        "() => document.querySelectorAll('.reader > section').length > 2"
    )

    focused = page.evaluate("document.activeElement.id")
    assert focused.startswith("chapter-")
