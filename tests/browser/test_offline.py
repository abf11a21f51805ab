"""Works kept for reading without a network, in a real browser whose network is cut."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from fascicle.accounts.models import Preferences, User
from fascicle.reading.models import Progress
from fascicle.works import actions as works
from fascicle.works.models import Chapter, ChapterText, Work
from tests.coming_in import log_in
from tests.factories import (
    NOW,
    make_archive,
    make_chapter,
    make_rating,
    make_user,
    make_work,
)
from tests.faulty_proxy import Proxy

pytestmark = pytest.mark.django_db(transaction=True)

KEPT = """async () => {
  if (!(await caches.has("kept-pages"))) return [];
  const keys = await (await caches.open("kept-pages")).keys();
  return keys.map((one) => new URL(one.url).pathname).sort();
}"""


@pytest.fixture
def work():
    make_archive()
    make_user("reader")
    texts = [make_chapter(f"<p>Part {n} of the tale.</p>") for n in (1, 2, 3)]
    return make_work("Salt Roads", texts=texts)


@pytest.fixture
def proxy(live_server):
    proxy = Proxy(live_server.thread.port)
    yield proxy
    proxy.mend()
    proxy.shutdown()
    proxy.server_close()


@pytest.fixture
def page(browser, proxy, work):
    """A page behind a proxy that may be cut. Answers may fail here; scripts may not."""
    context = browser.new_context(base_url=f"http://127.0.0.1:{proxy.port}")
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def keep(page, work):
    page.goto(work.get_absolute_url())
    page.get_by_role("button", name="Keep offline").click()
    page.get_by_text("Kept in this browser").wait_for()


def chapter(work, n):
    return reverse("reading:chapter", args=[work.pk, n])


def heads(page):
    return page.locator(".kept-work h2").all_text_contents()


def test_nothing_is_kept_unasked(page, work):
    for address in (
        work.get_absolute_url(),
        chapter(work, 1),
        reverse("reading:offline"),
    ):
        page.goto(address)

    workers = page.evaluate("() => navigator.serviceWorker.getRegistrations()")
    assert workers == []
    assert page.evaluate("() => caches.keys()") == []


def test_a_kept_work_is_read_on_without_a_network(page, work, proxy):
    keep(page, work)
    proxy.fail("reset")

    page.goto(chapter(work, 1))
    expect(page.get_by_text("Part 1 of the tale.")).to_be_visible()
    paper = "() => getComputedStyle(document.querySelector('.text')).fontFamily"
    assert "Literata" in page.evaluate(paper)
    page.get_by_role("link", name="Next").click()
    page.wait_for_url(f"**{chapter(work, 2)}")
    expect(page.get_by_text("Part 2 of the tale.")).to_be_visible()
    page.get_by_role("button", name="How this page looks").click()
    page.get_by_text("Sepia").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "sepia")


def test_what_is_not_kept_leads_to_what_is(page, work, proxy):
    keep(page, work)
    proxy.fail("reset")

    page.goto(reverse("search:works"))

    expect(page.get_by_text("the page you wanted is not kept")).to_be_visible()
    assert heads(page) == ["Salt Roads"]


def test_the_list_says_how_much_is_kept_and_lets_go_of_it(page, work):
    keep(page, work)
    page.goto(reverse("reading:offline"))

    row = page.locator(".kept-work")
    row.get_by_text("3 of 3 chapters").wait_for()
    assert "kB" in row.locator("[data-put=size]").text_content()
    row.get_by_role("button", name="Remove").click()

    page.get_by_text("Nothing is kept yet").wait_for()
    assert page.evaluate("() => caches.keys()") == []


#: A network that breaks at one address; a worker's requests pass by Playwright's routes.
BREAK = """
const whole = window.fetch;
window.fetch = (address, ...rest) =>
  String(address).endsWith("/chapters/3/") && !sessionStorage.mended
    ? Promise.reject(new TypeError("broken"))
    : whole(address, ...rest);
