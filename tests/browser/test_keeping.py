"""Words that are being typed, and all that can come between them and the archive."""

from contextlib import suppress

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Error, expect

from fascicle.accounts.models import PenName, User
from fascicle.works import actions
from fascicle.works.actions import ChapterInput
from fascicle.works.models import Autosave, Chapter
from tests.coming_in import log_in
from tests.factories import NOW, make_archive, make_user, make_work
from tests.faulty_proxy import Proxy
from tests.looking import complaints

pytestmark = pytest.mark.django_db(transaction=True)
COUNT = """() => new Promise((resolve) => {
  indexedDB.open("fascicle-words", 1).onsuccess = ({ target: { result } }) => {
    const counted = result.transaction("typed").objectStore("typed").count();
    counted.onsuccess = () => { result.close(); resolve(counted.result); };
  };
})"""
SOON = 15_000  # milliseconds: within ten seconds words are at the archive


@pytest.fixture
def chapter(transactional_db):
    make_archive()
    make_user("another")
    writer = make_user("writer")
    return make_work(by=PenName.objects.get(user=writer)).chapters.get()


@pytest.fixture
def proxy(live_server):
    proxy = Proxy(live_server.thread.port)
    yield proxy
    proxy.mend()
    proxy.shutdown()
    proxy.server_close()


@pytest.fixture
def page(browser, proxy, chapter):
    """A page behind a proxy, logged in. Answers may fail here; scripts may not."""
    context = browser.new_context(base_url=f"http://127.0.0.1:{proxy.port}")
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    log_in(page, "writer")
    open_chapter(page, chapter)
    yield page
    context.close()
    assert errors == []


def open_chapter(page, chapter):
    page.goto(reverse("works:chapter", args=[chapter.work_id, chapter.pk]))
    leaf(page).wait_for()


def leaf(page):
    return page.get_by_role("textbox", name="Text", exact=True)


