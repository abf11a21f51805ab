"""A text is read aloud by the browser's voice. The voice is a stand-in: a test hears nothing."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import make_archive, make_chapter, make_work

pytestmark = pytest.mark.django_db(transaction=True)

#: A browser's voices, and a mouth that says when it is told to have spoken.
VOICES = """(() => {
  const voice = (name, lang, localService = true) => ({ name, lang, localService, voiceURI: name });
  window.spoken = [];
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  const speech = new EventTarget();
  speech.getVoices = () => [
    voice("Far", "en-US", false), voice("Ada", "en-GB"), voice("Ben", "en-US"),
    voice("Klara", "de-DE"),
  ];
  speech.speak = (one) => { window.now = one; window.spoken.push(one); };
  const end = () => { const one = window.now; window.now = undefined; return one; };
  speech.cancel = () => end()?.onerror({ error: "canceled" });
  Object.defineProperty(speech, "speaking", { get: () => Boolean(window.now) });
  window.say = () => end().onend();
  Object.defineProperty(window, "speechSynthesis", { value: speech });
})()"""
NONE = "Object.defineProperty(window, 'speechSynthesis', { value: undefined })"
SAID = """() => window.spoken.map((one) => [one.text, one.voice.name])"""
TEXT = "".join(
    f"<p>Lamp {n} was lit. Keeper {n} wrote it down, and the ships came in.</p>"
    for n in range(40)
)


@pytest.fixture
def work():
    make_archive()
    return make_work(
        texts=[make_chapter(TEXT), make_chapter("<p>More.</p>")], language="en"
    )


def read(page, work, position=1, script=VOICES):
    page.add_init_script(script)
    page.goto(reverse("reading:chapter", args=[work.pk, position]))


def listen(page):
    page.get_by_role("button", name="Listen").click()
    page.get_by_role("button", name="Read aloud from here").click()


def say(page, times=1):
    for _ in range(times):
        page.evaluate("() => say()")


def texts(page):
    return [text for text, _voice in page.evaluate(SAID)]


def test_it_reads_sentence_by_sentence_and_marks_the_paragraph(page, work):
    read(page, work)
    listen(page)
    say(page, 2)

    assert page.evaluate(SAID) == [
        ["Lamp 0 was lit.", "Ada"],
        ["Keeper 0 wrote it down, and the ships came in.", "Ada"],
        ["Lamp 1 was lit.", "Ada"],
    ]
    assert page.locator(".spoken").all_text_contents() == [
        "Lamp 1 was lit. Keeper 1 wrote it down, and the ships came in."
    ]


def test_it_begins_where_its_reader_stands_and_the_page_goes_along(page, work):
    read(page, work)
    page.emulate_media(reduced_motion="reduce")
    page.get_by_text("Lamp 20 was").evaluate(
        "one => scrollBy(0, one.getBoundingClientRect().top - innerHeight / 4)"
    )
    listen(page)
    before = page.evaluate("scrollY")
    say(page, 4)

    assert texts(page)[0] == "Lamp 20 was lit."
    assert page.evaluate("scrollY") > before
    top = "() => document.querySelector('.spoken').getBoundingClientRect().top"
    assert abs(page.evaluate(top) - page.viewport_size["height"] / 4) < 5


def test_it_pauses_goes_on_with_the_sentence_and_stops(page, work):
    read(page, work)
    listen(page)
    say(page)
    page.get_by_role("button", name="Pause").click()
    assert page.evaluate("() => window.now") is None
    page.get_by_role("button", name="Go on").click()
    assert texts(page)[1] == texts(page)[2]

    page.get_by_role("button", name="Stop").click()

    assert page.evaluate("() => window.now") is None
    expect(page.locator(".spoken")).to_have_count(0)
    expect(page.get_by_role("button", name="Read aloud from here")).to_be_visible()


def test_voice_and_speed_are_kept_in_the_browser_and_none_is_far_away(page, work):
    read(page, work)
    listen(page)
    voices = page.get_by_label("Voice").locator("option").all_text_contents()
    page.get_by_label("Voice").select_option("Ben")
    page.get_by_label("Speed").fill("1.5")
    page.reload()
    listen(page)

    assert voices == ["Ada", "Ben"]
    assert page.evaluate(SAID) == [["Lamp 0 was lit.", "Ben"]]
    assert page.evaluate("() => window.now.rate") == 1.5


def test_passages_are_read_in_their_language_and_long_ones_in_pieces(page):
    make_archive()
    long = " ".join(["and the boat went on"] * 30)
    html = f'<p>She said <i lang="de">guten Morgen</i> twice</p><p>{long}.</p>'
    read(page, make_work(texts=[make_chapter(html)], language="en"))
    listen(page)
    say(page, 6)

    said = page.evaluate(SAID)
    assert ["guten Morgen", "Klara"] in said
    assert said[0] == ["She said", "Ada"]
    assert max(len(text) for text, _voice in said) <= 180
    assert " ".join(text for text, _voice in said[3:]).startswith("and the boat went")


def test_at_the_end_it_stops_and_leads_to_the_next_chapter(page, work):
    read(page, work)
    listen(page)
    page.keyboard.press("Escape")

    say(page, 80)

    page.get_by_text("That was the end of the text.").wait_for()
    page.locator("#listening").get_by_role("link", name="Next").click()
    page.wait_for_url("**/chapters/2/")
    listen(page)
    say(page)
    expect(page.locator("#listening").get_by_role("link")).to_have_count(0)


def test_it_works_by_keys_alone(page, work):
    read(page, work)
    button = page.get_by_role("button", name="Listen")
    button.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert texts(page) == ["Lamp 0 was lit."]

    page.keyboard.press("Space")
    page.keyboard.press("Escape")

    assert page.evaluate("() => window.now") is None
    assert button.evaluate("one => one === document.activeElement")


def test_whoever_leaves_hears_no_more(page, work):
    read(page, work)
    listen(page)

    page.evaluate("() => dispatchEvent(new PageTransitionEvent('pagehide'))")

    assert page.evaluate("() => window.now") is None


@pytest.mark.parametrize("script", [NONE, VOICES.replace("en-", "fr-")])
def test_without_a_voice_for_the_text_nothing_is_shown(page, work, script):
    read(page, work, script=script)

    page.get_by_role("button", name="How this page looks").wait_for()
    expect(page.get_by_role("button", name="Listen")).to_have_count(0)
