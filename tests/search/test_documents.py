"""What the index is told of a work."""

import pytest

from fascicle.search.index.documents import documents, facts
from fascicle.search.index.thesaurus import Thesaurus
from fascicle.search.words.plaintext import plain_text
from fascicle.tags.models import Closure, Kind, Tag
from fascicle.works import actions as works
from fascicle.works.models import (
    Byline,
    Chapter,
    RelationKind,
    Series,
    SeriesEntry,
    Tally,
    Work,
)
from tests.factories import (
    NOW,
    make_chapter,
    make_pen_name,
    make_rating,
    make_work,
)

pytestmark = pytest.mark.django_db


def make_kind(slug="fandom", **kwargs):
    return Kind.objects.create(slug=slug, name=slug, plural=slug, **kwargs)


def make_tag(name, kind, **kwargs):
    return Tag.objects.create(kind=kind, name=name, key=name.lower(), **kwargs)


def the(work):
    (document,) = documents([work.pk])
    return document


def test_a_posted_work_is_described_in_full():
    first, second = make_pen_name("Zoë Ash"), make_pen_name("Ben Marsh")
    work = make_work(
        "The Salt Roads",
        by=first,
        summary="<p>Of <em>salt</em> &amp; roads.</p>",
        language="en",
        status="complete",
        texts=[
            make_chapter("<p>One.</p>", title="Dawn", notes_before="<p>Thanks.</p>"),
            make_chapter("<p>Two.</p><p>And more.</p>"),
        ],
    )
    Byline.objects.create(work=work, pen_name=second, position=1)
    Tally.objects.create(work=work, kudos=3, comments=4, bookmarks=5, hits=6)
    series = Series.objects.create(title="Roads", title_key="roads")
    SeriesEntry.objects.create(series=series, work=work, position=1)

    document = the(work)

    known = document.facts
    assert (known.is_listed, known.members_only, known.is_adult) == (True, False, False)
    assert (known.rating, known.status, known.language) == (
        work.rating_id,
        "complete",
        "en",
    )
    assert (known.words, known.chapters) == (work.word_count, 2)
    assert known.posted_at == known.updated_at == int(NOW.timestamp())
    assert (known.title_key, known.author_key) == ("salt roads", "zoe ash")
    assert (known.kudos, known.comments, known.bookmarks, known.hits) == (3, 4, 5, 6)
    assert known.pen_names == tuple(sorted((first.pk, second.pk)))
    assert known.series == (series.pk,)
    texts = document.texts
    assert texts.title == "The Salt Roads"
    assert texts.byline == "Zoë Ash\nBen Marsh"
    assert texts.summary == "Of salt & roads."
    assert texts.notes == "Thanks."
    assert texts.text == "Dawn\nOne.\n\nTwo.\nAnd more."


def test_a_draft_is_known_to_be_one():
    known = the(make_work(posted=False)).facts

    assert not known.is_listed
    assert known.posted_at == 0


def test_a_hidden_work_is_not_listed():
    work = make_work()
    Work.objects.update(hidden_at=NOW)

    assert not the(work).facts.is_listed


def test_a_work_nobody_rated_is_for_adults():
    known = the(make_work(rated=False)).facts

    assert (known.is_adult, known.rating) == (True, 0)
    assert the(
        make_work("Other", rating=make_rating("Adult", is_adult=True))
    ).facts.is_adult


def test_a_draft_chapter_says_nothing():
    work = make_work(
        texts=[make_chapter("<p>Open.</p>"), make_chapter("<p>Closed.</p>")]
    )
    Chapter.objects.filter(position=2).update(posted_at=None)

    assert the(work).texts.text == "Open."


def test_texts_are_left_out_where_the_archive_does_not_want_them(settings):
    settings.INDEX_TEXTS = False

    assert the(make_work()).texts.text == ""


def test_a_work_that_is_gone_yields_nothing():
    work = make_work()
    pk = work.pk
    work.delete()

    assert list(documents([pk])) == []


def test_tags_are_what_they_mean_and_are_named_as_typed_too():
    kind = make_kind()
    sea = make_tag("Sea", kind)
    ocean = make_tag("Ocean", kind, canonical=sea)
    water = make_tag("Water", kind)
    Closure.objects.create(tag=sea, ancestor=water)

    document = the(make_work(tags=[ocean, sea]))

    assert document.facts.tags == tuple(sorted((sea.pk, water.pk)))
    assert document.texts.tag_ids == document.facts.tags
    assert set(document.texts.tags.split("\n")) == {"Ocean", "Sea", "Water"}


