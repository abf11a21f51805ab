"""Publishing in instalments in a real browser: by keyboard, without scripts, looked at by axe."""

from datetime import UTC

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from fascicle.tags.models import Kind, Tag
from fascicle.works import actions, walltime
from fascicle.works.models import Announcement, ScheduledPosting, Work
from tests.coming_in import log_in
from tests.factories import make_archive, make_chapter, make_user, make_work
from tests.looking import NARROW, WIDE, faults, looked_at_both_ways

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def writer(db):
    make_archive()
    return make_user("writer")


@pytest.fixture
def work(writer):
    texts = [make_chapter(f"<p>Part {name}.</p>", title=name) for name in "ABC"]
    return make_work("Tides", by=writer.pen_names.get(), texts=texts, posted=False)


@pytest.fixture
def plain_page(browser, live_server):
    """A page in which no script runs."""
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport=NARROW
    )
    yield context.new_page()
    context.close()


def at(work, name, *more):
    return reverse(f"works:{name}", args=[work.pk, *more])


def titles(work):
    rows = work.chapters.living().in_order().values_list("title", flat=True)
    return "".join(rows)


def test_a_story_is_begun_and_posted_by_keyboard_alone(page, writer):
    kind = Kind.objects.get(slug="genre")
    Tag.objects.create(kind=kind, name="Salt, sand", key="salt, sand")
    log_in(page, "writer")
    page.goto(reverse("works:new_work"))

    page.get_by_label("Title", exact=True).focus()
    page.keyboard.type("Low Water")
    page.get_by_role("textbox", name="Text", exact=True).focus()
    page.keyboard.type("The tide was out.")
    more = page.get_by_label("More Genres, with commas between them")
    more.focus()
    page.keyboard.type("Salt")
    expect(page.locator("datalist option[value='Salt, sand']")).to_have_count(1)
    more.fill("Salt, sand")  # as choosing it from the list does
    page.keyboard.type("Sea stories, Slow")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Post", exact=True).focus()
    page.keyboard.press("Enter")

    expect(page.get_by_text("Posted. Readers can find it now.")).to_be_visible()
    work = Work.objects.posted().get()
    assert work.chapters.get().text.html == "<p>The tide was out.</p>"
    names = set(work.tags.values_list("name", flat=True))
    assert names == {"Salt, sand", "Sea stories", "Slow"}


def test_what_is_missing_is_said_and_nothing_typed_is_lost(plain_page, writer):
    page = plain_page
    log_in(page, "writer")
    page.goto(reverse("works:new_work"))
    page.get_by_label("Title", exact=True).fill("Kept")
    page.get_by_label("Summary", exact=True).fill("Kept too.")
    page.get_by_role("checkbox", name="Grief").check()
    page.get_by_role("button", name="Save as a draft").click()

    expect(page.get_by_text("Write something first")).to_be_visible()
    expect(page.get_by_label("Title", exact=True)).to_have_value("Kept")
    expect(page.get_by_label("Summary", exact=True)).to_have_value("Kept too.")
    expect(page.get_by_role("checkbox", name="Grief")).to_be_checked()
    assert not Work.objects.exists()


def test_what_a_new_story_has_to_do_with_others_is_said_without_scripts(
    plain_page, work
):
    page = plain_page
    log_in(page, "writer")
    page.goto(reverse("works:new_work"))
    page.get_by_label("Text", exact=True).fill("The tide was out.")
    page.get_by_text("Series, other stories, a gift").click()
    page.get_by_label("Title of the new series").fill("Waters")
    page.get_by_label("The other story").fill("/nowhere/")
    page.get_by_role("button", name="Post", exact=True).click()

    expect(page.get_by_text("There is no story at this address.")).to_be_visible()
    expect(page.get_by_label("Title of the new series")).to_have_value("Waters")
    assert Work.objects.get() == work

    page.get_by_label("This story is a").select_option("sequel to")
    page.get_by_label("The other story").fill(work.get_absolute_url())
    page.get_by_role("button", name="Post", exact=True).click()
    expect(page.get_by_text("Posted.")).to_be_visible()
    begun = Work.objects.exclude(pk=work.pk).get()
    assert begun.series.get().title == "Waters"
    assert begun.relations.get().to_work == work


def test_all_of_it_works_without_scripts(plain_page, work):
    page = plain_page
    log_in(page, "writer")
    page.goto(at(work, "chapters"))

    page.get_by_role("button", name="Move chapter 3 up").click()
    assert titles(work) == "ACB"
    page.get_by_label("Place of chapter 1").fill("3")
    page.get_by_label("Place of chapter 1").press("Enter")
    assert titles(work) == "CBA"

    page.get_by_role("link", name="Post drafts week by week").click()
    page.get_by_label("Friday").check()
    page.get_by_label("Time", exact=True).fill("18:00")
    page.get_by_label("3 · A").uncheck()
    page.get_by_role("button", name="Start the run").click()
    expect(page.get_by_text("2 chapters will come out by themselves.")).to_be_visible()
    assert ScheduledPosting.objects.filter(in_run=True).count() == 2

    page.get_by_role("link", name="More on chapter 3").click()
    page.get_by_role("button", name="Post quietly").click()
    assert Work.objects.posted().get() == work

    page.get_by_role("link", name="Announcements").click()
    page.get_by_label("What do you want to tell your readers?").fill("Soon.")
    page.get_by_label("From now on the story is").select_option("hiatus")
    page.get_by_role("button", name="Announce it").click()
    assert Announcement.objects.get().work.status == "hiatus"

    page.get_by_role("link", name="Series", exact=True).last.click()
    page.get_by_label("Title of the new series").fill("The Coast")
    page.get_by_role("button", name="Add it").click()
    assert work.series.get().title == "The Coast"