"""


def test_what_broke_off_goes_on(page, work):
    page.add_init_script(BREAK)
    page.goto(work.get_absolute_url())
    page.get_by_role("button", name="Keep offline").click()
    page.get_by_text("Not everything came").wait_for()
    page.reload()
    page.get_by_text("2 of 3 chapters are here").wait_for()

    page.evaluate("() => { sessionStorage.mended = 'yes' }")
    page.get_by_role("button", name="Keep offline").click()

    page.get_by_text("Kept in this browser").wait_for()
    assert chapter(work, 3) in page.evaluate(KEPT)


def test_a_kept_work_grows_and_changes_while_there_is_a_network(page, work, proxy):
    keep(page, work)
    first = Chapter.objects.get(work=work, position=1)
    ChapterText.objects.filter(chapter=first).update(html="<p>Part 1, anew.</p>")
    Chapter.objects.filter(pk=first.pk).update(version=first.version + 1)
    new = works.add_chapter(work, make_chapter("<p>Part 4 of the tale.</p>"), at=NOW)
    works.post_chapter(new, at=NOW)

    page.clock.install()
    page.clock.fast_forward("01:00:00")
    page.goto(reverse("reading:offline"))
    page.get_by_text("4 of 4 chapters").wait_for()
    proxy.fail("reset")

    page.goto(chapter(work, 1))
    expect(page.get_by_text("Part 1, anew.")).to_be_visible()
    page.goto(chapter(work, 4))
    expect(page.get_by_text("Part 4 of the tale.")).to_be_visible()


def test_what_the_archive_no_longer_shows_goes(page, work, proxy):
    keep(page, work)
    Work.objects.filter(pk=work.pk).update(deleted_at=NOW)

    page.clock.install()
    page.clock.fast_forward("01:00:00")
    page.goto(reverse("reading:offline"))

    page.get_by_text("Nothing is kept yet").wait_for()
    assert page.evaluate(KEPT) == []


def test_logging_out_takes_everything_along(page, work, proxy):
    log_in(page, "reader")
    keep(page, work)
    page.get_by_role("button", name="Log out").click()
    page.wait_for_function("async () => (await caches.keys()).length === 0")
    proxy.fail("reset")

    with pytest.raises(Exception, match="ERR_"):
        page.goto(chapter(work, 1))


def test_a_session_that_ended_elsewhere_takes_everything_along(page, work):
    log_in(page, "reader")
    keep(page, work)
    page.context.clear_cookies()

    page.goto(reverse("reading:languages"))

    page.wait_for_function("async () => (await caches.keys()).length === 0")


def test_what_a_guest_kept_stays_when_they_log_in_and_is_theirs_then(page, work):
    keep(page, work)
    log_in(page, "reader")
    assert chapter(work, 1) in page.evaluate(KEPT)

    page.goto(chapter(work, 1))
    page.get_by_role("button", name="Log out").click()

    page.wait_for_function("async () => (await caches.keys()).length === 0")


def test_works_for_adults_are_kept_behind_the_gate_and_go_when_it_closes(page, work):
    grown = make_work("Grown", rating=make_rating("Mature", is_adult=True))
    log_in(page, "reader")
    keep(page, work)
    page.goto(grown.get_absolute_url())
    expect(page.get_by_role("button", name="Keep offline")).to_have_count(0)
    page.get_by_role("button", name="show me such works").click()
    keep(page, grown)
    assert chapter(grown, 1) in page.evaluate(KEPT)

    page.get_by_role("button", name="Hide them again").click()

    page.wait_for_function(
        "async (gone) => !(await (await caches.open('kept-pages')).match(gone))",
        arg=chapter(grown, 1),
    )
    assert chapter(work, 1) in page.evaluate(KEPT)


def test_the_place_goes_to_the_account_when_the_network_is_back(page, work, proxy):
    reader = User.objects.get(username="reader")
    Preferences.objects.create(user=reader, keeps_history=True)
    log_in(page, "reader")
    keep(page, work)
    proxy.fail("reset")
    page.goto(chapter(work, 2))
    page.wait_for_function("() => localStorage.getItem('places')")
    assert not Progress.objects.exists()

    proxy.mend()
    page.goto(reverse("reading:shelves"))
    page.wait_for_function("() => !localStorage.getItem('places')")

    assert Progress.objects.get(user=reader).chapter.position == 2
