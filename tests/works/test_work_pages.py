"""The pages on which a work is begun and described."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from fascicle.core.models import Archive
from fascicle.tags.models import Kind, Tag
from fascicle.works import actions
from fascicle.works.actions import keep_typed
from fascicle.works.models import Autosave, Rating, Work
from tests.factories import make_archive, make_chapter, make_user, make_work

pytestmark = pytest.mark.django_db
NEW = "works:new_work"


@pytest.fixture
def writer(client):
    make_archive()
    user = make_user("writer")
    client.force_login(user)
    return user


@pytest.fixture
def work(writer):
    texts = [make_chapter(f"<p>Part {name}.</p>", title=name) for name in "ABC"]
    return make_work(by=writer.pen_names.get(), texts=texts, posted=False)


def begun(writer, **more):
    return {
        "title": "Low Water",
        "text": "<p>The tide was out.</p>",
        "mode": "rich",
        "comments": "members",
        "pen_name": writer.pen_names.get().pk,
        "submission": str(uuid4()),
        **more,
    }


def described(work, **more):
    version = Work.objects.get(pk=work.pk).version
    return {"title": work.title, "comments": "members", "base_version": version, **more}


def address(work, name="works:work", *more):
    return reverse(name, args=[work.pk, *more])


# ---------------------------------------------------------------- beginning


def test_a_title_and_a_text_begin_a_draft(client, writer):
    assert client.get(reverse(NEW)).status_code == 200

    client.post(reverse(NEW), begun(writer))

    work = Work.objects.get()
    assert (work.title, work.posted_at, work.opening) == (
        "Low Water",
        None,
        "The tide was out.",
    )
    assert [one.pen_name.user for one in work.bylines.all()] == [writer]
    assert work.chapters.get().text.html == "<p>The tide was out.</p>"


def test_a_story_may_be_posted_at_once_and_dated_back(client, writer):
    day = timezone.now().date() - timedelta(days=400)

    client.post(reverse(NEW), begun(writer, post="yes", dated=day.isoformat()))

    work = Work.objects.get()
    assert work.posted_at.date() == work.updated_at.date() == day
    assert client.get(work.get_absolute_url()).status_code == 200


def test_a_form_sent_twice_begins_one_story(client, writer):
    form = begun(writer)

    first, second = client.post(reverse(NEW), form), client.post(reverse(NEW), form)

    assert first["Location"] == second["Location"]
    assert Work.objects.count() == 1


BAD = [
    ("text", "", "Write something first"),
    ("text", "<p> </p>", "Write something first"),
    ("text", "<script>alert(1)</script>", "Write something first"),
    ("text", "<p>x" * 60_000, "marked up beyond"),
    ("text", "x" * 500_001, "at most 500000"),
    ("title", "x" * 256, "at most 255"),
    ("title", "a\x00b", "invisible sign"),
    ("summary", "x" * 5001, "at most 5000"),
    ("summary", "<b>" * 1600, None),
    ("notes_before", "x" * 20_001, "at most 20000"),
    ("dedication", "x" * 256, "at most 255"),
    ("language", "xx-nowhere", "Choose among"),
    ("status", "burnt", "Choose among"),
    ("rating", "999999", "Choose among"),
    ("rating", "'; --", "Choose among"),
    ("planned_chapters", "0", "too little: 1 at least"),
    ("planned_chapters", "many", "Type a whole number"),
    ("planned_chapters", "9" * 400, None),
    ("comments", "", "Choose one."),
    ("comments", "everybody", "Choose among"),
    ("mode", "word", "Choose among"),
    ("pen_name", "0", "Choose among"),
    ("dated", "2999-01-01", "still to come"),
    ("dated", "the ides", "Type a day"),
]


@pytest.mark.parametrize(("field", "value", "said"), BAD)
def test_bad_input_is_answered_beside_the_field_and_kept(
    client, writer, field, value, said
):
    response = client.post(reverse(NEW), begun(writer, **{field: value}))

    page = response.content.decode()
    if said is None:  # odd, but taken or refused: never an error, and the text is there
        assert response.status_code in (302, 422)
        return
    assert response.status_code == 422
    assert said in page
    assert not Work.objects.exists()
    if field != "text":
        assert "The tide was out." in page


def test_a_draft_has_as_many_words_as_are_written(client, writer):
    draft = make_work(by=writer.pen_names.get(), posted=False, chapters=2)
    partly = make_work("Partly", by=writer.pen_names.get(), chapters=2)
    actions.unpost_chapter(partly.chapters.in_order()[1])
    for work in (draft, partly):
        page = client.get(reverse("works:work", args=[work.pk])).content.decode()
        preview = reverse("reading:work", args=[work.pk])
        shown = client.get(preview, {"preview": "guest", "drafts": "1"})

        assert "<span>10 words</span>" in page
        assert "10 words" in shown.content.decode()
        assert "10 words" in client.get(reverse("works:desk")).content.decode()


def test_what_turns_text_around_and_lone_surrogates_do_no_harm(client, writer):
    form = begun(writer, title="gnp.\u202etxt", summary="\u2066 one")
    body = "&".join(f"{key}={value}" for key, value in form.items() if key != "title")

    client.post(reverse(NEW), form)
    client.post(
        reverse(NEW),
        body + "&title=%ED%A0%80lone",
        content_type="application/x-www-form-urlencoded",
    )

    first, second = Work.objects.order_by("pk")
    assert first.title == "gnp.txt"
    assert "lone" in second.title
    assert client.get(address(second)).status_code == 200


def test_nobody_begins_a_story_under_the_name_of_another(client, writer):
    other = make_user("other").pen_names.get()

    response = client.post(reverse(NEW), begun(writer, pen_name=other.pk))

    assert response.status_code == 422
    assert not Work.objects.exists()


def test_an_archive_may_want_a_rating_before_a_story_is_posted(client, writer):
    Archive.objects.update(requires_rating=True)

    refused = client.post(reverse(NEW), begun(writer, post="yes"))
    assert (refused.status_code, Work.objects.count()) == (422, 0)
    assert "Rate the work first" in refused.content.decode()

    rating = Rating.objects.first().pk
    client.post(reverse(NEW), begun(writer, post="yes", rating=rating))
    assert Work.objects.posted().count() == 1


def test_what_was_typed_and_never_saved_is_gone_on_with(client, writer):
    slot = uuid4()
    words = {"title": "Half", "text": "<p>Half a tale.</p>", "dedication": "for M."}
    keep_typed(writer, slot, words, sequence=1, at=timezone.now())

    assert "Go on with them" in client.get(reverse(NEW)).content.decode()
    page = client.get(reverse("works:unsaved", args=[slot]), follow=True)
    text = page.content.decode()
    assert 'value="Half"' in text
    assert "Half a tale." in text
    assert f'value="{slot}"' in text

    client.post(reverse(NEW), begun(writer, title="Half", slot=str(slot)))
    assert not Autosave.objects.exists()
    client.force_login(make_user("other"))
    stolen = client.get(reverse(NEW), {"typed": str(slot)})
    assert "Half a tale." not in stolen.content.decode()


def test_the_language_somebody_wrote_in_last_is_chosen(client, writer):
    make_work(by=writer.pen_names.get(), language="ga")

    page = client.get(reverse(NEW)).content.decode()

    assert '<option value="ga" selected>' in page


# ---------------------------------------------------------------- tags


def test_tags_are_ticked_and_typed(client, writer, work):
    kind = Kind.objects.get(slug="genre")
    form = described(work)
    form[f"kind_{kind.pk}"] = ["Hello, Sailor", "Fantasy"]
    form[f"kind_{kind.pk}_more"] = "sea stories,  FANTASY , ,"

    client.post(address(work), form)

    names = set(work.tags.values_list("name", flat=True))
    assert {"Hello, Sailor", "sea stories"} <= names
    assert len(names) == 3
    page = client.get(address(work)).content.decode()
    assert 'value="Hello, Sailor"' in page


def test_the_limits_of_a_kind_are_said_beside_it(client, writer, work):
    genre = Kind.objects.get(slug="genre")
    Kind.objects.filter(pk=genre.pk).update(limit_per_work=2, coinable=False)
    form = described(work, title="Kept")

    form[f"kind_{genre.pk}_more"] = "a, b, c"
    many = client.post(address(work), form)
    form[f"kind_{genre.pk}_more"] = "Nonsense nobody has"
    new = client.post(address(work), form)

    assert "at most 2" in many.content.decode()
    assert "Nonsense nobody has" in new.content.decode()
    assert (many.status_code, new.status_code) == (422, 422)
    assert not Tag.objects.filter(name="Nonsense nobody has").exists()
    assert not work.tags.exists()


def test_names_of_the_archives_tags_are_offered(client, writer):
    kind = Kind.objects.get(slug="genre")
    Tag.objects.create(kind=kind, name="Salt marsh", key="salt marsh")

    found = client.get(reverse("works:tag_names", args=[kind.slug]), {"q": "MARS"})

    assert 'value="Salt marsh"' in found.content.decode()
    assert client.get(reverse("works:tag_names", args=["nothing"])).status_code == 404


# ---------------------------------------------------------------- describing


def test_what_is_said_of_a_work_is_saved(client, writer, work):
    rating = Rating.objects.first()

    client.post(
        address(work),
        described(
            work,
            title="High Water",
            summary="One.\n\nTwo & <three.",
            status="hiatus",
            language="ga",
            rating=rating.pk,
            planned_chapters="12",
            dedication="for M.",
            members_only="on",
            unlisted="on",
            comments="nobody",
            notes_before="<p>Thanks, <em>all</em><script>x</script></p>",
        ),
    )

    work.refresh_from_db()
    assert (work.title, work.title_key) == ("High Water", "high water")
    assert work.summary == "<p>One.</p><p>Two &amp; &lt;three.</p>"
    assert work.notes_before == "<p>Thanks, <em>all</em></p>"
    assert (work.status, work.language, work.rating) == ("hiatus", "ga", rating)
    assert (work.members_only, work.unlisted, work.comments) == (True, True, "nobody")
    assert (work.planned_chapters, work.dedication) == (12, "for M.")
    assert work.version == 2
    assert "One.\n\nTwo &amp; &lt;three." in client.get(address(work)).content.decode()


def test_two_windows_never_overwrite_each_other_in_silence(client, writer, work):
    old = described(work, title="Second")
    client.post(address(work), described(work, title="First", dedication="for A."))

    response = client.post(address(work), old)

    page = response.content.decode()
    assert response.status_code == 409
    assert "First" in page
    assert 'value="Second"' in page
    work.refresh_from_db()
    assert work.title == "First"

    client.post(address(work), described(work, title="Second"))
    work.refresh_from_db()
    assert work.title == "Second"


def test_a_public_work_stays_rated_where_the_archive_wants_it(client, writer):
    work = make_work(by=writer.pen_names.get())
    Archive.objects.update(requires_rating=True)

    response = client.post(address(work), described(work, title="Unrated"))

    assert response.status_code == 422
    assert Work.objects.get().rating is not None
