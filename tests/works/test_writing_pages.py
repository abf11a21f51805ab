"""The pages a chapter is written on."""

import json
from uuid import uuid4

import pytest
from django.urls import reverse

from fascicle.accounts.models import PenName
from fascicle.works.models import Autosave, Chapter, EditingPresence
from tests.factories import make_archive, make_user, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(client):
    make_archive()
    user = make_user("writer")
    client.force_login(user)
    return user


@pytest.fixture
def work(writer):
    return make_work(by=PenName.objects.get(user=writer))


@pytest.fixture
def chapter(work):
    return work.chapters.get()


def address(chapter, name="works:chapter", *more):
    return reverse(name, args=[chapter.work_id, chapter.pk, *more])


def typed(text="<p>The tide turned.</p>", **more):
    return {"text": text, "mode": "rich", "base_version": 1, **more}


def test_a_chapter_is_written_and_saved(client, work):
    new = reverse("works:new_chapter", args=[work.pk])
    assert client.get(new).status_code == 200

    response = client.post(new, typed(title="Ebb", base_version=0), follow=True)

    chapter = work.chapters.get(title="Ebb")
    assert chapter.text.html == "<p>The tide turned.</p>"
    assert response.redirect_chain[0][0].startswith(address(chapter))


def test_a_form_sent_twice_makes_one_chapter(client, work):
    new = reverse("works:new_chapter", args=[work.pk])
    form = typed(submission=str(uuid4()), base_version=0)

    first, second = client.post(new, form), client.post(new, form)

    assert first["Location"] == second["Location"]
    assert work.chapters.count() == 2


def test_the_same_form_with_other_words_loses_nothing(client, work):
    new = reverse("works:new_chapter", args=[work.pk])
    key = str(uuid4())
    client.post(new, typed(submission=key, base_version=0))

    client.post(new, typed("<p>Other words.</p>", submission=key, base_version=0))

    assert work.chapters.count() == 3


def test_a_form_that_could_not_be_taken_may_be_sent_again(client, work):
    new = reverse("works:new_chapter", args=[work.pk])
    form = typed("", submission=str(uuid4()), base_version=0)

    assert client.post(new, form).status_code == 422
    assert client.post(new, form).status_code == 422
    assert work.chapters.count() == 1


def test_a_conflict_shows_both_texts_and_keeps_them(client, chapter):
    client.post(address(chapter), typed("<p>Theirs.</p>"))

    response = client.post(address(chapter), typed("<p>Mine.</p>"))

    assert response.status_code == 409
    page = response.content.decode()
    assert "Theirs." in page
    assert "&lt;p&gt;Mine.&lt;/p&gt;" in page
    assert chapter.revisions.get(is_aside=True).html == "<p>Mine.</p>"


def test_a_conflict_shows_what_else_differs(client, chapter):
    client.post(address(chapter), typed(title="Ebb", number="1"))

    response = client.post(address(chapter), typed(title="Flow", number="2"))

    page = response.content.decode()
    assert response.status_code == 409
    assert "<del>Ebb</del>" in page
    assert "<ins>Flow</ins>" in page
    assert "<ins>2</ins>" in page


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("title", "a" * 256), ("text", "a" * 500_001), ("mode", "latex")),
        *(("title", "a\0b"), ("number", "1" * 21), ("base_version", "x")),
        *(
            ("notes_before", "a" * 20_001),
            ("slot", "no"),
            ("text", "<b>" * 60_000 + "x"),
        ),
    ],
)
def test_bad_input_is_told_beside_its_field_and_the_text_is_still_there(
    client, chapter, field, value
):
    response = client.post(address(chapter), typed("<p>Precious.</p>") | {field: value})

    assert response.status_code == 422
    if field != "text":
        assert "Precious." in response.content.decode()
    assert Chapter.objects.get(pk=chapter.pk).version == 1


def test_what_a_guest_sends_is_shown_to_be_sent_again(client, chapter):
    client.logout()

    response = client.post(address(chapter), typed("<p>Precious words here.</p>"))

    assert response.status_code == 401
    assert "Precious words here." in response.content.decode()