def test_the_zone_of_the_device_is_proposed_and_nothing_planned_moves(
    browser, live_server, work, writer
):
    first, second, _third = work.chapters.in_order()
    when = walltime.read("2031-01-03T18:00")
    now = timezone.now()
    actions.schedule_chapter(
        first, wall=when, zone_name="UTC", quietly=False, by=writer, at=now
    )
    context = browser.new_context(
        base_url=live_server.url, timezone_id="Europe/Berlin", viewport=NARROW
    )
    page = context.new_page()
    log_in(page, "writer")

    page.goto(at(work, "instalment", second.pk))
    page.get_by_label("Day").fill("2031-05-02")
    expect(page.get_by_text("Your device says Europe/Berlin.")).to_be_visible()
    page.get_by_role("button", name="Use that").click()
    expect(page.get_by_text("Times here are in Europe/Berlin.")).to_be_visible()
    expect(page.get_by_label("Time zone")).to_have_value("Europe/Berlin")
    expect(page.get_by_label("Day")).to_have_value("2031-05-02")
    page.reload()
    expect(page.get_by_text("Times here are in Europe/Berlin.")).to_be_visible()
    expect(page.get_by_text("Your device says")).to_be_hidden()

    page.goto(at(work, "instalment", first.pk))
    expect(page.get_by_text("This is planned in UTC.")).to_be_visible()
    expect(page.get_by_label("Time zone")).to_have_value("UTC")
    writer.refresh_from_db()
    assert writer.time_zone == "Europe/Berlin"
    assert ScheduledPosting.objects.get().due_at == when.replace(tzinfo=UTC)
    context.close()


def test_without_scripts_the_zone_leads_to_the_preferences(plain_page, work):
    log_in(plain_page, "writer")
    plain_page.goto(at(work, "run"))

    expect(plain_page.get_by_role("button", name="Use that")).to_be_hidden()
    plain_page.get_by_role("link", name="Change your time zone").click()

    expect(plain_page.get_by_label("Time zone")).to_be_visible()


def test_the_preview_shows_the_draft_in_a_frame_that_runs_nothing(plain_page, work):
    page = (
        plain_page  # a browser tells its console of each thing that a frame may not do
    )
    page.set_viewport_size(WIDE)
    log_in(page, "writer")
    page.goto(reverse("reading:preview", args=[work.pk]))

    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="Tides")).to_be_visible()
    assert page.locator("iframe").bounding_box()["width"] < 420
    frame.get_by_role("link", name="Start reading").click()
    expect(frame.get_by_text("Part A.")).to_be_visible()

    page.get_by_label("Page", exact=True).select_option("all on one page")
    page.get_by_label("On", exact=True).select_option("a wide screen")
    page.get_by_role("button", name="Show").click()
    expect(frame.get_by_text("Part C.")).to_be_visible()
    assert page.locator("iframe").bounding_box()["width"] > 900
    expect(frame.locator("script")).to_have_count(0)


def test_a_kept_note_is_put_into_a_form(page, writer, work):
    actions.keep_note(writer, name="Thanks", html="<p>Thank you.</p><p>Bye.</p>")
    log_in(page, "writer")
    page.goto(at(work, "work"))

    page.get_by_text("Dedication and notes").click()
    page.get_by_text("Your kept notes").click()
    page.get_by_role("button", name="Put it after Thanks").click()
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_text("Saved.")).to_be_visible()
    work.refresh_from_db()
    assert work.notes_after == "<p>Thank you.</p><p>Bye.</p>"


def rooms(work):
    posted, draft = work.chapters.first(), work.chapters.last()
    names = ("work", "chapters", "run", "announcements", "work_series")
    return [
        reverse("works:new_work"),
        reverse("works:series_list"),
        reverse("works:kept_notes"),
        *(at(work, name) for name in names),
        at(work, "instalment", posted.pk),
        at(work, "instalment", draft.pk),
        reverse("works:series_desk", args=[work.series.get().pk]),
        reverse("reading:preview", args=[work.pk]),
        work.get_absolute_url(),
    ]


@looked_at_both_ways
def test_axe_finds_nothing_and_nothing_is_too_wide(page, writer, work, size, scheme):
    now, name = timezone.now(), writer.pen_names.get()
    series = actions.start_series("The Coast " * 9, owner=name, at=now)
    actions.place_in_series(series, work)
    actions.ask_to_own(series, make_user("friend").pen_names.get(), at=now)
    theirs = make_user("third").pen_names.get()
    other = actions.start_series("Theirs", owner=theirs, at=now)
    actions.ask_to_own(other, name, at=now)
    actions.keep_note(writer, name="Thanks", html="<p>Thank you.</p>")
    actions.announce(work, "<p>Soon.</p>", by=writer, at=now, status="hiatus")
    actions.post_chapter(work.chapters.first(), at=now)
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    log_in(page, "writer")

    troubles = {}
    for address in rooms(work):
        page.goto(address)
        if found := faults(page):
            troubles[address] = found

    assert troubles == {}
