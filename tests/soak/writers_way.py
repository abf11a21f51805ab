"""Each step of a writer's way, from signing up to leaving."""

import csv
import io
import re
import zipfile
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from fascicle.accounts.models import User
from fascicle.reading import counting
from fascicle.works.models import Work
from tests.clock import do, do_tasks
from tests.soak.person import ZONE, Person
from tests.traces import traces_of
from tests.walking import press

NAME = "quillfeather"
FIRST, SECOND = "The tide was out.", "The tide came back."
WORDS_OFFLINE = " Nobody heard the bell."
FRIDAY = 4
OTHERS = ("The Lamp", "The Rope", "The Buoy", "The Oar")


class WritersWay:
    """The writer, her friend Tom, a guest who reads, and what happens between them."""

    def __init__(self, browser, site, clock, **looks):
        self.clock = clock
        self.writer, self.tom, self.guest = (
            Person(browser, site, name, **looks) for name in (NAME, "tom", "guest")
        )

    # ---------------------------------------------------------------- coming in

    def sign_up(self):
        she = self.writer
        she.go("/")
        she.look()
        she.go_by_menu("Log in")
        she.is_at("Log in")
        she.press("No account yet?")
        she.is_at("Sign up")
        she.press("Sign up with a passkey, without a password")
        she.is_at("Sign up with a passkey")
        she.write("Name", NAME)
        she.write("E-mail address", "quill@quay.example")
        she.press("Go on")
        she.is_at("Confirm your address")
        (letter,) = mail.outbox
        assert letter.to == ["quill@quay.example"]
        she.write(
            "The code from the letter",
            re.search(r"^\S+-\S+$", letter.body, re.MULTILINE)[0],
        )
        she.press("Confirm")
        she.is_at("Make your passkey")
        she.press("Make the passkey")
        she.reads(f"You are logged in as {NAME}.")
        she.look()

    # ---------------------------------------------------------------- writing

    def write_a_story(self):
        she = self.writer
        she.go_by_menu("Write")
        she.is_at("My works")
        she.press("Begin a story")
        she.is_at("New story")
        she.write("Title", "Low Water")
        she.write("Text", FIRST)
        she.write("Summary", "A lamp, and who lit it.")
        she.choose("Rating", "General")
        she.write("More genres, with commas between them", "Sea stories")
        she.page.keyboard.press("Enter")
        expect(she.page.get_by_label("Sea stories")).to_be_checked()
        she.press("Save as a draft")
        she.is_at("Chapter 1")
        she.reads("Saved as a draft.")
        she.press("Chapters")
        she.is_at("Chapters")
        she.press("Post chapter 1")
        she.reads("Posted. Readers can find it now.")
        she.look()

    def lose_the_connection(self):
        """Typing goes on; the words are there again in another tab."""
        she = self.writer
        she.press("Write a chapter")
        she.is_at("New chapter")
        address = she.page.url
        she.write("Chapter title", "Flood")
        she.write("Text", SECOND)
        she.context.set_offline(True)
        she.page.keyboard.type(WORDS_OFFLINE)
        she.page.locator("writing-form[data-kept-at]").wait_for()
        expect(she.page.locator("[data-kept]")).to_contain_text("You are offline")
        she.look()
        she.close_tab()
        she.context.set_offline(False)

        she.go(address)
        she.reads("This browser kept words")
        she.look()
        she.press("Put them into the form")
        text = she.page.get_by_role("textbox", name="Text", exact=True)
        expect(text).to_have_text(SECOND + WORDS_OFFLINE)
        she.press("Save as a draft")
        she.is_at("Flood")
        she.reads(SECOND + WORDS_OFFLINE)

    def write_chapter(self, title, text):
        she = self.writer
        she.press("Chapters")
        she.is_at("Chapters")
        she.press("Write a chapter")
        she.is_at("New chapter")
        she.write("Chapter title", title)
        she.write("Text", text)
        she.press("Save as a draft")
        she.is_at(title)

    # ---------------------------------------------------------------- week by week

    def plan_a_run(self):
        she = self.writer
        self.write_chapter("Slack", "Nothing moved.")
        self.write_chapter("Ebb", "It went out again.")
        she.press("Chapters")
        she.is_at("Chapters")
        she.press("Post drafts week by week")
        she.is_at("Week by week")
        she.press("Use that")
        she.reads(f"Times here are in {ZONE}.")
        she.look()
        she.tick("Friday")
        she.fill("Time", "1800")
        she.press("Start the run")
        she.reads("3 chapters will come out by themselves.")
        she.is_at("Chapters")

    def see_it_come_out(self):
        """At six on three Fridays, and not a minute before."""
        story = address_of("Low Water")
        for number, title in enumerate(("Flood", "Slack", "Ebb"), start=2):
            friday = next_friday(self.clock)
            self.clock.put_forward(to=friday - timedelta(minutes=1))
            do("post the chapters that are due")
            self.guest.go(f"{story}chapters/{number}/")
            self.guest.is_at("There is no such page")
            self.clock.put_forward(to=friday + timedelta(seconds=1))
            do("post the chapters that are due")
            self.guest.go(f"{story}chapters/{number}/")
            self.guest.is_at(re.compile(title))

    # ---------------------------------------------------------------- with another

    def ask_a_co_writer(self):
        she, tom = self.writer, self.tom
        she.log_in_by_passkey()  # a session lasts two weeks
        she.open_room("Low Water", "Company")
        she.write("Their pen name", "tom")
        she.press("Ask them")
        she.reads("Asked: tom.")
        she.look()

        tom.log_in_by_password()
        self.tom_accepts("Low Water")

    def tom_accepts(self, title):
        tom = self.tom
        tom.open_desk()
        tom.press("1 question waits for your answer")
        tom.is_at("Asked of you")
        tom.press(f"Accept {title}")
        tom.is_at(title)

    def save_the_same_paragraph(self):
        she, tom = self.writer, self.tom
        for one in (she, tom):
            one.open_chapter("Low Water", "Chapter 1")
        tom.write("Text", "The tide was low.")
        tom.press("Save for readers")
        tom.reads("Saved.")
        she.write("Text", "The tide was far out.")
        she.press("Save for readers")
        she.is_at("Somebody saved in between")
        both = she.page.locator("table.difference")
        expect(both).to_contain_text("The tide was low.")
        expect(both).to_contain_text("The tide was far out.")
        expect(both.locator("del", has_text="low")).to_be_visible()
        expect(both.locator("ins", has_text="far out")).to_be_visible()
        she.press("Save this text")
        she.reads("Saved.")
        she.reads("The tide was far out.")

    def restore_what_was(self):
        she = self.writer
        she.press("History")
        she.is_at("History")
        she.walk_to_any("Compare (?!the two)")
        press(she.page, "ArrowUp", "ArrowUp")  # round to the oldest
        she.press("Compare the two")
        she.is_at("Two texts")
        both = she.page.locator("table.difference")
        expect(both).to_contain_text(FIRST)
        expect(both.locator("ins", has_text="far")).to_be_visible()
        she.walk_to_any(r".*\b20\d\d")
        press(she.page, "Enter")
        she.reads(FIRST)
        she.look()
        she.press("Make it the text again")
        she.is_at("History")
        she.press("Back to writing")
        she.is_at("Chapter 1")
        text = she.page.get_by_role("textbox", name="Text", exact=True)
        expect(text).to_have_text(FIRST)

    # ---------------------------------------------------------------- many works

    def post_a_story(self, title):
        she = self.writer
        she.open_desk()
        she.press("New story")
        she.is_at("New story")
        she.write("Title", title)
        she.write("Text", f"{title} lay on the quay.")
        she.choose("Rating", "General")
        she.press("Post")
        she.reads("Posted. Readers can find it now.")
        she.is_at("Chapter 1")

    def change_many(self):
        she = self.writer
        for title in OTHERS:
            self.post_a_story(title)
        she.open_desk()
        she.tick("Choose The Rope")
        she.tick("Choose The Lamp")
        she.press("Change those ticked")
        she.is_at("Change 2 stories")
        she.choose("Status", "complete")
        she.press("Look at what it does")
        she.is_at("What it does")
        effects = she.page.get_by_text("status: not said → complete")
        expect(effects).to_have_count(2)
        she.press("Do it")
        she.is_at("Done")
        assert Work.objects.filter(status="complete").count() == 2
        she.press("Undo it")
        she.is_at("My works")
        she.reads("Undone.")
        assert not Work.objects.filter(status="complete").exists()

    def read_statistics(self):
        she, guest = self.writer, self.guest
        guest.go(Work.objects.get(title="Low Water").get_absolute_url())
        guest.is_at("Low Water")
        guest.press("Start reading")
        guest.reads(FIRST)
        guest.look()
        counting.memory.write()  # as each minute

        she.open_desk()
        she.press("Statistics")
        she.is_at("Statistics")
        row = she.page.get_by_role("row", name="Low Water")
        expect(row.get_by_role("cell").nth(1)).to_have_text("4")
        she.press("As a table")
        expect(she.page.get_by_role("columnheader", name="Week from")).to_be_visible()
        she.look()
        table = table_of(she.download("This table, for a spreadsheet"))
        assert ["Low Water", "4", "4"] in [line[:3] for line in table]
        she.press("Low Water")
        she.is_at("Statistics")
        table = table_of(she.download("All numbers, for a spreadsheet"))
        assert sorted(line[1] for line in table[1:]) == ["1", "2", "3", "4"]

    def take_it_all_out(self):
        she = self.writer
        she.open_desk()
        she.press("Take it all out")
        she.is_at("Take it all out")
        she.press("Pack everything")
        she.reads("It is being packed")
        she.look()
        do_tasks()
        she.reads("It is ready")
        she.look()
        with zipfile.ZipFile(io.BytesIO(she.download("Download it"))) as file:
            assert file.testzip() is None
            names = file.namelist()
        for kind in ("work.epub", "work.html", "work.json"):
            assert sum(name.endswith(kind) for name in names) == 1 + len(OTHERS)
        assert "profile.json" in names

    # ---------------------------------------------------------------- letting go

    def orphan_one(self):
        she, lamp = self.writer, address_of("The Lamp")
        self.guest.go(lamp)
        self.guest.reads(NAME)
        she.open_room("The Lamp", "Company")
        she.press("Orphan it")
        she.look()
        she.press("Orphan it")
        she.is_at("Bin")
        she.reads("yours to take back until")
        she.walk_to("Take The Lamp back")
        self.guest.go(lamp)
        self.guest.is_at("The Lamp")
        expect(self.guest.page.locator("body")).not_to_contain_text(NAME)

    def ask_to_leave(self):
        she = self.writer
        self.clock.put_forward(by=timedelta(hours=1))
        she.go_by_menu("Account")
        she.is_at("Preferences")
        she.press("Delete account")
        she.is_at("Delete my account")
        she.press("Choose for each of your 4 works")
        she.choose("The Rope", "delete")
        she.choose("The Buoy", "leave")
        she.choose("The Oar", "hand")
        she.write("To whom “The Oar” goes", "tom")
        she.look()
        she.write("Your user name, to show that you mean it", NAME)
        she.press("Delete my account in two weeks")
        she.is_at("Is it you?")
        she.press("Use your passkey")
        she.is_at("Delete my account")
        she.reads("It is noted. You have 14 days to think better of it.")
        she.go("/")
        she.reads("Your account is deleted on")
        she.look()

        self.tom_accepts("The Oar")

    def be_gone(self):
        she, guest = self.writer, self.guest
        rope = address_of("The Rope")
        self.clock.put_forward(by=timedelta(days=14))
        do("delete accounts that leave")
        assert not User.objects.filter(username=NAME).exists()
        assert mail.outbox[-1].to == ["quill@quay.example"]
        guest.go(rope)
        guest.is_at("There is no such page")
        for title, named in (
            ("The Oar", "tom"),
            ("Low Water", "tom"),
            ("The Buoy", "Orphaned"),
        ):
            guest.go(address_of(title))
            guest.is_at(title)
            guest.reads(named)
            expect(guest.page.locator("body")).not_to_contain_text(NAME)
        assert traces_of(NAME) == []
        she.go(reverse("works:desk"))
        she.is_at("Log in")


def address_of(title):
    return Work.objects.get(title=title).get_absolute_url()


def table_of(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def next_friday(clock):
    """Six o'clock on the wall of the writer."""
    today = clock.now(ZoneInfo(ZONE))
    day = today + timedelta(days=(FRIDAY - today.weekday()) % 7)
    six = day.replace(hour=18, minute=0, second=0, microsecond=0)
    if six <= today:
        six = (six + timedelta(days=7)).replace(hour=18)
    return six.astimezone(UTC)
