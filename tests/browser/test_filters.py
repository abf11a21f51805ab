"""Filtering in a real browser: in place, by keyboard, on a phone, and without scripts."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from fascicle.reading.actions.shelves import make_shelf, put_on_shelves
from fascicle.search.actions import follow_filter, keep_filter
from fascicle.tags.models import Tag
from fascicle.works.models import Work
from tests.coming_in import log_in
from tests.factories import (
    NOW,
    make_pen_name,
    make_rating,
    make_tag,
    make_user,
    make_work,
)
from tests.looking import NARROW, faults, looked_at_both_ways

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("library"),
]

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamten"


@pytest.fixture
def library(archive, request):
    """Thirty works: every second of the sea, every third with letters; twelve more themes."""
    sea, letters = make_tag("the sea", "theme"), make_tag("letters", "theme")
    death = make_tag("A death", "content-note")
    themes = [make_tag(f"theme {n:02}", "theme") for n in range(12)]
    for n in range(30):
        tags = [themes[n % 12], make_tag(LONG, "genre")]
        tags += [sea] if n % 2 == 0 else []
        tags += [letters] if n % 3 == 0 else []
        tags += [death] if n % 10 == 0 else []
        make_work(
            f"Tale {n:02}",
            by=make_pen_name(f"Writer {n % 3}"),
            tags=tags,
            language=("en", "de")[n % 2],
            status=("complete", "ongoing")[n % 2],
            chapters=1 + n % 3,
            rating=make_rating("Mature", is_adult=True) if n == 29 else make_rating(),
        )
    request.getfixturevalue("index")


def titles(page):
    return page.locator(".blurb h2 a").all_inner_texts()


def total(page):
    return page.locator("[data-count]").get_attribute("data-count")


def wait_for(page, count):
    page.locator(f"[data-count='{count}']").wait_for()


def without_scripts(browser, live_server, **kwargs):
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, **kwargs
    )
    return context.new_page()


def mark(page):
    """Leave a mark that is gone as soon as a page is loaded anew."""
    page.evaluate("window.isTheSamePage = true")


def is_the_same_page(page):
    return page.evaluate("window.isTheSamePage === true")


def test_results_counts_and_address_change_in_place(page):
    page.goto("/works/")
    mark(page)

    page.get_by_label("Only the sea").check()
    wait_for(page, "15 stories")
    page.get_by_label("Without letters").check()
    wait_for(page, "10 stories")

    sea, letters = make_tag("the sea", "theme").pk, make_tag("letters", "theme").pk
    assert page.url.endswith(f"/works/?tag={sea}-the-sea&not={letters}-letters")
    assert len(titles(page)) == 10
    assert page.locator("[data-said][role=status]").inner_text() == "10 stories"
    assert page.locator("#facet-status .count").first.inner_text().startswith("10")
    assert is_the_same_page(page)


def test_back_and_forward_show_what_was_there(page):
    page.goto("/works/")
    mark(page)
    page.get_by_label("Only the sea").check()
    wait_for(page, "15 stories")
    page.get_by_label("Without letters").check()
    wait_for(page, "10 stories")

    page.go_back()
    wait_for(page, "15 stories")
    expect(page.get_by_label("Without letters")).not_to_be_checked()
    page.go_back()
    wait_for(page, "30 stories")
    page.go_forward()
    wait_for(page, "15 stories")

    expect(page.get_by_label("Only the sea")).to_be_checked()
    assert is_the_same_page(page)


def test_back_from_a_story_leads_to_the_filtered_list(page):
    page.goto("/works/")
    page.get_by_label("Only the sea").check()
    wait_for(page, "15 stories")

    page.locator(".blurb h2 a").first.click()
    page.wait_for_url("**/works/*/")
    page.go_back()

    wait_for(page, "15 stories")
    expect(page.get_by_label("Only the sea")).to_be_checked()


def test_nothing_is_wanted_and_not_wanted_at_once(page):
    page.goto("/works/")
    page.get_by_label("Only the sea").check()
    wait_for(page, "15 stories")

    page.get_by_label("Without the sea").check()

    page.locator(".chip.off").wait_for()
    expect(page.get_by_label("Only the sea")).not_to_be_checked()
    assert total(page) == "15 stories"


def test_chips_take_things_off_again(page):
    page.goto("/works/")
    mark(page)
    page.get_by_label("Only the sea").check()
    wait_for(page, "15 stories")
    page.get_by_label("Without letters").check()
    wait_for(page, "10 stories")

    page.get_by_role("link", name="Remove: the sea").click()
    wait_for(page, "20 stories")
    page.get_by_role("link", name="Remove: without letters").click()
    wait_for(page, "30 stories")

    assert page.url.endswith("/works/")
    assert is_the_same_page(page)


def test_order_pages_and_lengths_keep_the_filter(page):
    page.goto("/works/")
    page.get_by_label("Without letters").check()
    wait_for(page, "20 stories")
    page.get_by_label("Least chapters").fill("2")
    page.get_by_label("Least chapters").press("Enter")
    page.locator(".chip", has_text="2 chapters or more").wait_for()
    page.get_by_label("Order").select_option("title")
    page.wait_for_url("**order=title")

    assert titles(page)[0] == "Tale 01"
    page.get_by_role("link", name="Clear all").first.click()
    wait_for(page, "30 stories")
    page.get_by_role("link", name="Next").click()
    page.wait_for_url("**page=2")
    page.locator(".blurb").nth(9).wait_for()

    assert len(titles(page)) == 10
    assert page.evaluate("document.activeElement.id") == "found"


def test_dates_between_and_within_do_not_stay_together(page):
    page.goto("/works/")
    page.locator("#facet-dates summary").first.click()
    page.get_by_label("Updated").first.select_option("1y")
    page.wait_for_url("**updated=1y")

    page.locator("#between-updated summary").click()
    page.locator("#updated-from").fill("2020-01-01")
    page.locator("#updated-from").press("Tab")
    page.wait_for_url("**updated=2020-01-01..")

    expect(page.locator("select#updated")).to_have_value("")


def test_more_tags_and_those_of_a_name_come_into_the_panel(page):
    page.goto("/works/")
    mark(page)
    themes = page.locator("#facet-theme")
    expect(themes.locator(".facet-row")).to_have_count(10)

    themes.get_by_role("button", name="More").click()
    themes.locator(".facet-row").nth(13).wait_for()
    themes.get_by_role("searchbox").fill("theme 1")
    themes.locator(".facet-row:first-child", has_text="theme 1").wait_for()
    page.wait_for_function(
        "document.querySelectorAll('#facet-theme .facet-row').length === 2"
    )
    themes.get_by_label("Only theme 11").check()
    wait_for(page, "2 stories")

    expect(themes.get_by_label("Only theme 11")).to_be_checked()
    assert is_the_same_page(page)


def test_all_by_keyboard_and_the_focus_stays(page):
    page.goto("/works/")
    mark(page)

    page.get_by_label("Only the sea").focus()
    page.keyboard.press("Space")
    wait_for(page, "15 stories")
    focused = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.locator(".chip.off").wait_for()
    page.get_by_role("link", name="Remove: without the sea").focus()
    page.keyboard.press("Enter")
    wait_for(page, "30 stories")

    assert focused == "Only the sea"
    assert is_the_same_page(page)


def test_on_a_phone_the_filters_are_a_sheet(page):
    page.set_viewport_size(NARROW)
    page.goto("/works/")
    sheet = page.locator("#filters")
    expect(sheet).to_be_hidden()

    page.get_by_role("button", name="Filter").click()
    sheet.get_by_label("Only the sea").check()
    sheet.get_by_role("button", name="Show 15 stories").wait_for()
    assert faults(page) == []
    sheet.get_by_role("button", name="Show 15 stories").click()
    sheet.wait_for(state="hidden")

    assert total(page) == "15 stories"
    expect(page.get_by_role("button", name="Filter 1")).to_be_visible()


def test_without_scripts_it_is_a_form(browser, live_server):
    page = without_scripts(browser, live_server)
    page.goto("/works/")

    page.get_by_label("Only the sea").check()
    page.get_by_label("Without letters").check()
    page.get_by_label("Most chapters").fill("2")
    page.get_by_role("button", name="Show stories").click()
    found, address = total(page), page.url
    page.get_by_role("link", name="Remove: without letters").click()

    sea, letters = make_tag("the sea", "theme").pk, make_tag("letters", "theme").pk
    assert address.endswith(
        f"/works/?tag={sea}-the-sea&not={letters}-letters&chapters=-2"
    )
    assert found == "5 stories"
    assert total(page) == "10 stories"


def test_without_scripts_more_tags_are_a_page_of_their_own(browser, live_server):
    page = without_scripts(browser, live_server)
    writer = make_pen_name("Writer 0")
    page.goto(reverse("search:pen_name", args=[writer.pk]))
    before = total(page)
    page.get_by_label("Only the sea").check()
    page.goto("/works/")
    page.get_by_label("Only letters").check()

    page.locator("#more-theme").click()
    chosen = page.get_by_label("Only letters").is_checked()
    page.get_by_role("searchbox", name="Find in themes").fill("theme 1")
    page.get_by_role("button", name="Find").click()
    expect(page.locator(".facet-row bdi")).to_have_text(["letters"])
    page.get_by_role("button", name="Show stories").click()

    assert before == "10 stories"
    assert chosen
    assert total(page) == "10 stories"


def test_without_scripts_a_phone_opens_the_sheet_too(browser, live_server):
    page = without_scripts(browser, live_server, viewport=NARROW)
    page.goto("/works/")

    page.get_by_role("button", name="Filter").click()
    page.get_by_label("Only the sea").check()
    page.locator("#filters").get_by_role("button", name="Show stories").click()

    assert total(page) == "15 stories"


def test_where_the_server_fails_the_page_is_loaded_as_ever(browser, live_server):
    page = browser.new_context(base_url=live_server.url).new_page()
    page.goto("/works/")
    mark(page)
    page.route("**/works/?tag=*", lambda route: route.abort(), times=1)

    page.get_by_label("Only the sea").check()
    page.wait_for_url("**tag=*")
    wait_for(page, "15 stories")

    assert not is_the_same_page(page)


@looked_at_both_ways
def test_lists_are_open_to_all(page, scheme, size):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(size)
    sea, long = make_tag("the sea", "theme"), make_tag(LONG, "genre")
    many = "&".join(f"not={tag.pk}" for tag in Tag.objects.all()[:20])
    found = {}
    for address in (
        "/works/",
        f"/works/?tag={sea.pk}&words=-5000&updated=6m",
        f"/works/?tag={long.pk}&{many}",
        f"/works/?tag={sea.pk}&language=de",
        "/works/?rating=1&words=1000000-",
        "/works/?words=x",
        f"/works/kinds/theme/?tag={sea.pk}",
        sea.get_absolute_url(),
    ):
        page.goto(address)
        if wrong := faults(page):
            found[address] = wrong

    assert found == {}


def test_a_screen_reader_hears_what_each_control_does(page):
    page.goto("/works/")

    group = page.get_by_role("group", name="Themes")
    expect(group.get_by_role("checkbox", name="Only the sea")).to_have_count(1)
    expect(group.get_by_role("checkbox", name="Without the sea")).to_have_count(1)
    expect(page.get_by_role("search", name="All stories")).to_have_count(1)


def test_a_note_that_nobody_has_saved_outlives_other_filters(page):
    reader = make_user("reader")
    shelf = make_shelf(reader, name="Mine", at=NOW)
    for work in Work.objects.filter(title__in=("Tale 00", "Tale 01")):
        put_on_shelves(work, on={shelf.pk}, by=reader, at=NOW)
    log_in(page, "reader")
    page.goto(shelf.get_absolute_url())
    mark(page)
    page.get_by_text("Write a note: Tale 01").click()
    page.get_by_label("Your note").last.fill("Read it by the sea.")

    page.get_by_label("Only the sea").check()
    wait_for(page, "1 story")
    page.get_by_label("Only the sea").uncheck()
    wait_for(page, "2 stories")

    assert is_the_same_page(page)
    notes = page.get_by_label("Your note").locator("visible=true")
    assert [one.input_value() for one in notes.all()] == ["Read it by the sea."]


def test_a_kept_filter_opened_by_its_name_has_nothing_new_after(page):
    reader = make_user()
    kept = keep_filter("Of the sea", path="/works/", query="", by=reader, at=NOW)
    follow_filter(kept, at=NOW - timedelta(days=1))
    log_in(page, "reader")
    page.goto(reverse("search:filters"))
    expect(page.locator(".new-count")).to_have_text("20 or more new")

    with page.expect_request(lambda request: "/seen/" in request.url):
        page.locator(".kept h2 a").click()
    page.wait_for_url("**/works/**")

    for _ in range(20):  # what was sent on the way may still be under way
        page.goto(reverse("search:filters"))
        if page.locator(".new-count").count() == 0:
            break
    expect(page.get_by_text("nothing new")).to_be_visible()
