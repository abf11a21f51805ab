"""Bringing a file to a chapter in a real browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from fascicle.core.models import Archive
from fascicle.works.models import Chapter, ChapterText
from tests.coming_in import come_in_to_write
from tests.importing.drawn import PNG, docx
from tests.looking import faults, looked_at_both_ways

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def chapter(page):
    work = come_in_to_write(page)
    Archive.objects.update(images=True)
    return work.chapters.get()


def bring(page, chapter, file):
    at = [chapter.work_id, chapter.pk]
    page.goto(reverse("manuscripts:chapter_file", args=at))
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Look at it").click()


@pytest.fixture
def lamp(tmp_path):
    file = tmp_path / "lamp.docx"
    file.write_bytes(docx((PNG, "A lamp")))
    return file


def test_what_is_said_of_a_picture_stays_while_its_place_is_chosen(page, chapter, lamp):
    bring(page, chapter, lamp)
    words = page.get_by_label("Picture 1")
    words.fill("A lamp on a sill")
    page.get_by_role("button", name="After the text").click()
    expect(page.get_by_role("button", name="After the text")).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(words).to_have_value("A lamp on a sill")
    page.get_by_text("The whole text as it would be").click()
    shown = page.locator(".text").get_by_role("img", name="A lamp on a sill")
    expect(shown).to_be_visible()
    assert shown.evaluate("image => image.complete && image.naturalWidth") > 0

    words.press("Enter")

    page.wait_for_url(reverse("works:chapter", args=[chapter.work_id, chapter.pk]))
    html = ChapterText.objects.get(chapter=chapter).html
    assert 'alt="A lamp on a sill"' in html
    assert html.startswith(chapter.text.html)
    assert Chapter.objects.get(pk=chapter.pk).version == chapter.version + 1


@looked_at_both_ways
def test_how_the_chapter_with_the_file_looks(page, chapter, lamp, scheme, size):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(size)
    bring(page, chapter, lamp)
    page.get_by_text("The whole text as it would be").click()

    assert faults(page) == []
