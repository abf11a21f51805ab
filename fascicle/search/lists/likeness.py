"""More like a work: by what it is tagged with, the rarer the better, and by its words.

How many people read or liked a work has no part in it.
"""

import math

import tantivy
from tantivy import Occur, Query

from fascicle.accounts.viewer import Viewer
from fascicle.search import text
from fascicle.search.index import generations
from fascicle.search.index.documents import texts
from fascicle.search.index.thesaurus import Thesaurus
from fascicle.search.text import schema
from fascicle.search.text.analysis import stemmer_of, words
from fascicle.works.models import Work

MOST = 6
#: More are looked at than are shown, since the viewer may not meet all of them.
MOST_LOOKED_AT = 60
#: Tags on more than one work in so many say nothing about it, if there are many works.
COMMON = 8
FEW_WORKS = 500
#: As many words are looked for, those that the fewest works have.
MOST_WORDS = 12
WEIGHT_OF_WORDS = 0.15


def like(work: Work, viewer: Viewer) -> list[Work]:
    """Works the viewer would meet in lists that are most like this one, the best first.

    Empty while there is no index. A fixed number of queries.
    """
    known = next(iter(texts([work.pk], Thesaurus(), [])), None)
    if known is None:
        return []
    try:
        with generations.reading() as generation:
            reader = text.open(generation.text)
            said = f"{known.title} {known.summary}"
            pks = reader.ask(
                lambda searcher: _query(
                    searcher, known.tag_ids, said, stemmer_of(known.language), viewer
                ),
                MOST_LOOKED_AT,
            )
    except generations.IndexUnavailable:
        return []
    listed = Work.objects.listed_for(viewer).exclude(pk=work.pk).with_pks(pks)
    found = {one.pk: one for one in listed.for_blurbs(viewer)}
    return [found[pk] for pk in pks if pk in found][:MOST]


def _query(
    searcher: tantivy.Searcher,
    tags: tuple[int, ...],
    said: str,
    analyzer: str,
    viewer: Viewer,
) -> Query:
    clauses = [(Occur.Should, query) for query in _tagged(searcher, tags)]
    clauses += [
        (Occur.Should, query)
        for query in _worded(searcher, said, analyzer, sees_adult=viewer.sees_adult)
    ]
    return Query.boolean_query(clauses) if clauses else Query.empty_query()


def _tagged(searcher: tantivy.Searcher, tags: tuple[int, ...]) -> list[Query]:
    """For each tag that says something, works that bear it, weighed by its rarity."""
    total = searcher.num_docs
    queries = []
    for tag in tags:
        count = searcher.doc_freq(schema.TAG, tag)
        if count > 1 and (total < FEW_WORKS or count * COMMON <= total):
            bears = Query.term_query(schema.SCHEMA, schema.TAG, tag, "basic")
            queries.append(Query.const_score_query(bears, math.log(1 + total / count)))
    return queries


def _worded(
    searcher: tantivy.Searcher, said: str, analyzer: str, *, sees_adult: bool
) -> list[Query]:
    """The rarest words of its title and summary, in texts that the viewer may read."""
    stems = words(said, analyzer)
    counts = {stem: searcher.doc_freq(schema.TEXT, stem) for stem in stems}
    shared = sorted((count, stem) for stem, count in counts.items() if count > 1)
    found = [
        Query.boost_query(
            Query.term_query(schema.SCHEMA, schema.TEXT, stem), WEIGHT_OF_WORDS
        )
        for count, stem in shared[:MOST_WORDS]
        if count * COMMON <= searcher.num_docs
    ]
    if sees_adult or not found:
        return found
    either = Query.boolean_query([(Occur.Should, one) for one in found])
    is_open = Query.term_query(schema.SCHEMA, schema.ADULT, 0, "basic")
    gate = (Occur.Must, Query.const_score_query(is_open, 0.0))
    return [Query.boolean_query([(Occur.Must, either), gate])]
