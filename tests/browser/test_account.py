"""An account's rooms in a real browser: names, a claim and its grant, preferences, leaving."""

from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from fascicle.accounts import actions as accounts
from fascicle.accounts.actions import Evidence
from fascicle.accounts.models import Claim, Departure, PenName, Proof, Role
from fascicle.works.models import Farewell
from tests.coming_in import log_in
from tests.factories import NOW, PASSWORD, make_pen_name, make_user, make_work
from tests.looking import NARROW, complaints, looked_at_both_ways

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def library(transactional_db, archive):
    user = make_user("ines")
    own = user.pen_names.get()
    make_work("Salt Roads", by=own)
    make_work("The Ledger", by=own)
    make_work("Ninety Lamps", by=make_pen_name("Ines Okafor"))
    return user


def lighthouse():
    out = BytesIO()
    Image.new("RGB", (640, 480), (40, 80, 120)).save(out, "JPEG")
    return {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_name_is_taken_described_pictured_and_linked(
    library, browser, live_server, scripts
):
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=scripts, viewport=NARROW
    )
    page = context.new_page()
    log_in(page, "ines")
    page.goto(reverse("accounts:pen_names"))

    page.get_by_label("Name", exact=True).fill("Inеs")  # its e is Cyrillic
    page.get_by_role("button", name="Take this name").click()
    expect(page.get_by_text("Letters of different alphabets")).to_be_visible()
    page.get_by_label("Name", exact=True).fill("Nine Harbours")
    page.get_by_role("button", name="Take this name").click()
    page.get_by_label("About this writer").fill("I write about lamps.")
    page.get_by_label("Show it beside my other linked names").check()
    page.get_by_role("button", name="Save").click()
    page.locator("input[type=file]").set_input_files(lighthouse())
    page.get_by_label("What the picture shows").fill("A lighthouse")
    page.get_by_role("button", name="Keep this picture").click()
    page.get_by_role("link", name="As readers see it").click()

    expect(page.get_by_text("I write about lamps.")).to_be_visible()
    picture = page.get_by_role("img", name="A lighthouse")
    assert picture.evaluate("img => img.complete && img.naturalWidth") == 400


def test_a_name_is_claimed_and_granted_and_its_work_is_theirs(library, page):
    pen_name = PenName.objects.get(name="Ines Okafor")
    log_in(page, "ines")

    page.goto(pen_name.get_absolute_url())
    page.get_by_role("link", name="Is this you?").click()
    page.get_by_label("I place a code on a page of mine").check()
    code = page.locator("code").inner_text()
    page.get_by_label("Where the code stands").fill("https://journal.example/me")
    page.get_by_role("button", name="Claim this name").click()
    expect(page.get_by_text("The host will look at it")).to_be_visible()
    page.get_by_role("button", name="Log out").last.click()

    log_in(page, "host")
    page.goto(reverse("people:claims"))
    expect(page.get_by_text(code)).to_be_visible()
    expect(page.get_by_role("link", name="https://journal.example/me")).to_be_visible()
    page.get_by_role("button", name="Give Ines Okafor to ines").click()
    expect(page.get_by_text("“Ines Okafor” belongs to ines now.")).to_be_visible()

    pen_name.refresh_from_db()
    assert pen_name.user == library


def test_who_leaves_chooses_by_keyboard_and_stays_with_one_click(library, page):
    log_in(page, "ines")
    page.goto(reverse("works:departure"))

    page.get_by_text("Choose for each of your 2 works").focus()
    page.keyboard.press("Enter")
    page.get_by_label("The Ledger", exact=True).select_option("delete")
    page.get_by_label("Your user name").fill("ines")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Is it you?").wait_for()
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")

    page.get_by_text("It is noted.").wait_for()
    wishes = Farewell.objects.order_by("work__title_key").values_list("wish", flat=True)
    assert sorted(wishes) == ["delete", "orphan"]
    page.goto("/")
    page.get_by_role("button", name="I’ll stay").click()
    expect(page.get_by_text("You stay, and so does everything")).to_be_visible()
    assert not Departure.objects.exists()


@looked_at_both_ways
def test_the_rooms_of_an_account_are_open_to_all(library, page, scheme, size):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(size)
    accounts.new_pen_name(library, "Of the Lower Quays and the Upper Locks", at=NOW)
    other = make_pen_name("Tom Ash")
    claimed = PenName.objects.get(name="Ines Okafor")
    place = "https://journal.example/" + "a-very-long-way/" * 12
    accounts.claim(claimed, Evidence(Proof.CODE, "Mine.", place), by=library, at=NOW)
    library.role = Role.HOST
    library.save()
    log_in(page, "ines")

    found = {}
    for address in (
        reverse("accounts:pen_names"),
        reverse("accounts:pen_name", args=[library.pen_names.first().pk]),
        reverse("accounts:preferences"),
        reverse("accounts:claims"),
        reverse("accounts:new_claim", args=[other.pk]),
        reverse("people:claims"),
        reverse("works:departure"),
        claimed.get_absolute_url(),
    ):
        page.goto(address)
        for summary in page.locator("main details.each > summary").all():
            summary.click()
        if wrong := complaints(page):
            found[address] = wrong
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found[address] = "too wide"

    assert Claim.objects.count() == 1
    assert found == {}
