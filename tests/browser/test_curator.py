"""A curator at work in a browser: by keyboard alone, without scripts, and with nothing for axe."""

import pytest
from django.urls import reverse

from fascicle.accounts.models import Role
from fascicle.tags import actions
from fascicle.tags.models import Kind, Lookalike, Tag, TagChange
from tests.coming_in import log_in
from tests.factories import NOW, make_archive, make_user, make_work
from tests.looking import complaints, faults, looked_at_both_ways
from tests.tags.arranged import LOGGED, coin, put_under

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kind(page):
    make_archive()
    make_user("curator", role=Role.CURATOR)
    kind = Kind.objects.get(slug="theme")
    Tag.objects.of_kind(kind).delete()
    tags = coin(
        kind, "Sea voyage", "Sea voyages", "Storms", "Light-house", "Lighthouse"
    )
    for n, tag in enumerate(tags):
        for i in range(n + 1):
            make_work(f"Work {n} {i}", tags=[tag])
    actions.count_use()
    return kind


def named(name):
    return Tag.objects.get(name=name)


def test_unsorted_tags_are_merged_broadened_and_sorted_by_keyboard(page, kind):
    log_in(page, "curator")
    page.goto(reverse("tags:kind", args=[kind.slug]))

    # Ordered by use: Lighthouse, Light-house, Storms, Sea voyages, Sea voyage.
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.wait_for_selector("text=1 selected")
    page.keyboard.press("m")
    page.keyboard.type("lighthouse")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=“Light-house” merged into “Lighthouse”.")
    merged = named("Light-house").canonical
    page.keyboard.press("u")
    page.wait_for_selector("text=Undone:")
    page.keyboard.press("j")
    page.keyboard.press("b")
    page.keyboard.type("storms")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=“Lighthouse” put under “Storms”.")
    page.keyboard.press("u")
    page.wait_for_selector("text=Undone: “Lighthouse”")
    page.keyboard.press("j")
    page.keyboard.press("s")
    page.wait_for_selector("text=“Lighthouse” marked as sorted.")

    assert merged == named("Lighthouse")
    assert named("Light-house").canonical is None
    assert named("Lighthouse").sorted_at is not None


def test_escape_folds_what_a_key_opened(page, kind):
    log_in(page, "curator")
    page.goto(reverse("tags:kind", args=[kind.slug]))

    page.keyboard.press("j")
    page.keyboard.press("m")
    page.wait_for_selector("[data-bulk] details[open]")
    page.keyboard.press("Escape")

    assert page.locator("[data-bulk] details[open]").count() == 0
    assert page.locator("[data-bulk] summary:focus").count() == 1


def test_the_field_offers_names_while_one_types(page, kind):
    log_in(page, "curator")
    page.goto(reverse("tags:kind", args=[kind.slug]))

    page.keyboard.press("j")
    page.keyboard.press("m")
    page.keyboard.type("voy")
    page.wait_for_selector("#target-names option", state="attached")

    offered = page.eval_on_selector_all(
        "#target-names option", "options => options.map((one) => one.value)"
    )
    assert offered == ["Sea voyages", "Sea voyage"]


def test_likely_synonyms_are_decided_by_keyboard(page, kind):
    actions.look_for_synonyms(at=NOW)
    log_in(page, "curator")
    page.goto(reverse("tags:likely"))

    page.keyboard.press("j")
    page.keyboard.press("d")
    page.wait_for_selector("text=told apart.")
    page.keyboard.press("j")
    page.keyboard.press("m")
    page.wait_for_selector("text=merged into")

    assert Lookalike.objects.standing().count() == 0
    assert sorted(TagChange.objects.values_list("action", flat=True)) == [
        "merged",
        "told_apart",
    ]


def test_keys_can_be_turned_off_and_stay_off(page, kind):
    log_in(page, "curator")
    page.goto(reverse("tags:kind", args=[kind.slug]))

    page.keyboard.press("?")
    page.click("text=Use these keys")
    page.click("#keys button")
    page.reload()
    page.keyboard.press("j")
    off = page.evaluate("document.activeElement.closest('[data-row]') === null")
    page.click("button:text-is('Keys')")
    page.click("text=Use these keys")
    page.click("#keys button:text-is('Close')")
    page.keyboard.press("j")
    on = page.evaluate("document.activeElement.closest('[data-row]') !== null")

    assert off
    assert on


def test_without_scripts_a_tag_is_found_by_part_of_its_name(browser, live_server, kind):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    log_in(page, "curator")
    page.goto(reverse("tags:tag", args=[named("Storms").pk]))

    page.fill("#above", "voyages")
    page.click("button:text-is('Put it under this')")
    page.click("button:text-is('Put under this')")
    page.wait_for_load_state()
    context.close()

    assert [row.broader.name for row in named("Storms").broader_links.all()] == [
        "Sea voyages"
    ]


def addresses(kind):
    tag = named("Lighthouse")
    return [
        reverse("tags:overview"),
        reverse("tags:kind", args=[kind.slug]),
        reverse("tags:kind", args=[kind.slug]) + "?q=nothing-has-this",
        reverse("tags:likely"),
        reverse("tags:tag", args=[tag.pk]),
        reverse("tags:tag", args=[named("Light-house").pk]),
        reverse("tags:changes"),
        reverse("tags:thesaurus"),
        reverse("search:rereading"),
        tag.get_absolute_url(),
        reverse("search:kind", args=[kind.slug]),
    ]


@looked_at_both_ways
def test_axe_finds_nothing_on_the_pages_of_tags(page, kind, scheme, size):
    put_under(named("Storms"), named("Sea voyage"))
    actions.look_for_synonyms(at=NOW)
    actions.merge(named("Light-house"), into=named("Lighthouse"), **LOGGED)
    page.emulate_media(color_scheme=scheme)
    log_in(page, "curator")

    page.set_viewport_size(size)
    found = []
    for address in addresses(kind):
        page.goto(address)
        found += faults(page)
    page.goto(reverse("tags:kind", args=[kind.slug]))
    page.click("text=Join with …")
    found += complaints(page)
    page.keyboard.press("?")
    page.wait_for_selector("#keys:popover-open")
    found += complaints(page)

    assert found == []
