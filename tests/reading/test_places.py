"""A reader's place: kept while they read, said in lists, and gone back to."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fascicle.accounts.models import Preferences
from fascicle.reading.actions import progress as actions
from fascicle.reading.models import Progress, State
from fascicle.works import actions as works
from fascicle.works.actions import ChapterInput
from fascicle.works.models import Chapter
from tests.factories import NOW, make_chapter, make_rating, make_user
from tests.factories import make_work as make_any_work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]

SENTENCES = [
    f"Lamp number {n} burned all night over the {n}th quay." for n in range(40)
]
LATER = NOW + timedelta(days=3)


def text_of(chapter):
    paragraphs = [f"<p>Part {chapter}. {one}</p>" for one in SENTENCES]
    return make_chapter("".join(paragraphs))


def make_work(title="The Ledger", chapters=3, **kwargs):
    texts = [text_of(n) for n in range(1, chapters + 1)]
    return make_any_work(title, texts=texts, **kwargs)


@pytest.fixture
def reader():
    user = make_user("reader")
    Preferences.objects.create(user=user, keeps_history=True)
    return user


@pytest.fixture
def work():
    return make_work()


def chapter_of(work, position):
    return Chapter.objects.get(work=work, position=position, deleted_at=None)


def keep(user, work, position, paragraph=0, *, at=NOW, **kwargs):
    chapter = chapter_of(work, position)
    return actions.keep_place(user, chapter, paragraph=paragraph, at=at, **kwargs)


def send(client, work, chapter, **said):
    body = {"chapter": chapter.pk, "paragraph": 0, "within": 0, "words": "", **said}
    return client.post(
        reverse("reading:place", args=[work.pk]), json.dumps(body), "application/json"
    )


def where(user, work):
    progress = Progress.objects.get(user=user, work=work)
    return progress.chapter.position, progress.paragraph, progress.state


def add_chapter(work, at, html="<p>More of it.</p>"):
    new = ChapterInput(text=html)
    chapter = works.new_chapter(work, new, by=None, at=at)
    works.post_chapter(chapter, at=at)
    work.refresh_from_db()
    return chapter


def test_a_page_sends_its_readers_place_and_it_is_kept(client, reader, work):
    client.force_login(reader)

    response = send(client, work, chapter_of(work, 2), paragraph=7, read=False)

    progress = Progress.objects.get()
    assert response.status_code == 204
    assert response["Place-Stamp"] == str(progress.stamp)
    assert where(reader, work) == (2, 7, State.READING)
    assert progress.words.startswith("Part 2.")


def test_a_place_is_the_sentence_that_was_sent_whatever_its_number(reader, work):
    keep(reader, work, 2, paragraph=3, words=SENTENCES[9])

    assert where(reader, work)[:2] == (2, 9)


def test_a_paragraph_that_never_was_is_the_last_there_is(reader, work):
    keep(reader, work, 1, paragraph=10**9)

    assert where(reader, work)[:2] == (1, 39)


def test_without_a_history_nothing_is_ever_written(client, work):
    for keeps in (None, False):
        user = make_user(f"reader-{keeps}")
        if keeps is not None:
            Preferences.objects.create(user=user, keeps_history=keeps)
        client.force_login(user)

        assert send(client, work, chapter_of(work, 1)).status_code == 409
        for name, args, data in (
            ("chapter_place", [work.pk, 1], {}),
            ("chapter_read", [work.pk, 1], {}),
            ("restart", [work.pk], {}),
            ("state", [work.pk], {"state": "wanted"}),
        ):
            response = client.post(reverse(f"reading:{name}", args=args), data)
            assert response.url == reverse("reading:history")

    assert not Progress.objects.exists()


def test_guests_keep_nothing_on_the_server(client, work):
    assert send(client, work, chapter_of(work, 1)).status_code == 401
    assert not Progress.objects.exists()


def test_looking_changes_nothing(client, reader, work):
    keep(reader, work, 2, paragraph=5)
    before = Progress.objects.values().get()
    client.force_login(reader)

    for name, args in (
        *(("work", [work.pk]), ("whole", [work.pk]), ("resume", [work.pk])),
        *(("chapter", [work.pk, 1]), ("chapter", [work.pk, 3]), ("history", [])),
    ):
        client.get(reverse(f"reading:{name}", args=args))

    assert Progress.objects.values().get() == before


@pytest.mark.parametrize(
    "body",
    [
        *("", "{", "[]", "null", '"x"', "7", "[" * 100_000, '{"chapter": 1}'),
        *('{"chapter": "x", "paragraph": 0, "within": 0}', "\x00"),
        '{"chapter": 1, "paragraph": -1, "within": 0}',
        '{"chapter": 1, "paragraph": 0, "within": NaN}',
        '{"chapter": 1, "paragraph": 0, "within": 7}',
        '{"chapter": 99999999999999999999, "paragraph": 0, "within": 0}',
        '{"chapter": {"a": []}, "paragraph": [], "within": {}}',
    ],
)
def test_what_is_no_place_is_refused(client, reader, work, body):
    client.force_login(reader)

    response = client.post(
        reverse("reading:place", args=[work.pk]), body, "application/json"
    )

    assert response.status_code == 400
    assert not Progress.objects.exists()


def test_a_chapter_that_is_gone_or_of_another_work_or_secret_is_not_found(
    client, reader, work
):
    gone, other = chapter_of(work, 2), make_work("Another")
    works.discard_chapter(gone, at=NOW)
    secret = make_work("Grown", rating=make_rating("Mature", is_adult=True))
    draft = works.new_chapter(work, ChapterInput(text="<p>x</p>"), by=None, at=NOW)
    client.force_login(reader)

    for place in (
        *((work, gone), (work, chapter_of(other, 1)), (work, draft)),
        (secret, chapter_of(secret, 1)),
    ):
        assert send(client, *place).status_code == 404
    assert not Progress.objects.exists()


def test_a_clock_a_year_ahead_is_taken_for_now(client, reader, work):
    keep(reader, work, 1, at=timezone.now() + timedelta(days=365))
    assert Progress.objects.get().placed_at <= timezone.now()

    client.force_login(reader)
    send(client, work, chapter_of(work, 2), ago=-31_536_000)
    assert Progress.objects.get().placed_at <= timezone.now()


def test_at_the_end_of_the_last_chapter_a_reader_is_caught_up_or_finished(reader, work):
    keep(reader, work, 2, 39, is_chapter_read=True)
    assert where(reader, work)[2] == State.READING
    keep(reader, work, 3, 39, is_chapter_read=True)
    assert where(reader, work)[2] == State.CAUGHT_UP

    complete = make_work("Ended", status="complete")
    keep(reader, complete, 3, 39, is_chapter_read=True)
    assert where(reader, complete)[2] == State.FINISHED


def test_a_new_chapter_opens_at_its_top(client, reader, work):
    keep(reader, work, 3, 39, is_chapter_read=True)
    new = add_chapter(work, LATER)
    client.force_login(reader)

    response = client.get(reverse("reading:resume", args=[work.pk]))

    assert response.url == new.get_absolute_url()


def test_one_goes_on_at_the_sentence_and_without_scripts(client, reader, work):
    keep(reader, work, 2, paragraph=5, words=SENTENCES[5])
    client.force_login(reader)

    response = client.get(reverse("reading:resume", args=[work.pk]), follow=True)

    address = response.redirect_chain[-1][0]
    assert address == reverse("reading:chapter", args=[work.pk, 2]) + (
        "?place=5.8#place"
    )
    page = response.content.decode()
    assert re.search(rf'Part 2. <span [^>]*id="place"[^>]*></span>{SENTENCES[5]}', page)


def test_the_place_is_found_in_a_text_that_was_edited(client, reader, work):
    keep(reader, work, 2, paragraph=5, words=SENTENCES[5])
    chapter = chapter_of(work, 2)
    html = f"<p>All new.</p>{chapter.text.html.replace('burned', 'shone')}"
    writer = work.pen_names.get()
    works.save_chapter(
        chapter,
        ChapterInput(text=html),
        base_version=chapter.version,
        by=writer.user or make_user("editor"),
        at=LATER,
    )
    client.force_login(reader)

    response = client.get(reverse("reading:resume", args=[work.pk]))

    assert "place=6." in response.url


def test_where_the_words_are_gone_the_nearest_place_says_so(client, reader):
    told = ("The boat sank at dawn.", "Nobody wept in Lisbon.", "Then came a letter.")
    work = make_any_work("Other", texts=[make_chapter(f"<p>{one}</p>") for one in told])
    keep(reader, work, 2)
    works.discard_chapter(chapter_of(work, 2), at=LATER)
    client.force_login(reader)

    response = client.get(reverse("reading:resume", args=[work.pk]), follow=True)

    assert "The text has changed since you were here" in response.content.decode()
    assert "Then came a letter." in response.content.decode()


@pytest.mark.parametrize("place", ["x", "1", "1.2.3", "-1.0", "9999999999.0", "٣.٣"])
def test_a_place_that_is_no_place_opens_the_top(client, work, place):
    address = reverse("reading:chapter", args=[work.pk, 1])

    response = client.get(address, {"place": place})

    assert response.status_code == 200
    assert 'id="place"' not in response.content.decode()


def test_lists_say_where_one_is_and_what_is_new(client, reader, work):
    keep(reader, work, 2, paragraph=5)
    add_chapter(work, LATER)
    add_chapter(work, LATER)
    client.force_login(reader)

    for name in ("search:works", "pages:home"):
        page = client.get(reverse(name)).content.decode()
        assert "You are in chapter 2 of 5 · 2 new" in page
    client.logout()
    page = client.get(reverse("search:works")).content.decode()
    assert "You are in chapter 2" not in page


def test_where_one_is_costs_one_query_and_none_for_others(client, reader, work):
    others = [make_work(f"Work {n}") for n in range(6)]
    keep(reader, work, 2)
    plain = make_user("plain")

    def cost(user):
        client.force_login(user)
        client.get(reverse("search:works"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("search:works"))
        return len(queries)

    without, with_one = cost(plain), cost(reader)
    for other in others:
        keep(reader, other, 1)
    assert (with_one, cost(reader)) == (without + 1, without + 1)


def test_the_work_page_marks_what_was_read_and_what_is_new(client, reader, work):
    keep(reader, work, 2, paragraph=5)
    add_chapter(work, LATER)
    client.force_login(reader)

    page = client.get(work.get_absolute_url()).content.decode()

    contents = re.search(r'<ol class="contents">.*?</ol>', page, re.S)[0]
    rows = contents.split("</li>")
    assert ">read<" in rows[0]
    assert "you are here" in rows[1]
    assert not re.search(r"you are here|>new<|>read<", rows[2])
    assert ">new<" in rows[3]
    assert reverse("reading:resume", args=[work.pk]) in page


def test_a_chapter_says_if_one_is_elsewhere_and_lets_one_move(client, reader, work):
    keep(reader, work, 2, paragraph=5)
    client.force_login(reader)

    def page(position):
        address = reverse("reading:chapter", args=[work.pk, position])
        return client.get(address).content.decode()

    assert "You stopped further down" in page(2)
    assert "Your place is in chapter 2" in page(1)
    client.post(reverse("reading:chapter_place", args=[work.pk, 1]))

    assert where(reader, work)[:2] == (1, 0)
    assert "Go on in chapter 2" in page(1)
    choice = reverse("reading:place_choice", args=[work.pk])
    client.post(choice, {"where": "there"})
    assert where(reader, work)[:2] == (2, 5)
    assert client.post(choice, {"where": "there"}).status_code == 302


def test_buttons_mark_read_start_again_and_forget(client, reader, work):
    client.force_login(reader)

    client.post(reverse("reading:chapter_read", args=[work.pk, 3]))
    assert where(reader, work) == (3, 39, State.CAUGHT_UP)
    client.post(reverse("reading:restart", args=[work.pk]))
    assert where(reader, work) == (1, 0, State.READING)
    client.post(reverse("reading:forget", args=[work.pk]))
    assert not Progress.objects.exists()


@pytest.mark.parametrize("state", [one for one in State if one != State.READING])
def test_a_state_that_was_chosen_stays(client, reader, work, state):
    client.force_login(reader)
    keep(reader, work, 1)

    client.post(reverse("reading:state", args=[work.pk]), {"state": state})
    keep(reader, work, 2)

    expected = State.READING if state == State.WANTED else state
    assert where(reader, work)[2] == expected


def test_a_state_that_is_none_is_refused(client, reader, work):
    client.force_login(reader)

    response = client.post(reverse("reading:state", args=[work.pk]), {"state": "x"})

    assert response.status_code == 400
    assert not Progress.objects.exists()


def test_nobody_can_touch_anothers_place(client, reader, work):
    keep(reader, work, 2, paragraph=5)
    before = Progress.objects.values().get()
    other = make_user("other")
    Preferences.objects.create(user=other, keeps_history=True)
    client.force_login(other)

    client.post(reverse("reading:forget", args=[work.pk]))
    client.post(reverse("reading:history_removal"))
    page = client.get(reverse("reading:history")).content.decode()

    assert Progress.objects.values().get() == before
    assert "The Ledger" not in page


def test_a_writer_reads_their_own_work_as_others_do(client, reader):
    own = make_work("Own", by=reader.pen_names.get())
    client.force_login(reader)

    assert send(client, own, chapter_of(own, 1), paragraph=3).status_code == 204
