"""Accepting a story makes its work; undoing takes it away, unless something was built on it."""

from datetime import timedelta

import pytest

from fascicle.accounts.models import PenName
from fascicle.importing.actions import begin
from fascicle.importing.actions.accept import accept_stories, accept_story
from fascicle.importing.actions.advance import advance
from fascicle.importing.actions.undo import take_back_stories
from fascicle.importing.models import BatchState, Part, SeriesProposal, Story
from fascicle.importing.troubles import Trouble
from fascicle.tags.models import Kind
from fascicle.works.models import Provenance, Series, Work
from fascicle.works.opening import opening_of
from tests.factories import NOW, make_rating, make_user
from tests.importing.conftest import accept_all, bring_in, tale

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(archive, folder):
    """Three works to review: Ash, Bay and Cove, of one part each."""
    batch = bring_in(folder({f"{n}.txt": tale(n) for n in range(3)}))
    stories = batch.stories.order_by("pk")
    for story, title in zip(stories, "Ash Bay Cove".split(), strict=True):
        story.title, story.author = title, "Ines Okafor"
        story.save()
    return batch


def accept(batch, *titles: str):
    pks = batch.stories.filter(title__in=titles).values_list("pk", flat=True)
    return accept_stories(batch, pks, at=NOW)


def test_nothing_is_public_before_it_is_accepted(batch):
    assert Work.objects.count() == 0


def test_an_accepted_story_is_a_posted_work_with_its_provenance(batch):
    story = batch.stories.get(title="Ash")
    story.language, story.status, story.summary = "en", "complete", "A <short> tale."
    story.rating = make_rating()
    story.save()
    story.tags.add(Kind.objects.first().tags.create(name="sea", key="sea"))

    accept(batch, "Ash")

    work = Work.objects.get()
    assert (work.title, work.language, work.status) == ("Ash", "en", "complete")
    assert (work.posted_at, work.rating) == (NOW, story.rating)
    assert work.summary == "<p>A &lt;short&gt; tale.</p>"
    assert [tag.name for tag in work.tags.all()] == ["sea"]
    assert work.pen_names.get().user is None
    provenance = Provenance.objects.get()
    assert provenance.batch_name == batch.name
    assert provenance.source_sha256 == story.parts.get().file.sha256
    assert Part.objects.made().get().chapter == work.chapters.get()


def test_a_work_that_nobody_rated_stays_unrated(batch):
    accept(batch, "Ash")

    assert Work.objects.get().rating is None


def test_accepting_twice_makes_one_work(batch):
    story = batch.stories.get(title="Ash")

    first = accept_story(story.pk, at=NOW)
    second = accept_story(story.pk, at=NOW)

    assert (first, second) == (Work.objects.get(), None)


def test_an_excluded_story_is_not_accepted_with_the_others(batch):
    batch.stories.filter(title="Bay").update(state="excluded")

    accept_all(batch)

    assert set(Work.objects.values_list("title", flat=True)) == {"Ash", "Cove"}


def test_a_story_without_text_is_refused_and_the_others_go_on(batch):
    part = batch.stories.get(title="Bay").parts.get()
    part.text.html = "<p> </p>"
    part.text.save()

    batch = accept_all(batch)

    bay = batch.stories.get(title="Bay")
    assert batch.state == BatchState.REVIEW
    assert set(Work.objects.values_list("title", flat=True)) == {"Ash", "Cove"}
    assert (bay.state, bay.troubles[0]) == ("proposed", Trouble.NOT_ACCEPTED)
    assert batch.stories.problems_first().first() == bay


def test_a_story_all_of_whose_parts_are_excluded_is_refused(batch):
    story = batch.stories.get(title="Ash")
    story.parts.update(excluded=True)

    result = accept(batch, "Ash")

    assert (result.made, result.refused) == ([], [story.pk])


def test_the_name_of_an_account_is_not_given_to_an_imported_work(batch):
    make_user("Ines Okafor")

    accept(batch, "Ash")

    pen_name = Work.objects.get().pen_names.get()
    assert (pen_name.name, pen_name.user) == ("Ines Okafor (2)", None)


def test_an_untitled_story_makes_an_untitled_work(batch):
    batch.stories.update(title="", opening="First words")

    accept(batch, "")

    for work in Work.objects.all():
        first = work.chapters.in_order().first()
        assert work.opening == opening_of(first.text.html)


