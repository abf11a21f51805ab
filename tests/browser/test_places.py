"""Read on a phone, go on at a desk: in a real browser, without losing a sentence."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from fascicle.accounts.models import Preferences
from fascicle.reading.models import Progress
from fascicle.works import actions as works
from fascicle.works.actions import ChapterInput
from fascicle.works.models import Chapter
from tests.factories import NOW, make_archive, make_chapter, make_user
from tests.factories import make_work as make_any_work

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
#: The sentence that stands at the reading line of a window.
AT_THE_LINE = """async () => {
  const { linePlace } = await import("/static/js/places.js");
  return linePlace().words;
}"""


def told(chapter):
    return "".join(
        f"<p>In part {chapter} lamp {n} of the {n * 7}th quay was lit. Keeper {n} saw ship {n} "
        f"come in before the {n}th bell had rung, and wrote it down. It was line {n}.</p>"
        for n in range(60)
    )


@pytest.fixture
def work():
    make_archive()
    return make_any_work(texts=[make_chapter(told(n)) for n in (1, 2, 3)])


@pytest.fixture
def reader(work):
    user = make_user("mira")
    Preferences.objects.create(user=user, keeps_history=True)
    return user


@pytest.fixture
def open_page(browser, live_server):
    """Opens windows of some size, each a browser of its own; a script error fails the test."""
    contexts, errors = [], []

    def opened(size, **kwargs):
        context = browser.new_context(base_url=live_server.url, viewport=size, **kwargs)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.clock.install()
        return page

    yield opened
    for context in contexts:
        context.close()
    assert errors == []


def log_in(page, live_server, reader):
    """A session of this browser's own."""
    client = Client()
    client.force_login(reader)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value}
    page.context.add_cookies([{**cookie, "url": live_server.url}])


def scroll_to(page, words):
    """Bring some words to the reading line."""
    page.get_by_text(words).evaluate("""one => new Promise((done) => {
      addEventListener("scroll", done, { once: true });
      scrollBy(0, one.getBoundingClientRect().top - innerHeight / 4);
    })""")


def read_down_to(page, words):
    """Bring some words to the reading line, and let so much time pass that they count as read."""
    scroll_to(page, words)
    page.clock.run_for(20_000)


def test_one_reads_on_a_phone_and_goes_on_at_a_desk_though_the_text_was_edited(
    open_page, live_server, work, reader
):
    phone = open_page(PHONE)
    log_in(phone, live_server, reader)
    phone.goto(f"/works/{work.pk}/chapters/2/")
    with phone.expect_response("**/place/"):
        read_down_to(phone, "In part 2 lamp 31 of")
    before = phone.evaluate(AT_THE_LINE)
    edit(work, 2, lambda html: f"<p>A new beginning.</p>{html[1500:]}")

    desk = open_page(DESK)
    log_in(desk, live_server, reader)
    desk.goto(f"/works/{work.pk}/")
    desk.get_by_role("link", name="Go on reading").click()
    desk.wait_for_url("**/chapters/2/**")

    assert "lamp 31" in before
    assert desk.evaluate(AT_THE_LINE) == before


def edit(work, position, change):
    chapter = Chapter.objects.with_text().get(work=work, position=position)
    works.save_chapter(
        chapter,
        ChapterInput(text=change(chapter.text.html)),
        base_version=chapter.version,
        by=make_user("editor"),
        at=NOW,
    )


def test_a_place_that_is_gone_back_to_is_where_it_was_to_the_line(
    open_page, live_server, work, reader
):
    page = open_page(PHONE)
    log_in(page, live_server, reader)
    page.goto(f"/works/{work.pk}/chapters/1/")
    with page.expect_response("**/place/"):
        read_down_to(page, "In part 1 lamp 12 of")
    before = page.evaluate(AT_THE_LINE)

    page.goto(f"/works/{work.pk}/resume/")

    assert page.evaluate(AT_THE_LINE) == before


def test_no_more_than_one_small_writing_goes_out_in_ten_seconds(
    open_page, live_server, work, reader
):
    page = open_page(PHONE)
    log_in(page, live_server, reader)
    sent = []
    page.on("request", lambda one: sent.append(one) if "/place/" in one.url else None)
    page.goto(f"/works/{work.pk}/chapters/1/")

    for n in range(1, 31):
        scroll_to(page, f"In part 1 lamp {n} of")
        page.clock.run_for(1000)

    assert 2 <= len(sent) <= 4
    assert max(len(one.post_data) for one in sent) < 600


def test_who_leaves_has_their_place_kept(open_page, live_server, work, reader):
    page = open_page(PHONE)
    log_in(page, live_server, reader)
    page.goto(f"/works/{work.pk}/chapters/1/")
    with page.expect_response("**/place/"):
        page.clock.run_for(3000)
    scroll_to(page, "In part 1 lamp 3 of")
    page.clock.run_for(2500)

    # The browser says so to a page that is left; what that page sends no longer shows here.
    with page.expect_request("**/place/") as leaving:
        page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")

    assert leaving.value.post_data_json["paragraph"] > 1


def test_at_the_end_of_the_text_a_reader_is_caught_up(
    open_page, live_server, work, reader
):
    page = open_page(DESK)
    log_in(page, live_server, reader)
    page.goto(f"/works/{work.pk}/chapters/3/")

    with page.expect_response("**/place/"):
        page.clock.run_for(3000)
    with page.expect_response("**/place/"):
        read_down_to(page, "In part 3 lamp 59 of")

    assert Progress.objects.get().state == "caught_up"


def test_a_guests_place_stays_in_the_browser(open_page, work):
    page = open_page(PHONE)
    page.goto(f"/works/{work.pk}/chapters/2/")
    read_down_to(page, "In part 2 lamp 31 of")
    before = page.evaluate(AT_THE_LINE)

    page.goto(f"/works/{work.pk}/")
    page.get_by_role("link", name="Go on there").click()
    page.wait_for_url("**/chapters/2/#place")

    assert "lamp 31" in before
    assert page.evaluate(AT_THE_LINE) == before
    assert not Progress.objects.exists()


def test_without_scripts_a_button_keeps_the_place(open_page, live_server, work, reader):
    page = open_page(PHONE, java_script_enabled=False)
    log_in(page, live_server, reader)
    page.goto(f"/works/{work.pk}/chapters/2/")
    page.get_by_role("button", name="Mark read up to here").click()

    page.goto(f"/works/{work.pk}/")
    expect(page.get_by_text("You have read 2 of 3 chapters")).to_be_visible()
    page.get_by_role("link", name="Go on reading").click()
    page.wait_for_url("**/chapters/3/")