def test_what_was_sent_with_an_old_token_is_shown_to_be_sent_again(chapter, writer):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(writer)
    words = typed("<p>Precious words here.</p>")

    ours = client.post(address(chapter), words, headers={"Origin": "http://testserver"})
    theirs = client.post(
        address(chapter), words, headers={"Origin": "http://evil.test"}
    )

    assert ours.status_code == theirs.status_code == 403
    assert "Precious words here." in ours.content.decode()
    assert "Precious words here." not in theirs.content.decode()


# ---------------------------------------------------------------- while typing


def keep(client, slot, chapter, text, sequence=1, **more):
    body = {"sequence": sequence, "base_version": 1, "work": chapter.work_id}
    body |= {"chapter": chapter.pk, "fields": {"text": text, "evil": "x"}, **more}
    url = reverse("works:autosave", args=[slot])
    return client.post(url, json.dumps(body), content_type="application/json")


def test_typed_words_are_kept_and_gone_once_they_are_saved(client, chapter):
    slot = uuid4()
    assert keep(client, slot, chapter, "Half a sent").status_code == 200
    assert Autosave.objects.get().fields == {"text": "Half a sent"}
    assert b"typed and not saved" in client.get(address(chapter)).content

    client.post(address(chapter), typed("Half a sentence.", slot=str(slot)))

    assert not Autosave.objects.exists()


def test_two_windows_with_the_same_form_do_not_overwrite_each_other(client, chapter):
    slot = uuid4()
    keep(client, slot, chapter, "one window", sequence=5)
    keep(client, slot, chapter, "the other", sequence=6)

    late = keep(client, slot, chapter, "one window goes on", sequence=7, after=[5])

    assert late.status_code == 409
    assert Autosave.objects.get().fields["text"] == "the other"


def test_words_whose_answer_was_lost_are_followed_by_the_next(client, chapter):
    slot = uuid4()
    keep(client, slot, chapter, "one", sequence=5)
    keep(client, slot, chapter, "two", sequence=6, after=[5])

    assert keep(client, slot, chapter, "3", sequence=7, after=[5, 6]).status_code == 200


def test_words_are_not_kept_for_who_logged_in_after_their_writer(
    client, chapter, writer
):
    client.force_login(make_user("another"))

    response = keep(client, uuid4(), chapter, "mine", user=writer.pk)

    assert response.status_code == 401
    assert not Autosave.objects.exists()


def test_words_beyond_all_measure_are_refused_with_a_sentence(client, chapter):
    assert keep(client, uuid4(), chapter, "é" * 2_200_000).status_code == 413


def test_who_saves_beyond_all_measure_is_told_where_the_words_are(client, chapter):
    response = client.post(address(chapter), typed(text="é" * 2_200_000))

    assert response.status_code == 413
    page = response.content.decode()
    assert "this browser keeps what you wrote" in page
    assert f'href="{address(chapter)}"' in page


def test_words_that_come_late_change_nothing(client, chapter):
    slot = uuid4()
    keep(client, slot, chapter, "newer", sequence=2)

    assert keep(client, slot, chapter, "older", sequence=1).status_code == 409
    assert Autosave.objects.get().fields == {"text": "newer"}


def test_a_guest_is_told_in_json_where_to_log_in(client, chapter):
    client.logout()

    response = keep(client, uuid4(), chapter, "words")

    assert response.status_code == 401
    assert response.json()["log_in"] == reverse("accounts:login")


def test_nobody_keeps_words_for_somebody_elses_chapter(client, chapter):
    client.force_login(make_user("other"))

    assert keep(client, uuid4(), chapter, "words").status_code == 404
    assert not Autosave.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        *("", "[]", "1", "{}", '{"sequence": "x"}', '{"sequence": 1}', "[" * 100_000),
        *('{"sequence": -1, "fields": {}}', '{"sequence": 1, "fields": [1]}', "\0"),
        *('{"sequence": 1e999, "fields": {}}', '{"sequence": 1, "fields": "words"}'),
    ],
)
def test_what_no_form_would_send_is_refused(client, chapter, body):
    url = reverse("works:autosave", args=[uuid4()])
    response = client.post(url, body, content_type="application/json")

    assert response.status_code == 400
    assert response["Content-Type"] == "application/json"


def test_lone_surrogates_and_nul_are_left_out_of_what_is_kept(client, chapter):
    assert keep(client, uuid4(), chapter, "a\0b\ud800c").status_code == 200
    assert Autosave.objects.get().fields == {"text": "abc"}


