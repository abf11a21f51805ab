"""What a browser kept of a guest's reading goes to their account, and to nobody else's."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from fascicle.accounts.models import Preferences
from fascicle.core.models import Archive, SignUp
from fascicle.reading.actions import progress as actions
from fascicle.reading.models import Progress
from fascicle.works.models import Chapter, Work
from tests.coming_in import log_in
from tests.factories import (
    NOW,
    PASSWORD,
    make_archive,
    make_chapter,
    make_rating,
    make_user,
    make_work,
)

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "".join(f"<p>Lamp {n} of the {n}th quay was lit.</p>" for n in range(40))
BROUGHT = "is with your account now"
KEPT = "() => Object.keys(JSON.parse(localStorage.getItem('places')) ?? {}).map(Number)"
KEEP = """([work, place]) => {
  const places = JSON.parse(localStorage.getItem("places")) ?? {};
  localStorage.setItem("places", JSON.stringify({ ...places, [work]: place }));
}"""


@pytest.fixture
def work():
    make_archive()
    Archive.objects.update(sign_up=SignUp.OPEN)
    return make_work(texts=[make_chapter(TEXT) for _ in range(3)])


@pytest.fixture
def page(browser, live_server, work):
    """A browser that is told no now and then; its scripts may not fail."""
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(reverse("reading:offline"))
    yield page
    context.close()
    assert errors == []


def make_reader(name="mira", *, keeps=True):
    user = make_user(name)
    if keeps is not None:
        Preferences.objects.create(user=user, keeps_history=keeps)
    return user


def keep_in_browser(page, work, position=2, paragraph=7, *, ago=0):
    """As guest-places.js does while a guest reads."""
    chapter = Chapter.objects.get(work=work, position=position)
    words = f"Lamp {paragraph} of the {paragraph}th quay was lit."
    place = {"chapter": chapter.pk, "position": position, "paragraph": paragraph}
    place |= {"words": words, "within": 0, "read": False}
    place["at"] = page.evaluate("() => Date.now()") - ago * 1000
    page.evaluate(KEEP, [work.pk, place])


def log_out(page):
    page.get_by_role("button", name="Log out").click()
    page.get_by_role("button", name="Log out").wait_for(state="detached")


def where(work):
    progress = Progress.objects.get(work=work)
    return progress.user.username, progress.chapter.position, progress.paragraph


def test_a_guests_place_goes_to_their_account_and_leaves_the_browser(page, work):
    make_reader()
    keep_in_browser(page, work, ago=3600)

    log_in(page, "mira")
    page.get_by_text(BROUGHT).wait_for()

    assert where(work) == ("mira", 2, 7)
    assert timezone.now() - Progress.objects.get().placed_at > timedelta(minutes=59)
    assert page.evaluate(KEPT) == []


def test_who_signs_up_brings_their_place_along(page, work):
    keep_in_browser(page, work)

    page.goto(reverse("account_signup"))
    page.get_by_label("Name", exact=True).fill("mira")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("group", name="Keep my place").get_by_label("Yes").check()
    page.get_by_role("button", name="Sign up").click()
    page.get_by_text(BROUGHT).wait_for()

    assert where(work) == ("mira", 2, 7)


@pytest.mark.parametrize(
    ("rule", "place"), [("furthest", ("mira", 3, 20)), ("latest", ("mira", 2, 7))]
)
def test_places_agree_as_those_of_two_devices_do(page, work, rule, place):
    reader = make_reader()
    Preferences.objects.filter(user=reader).update(place_rule=rule)
    third = Chapter.objects.get(work=work, position=3)
    actions.keep_place(reader, third, paragraph=20, at=NOW, device="A telephone")
    keep_in_browser(page, work, ago=60)

    log_in(page, "mira")
    page.get_by_text(BROUGHT).wait_for()

    assert where(work) == place
    page.goto(reverse("reading:chapter", args=[work.pk, 1]))
    expect(page.get_by_role("button", name="Go on in chapter")).to_be_visible()


def test_a_place_of_a_clock_that_was_ahead_is_taken_for_now(page, work):
    make_reader()
    keep_in_browser(page, work, ago=-31_536_000)

    log_in(page, "mira")
    page.get_by_text(BROUGHT).wait_for()

    assert Progress.objects.get().placed_at <= timezone.now()


def test_works_that_are_gone_or_not_the_members_to_see_are_forgotten(page, work):
    make_reader()
    secret = make_work("Grown", rating=make_rating("Mature", is_adult=True))
    gone = make_work("Gone")
    for one in (secret, gone, work):
        keep_in_browser(page, one, 1, 0)
    page.evaluate(KEEP, [work.pk + 1000, {"at": 1, "chapter": "no place"}])
    Work.objects.filter(pk=gone.pk).update(deleted_at=NOW)

    log_in(page, "mira")

    page.wait_for_function(f"() => !({KEPT})().length")
    assert [one.work for one in Progress.objects.all()] == [work]


@pytest.mark.parametrize("keeps", [False, None])
def test_where_no_history_is_kept_nothing_is_sent_and_the_place_stays(
    page, work, keeps
):
    make_reader(keeps=keeps)
    keep_in_browser(page, work)
    sent = []
    page.on("request", lambda one: sent.append(one) if "/place/" in one.url else None)

    log_in(page, "mira")
    page.goto(reverse("reading:history"))
    page.get_by_text("Stories in which this browser keeps your place: 1").wait_for()

    assert sent == []
    assert page.evaluate(KEPT) == [work.pk]
    page.get_by_role("button", name="Yes" if keeps is None else "Keep my place").click()
    page.get_by_text(BROUGHT).wait_for()
    assert where(work) == ("mira", 2, 7)


def test_a_history_turned_off_meanwhile_leaves_the_place_in_the_browser(page, work):
    reader = make_reader()
    log_in(page, "mira")
    other = make_work("Another")
    for one in (work, other):
        keep_in_browser(page, one, 1, 0)
    html = page.content()
    assert "data-to=" in html

    Preferences.objects.filter(user=reader).update(keeps_history=False)
    with page.expect_response("**/place/") as answer:
        page.evaluate(
            "() => document.body.append(document.querySelector('bring-places'))"
        )

    assert answer.value.status == 409
    assert page.evaluate(KEPT) == [work.pk, other.pk]


def test_a_guest_sees_how_much_is_kept_and_forgets_it(page, work):
    keep_in_browser(page, work)
    page.reload()

    page.get_by_role("button", name="Forget it").click()

    page.get_by_text("Forgotten.").wait_for()
    assert page.evaluate("() => localStorage.length") == 0


def test_nothing_is_left_in_the_browser_at_log_out(page, work):
    make_reader(keeps=False)
    keep_in_browser(page, work)
    log_in(page, "mira")

    log_out(page)

    assert page.evaluate("() => localStorage.length") == 0


def test_what_was_left_when_anothers_session_ended_is_not_brought(page, work):
    make_reader("anna", keeps=False)
    make_reader("mira")
    log_in(page, "anna")
    page.context.clear_cookies()
    keep_in_browser(page, work)

    log_in(page, "mira")

    page.wait_for_function(f"() => !({KEPT})().length")
    assert not Progress.objects.exists()


def test_whose_session_ended_finds_their_place_again(page, work):
    make_reader()
    log_in(page, "mira")
    page.context.clear_cookies()
    keep_in_browser(page, work)

    log_in(page, "mira")
    page.get_by_text(BROUGHT).wait_for()

    assert where(work) == ("mira", 2, 7)
