"""What a page counts follows when a story is hidden where it stands, and when it is taken back."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.coming_in import log_in
from tests.factories import make_pen_name, make_tag, make_user, make_work
from tests.looking import NARROW, WIDE, complaints

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def works(transactional_db, archive):
    """Twenty-two stories, two more than stand on a page: the newest comes first."""
    sea, letters = make_tag("the sea", "theme"), make_tag("letters", "theme")
    return [
        make_work(
            f"Tale {n:02}",
            by=make_pen_name("Tom Ash"),
            tags=[sea] if n % 2 else [sea, letters],
        )
        for n in range(22)
    ]


@pytest.fixture
def index(works, request):
    return request.getfixturevalue("index")


def titles(page):
    shown = page.locator(".blurb:not(.gone) :is(h2, h3) a")
    return [one.strip() for one in shown.all_inner_texts()]


def hide(page, title):
    page.get_by_role("button", name=f"Hide {title}", exact=True).click()


def undo(page, title):
    line = page.locator(".hidden-line", has_text=f"Hidden: {title}")
    line.get_by_role("button", name="Undo").click()


def test_the_total_the_line_the_facets_and_the_pages_are_right_at_once(index, page):
    page.goto("/works/")
    at_first = titles(page)
    head, said = page.locator(".found-head"), page.locator("[data-said]")
    letters = page.locator("[data-rows] li", has_text="letters").locator(".count").first

    hide(page, "Tale 20")

    expect(head).to_contain_text("21 stories")
    expect(head).to_contain_text("1 story hidden by your shield.")
    expect(said).to_have_text("21 stories")
    expect(letters).to_contain_text("10")
    line = page.locator(".hidden-line", has_text="Hidden: Tale 20")
    expect(line).to_be_focused()
    expect(page.locator(".pager")).to_contain_text("Page 1 of 2")
    hide(page, "Tale 18")
    expect(head).to_contain_text("20 stories")
    expect(page.locator(".pager")).to_have_count(0)
    expected = [one for one in at_first if one not in ("Tale 20", "Tale 18")]
    assert titles(page) == [*expected, "Tale 01", "Tale 00"]
    assert complaints(page) == []

    undo(page, "Tale 20")
    expect(head).to_contain_text("21 stories")
    expect(said).to_have_text("21 stories")
    undo(page, "Tale 18")
    expect(head).to_contain_text("22 stories")
    expect(head).not_to_contain_text("hidden by your shield")
    expect(letters).to_contain_text("11")
    expect(page.get_by_role("button", name="Hide Tale 18")).to_be_focused()
    expect(page.locator(".pager")).to_contain_text("Page 1 of 2")
    assert titles(page) == at_first


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_nothing_jumps(index, page, size):
    page.set_viewport_size(size)
    page.goto("/works/")
    button = page.get_by_role("button", name="Hide Tale 10", exact=True)
    button.scroll_into_view_if_needed()
    neighbour = page.get_by_role("heading", name="Tale 11")
    at = neighbour.bounding_box()["y"]

    button.click()
    expect(page.locator(".found-head")).to_contain_text("1 story hidden by your shield")

    assert abs(neighbour.bounding_box()["y"] - at) <= 2


def test_what_was_hidden_last_on_the_last_page_leaves_it_standing(index, page):
    page.goto("/works/?page=2")
    hide(page, "Tale 01")
    expect(page.locator(".found-head")).to_contain_text("21 stories")

    hide(page, "Tale 00")

    expect(page.locator(".found-head")).to_contain_text("20 stories")
    expect(page.locator(".hidden-line")).to_have_count(2)
    assert titles(page) == []
    expect(page.locator(".pager")).to_contain_text("Page 2 of 2")
    undo(page, "Tale 00")
    expect(page.locator(".found-head")).to_contain_text("21 stories")
    assert titles(page) == ["Tale 00"]


def test_filters_that_are_being_used_meanwhile_are_not_lost(index, page):
    page.goto("/works/")
    answers = []

    def later(route):
        """The filtered list comes after the story is hidden, and was made before."""
        answers.append((route, route.fetch()))

    page.route("**/works/?*tag=*", later, times=1)
    page.get_by_label("Only letters").check()
    page.wait_for_function("document.querySelector('[aria-busy]')")
    hide(page, "Tale 20")

    expect(page.locator(".found-head")).to_contain_text("10 stories")
    expect(page.locator(".found-head")).to_contain_text("1 story hidden")
    expect(page.get_by_label("Only letters")).to_be_checked()
    assert "Tale 20" not in titles(page)


@pytest.mark.parametrize("address", ["/", "/works/"])
def test_without_filters_the_counts_follow_too(works, page, address):
    page.set_viewport_size(NARROW)
    make_user("member")
    log_in(page, "member")
    page.goto(address)
    at_first = titles(page)
    head = page.locator("[data-count]")

    hide(page, "Tale 20")

    expect(head).to_contain_text("21 stories")
    expect(head).to_contain_text("1 story hidden by your shield.")
    expect(page.locator("[data-said]")).to_have_text("21 stories")
    expect(page.locator(".hidden-line")).to_be_focused()
    assert len(titles(page)) == len(at_first)
    assert complaints(page) == []

    undo(page, "Tale 20")

    expect(head).to_contain_text("22 stories")
    expect(head).not_to_contain_text("hidden by your shield")
    expect(page.get_by_role("button", name="Hide Tale 20")).to_be_focused()
    assert titles(page) == at_first


def test_a_list_that_cannot_be_counted_again_stays_as_it_is(index, page):
    page.goto(reverse("search:works"))
    nothing = {"status": 204, "body": ""}
    page.route("**/works/", lambda route: route.fulfill(**nothing), times=1)

    with page.expect_response("**/works/"):
        hide(page, "Tale 20")

    expect(page.get_by_text("Hidden: Tale 20")).to_be_visible()
    expect(page.locator(".found-head")).to_contain_text("22 stories")