def test_unsaved_words_are_listed_shown_and_thrown_away(client, chapter, writer):
    slot = uuid4()
    keep(client, slot, chapter, "<p>Unsaved tide.</p>")

    listed = client.get(reverse("works:autosaves")).content.decode()
    assert reverse("works:unsaved", args=[slot]) in listed
    page = client.get(reverse("works:unsaved", args=[slot]))
    assert b"Unsaved tide." in page.content
    client.post(reverse("works:autosave_removal", args=[slot]))
    assert not Autosave.objects.exists()


@pytest.mark.parametrize("is_posted", [True, False])
def test_unsaved_words_of_what_has_readers_ask_whether_followers_are_told(
    client, chapter, is_posted
):
    if not is_posted:
        Chapter.objects.filter(pk=chapter.pk).update(posted_at=None)
    there = keep(client, uuid4(), chapter, "<p>Unsaved tide.</p>").json()["address"]

    assert ('name="tell"' in client.get(there).text) is is_posted


def test_others_at_the_chapter_are_named_by_their_pen_name_alone(client, chapter):
    other = make_user("account-name")
    pen_name = PenName.objects.create(name="Quill", key="quill", user=other)
    chapter.work.bylines.create(pen_name=pen_name, position=1)
    client.force_login(other)
    client.post(address(chapter, "works:presence"))

    client.force_login(PenName.objects.get(bylines__position=0).user)
    response = client.post(address(chapter, "works:presence"))

    assert response.json() == {"others": ["Quill"]}
    assert EditingPresence.objects.count() == 2


# ---------------------------------------------------------------- history


def test_the_history_shows_compares_restores_and_erases(client, chapter):
    client.post(address(chapter), typed("<p>Second words.</p>"))
    first, second = chapter.revisions.order_by("pk")

    assert b"as it is now" in client.get(address(chapter, "works:history")).content
    both = {"left": first.pk, "right": second.pk}
    compared = client.get(address(chapter, "works:comparison"), both).content
    assert b"<ins>Second</ins>" in compared or b"Second" in compared
    client.post(address(chapter, "works:revision_restoring", first.pk))
    assert Chapter.objects.get(pk=chapter.pk).text.html == first.html
    client.post(address(chapter, "works:revision_erasing", second.pk))
    second.refresh_from_db()
    assert second.erased_at
    shown = client.get(address(chapter, "works:revision", second.pk))
    assert b"was erased" in shown.content


def test_restoring_asks_whether_followers_are_told_once_there_are_readers(
    client, chapter
):
    client.post(address(chapter), typed("<p>Second words.</p>"))
    first, second = chapter.revisions.order_by("pk")
    asks = 'name="tell"'

    assert asks in client.get(address(chapter, "works:revision", first.pk)).text
    client.post(address(chapter, "works:revision_restoring", first.pk), {"tell": "on"})
    client.post(address(chapter, "works:revision_restoring", second.pk))

    loud, quiet = chapter.revisions.order_by("pk")[2:]
    assert (bool(loud.announced_at), quiet.announced_at) == (True, None)
    Chapter.objects.filter(pk=chapter.pk).update(posted_at=None)
    assert asks not in client.get(address(chapter, "works:revision", first.pk)).text


def test_a_history_costs_a_fixed_number_of_queries(
    client, chapter, django_assert_max_num_queries
):
    for n in range(2, 30):
        client.post(address(chapter), typed(f"<p>Take {n}.</p>", base_version=n - 1))

    client.get(
        address(chapter, "works:history")
    )  # which counts what is unread, for a while
    with django_assert_max_num_queries(10):
        client.get(address(chapter, "works:history"))


def test_a_history_is_its_writers_alone(client, chapter):
    client.post(address(chapter), typed("<p>Second words.</p>"))
    revision = chapter.revisions.first()
    client.force_login(make_user("other"))

    for name, more in (
        *(("works:chapter", ()), ("works:history", ()), ("works:comparison", ())),
        ("works:revision", (revision.pk,)),
    ):
        assert client.get(address(chapter, name, *more)).status_code == 404
    for name in ("works:revision_restoring", "works:revision_erasing"):
        assert client.post(address(chapter, name, revision.pk)).status_code == 404
