"""Hiding from a list, the notice before a hidden story, and kept filters, in a real browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from fascicle.accounts.actions import ShieldBearer, add_to_shield
from fascicle.accounts.models import User
from fascicle.accounts.shield import MOST_ENTRIES, Entry
from fascicle.search.actions import follow_filter, keep_filter
from fascicle.tags.models import Tag
from fascicle.works.actions import new_series, place_in_series
from fascicle.works.models import Work
from tests.coming_in import log_in
from tests.factories import NOW, make_pen_name, make_user, make_work
from tests.looking import NARROW, WIDE, complaints, looked_at_both_ways
from tests.works.test_shield import make_tag

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def library(transactional_db, archive):
    sea, ruin = make_tag("the sea"), make_tag("slow ruin")
    make_tag("storms", broader=sea)
    storms = Tag.objects.get(name="storms")
    ines, tom = make_pen_name("Ines Okafor"), make_pen_name("Tom Ash")
    make_work("Salt Roads", by=ines, tags=[storms], language="en", chapters=2)
    make_work("The Ledger", by=ines, tags=[ruin], language="de", status="ongoing")
    make_work("Ninety Lamps", by=tom, tags=[sea, ruin], language="en")
    return sea


def open_menu(page, title):
    page.locator(".blurb", has_text=title).locator("summary").first.click()


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_a_story_is_hidden_from_where_it_stands_and_brought_back(library, page, size):
    page.set_viewport_size(size)
    page.goto(reverse("search:works"))
    salt_roads = page.get_by_role("heading", name="Salt Roads")

    page.get_by_role("button", name="Hide Salt Roads").click()

    expect(page.get_by_text("Hidden: Salt Roads")).to_be_visible()
    expect(salt_roads).to_have_count(0)
    expect(page.get_by_role("heading", name="The Ledger")).to_be_visible()
    assert complaints(page) == []
    page.keyboard.press("Tab")  # the line has the focus, and the way back comes first
    page.keyboard.press("Enter")
    expect(salt_roads).to_be_visible()
    expect(page.get_by_role("button", name="Hide Salt Roads")).to_be_focused()
    page.reload()
    expect(salt_roads).to_be_visible()

    page.get_by_role("button", name="Hide Salt Roads").click()
    expect(page.get_by_text("Hidden: Salt Roads")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="The Ledger")).to_be_visible()
    expect(salt_roads).to_have_count(0)
    assert page.locator(".messages").count() == 0


def test_what_is_like_a_hidden_story_is_hidden_from_its_line(library, page):
    page.goto("/")
    page.get_by_role("button", name="Hide Ninety Lamps").press("Enter")
    line = page.locator(".hidden-line", has_text="Hidden: Ninety Lamps")
    expect(line).to_be_focused()

    page.get_by_role("button", name="Never show me slow ruin").click()

    page.get_by_text("Stories tagged “slow ruin” are hidden from now on.").wait_for()
    expect(page.get_by_role("heading", name="Salt Roads")).to_be_visible()
    expect(page.get_by_role("heading", name="The Ledger")).to_have_count(0)


def test_a_shield_that_is_full_says_so_though_a_script_asked(
    library, browser, live_server
):
    page = browser.new_context(base_url=live_server.url).new_page()
    user = come_in(page)
    every = [Entry.read(f"works:{10**6 + n}") for n in range(MOST_ENTRIES)]
    add_to_shield(ShieldBearer(user, {}), every)
    page.goto(reverse("search:works"))

    page.get_by_role("button", name="Hide Salt Roads").click()

    expect(page.get_by_text("Your shield is full")).to_be_visible()
    expect(page.get_by_role("heading", name="Salt Roads")).to_be_visible()
    page.context.close()


@pytest.mark.parametrize("is_touch", [False, True], ids=["mouse", "touch"])
def test_the_button_is_large_enough_and_in_sight_when_it_is_needed(
    library, browser, live_server, is_touch
):
    size = NARROW if is_touch else WIDE
    context = browser.new_context(
        base_url=live_server.url, viewport=size, has_touch=is_touch, is_mobile=is_touch
    )
    page = context.new_page()
    page.goto(reverse("search:works"))
    blurb = page.locator(".blurb", has_text="The Ledger")
    button = blurb.locator(".away")
    opacity = "one => getComputedStyle(one).opacity"

    box = button.bounding_box()
    assert min(box["width"], box["height"]) >= 24
    assert button.evaluate(opacity) == ("1" if is_touch else "0")
    blurb.hover()
    assert button.evaluate(opacity) == "1"
    page.mouse.move(0, 0)
    button.focus()
    assert button.evaluate(opacity) == "1"
    context.close()


def test_a_writer_is_hidden_by_keyboard_alone(library, page):
    page.goto(reverse("search:works"))

    page.locator(".blurb", has_text="The Ledger").get_by_role("link").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for _ in range(2):  # past the way to one's shelves
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.get_by_text("Stories by Ines Okafor are hidden").wait_for(timeout=5000)
    expect(page.get_by_role("heading", name="Ninety Lamps")).to_be_visible()
    expect(page.get_by_role("heading", name="The Ledger")).to_have_count(0)


def test_hiding_works_without_scripts(library, browser, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/works/")
    page.get_by_role("button", name="Hide The Ledger").click()
    expect(page.get_by_text("“The Ledger” is hidden from now on.")).to_be_visible()
    assert page.url == f"{live_server.url}/works/"
    page.get_by_role("button", name="Undo").click()
    page.goto("/")

    open_menu(page, "Ninety Lamps")
    page.get_by_role("button", name="Never show me the sea").click()

    assert page.url == f"{live_server.url}/"
    expect(page.get_by_role("heading", name="The Ledger")).to_be_visible()
    expect(page.get_by_role("heading", name="Salt Roads")).to_have_count(0)


@looked_at_both_ways
def test_the_pages_of_shields_and_filters_are_open_to_all(library, page, scheme, size):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(size)
    user = come_in(page)
    work = Work.objects.get(title="Salt Roads")
    entries = [f"tags:{library.pk}", f"works:{work.pk}", "ratings:0", "languages:de"]
    add_to_shield(ShieldBearer(user, {}), [Entry.read(text) for text in entries])
    kept = keep_filter("Long", path="/works/", query="words=5-", by=user, at=NOW)
    keep_filter("Lamps", path=library.get_absolute_url(), query="", by=user, at=NOW)
    follow_filter(kept, at=NOW)

    found = {}
    for address in (
        work.get_absolute_url(),
        library.get_absolute_url(),
        reverse("search:shield") + "?q=s",
        reverse("search:shield_why") + "?from=/works/",
        reverse("search:filters"),
        reverse("search:filter_keeping") + "?path=/works/&query=words%3D5-",
    ):
        page.goto(address)
        for summary in page.locator("main summary").all():
            summary.click()
        if wrong := complaints(page):
            found[address] = wrong
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found[address] = "too wide"

    assert found == {}


def test_a_link_to_a_hidden_story_leads_through_to_its_chapters(library, page):
    user = come_in(page)
    work = Work.objects.get(title="Salt Roads")
    add_to_shield(ShieldBearer(user, {}), [Entry.read(f"tags:{library.pk}")])

    page.goto(work.get_absolute_url())
    assert page.get_by_text(
        "You asked not to meet what is tagged the sea."
    ).is_visible()
    page.get_by_role("link", name="Show it anyway").click()
    page.get_by_role("link", name="Start reading").click()
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_text("Part 2 of the tale.")).to_be_visible()

    page.goto(work.get_absolute_url())
    page.get_by_role("button", name="Take it off the shield").click()
    expect(page.get_by_role("heading", name="Salt Roads")).to_be_visible()


@looked_at_both_ways
@pytest.mark.parametrize(
    "name", ["pages:home", "search:tags", "reading:pen_names", "reading:series_list"]
)
def test_pages_that_are_no_lists_say_what_is_hidden_and_show_it(
    library, page, scheme, size, name
):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(size)
    series = new_series("Tides")
    place_in_series(series, Work.objects.get(title="Ninety Lamps"))
    tom = Work.objects.get(title="Ninety Lamps").pen_names.get()
    user = come_in(page)
    add_to_shield(ShieldBearer(user, {}), [Entry.read(f"pen_names:{tom.pk}")])
    add_to_shield(ShieldBearer(user, {}), [Entry.read(f"tags:{library.pk}")])

    page.goto(reverse(name))
    expect(page.get_by_text("hidden by your shield.")).to_be_visible()
    assert complaints(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.get_by_role("link", name="Why?").click()
    expect(page.get_by_text("In the whole archive.")).to_be_visible()
    assert complaints(page) == []
    page.go_back()
    page.get_by_role("link", name="Show them on this page").click()

    expect(page.get_by_text("Your shield is lifted on this page.")).to_be_visible()
    shown = {
        "pages:home": "Salt Roads",
        "search:tags": "storms",
        "reading:pen_names": "Tom Ash",
        "reading:series_list": "Tides",
    }
    expect(page.get_by_role("main").get_by_text(shown[name]).first).to_be_visible()


def test_the_menu_beside_a_story_closes_by_escape(library, page):
    page.goto(reverse("search:works"))
    menu = page.locator("details.hide").first
    menu.locator("summary").press("Enter")
    assert menu.get_attribute("open") is not None

    page.keyboard.press("Escape")

    assert menu.get_attribute("open") is None
    assert menu.locator("summary").evaluate("e => e === document.activeElement")


def come_in(page) -> User:
    user = make_user("member")
    log_in(page, "member")
    return user