def test_the_thesaurus_knows_the_kind_of_all_that_is_meant():
    kind = make_kind()
    sea, water = make_tag("Sea", kind), make_tag("Water", kind)
    Closure.objects.create(tag=sea, ancestor=water)
    thesaurus = Thesaurus()

    list(facts([make_work(tags=[sea]).pk], thesaurus))

    assert thesaurus.kinds == {sea.pk: kind.pk, water.pk: kind.pk}


def test_unrelated_tags_make_a_crossover_where_the_kind_says_so():
    kind, theme = make_kind(makes_crossovers=True), make_kind("theme")
    roads, lamps = make_tag("Roads", kind), make_tag("Lamps", kind)
    themes = [make_tag("Salt", theme), make_tag("Light", theme)]

    assert the(make_work("Both", tags=[roads, lamps])).facts.is_crossover
    assert not the(make_work("One", tags=[roads])).facts.is_crossover
    assert not the(make_work("Themes", tags=themes)).facts.is_crossover


def test_a_synonym_makes_no_crossover():
    kind = make_kind(makes_crossovers=True)
    roads = make_tag("Roads", kind)
    ways = make_tag("Ways", kind, canonical=roads)

    assert not the(make_work(tags=[roads, ways])).facts.is_crossover


def test_tags_that_one_of_them_binds_together_make_no_crossover():
    kind = make_kind(makes_crossovers=True)
    a, b, c = (make_tag(name, kind) for name in "abc")
    over_a_b, over_b_c = make_tag("ab", kind), make_tag("bc", kind)
    for tag, ancestor in [(a, over_a_b), (b, over_a_b), (b, over_b_c), (c, over_b_c)]:
        Closure.objects.create(tag=tag, ancestor=ancestor)

    assert not the(make_work("Two", tags=[a, b])).facts.is_crossover
    assert the(make_work("Apart", tags=[a, c])).facts.is_crossover
    assert not the(make_work("Three", tags=[a, b, c])).facts.is_crossover


def test_a_work_has_a_sequel_once_one_is_listed():
    first, second = make_work("First"), make_work("Second", posted=False)
    works.relate(second, RelationKind.SEQUEL, to=first, url="/works/1/", at=NOW)
    assert not the(first).facts.has_sequel

    works.post_work(second, at=NOW)

    assert the(first).facts.has_sequel
    assert not the(second).facts.has_sequel


def test_a_sequel_counts_once_the_other_side_agrees():
    first, second = make_work("First"), make_work("Second")
    relation = works.relate(second, RelationKind.SEQUEL, title="First", at=NOW)
    works.decline_relation(relation, at=NOW)
    assert not the(first).facts.has_sequel

    works.approve_relation(relation, at=NOW)

    assert the(first).facts.has_sequel


def test_a_sequel_for_members_is_not_told_to_all():
    first, second = make_work("First"), make_work("Second")
    works.relate(second, RelationKind.SEQUEL, to=first, url="/works/1/", at=NOW)
    Work.objects.filter(pk=second.pk).update(members_only=True)
    assert not the(first).facts.has_sequel

    Work.objects.filter(pk=first.pk).update(members_only=True)

    assert the(first).facts.has_sequel


def test_many_works_take_few_queries(django_assert_max_num_queries):
    made = [make_work(f"Work {n}").pk for n in range(30)]

    with django_assert_max_num_queries(12):
        assert len(list(documents(made))) == 30


def test_the_mark_of_texts_tells_them_apart():
    work = make_work()
    before = the(work).texts.mark
    assert the(work).texts.mark == before

    Work.objects.update(summary="<p>Anew.</p>")

    assert the(work).texts.mark != before


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One.</p>\n<p>Two.</p>", "One.\nTwo."),
        ("<p>un<em>believ</em>able</p>", "unbelievable"),
        ("One<br>Two", "One\nTwo"),
        ("<p>a &lt; b &amp; c</p>", "a < b & c"),
        ('<p><a href="/?a=1" title="x > y">link</a></p>', "link"),
        ("<ruby>魔法<rp>(</rp><rt>まほう</rt><rp>)</rp></ruby>使い", "魔法使い"),
        ("", ""),
        ("plain", "plain"),
    ],
)
def test_html_becomes_plain_text(html, text):
    assert plain_text(html) == text
