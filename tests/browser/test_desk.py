"""The review desk in a real browser: keys, many works at once, undo, and without scripts."""

import pytest
from django.urls import reverse

from fascicle.importing.actions.review import decisions
from fascicle.importing.models import BatchState, Story
from tests.coming_in import log_in
from tests.factories import make_archive
from tests.importing.desk.factories import (
    make_batch,
    make_copy,
    make_file,
    make_host,
    make_part,
    make_reading,
    make_series,
    make_story,
)
from tests.looking import faults, looked_at_both_ways

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def batch(page):
    make_archive()
    make_host("keeper")
    batch = make_batch()
    for number in range(1, 5):
        make_story(batch, f"Story {number}", author_sure=0.5 if number == 1 else 0.95)
    return batch


@pytest.fixture
def story(batch):
    story = make_story(batch, parts=0, series=make_series(batch), series_position=1)
    file = make_file(batch)
    make_reading(file)
    make_copy(make_part(story, file, title="Low Water", number=1))
    return story


def states(batch):
    return dict(Story.objects.of_batch(batch).values_list("title", "state"))


def test_the_whole_review_by_keyboard(page, batch):
    log_in(page, "keeper")
    page.goto(batch.get_absolute_url())

    page.keyboard.press("j")
    page.keyboard.press("e")
    page.wait_for_selector("text=Done: 1 work.")
    excluded = states(batch)["Story 1"]
    page.keyboard.press("u")
    page.wait_for_selector("text=Undone")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.wait_for_selector("text=2 selected")
    page.keyboard.press("a")
    page.wait_for_selector("text=2 works are in the library.")

    assert excluded == "excluded"
    assert states(batch)["Story 1"] == "proposed"
    assert sorted(states(batch).values()) == [
        "accepted",
        "accepted",
        "proposed",
        "proposed",
    ]


def test_rating_by_keyboard_with_the_field_focused(page, batch):
    log_in(page, "keeper")
    page.goto(batch.get_absolute_url())

    page.keyboard.press("j")
    page.keyboard.press("r")
    focused = page.evaluate("document.activeElement.name")
    page.select_option("select[name=rating]", index=1)
    page.click("button:text-is('Rate')")
    page.wait_for_selector("text=Done: 1 work.")

    assert focused == "rating"
    assert Story.objects.get(title="Story 1").rating is not None


def test_enter_in_a_field_presses_its_own_button(page, batch):
    log_in(page, "keeper")
    page.goto(batch.get_absolute_url())

    page.keyboard.press("j")
    page.keyboard.press("x")
    page.click("text=Change …")
    page.fill("input[name=author]", "K. Lund")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Done: 1 work.")

    assert Story.objects.get(title="Story 1").author == "K. Lund"
    assert set(states(batch).values()) == {"proposed"}


def test_a_click_with_shift_ticks_all_between(page, batch):
    log_in(page, "keeper")
    page.goto(batch.get_absolute_url())
    boxes = page.locator("input[name=story]")

    boxes.nth(0).click()
    boxes.nth(3).click(modifiers=["Shift"])

    page.wait_for_selector("text=4 selected")


def test_keys_open_search_help_and_a_work(page, batch):
    log_in(page, "keeper")
    page.goto(batch.get_absolute_url())

    page.keyboard.press("?")
    page.wait_for_selector("#keys:popover-open")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.press("Tab")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url("**/works/*/")


def test_everything_works_without_scripts(browser, live_server, page, batch):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    plain = context.new_page()
    log_in(plain, "keeper")
    plain.goto(batch.get_absolute_url())

    plain.check("input[name=story] >> nth=0")
    plain.click("text=Change …")
    plain.fill("input[name=author]", "K. Lund")
    plain.click("button:text-is('Set author')")
    author = Story.objects.get(title="Story 1").author
    plain.click(".desk-undo")
    undone = Story.objects.get(title="Story 1").author
    plain.check("input[name=story] >> nth=0")
    plain.click(".desk-bulk button:text-is('Accept')")
    context.close()

    assert (author, undone) == ("K. Lund", "Ines Okafor")
    assert states(batch)["Story 1"] == "accepted"


def test_progress_comes_anew_by_itself_and_ends_in_the_review(page, batch):
    batch.state, batch.done, batch.total = BatchState.READING, 1, 9
    batch.save()
    log_in(page, "keeper")
    page.goto(batch.get_absolute_url())
    page.wait_for_selector("text=1 of 9")

    batch.done = 5
    batch.save()
    page.wait_for_selector("text=5 of 9")
    batch.state = BatchState.REVIEW
    batch.save()

    page.wait_for_selector("text=Story 1")


def test_files_are_uploaded_with_their_progress(page, batch, tmp_path):
    (tmp_path / "tide.txt").write_text("The lamp was lit.\n")
    log_in(page, "keeper")
    page.goto(reverse("importing:batches"))

    page.set_input_files("input[type=file]", tmp_path / "tide.txt")
    page.wait_for_selector("li:text('tide.txt')")
    page.click("text=Upload and read")

    page.wait_for_selector("text=Gathering files")


@looked_at_both_ways
def test_axe_finds_nothing_and_nothing_is_cut_off(page, batch, story, size, scheme):
    make_batch("old.zip", state=BatchState.READING, done=2, total=5)
    decisions.exclude(batch, [batch.stories.first().pk], by=make_host("other"))
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    log_in(page, "keeper")
    part = story.parts.get(version_of=None)
    copy = story.parts.exclude(version_of=None).get()
    args = [batch.pk, story.pk]
    found = {}
    for address in (
        reverse("importing:batches"),
        batch.get_absolute_url(),
        batch.get_absolute_url() + "?order=series",
        reverse("importing:files", args=[batch.pk]),
        reverse("importing:file", args=[batch.pk, part.file_id]),
        reverse("importing:changes", args=[batch.pk]),
        reverse("importing:story", args=args),
        reverse("importing:part", args=[*args, part.pk]),
        reverse("importing:part_difference", args=[*args, copy.pk]),
        reverse("importing:series", args=[batch.pk, story.series_id]),
    ):
        page.goto(address)
        if wrong := faults(page):
            found[address] = wrong

    assert found == {}
