"""From a query as it was understood to one that tantivy can answer."""

from collections.abc import Iterable
from dataclasses import dataclass

import tantivy
from tantivy import Occur, Query

from fascicle.search.text import analysis, schema
from fascicle.search.words.grammar import All, Either, Field, Node, Not, Words

#: A word in a title says more of a work than one in its text.
WEIGHTS = {schema.TITLE: 6.0, schema.BYLINE: 4.0, schema.TAGS: 3.0}
FIELDS = {Field.TITLE: schema.TITLE, Field.BY: schema.BYLINE, Field.TAG: schema.TAGS}
#: As many words that begin alike are looked for in each field.
MOST_ENDINGS = 64
#: A phrase is cut after so many words.
LONGEST_PHRASE = 32


def compiled(
    node: Node, searcher: tantivy.Searcher, *, sees_adult: bool, tag: int | None
) -> Query:
    """The query; it matches nothing that the viewer could only know from a gated text."""
    query = _Compiler(searcher, sees_adult).query(node)
    if tag is None:
        return query
    bears = Query.term_query(schema.SCHEMA, schema.TAG, tag, index_option="basic")
    return Query.boolean_query(
        [(Occur.Must, query), (Occur.Must, Query.const_score_query(bears, 0.0))]
    )


@dataclass(frozen=True, slots=True)
class _Compiler:
    """Knows which words the index holds, so that nothing is asked for in vain."""

    searcher: tantivy.Searcher
    sees_adult: bool

    def query(self, node: Node) -> Query:
        match node:
            case Words():
                return self._words(node)
            case Not(inner):
                return _boolean([(Occur.MustNot, self.query(inner))])
            case Either(nodes):
                return _boolean((Occur.Should, self.query(one)) for one in nodes)
            case All(nodes):
                return _boolean(map(self._clause, nodes))

    def _clause(self, node: Node) -> tuple[Occur, Query]:
        if isinstance(node, Not):
            return Occur.MustNot, self.query(node.node)
        return Occur.Must, self.query(node)

    def _words(self, words: Words) -> Query:
        if words.where is not Field.ANY:
            return self._in(FIELDS[words.where], words) or Query.empty_query()
        weighed = [
            Query.boost_query(query, weight)
            for field, weight in WEIGHTS.items()
            if (query := self._in(field, words))
        ]
        if told := self._in(schema.TEXT, words):
            weighed.append(self._gated(told))
        return _either(weighed) if weighed else Query.empty_query()

    def _gated(self, query: Query) -> Query:
        """Texts count for those alone who may read them."""
        if self.sees_adult:
            return query
        is_open = Query.term_query(schema.SCHEMA, schema.ADULT, 0, index_option="basic")
        return Query.boolean_query(
            [(Occur.Must, query), (Occur.Must, Query.const_score_query(is_open, 0.0))]
        )

    def _in(self, field: str, words: Words) -> Query | None:
        """Words in one field; None if the index does not hold them there."""
        if field in schema.WITH_PLACES:
            readings = analysis.readings(words.text)
        else:
            readings = (tuple(_plain_words(words.text)),)
        may_go_on = words.is_prefix or _is_one_sign(words.text)
        found = [self._row(field, stems[:LONGEST_PHRASE]) for stems in readings]
        if may_go_on and readings:
            found.append(self._begun(field, words.text))
        known = [query for query in found if query]
        return _either(known) if known else None

    def _row(self, field: str, stems: tuple[str, ...]) -> Query | None:
        """These stems, one after the other where the field keeps their places."""
        if not stems or not all(self.searcher.doc_freq(field, stem) for stem in stems):
            return None
        if len(stems) == 1:
            return _term(field, stems[0])
        if field in schema.WITH_PLACES:
            return Query.phrase_query(schema.SCHEMA, field, list(stems))
        return Query.boolean_query([(Occur.Must, _term(field, one)) for one in stems])

    def _begun(self, field: str, text: str) -> Query | None:
        """The last word may go on; those before it may stand anywhere."""
        *before, begun = _plain_words(text) or [""]
        endings = self.searcher.terms_with_prefix(field, begun, limit=MOST_ENDINGS)
        if not (begun and endings):
            return None
        if not all(self.searcher.doc_freq(field, word) for word in before):
            return None
        clauses = [(Occur.Must, _term(field, word)) for word in before]
        last = [word for word, _count in endings]
        ending = Query.term_set_query(schema.SCHEMA, field, last)
        return Query.boolean_query([*clauses, (Occur.Must, ending)])


def _plain_words(text: str) -> list[str]:
    return analysis.words(text[: analysis.LONGEST_SAID])[:LONGEST_PHRASE]


def _is_one_sign(text: str) -> bool:
    """Scripts without spaces are kept in pairs, so one sign alone is a beginning."""
    return len(text) == 1 and analysis.is_unspaced(text)


def _term(field: str, word: str) -> Query:
    return Query.term_query(schema.SCHEMA, field, word)


def _either(queries: list[Query]) -> Query:
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _boolean(clauses: Iterable[tuple[Occur, Query]]) -> Query:
    """A boolean query that also works with nothing but exclusions."""
    every = list(clauses)
    if all(occur == Occur.MustNot for occur, _ in every):
        everything = Query.const_score_query(Query.all_query(), 0.0)
        every.append((Occur.Must, everything))
    return Query.boolean_query(every)
