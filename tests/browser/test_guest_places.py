"""Lists say where a guest is in each work, though nobody but their browser knows."""

import json

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from fascicle.works import actions as works
from fascicle.works.actions import ChapterInput
from fascicle.works.actions.posting import count_chapters
from fascicle.works.models import Status, Work
from tests.browser.test_places_brought import KEEP
from tests.coming_in import log_in
from tests.factories import NOW, make_chapter, make_tag, make_user
from tests.factories import make_work as make_any_work

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "".join(f"<p>Lamp {n} of the {n}th quay was lit.</p>" for n in range(60))
LINE = ".blurb .place"
PAINTED = """() => new Promise((done) => {
  new PerformanceObserver((list) => done(list.getEntries()[0].startTime))
    .observe({ type: "paint", buffered: true });
})"""
POLISH = {1: "%(n)d nowy", 2: "%(n)d nowe", 5: "%(n)d nowych"}


def make_work(title="The Ledger", chapters=3, **kwargs):
    texts = [make_chapter(TEXT) for _ in range(chapters)]
    return make_any_work(title, texts=texts, language="en", **kwargs)


@pytest.fixture
def work(archive):
    return make_work()


def read(page, work, position, *, to_the_end=False):
    page.clock.install()
    page.goto(reverse("reading:chapter", args=[work.pk, position]))
    if to_the_end:
        page.get_by_text("Lamp 59 of the").evaluate("""one => new Promise((done) => {
          addEventListener("scroll", done, { once: true });
          one.scrollIntoView();
        })""")
    page.clock.run_for(20_000)
    page.clock.resume()


def post_another(work):
    chapter = works.new_chapter(work, ChapterInput(text=TEXT), by=None, at=NOW)
    works.post_chapter(chapter, at=NOW)


@pytest.mark.parametrize("name", ["search:works", "pages:home"])
def test_a_list_says_where_a_guest_is_and_what_is_new(page, work, name):
    other = make_work("Salt Roads")
    read(page, work, 2)

    page.goto(reverse(name))
    here = page.locator(".blurb", has_text="The Ledger").locator(".place")
    expect(here).to_have_text("You are in chapter 2 of 3")
    expect(page.locator(LINE)).to_have_count(1)
    post_another(work)
    page.clock.run_for(2000)
    page.goto(reverse(name))

    expect(here).to_have_text("You are in chapter 2 of 4 · 1 new")
    assert page.locator(f"guest-place[data-work='{other.pk}']").is_hidden()


def test_who_read_it_all_is_caught_up_until_it_goes_on(page, work):
    read(page, work, 3, to_the_end=True)

    page.goto(reverse("search:works"))
    expect(page.locator(LINE)).to_have_text("You are caught up")
    post_another(work)
    post_another(work)
    page.goto(reverse("search:works"))

    expect(page.locator(LINE)).to_have_text("You are caught up · 2 new")


def test_what_is_complete_is_finished_and_a_read_chapter_is_read(page, work):
    Work.objects.update(status=Status.COMPLETE)
    read(page, work, 2, to_the_end=True)
    page.goto(reverse("search:works"))
    expect(page.locator(LINE)).to_have_text("You have read 2 of 3 chapters")

    read(page, work, 3, to_the_end=True)
    page.goto(reverse("search:works"))

    expect(page.locator(LINE)).to_have_text("You have finished this")


def test_a_chapter_stands_among_those_that_are_posted(page, work):
    work.chapters.filter(position=1).update(posted_at=None)
    count_chapters(work)
    read(page, work, 2)

    page.goto(reverse("search:works"))

    expect(page.locator(LINE)).to_have_text("You are in chapter 1 of 2")


def test_what_filters_put_in_place_has_its_line_too(page, work, request):
    sea = make_tag("the sea", "theme")
    make_work("Salt Roads", tags=[sea], chapters=1)
    request.getfixturevalue("index")
    read(page, work, 2)
    page.goto(reverse("search:works"))
    expect(page.locator(LINE)).to_have_count(1)

    page.get_by_label("Only the sea").check()
    expect(page.locator(".blurb")).to_have_count(1)
    expect(page.locator(LINE)).to_have_count(0)
    page.get_by_label("Only the sea").uncheck()

    expect(page.locator(LINE)).to_have_text("You are in chapter 2 of 3")


def test_a_list_is_shown_without_waiting_for_the_lines(page, work):
    page.goto(reverse("reading:offline"))  # no clock is set: it would hold the paint
    page.evaluate(KEEP, [work.pk, {"position": 2, "at": 1}])
    held = []
    page.route("**/guest-place.js", lambda one: held.append(one))

    page.goto(reverse("search:works"), wait_until="commit")
    assert page.evaluate(PAINTED)
    expect(page.locator(LINE)).to_have_count(0)

    held[0].continue_()
    expect(page.locator(LINE)).to_have_count(1)


def test_plurals_are_those_of_the_pages_language(page, work):
    read(page, work, 2)
    page.goto(reverse("search:works"))
    said = []

    for all_of_them in (4, 5, 8, 15, 25):
        page.evaluate(
            """([words, all]) => {
              document.documentElement.lang = "pl";
              document.getElementById("guest-sentences").dataset.new = words;
              document.querySelector("guest-place").dataset.all = all;
              dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
            }""",
            [json.dumps(POLISH), all_of_them],
        )
        said.append(page.locator(LINE).inner_text().partition(" · ")[2])

    assert said == ["1 nowy", "2 nowe", "5 nowych", "12 nowych", "22 nowe"]


def test_members_get_their_accounts_lines_and_nothing_of_the_browsers(page, work):
    read(page, work, 2)
    make_user("mira")
    log_in(page, "mira")

    page.goto(reverse("search:works"))

    assert page.locator("guest-place, #guest-sentences").count() == 0
    assert "guest-place.js" not in page.content()
