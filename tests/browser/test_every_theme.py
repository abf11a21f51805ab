"""In every theme, in narrow windows and with wide spacing, a reader's pages stay open to all."""

from io import BytesIO

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from PIL import Image

from fascicle.accounts.look import BY_NAME
from fascicle.accounts.models import Preferences, User
from fascicle.works.models import Work
from tests.factories import make_archive, make_chapter, make_work
from tests.looking import WIDE, complaints

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.appearance]

TEXT = "".join(f"<p>Keeper {n} saw the <em>ship</em> come in.</p>" for n in range(12))
THEMES = BY_NAME["theme"].values
NARROW = {"width": 320, "height": 640}
PHONE = {"width": 390, "height": 600}
#: WCAG 1.4.12.
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important; } p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets.push(sheet);
}"""
#: Words that stand in a box which hides what is beyond it.
CUT_OFF = """() => [...document.querySelectorAll("main *, .masthead *, .site-foot *")]
.filter((one) => {
  const { overflowX, overflowY, display } = getComputedStyle(one);
  if (!one.checkVisibility() || display === "inline") return false;
  if (one.closest(".unseen, [popover], svg")) return false;
  if (!one.textContent.trim() || one.clientWidth < 2) return false;
  const hides = (overflow) => overflow === "hidden" || overflow === "clip";
  return hides(overflowX) && one.scrollWidth > one.clientWidth + 1
    || hides(overflowY) && one.scrollHeight > one.clientHeight + 1;
}).map((one) => one.outerHTML.slice(0, 150))"""
#: What has the focus, where something else lies over all of it (WCAG 2.4.11).
HIDDEN = """() => {
  const one = document.activeElement;
  if (one === document.body) return "";
  const { left, right, top, bottom } = one.getBoundingClientRect();
  const middle = [(left + right) / 2, (top + bottom) / 2];
  const seen = [[left + 2, top + 2], [right - 2, bottom - 2], middle].some(([x, y]) => {
    const at = document.elementFromPoint(x, y);
    if (!at) return false;
    return one.contains(at) || at.contains(one) || at.closest("label")?.contains(one);
  });
  return seen ? "" : one.outerHTML.slice(0, 150);
}"""
IS_WIDE = "document.documentElement.scrollWidth > innerWidth"


@pytest.fixture
def work():
    make_archive()
    return make_work("Tides", texts=[make_chapter(TEXT, title="Ebb")] * 3)


@pytest.fixture
def member(page, live_server, work):
    """The host, with something on every page of theirs."""
    user = User.objects.get(username="host")
    Preferences.objects.create(user=user, keeps_history=True)
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value}
    page.context.add_cookies([{**cookie, "url": live_server.url}])
    return user


def addresses(work: Work):
    yield reverse("pages:home")
    yield work.get_absolute_url()
    yield reverse("reading:chapter", args=[work.pk, 2])
    yield reverse("reading:whole", args=[work.pk])
    for name in (
        "reading:look",
        "reading:history",
        "reading:updates",
        "reading:shelves",
        "reading:follows",
        "reading:highlights",
        "search:works",
        "accounts:preferences",
        "accounts:devices",
        "works:desk",
        "works:new_work",
        "pages:desk",
    ):
        yield reverse(name)


def put_on(page, theme):
    page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)


def test_every_page_can_be_read_in_every_theme(page, member, work):
    page.set_viewport_size(WIDE)
    page.emulate_media(reduced_motion="reduce")
    found = {}

    for address in addresses(work):
        page.goto(address)
        if wrong := complaints(page):
            found[address] = wrong
        for theme in THEMES[1:]:
            put_on(page, theme)
            if wrong := complaints(page, ["color-contrast", "target-size"]):
                found[address, theme] = wrong

    assert not found, "\n".join(f"{k}: {v}" for k, v in found.items())


def test_what_has_the_focus_is_never_hidden(page, member, work):
    page.set_viewport_size(PHONE)
    found = {}

    for address in (
        reverse("reading:chapter", args=[work.pk, 2]),
        reverse("search:works"),
    ):
        page.goto(address)
        for _ in range(40):
            page.keyboard.press("Tab")
            if hidden := page.evaluate(HIDDEN):
                found.setdefault(address, []).append(hidden)

    assert not found, "\n".join(f"{k}: {v}" for k, v in found.items())


def test_nothing_is_cut_off_in_narrow_windows_and_wide_spacing(page, member, work):
    """320 pixels are also what a window of 640 has at 200 %."""
    page.set_viewport_size(NARROW)
    found = {}

    for address in addresses(work):
        page.goto(address)
        is_wide = page.evaluate(IS_WIDE)
        page.evaluate(SPACED)
        wrong = [is_wide, page.evaluate(IS_WIDE), page.evaluate(CUT_OFF)]
        if any(wrong):
            found[address] = wrong

    assert not found, "\n".join(f"{k}: {v}" for k, v in found.items())


def test_every_theme_of_the_panel_and_forced_colours_can_be_read(page, work):
    page.goto(reverse("reading:chapter", args=[work.pk, 2]))
    page.get_by_role("button", name="How this page looks").click()
    found = {}

    for theme in THEMES:
        put_on(page, theme)
        if wrong := complaints(page):
            found[theme] = wrong
    page.emulate_media(forced_colors="active")
    chosen = page.locator("#look input:checked").first.evaluate(
        """one => {
          const style = getComputedStyle(one.closest("label"));
          return style.outlineStyle + style.borderStyle;
        }"""
    )

    assert not found, "\n".join(f"{k}: {v}" for k, v in found.items())
    assert "solid" in chosen


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_forced_colours_each_swatch_shows_what_it_stands_for(page, work, scheme):
    page.emulate_media(forced_colors="active", color_scheme=scheme)
    page.goto(reverse("reading:chapter", args=[work.pk, 2]))
    page.get_by_role("button", name="How this page looks").click()
    leaves = page.locator("#look .swatches label").all()

    ends = [top_and_bottom(one.screenshot()) for one in leaves]

    assert len(set(ends)) == len(leaves) == 6
    top, bottom = ends[0]  # as the device has it: by day and by night
    assert (sum(top) > 600, sum(bottom) < 150) == (True, True)


def top_and_bottom(screenshot):
    """The colours of a swatch beside its words, above and below."""
    with Image.open(BytesIO(screenshot)).convert("RGB") as leaf:
        middle = leaf.width // 2
        return leaf.getpixel((middle, 8)), leaf.getpixel((middle, leaf.height - 8))