def test_versions_are_kept_with_their_chapter(batch):
    ash, bay = batch.stories.get(title="Ash"), batch.stories.get(title="Bay")
    copy = bay.parts.get()
    copy.story, copy.version_of, copy.copy_kind = ash, ash.parts.get(), "revised"
    copy.save()

    accept(batch, "Ash")

    version = Work.objects.get().chapters.get().versions.get()
    assert (version.kind, version.source_name) == ("revised", copy.file.name)
    assert version.word_count > 100


def test_works_of_a_series_stand_in_its_order_however_they_are_accepted(batch):
    series = SeriesProposal.objects.create(batch=batch, title="Coasts")
    for position, title in enumerate(("Ash", "Bay", "Cove"), 1):
        batch.stories.filter(title=title).update(
            series=series, series_position=position
        )

    for title in ("Cove", "Ash", "Bay"):
        accept(batch, title)

    entries = Series.objects.get(title="Coasts").entries.order_by("position")
    assert [entry.work.title for entry in entries] == ["Ash", "Bay", "Cove"]
    assert [entry.number for entry in entries] == ["1", "2", "3"]


def test_a_series_without_a_title_is_named_after_its_first_titled_work(batch):
    series = SeriesProposal.objects.create(batch=batch)
    for position, title in enumerate(("", "Bay", "Cove")):
        batch.stories.filter(title=title or "Ash").update(
            series=series, series_position=position, title=title
        )

    accept(batch, "")

    assert Series.objects.get().title == "Bay and its companions"


def test_a_series_of_the_same_title_by_another_writer_stays_apart(batch):
    Series.objects.create(title="Coasts", title_key="coasts")
    series = SeriesProposal.objects.create(batch=batch, title="Coasts")
    batch.stories.filter(title="Ash").update(series=series)

    accept(batch, "Ash")

    assert Series.objects.filter(title="Coasts").count() == 2


def test_relations_resolve_when_the_other_work_is_accepted(batch):
    batch.stories.filter(title="Bay").update(
        relations=[{"kind": "sequel-to", "title": "Ash", "author": ""}]
    )

    accept(batch, "Bay")
    accept(batch, "Ash")

    relation = Work.objects.get(title="Bay").relations.get()
    assert (relation.kind, relation.to_work.title) == ("sequel", "Ash")


# ---------------------------------------------------------------- undoing


def undo(batch):
    begin.ask_to_undo(batch)
    return advance(batch.pk)


def test_an_undone_batch_leaves_no_trace_in_the_library(batch):
    series = SeriesProposal.objects.create(batch=batch, title="Coasts")
    batch.stories.update(series=series)
    accept_all(batch)

    batch = undo(batch)

    assert batch.state == BatchState.UNDONE
    assert Work.objects.count() == Series.objects.count() == 0
    assert PenName.objects.unclaimed().count() == 0


def test_a_pen_name_with_other_works_stays(batch):
    accept_all(batch)
    ash = batch.stories.get(title="Ash")

    take_back_stories(batch, [ash.pk])

    ash.refresh_from_db()
    assert (ash.state, ash.work) == ("proposed", None)
    assert PenName.objects.named("Ines Okafor").exists()
    assert set(Work.objects.values_list("title", flat=True)) == {"Bay", "Cove"}


@pytest.mark.parametrize("change", ["title", "edit", "chapter"])
def test_a_work_that_was_changed_since_is_kept_and_named(batch, change):
    from fascicle.works.actions import add_chapter
    from tests.factories import make_chapter

    accept_all(batch)
    work = Work.objects.get(title="Bay")
    if change == "title":
        Work.objects.filter(pk=work.pk).update(title="The Bay")
    if change == "edit":
        work.chapters.update(version=2)
    if change == "chapter":
        add_chapter(work, make_chapter(), at=NOW + timedelta(days=1))

    batch = undo(batch)

    assert batch.state == BatchState.REVIEW
    assert "Bay" in batch.message
    assert Work.objects.get().pk == work.pk
    assert Story.objects.accepted().get().work == work


def test_what_was_undone_can_be_imported_again(batch, folder):
    undo(batch)

    again = bring_in(folder({}))

    assert again.files.with_nothing_new().count() == 0
    assert again.stories.count() == 3
