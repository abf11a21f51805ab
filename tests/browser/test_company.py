"""The desk with many works, and writing with others, in a real browser."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from fascicle.works import actions
from fascicle.works.models import BulkEdit, OfferKind, RelationKind, Work
from tests.coming_in import log_in
from tests.factories import NOW, make_user, make_work
from tests.looking import NARROW, complaints, faults, looked_at_both_ways

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ines(transactional_db, archive):
    return make_user("ines")


@pytest.fixture
def library(ines):
    """Something of everything that these pages can show."""
    tom = make_user("tom")
    own, other = ines.pen_names.get(), tom.pen_names.get()
    work = make_work("The Salt Roads", by=own, chapters=3)
    make_work("L" * 200, by=own, posted=False)
    theirs = make_work("The Other Shore", by=other)
    actions.offer(theirs, "ines", kind=OfferKind.WORK, by=tom, at=NOW)
    actions.offer(work, "tom", kind=OfferKind.HAND_OVER, by=ines, at=NOW)
    actions.relate(theirs, RelationKind.SEQUEL, title="The Salt Roads", at=NOW)
    actions.relate(work, RelationKind.INSPIRED, title="Nowhere", at=NOW)
    actions.dedicate(theirs, "ines", at=NOW)
    actions.dedicate(work, "my sister", at=NOW)
    actions.discard_chapter(work.chapters.get(position=3), at=NOW)
    actions.orphan(make_work("Let go", by=own), by=ines, at=timezone.now())
    reads = {one.pk: 40 // one.position for one in work.chapters.living()}
    actions.count_reads(reads, on=timezone.now().date())
    return work


@looked_at_both_ways
def test_axe_finds_nothing_and_nothing_is_too_wide(library, page, scheme, size):
    log_in(page, "ines")
    names = ("company", "relations", "gifts", "work_statistics")
    addresses = [
        *(reverse(f"works:{name}") for name in ("desk", "offers", "bin", "statistics")),
        *(reverse(f"works:{name}", args=[library.pk]) for name in names),
        reverse("exporting:takeout"),
    ]
    addresses.append(f"{addresses[-2]}?chapter={library.chapters.first().pk}")
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(size)
    found = {}
    for address in addresses:
        page.goto(address)
        if wrong := faults(page):
            found[address] = wrong

    assert found == {}


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_many_are_changed_looked_at_done_and_undone(
    ines, browser, live_server, scripts
):
    for n in range(3):
        make_work(f"Letter {n}", by=ines.pen_names.get())
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=scripts, viewport=NARROW
    )
    page = context.new_page()
    log_in(page, "ines")
    page.goto(reverse("works:desk"))
    if scripts:
        page.get_by_label("Tick all on this page").check()
    else:
        for n in range(3):
            page.get_by_label(f"Choose Letter {n}").check()
    page.get_by_label("Choose Letter 1").uncheck()
    page.get_by_role("button", name="Change those ticked").click()
    assert not scripts or complaints(page) == []
    page.get_by_label("Status").select_option("complete")
    page.get_by_role("button", name="Look at what it does").click()
    expect(page.get_by_text("status: not said → complete")).to_have_count(2)
    assert not scripts or complaints(page) == []
    page.get_by_role("button", name="Do it").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Done")
    done = Work.objects.filter(status="complete")
    assert set(done.values_list("title", flat=True)) == {"Letter 0", "Letter 2"}
    page.get_by_role("button", name="Undo it").click()
    expect(page.get_by_text("Undone.")).to_be_visible()
    assert BulkEdit.objects.get().undone_at
    assert not done.exists()


def test_the_foot_of_the_desk_covers_stories_only_when_some_are_ticked(ines, page):
    for n in range(12):
        make_work(f"Letter {n}", by=ines.pen_names.get())
    page.set_viewport_size(NARROW)
    log_in(page, "ines")
    page.goto(reverse("works:desk"))
    foot = page.get_by_role("button", name="Change those ticked")

    expect(foot).not_to_be_in_viewport()
    page.get_by_label("Choose Letter 11").check()
    expect(foot).to_be_in_viewport()


def test_two_come_to_write_one_work_by_keyboard_alone(library, page, browser):
    log_in(page, "ines")
    page.goto(reverse("works:company", args=[library.pk]))
    page.get_by_label("Their pen name").first.focus()
    page.keyboard.type("tom")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Asked: tom.")).to_be_visible()

    page.context.clear_cookies()
    log_in(page, "tom")
    page.goto(reverse("works:offers"))
    row = page.get_by_role("listitem").filter(has_text="write along")
    row.get_by_role("button", name="Accept The Salt Roads").focus()
    page.keyboard.press("Enter")

    page.wait_for_url(f"**{reverse('works:work', args=[library.pk])}")
    names = library.bylines.order_by("position").values_list(
        "pen_name__name", flat=True
    )
    assert list(names) == ["ines", "tom"]
