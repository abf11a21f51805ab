"""Reading and filtering by keys alone, with the focus in sight at every step."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from fascicle.core.names import name_key
from fascicle.tags.models import Kind, Tag
from tests.coming_in import come_in_to_write, log_in
from tests.factories import make_archive, make_chapter, make_work
from tests.importing.desk.factories import make_batch, make_host, make_story
from tests.looking import NARROW, WIDE
from tests.walking import focus, press, walk_to

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "".join(f"<p>Lamp {n} of the {n}th quay was lit.</p>" for n in range(60))


@pytest.fixture
def page(browser, live_server):
    context = browser.new_context(base_url=live_server.url, reduced_motion="reduce")
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def read(page, size, chapter):
    """Open a chapter of three."""
    make_archive()
    work = make_work(texts=[make_chapter(TEXT) for _ in range(3)])
    page.set_viewport_size(size)
    page.goto(reverse("reading:chapter", args=[work.pk, chapter]))


def is_open(page, name):
    return page.locator(f"#{name}").evaluate("one => one.matches(':popover-open')")


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_one_reads_by_keys_alone(page, size):
    read(page, size, 1)

    press(page, "Tab")
    assert focus(page) == "Skip to the text"
    press(page, "Enter")
    assert page.evaluate("document.activeElement.id") == "main"

    walk_to(page, "Chapter 1 of 3")
    press(page, "Enter")
    assert is_open(page, "chapters")
    assert focus(page).startswith("1")
    press(page, "Escape")
    assert not is_open(page, "chapters")
    assert focus(page).startswith("Chapter 1 of 3")
    press(page, "Space")
    walk_to(page, "2")
    press(page, "Enter")
    page.wait_for_url("**/chapters/2/")

    walk_to(page, "Next")
    press(page, "Enter")
    page.wait_for_url("**/chapters/3/")


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_one_changes_how_pages_look_by_keys_alone(page, size):
    read(page, size, 3)

    walk_to(page, "How this page looks")
    press(page, "Enter")
    assert is_open(page, "look")
    walk_to(page, "As my device")
    press(page, "ArrowRight")
    focus(page)
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    walk_to(page, "More")
    press(page, "Space")
    walk_to(page, "As it was at first")
    press(page, "Tab")
    assert not is_open(page, "look"), "it would cover what has the focus now"
    press(page, "Shift+Tab", "Enter", "Tab", "Escape")
    assert not is_open(page, "look")
    assert focus(page) == "How this page looks"

    press(page, "ArrowLeft")
    page.wait_for_url("**/chapters/2/")


@pytest.fixture
def library(request):
    make_archive()
    kind = Kind.objects.get(slug="theme")
    sea, letters = (
        Tag.objects.create(kind=kind, key=name_key(name), name=name)
        for name in ("the sea", "letters")
    )
    for n in range(12):
        tags = ([sea] if n % 2 == 0 else []) + ([letters] if n % 3 == 0 else [])
        make_work(f"Tale {n:02}", tags=tags)
    request.getfixturevalue("index")


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.usefixtures("library")
def test_one_filters_by_keys_alone(page, size):
    page.set_viewport_size(size)
    page.goto("/works/")
    counted = page.locator("[data-count]")
    is_narrow = size == NARROW

    if is_narrow:
        walk_to(page, "Filter")
        press(page, "Enter")
        assert is_open(page, "filters")
    walk_to(page, "Only the sea")
    press(page, "Space")
    page.locator("[data-count='6 stories']").wait_for()
    assert focus(page).startswith("Only the sea")
    walk_to(page, "Without letters")
    press(page, "Space")
    page.locator("[data-count='4 stories']").wait_for()
    assert focus(page).startswith("Without letters")
    if is_narrow:
        walk_to(page, "Show 4 stories")
        press(page, "Enter")
        assert not is_open(page, "filters")
        page.locator("#open-filters:focus").wait_for()
        assert focus(page).startswith("Filter")
    walk_to(page, "Order")
    press(page, "ArrowDown")
    page.wait_for_url("**order=**")
    assert focus(page).startswith("Order")

    page.go_back()
    page.wait_for_url(lambda address: "order=" not in address)
    expect(counted).to_have_attribute("data-count", "4 stories")


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_nothing_that_has_the_focus_lies_under_the_foot_of_a_form(page, size):
    mine = come_in_to_write(page, "Tale 0")
    for n in range(1, 12):
        make_work(f"Tale {n}", by=mine.bylines.get().pen_name)
    page.set_viewport_size(size)

    page.goto(reverse("works:new_work"))
    walk_to(page, "Post quietly")
    page.goto(reverse("works:desk"))
    walk_to(page, "Choose Tale 11")
    press(page, "Space")
    walk_to(page, "Change those ticked")


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_nor_under_the_foot_of_a_host_s_list(page, size):
    make_archive()
    make_host("keeper")
    batch = make_batch()
    for n in range(12):
        make_work(f"Tale {n}", rated=False)
        make_story(batch, f"Tale {n}")
    page.set_viewport_size(size)
    log_in(page, "keeper")

    page.goto(reverse("pages:unrated"))
    walk_to(page, "Rate")
    page.goto(batch.get_absolute_url())
    walk_to(page, "Exclude")