def write(page, words):
    leaf(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def write_here_alone(page, proxy):
    """The archive does not answer any more: this browser alone has the words."""
    proxy.fail("503")
    write(page, " Only here.")
    expect(kept(page)).to_contain_text("does not answer")


def crash(page):
    """The page ends, and has no time for last words to the archive."""
    with page.expect_event("crash"), suppress(Error):
        page.goto("chrome://crash")


def kept(page):
    return page.locator("[data-kept]")


def is_kept(page):
    expect(kept(page)).to_contain_text("Kept ·")


def texts():
    return " ".join(one.fields["text"] for one in Autosave.objects.all())


def remembers_nothing(page):
    """What is saved need not be kept by the browser any longer."""
    for _ in range(50):
        if page.evaluate(COUNT) == 0:
            return
        page.wait_for_timeout(100)
    pytest.fail("This browser still keeps words that are saved.")


def limit_disk(page, size):
    limit = {"origin": page.evaluate("location.origin"), **size}
    page.context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", limit)


@pytest.mark.parametrize(
    ("fault", "words"),
    [("500", "does not answer"), ("503", "does not answer"), ("413", "too long")],
)
def test_an_archive_that_refuses_is_asked_again(page, proxy, fault, words):
    proxy.fail(fault)
    write(page, " Rain at last.")
    expect(kept(page)).to_contain_text(words)
    expect(kept(page)).to_contain_text("safe in this browser")
    expect(page.locator("[data-told]")).to_contain_text(words)

    proxy.mend()

    is_kept(page)
    assert "Rain at last." in texts()


def test_who_is_logged_out_logs_in_elsewhere_and_goes_on(page):
    Session.objects.all().delete()
    write(page, " Rain at last.")
    expect(kept(page)).to_contain_text("You are logged out")

    log_in(page.context.new_page(), "writer")

    is_kept(page)
    assert "Rain at last." in texts()
    page.get_by_role("button", name="Save for readers").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert "Rain at last." in Chapter.objects.get().text.html


def test_who_logs_in_next_is_given_nothing_of_what_was_typed(page, chapter):
    write(page, " Nobody's business.")
    page.locator("writing-form[data-kept-at]").wait_for()
    page.context.clear_cookies()
    other = page.context.new_page()
    log_in(other, "another")

    expect(kept(page)).to_contain_text("You are logged out")

    assert not Autosave.objects.exists()
    mine = make_work("Mine", by=PenName.objects.get(user__username="another"))
    open_chapter(other, mine.chapters.get())
    expect(other.get_by_text("This browser kept words")).to_have_count(0)


def test_words_typed_while_others_are_on_their_way_are_kept_too(page, proxy):
    proxy.fail("slow")
    with page.expect_request("**/autosaves/*/", timeout=SOON):
        write(page, " First.")
    page.keyboard.type(" Second.")

    proxy.mend()

    with page.expect_response("**/autosaves/*/", timeout=SOON) as answer:
        assert answer.value.ok
    is_kept(page)
    assert "First. Second." in texts()


def test_words_typed_while_the_chapter_is_being_saved_are_offered(page, proxy):
    write(page, " Saved.")
    proxy.fail("slow")
    page.evaluate("document.querySelector('writing-form form').requestSubmit()")
    page.keyboard.type(" And more.")
    page.wait_for_timeout(1500)  # a writer who waits

    proxy.mend()

    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    page.get_by_role("button", name="Put them into the form").click()
    expect(leaf(page)).to_contain_text("Saved. And more.")


def test_a_browser_that_has_more_than_the_archive_offers_it(page, proxy, chapter):
    write(page, " At both.")
    is_kept(page)
    proxy.fail("503")
    page.keyboard.type(" Only here.")
    expect(kept(page)).to_contain_text("does not answer")
    crash(page)
    proxy.mend()
    again = page.context.new_page()

    open_chapter(again, chapter)
    again.get_by_role("link", name="See what differs").click()
    again.get_by_role("button", name="Save this text").click()
    expect(again.get_by_text("Saved.", exact=True)).to_be_visible()

    assert Chapter.objects.get().text.html.endswith("At both.</p>")
    again.get_by_text("See them").click()
    words = again.locator("pre[data-words]")
    expect(words).to_have_text("Part 1 of the tale. At both. Only here.")
    again.get_by_role("button", name="Put them into the form").click()
    expect(leaf(again)).to_contain_text("At both. Only here.")


def test_what_only_the_browser_has_is_compared_with_what_is_saved(page, proxy, chapter):
    write_here_alone(page, proxy)
    crash(page)
    again = page.context.new_page()
    open_chapter(again, chapter)
    differ = again.get_by_role("button", name="See what differs")
    differ.click()
    expect(kept(again)).to_contain_text("does not answer")
    proxy.mend()
    differ.click()

    expect(again.locator(".difference ins")).to_have_text("Only here.")
    assert complaints(again) == []
    open_chapter(again, chapter)
    expect(again.get_by_text("typed and not saved")).to_have_count(1)
    expect(differ).to_have_count(0)
    again.get_by_role("link", name="See what differs").click()
    again.get_by_role("button", name="Save this text").click()

    expect(again.get_by_text("Saved.", exact=True)).to_be_visible()
    assert Chapter.objects.get().text.html == "<p>Part 1 of the tale. Only here.</p>"
    open_chapter(again, chapter)
    expect(again.get_by_text("not saved")).to_have_count(0)
    expect(again.get_by_text("never saved")).to_have_count(0)


def test_what_another_tab_goes_on_writing_outlives_the_look_at_it(page, proxy, chapter):
    write_here_alone(page, proxy)
    again = page.context.new_page()
    open_chapter(again, chapter)
    differ = again.get_by_role("button", name="See what differs")
    expect(differ).to_be_visible()
    before = page.locator("writing-form").get_attribute("data-kept-at")
    write(page, " And this.")
    expect(page.locator("writing-form")).not_to_have_attribute("data-kept-at", before)
    crash(page)
    proxy.mend()
    differ.click()
    expect(again.locator(".difference ins")).to_have_text("Only here.")

    open_chapter(again, chapter)
    again.get_by_text("See them").click()
    expect(again.locator("pre[data-words]")).to_contain_text("Only here. And this.")


@pytest.mark.parametrize(
    ("way", "save"),
    [
        ("See what differs", "Save this text"),
        ("Put them into the form", "Save for readers"),
    ],
)
def test_what_others_saved_meanwhile_is_not_lost_to_what_only_the_browser_has(
    page, proxy, chapter, way, save
):
    write_here_alone(page, proxy)
    crash(page)
    proxy.mend()
    theirs = ChapterInput(text="<p>Theirs.</p>")
    writer = User.objects.get(username="writer")
    actions.save_chapter(chapter, theirs, base_version=1, by=writer, at=NOW)
    again = page.context.new_page()
    open_chapter(again, chapter)
    again.get_by_role("button", name=way).click()
    again.get_by_role("button", name=save).click()

    expect(
        again.get_by_role("heading", name="Somebody saved in between")
    ).to_be_visible()
    assert Chapter.objects.get().text.html == "<p>Theirs.</p>"


def test_a_full_disk_is_said_and_the_archive_keeps_the_words_sooner(page):
    limit_disk(page, {"quotaSize": 1})
    write(page, " " + "Rain and more rain. " * 3)

    is_kept(page)
    assert "Rain and more rain." in texts()


def test_words_that_are_kept_nowhere_are_not_called_safe(page, proxy):
    limit_disk(page, {"quotaSize": 1})
    proxy.fail("500")
    write(page, " Rain at last.")

    expect(kept(page)).to_contain_text("no room to keep your words")
    expect(kept(page)).not_to_contain_text("safe")
    limit_disk(page, {})
    proxy.mend()
    is_kept(page)


def test_words_in_the_form_are_offered_when_others_are_put_there(page, chapter):
    write(page, " The old end.")
    page.locator("writing-form[data-kept-at]").wait_for()
    page.context.set_offline(True)
    again = page.context.new_page()
    page.close()
    again.context.set_offline(False)
    open_chapter(again, chapter)
    offered = again.get_by_role("button", name="Put them into the form")
    offered.wait_for()
    write(again, " The new end.")

    offered.click()

    expect(leaf(again)).to_contain_text("The old end.")
    offered.click()
    expect(leaf(again)).to_contain_text("The new end.")


def test_words_that_are_thrown_away_do_not_come_back(page, chapter):
    write(page, " Away with it.")
    is_kept(page)
    open_chapter(page, chapter)

    page.get_by_role("button", name="Throw them away").click()

    expect(page.get_by_text("Thrown away.")).to_be_visible()
    open_chapter(page, chapter)
    expect(page.locator("[data-words]:is(pre)")).to_have_count(0)
    expect(page.get_by_text("typed and not saved")).to_have_count(0)


KEPT_LATELY = """() => {
  const form = document.querySelector("writing-form");
  window.since ??= Date.now();
  return Number(form.dataset.keptAt) > window.since;
}"""


def choose(page):
    """Select, tick and add a tag."""
    page.locator("select[name=rating]").select_option(index=1)
    page.locator("input[type=checkbox][name=members_only]").evaluate(
        "one => one.click()"
    )
    tags = page.locator("tags-field input[name$=_more]").first
    tags.fill("Harbours, Ferries")
    tags.press("Enter")


def is_chosen(page):
    assert page.locator("select[name=rating]").evaluate("one => one.selectedIndex") == 1
    expect(page.locator("input[name=members_only]")).to_be_checked()
    for name in ("Harbours", "Ferries"):
        expect(page.locator(f'tags-field input[value="{name}"]')).to_be_checked()


def test_what_is_chosen_is_kept_at_the_archive_and_offered_there(page):
    page.goto(reverse("works:new_work"))
    page.get_by_label("Title", exact=True).fill("Salt")
    choose(page)
    is_kept(page)
    assert "Ferries" in str(Autosave.objects.get().fields["choices"])

    page.goto(reverse("works:autosaves"))
    page.get_by_role("link", name="Salt").click()

    is_chosen(page)


def test_a_story_that_was_never_saved_is_offered_on_return(page, proxy):
    page.goto(reverse("works:new_work"))
    proxy.fail("503")
    page.get_by_label("Title", exact=True).fill("Salt")
    leaf(page).click()
    page.keyboard.type("Rain at last.")
    choose(page)
    expect(kept(page)).to_contain_text("safe in this browser")
    page.wait_for_function(KEPT_LATELY)
    again = page.context.new_page()
    page.close()
    proxy.mend()

    again.goto(reverse("works:new_work"))
    again.get_by_role("button", name="Put them into the form").click()

    expect(leaf(again)).to_have_text("Rain at last.")
    expect(again.get_by_label("Title", exact=True)).to_have_value("Salt")
    is_chosen(again)
    again.get_by_role("button", name="Save as a draft").click()
    again.wait_for_url(lambda address: "new" not in address)
    expect(again.get_by_text("Saved", exact=False).first).to_be_visible()
    remembers_nothing(again)
