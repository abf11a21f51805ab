"""axe finds nothing to complain of on any kind of reading page, in light and in dark."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from fascicle.core.names import name_key
from fascicle.tags.models import Kind, Tag
from fascicle.works import actions as works
from fascicle.works.actions import NewChapter, NewVersion, Origin
from fascicle.works.models import RelationKind, Version, Work
from tests.factories import PASSWORD, make_rating, make_user, make_work
from tests.looking import NARROW, complaints, looked_at_both_ways

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("archive"),
]

TEXT = (
    "<p>The wick had been <em>trimmed</em>.</p><p>“You’re late.”</p><hr>"
    '<p class="verse">The lamp is lit,<br>the boat is late</p>'
    '<div class="letter"><p>Dear Teodor,</p></div><blockquote><p>So it says.</p></blockquote>'
    "<ul><li>one</li></ul><table><tr><th>a</th><td>b</td></tr></table>"
)


def make_tags():
    for kind in Kind.objects.all():
        name = f"{kind.slug} one"
        yield Tag.objects.create(kind=kind, name=name, key=name_key(name))


@pytest.fixture
def library():
    """A work with something of everything, one behind the gate, and one right to left."""
    origin = Origin("the old list", "0b55a2.txt", "ab" * 32, "12–240")
    texts = [
        NewChapter(
            TEXT,
            title=f"Ninety-{n}",
            notes_before="<p>Thank you all.</p>",
            notes_after="<p>Until Friday.</p>",
            origin=origin,
            versions=[NewVersion("revision", TEXT, origin)],
        )
        for n in range(3)
    ]
    rich = make_work(
        "The Ledger",
        texts=texts,
        tags=list(make_tags()),
        language="en",
        status="ongoing",
        planned_chapters=5,
        summary="<p>Ninety-one lamps, and one line.</p>",
    )
    series = works.new_series("Salt Roads")
    for work in (make_work("Before"), rich, make_work("After", language="ar")):
        works.place_in_series(series, work)
    works.relate(rich, RelationKind.SEQUEL, title="Before")
    works.relate(rich, RelationKind.INSPIRED, title="Lost", author="Nobody")
    make_work(
        "Grown", rating=make_rating("Mature", is_adult=True), tags=rich.tags.all()
    )
    make_work("", opening="It had rained for eleven days", language="en")
    return rich


def addresses():
    rich = Work.objects.get(title="The Ledger")
    gated = Work.objects.get(title="Grown")
    note = rich.tags.filter(kind__is_content_note=True).get()
    series = rich.series.get()
    names = {
        "works": [],
        "work": [rich.pk],
        "chapter": [rich.pk, 2],
        "whole": [rich.pk],
        "version": [rich.pk, Version.objects.first().pk],
        "tags": [],
        "tag": [note.pk],
        "kind": [note.kind.slug],
        "pen_names": [],
        "pen_name": [rich.pen_names.get().pk],
        "series_list": [],
        "series": [series.pk],
        "languages": [],
        "language": ["en"],
    }
    yield "home", reverse("pages:home")
    yield "log in", reverse("accounts:login")
    yield "gate", gated.get_absolute_url()
    yield "untitled", Work.objects.get(title="").get_absolute_url()
    yield (
        "right to left",
        reverse("reading:chapter", args=[Work.objects.get(title="After").pk, 1]),
    )
    lists = {"works", "tag", "tags", "kind", "pen_name", "series", "language"}
    for name, args in names.items():
        app = "search" if name in lists else "reading"
        yield name, reverse(f"{app}:{name}", args=args)


@looked_at_both_ways
def test_reading_pages_are_open_to_all(library, page, scheme, size):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(size)

    found = {}
    for name, address in addresses():
        page.goto(address)
        if wrong := complaints(page):
            found[name] = wrong

    assert found == {}


def test_an_empty_archive_is_open_to_all(page):
    page.goto("/")

    assert complaints(page) == []


def test_menus_open_without_scripts_and_are_open_to_all(library, page):
    page.set_viewport_size(NARROW)
    page.goto(reverse("reading:chapter", args=[library.pk, 2]))

    page.get_by_role("button", name="Menu").click()
    menu = page.get_by_role("navigation", name="Main")
    expect(menu.get_by_role("link", name="Writers")).to_be_visible()
    assert complaints(page) == []
    page.keyboard.press("Escape")

    page.get_by_role("button", name="Chapter 2 of 3").click()
    expect(page.locator(":focus")).to_have_attribute("aria-current", "page")
    page.get_by_role("link", name="Ninety-2").first.click()

    expect(page).to_have_url(reverse("reading:chapter", args=[library.pk, 3]))


def test_no_page_is_wider_than_a_phone(library, page):
    long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    tag = Tag.objects.create(kind=Kind.objects.first(), name=long, key=name_key(long))
    work = make_work(long, tags=[tag], texts=[NewChapter(f"<p>{'x' * 400}</p>")])
    page.set_viewport_size({"width": 320, "height": 640})

    wide = []
    for address in (
        *(address for _, address in addresses()),
        work.get_absolute_url(),
        reverse("reading:chapter", args=[work.pk, 1]),
    ):
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(address)

    assert wide == []


def test_the_first_key_leads_past_the_masthead(library, page):
    page.goto(reverse("reading:chapter", args=[library.pk, 1]))

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_a_member_passes_the_gate_reads_and_closes_it_again(library, page):
    make_user("member")
    gated = Work.objects.get(title="Grown")
    page.goto(f"{reverse('accounts:login')}")
    page.get_by_label("Username").fill("member")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()

    page.goto(reverse("reading:chapter", args=[gated.pk, 1]))
    page.get_by_role("button", name="show me such works").click()
    expect(page.get_by_text("Part 1 of the tale.")).to_be_visible()

    page.get_by_role("button", name="Hide them again").click()
    expect(page.get_by_text("Part 1 of the tale.")).to_have_count(0)
    expect(page.get_by_role("button", name="show me such works")).to_be_visible()
