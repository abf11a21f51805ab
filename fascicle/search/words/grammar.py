"""What people type into the search box: a small, forgiving grammar.

::

    words               both of them, in any order
    "a phrase"          one after the other
    -word  NOT word     without it
    one OR other        either; also one | other
    ( )                 together
    begin*              words that begin so
    title:  by:  tag:   only there; also for several, as in title:(one OR other)
    words:>5000  words:1000-5000  chapters:>3
    updated:<6m  posted:>2024-01-31
    status:complete  language:de  rating:teen

Nothing is an error: what makes no sense is read as well as it can be, with a notice.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MOST_CHARACTERS = 10_000
MOST_TERMS = 64
MOST_DEPTH = 16


class Field(StrEnum):
    """Where words are looked for."""

    ANY = ""
    TITLE = "title"
    BY = "by"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class Words:
    """One or several words in a row."""

    text: str
    where: Field = Field.ANY
    is_prefix: bool = False
    """Whether the last word may go on."""


@dataclass(frozen=True, slots=True)
class Not:
    """Works without it."""

    node: "Node"


@dataclass(frozen=True, slots=True)
class All:
    """Works that fit every one of these."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Works that fit one of these."""

    nodes: tuple["Node", ...]


Node = Words | Not | All | Either


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit on facts: ``words:>5000`` is ``Limit("words", ">5000")``."""

    name: str
    value: str
    is_negated: bool = False


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query as it was understood."""

    node: Node | None
    """None if it holds no words."""
    limits: tuple[Limit, ...] = ()
    notices: tuple[str, ...] = ()


LIMITS = frozenset(
    {"words", "chapters", "updated", "posted", "status", "language", "rating"}
)
_QUOTES = str.maketrans(
    {**dict.fromkeys("“”„‟«»「」『』＂", '"'), "（": "(", "）": ")", "：": ":"}
)
_TOKEN = re.compile(r'(-*)(?:([A-Za-z]{1,10}):)?("[^"]*"?|[^\s()|"]+)|([()|])')
_LONE_FIELD = re.compile(r"([A-Za-z]{1,10}):$")
_HAS_WORD = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class _Token:
    """A word, phrase, limit or sign."""

    sign: str = ""
    """One of ``( ) OR NOT AND``; empty for words."""
    said: str = ""
    name: str = ""
    is_phrase: bool = False
    is_negated: bool = False


def parse(query: str) -> Parsed:
    """Read a query. Takes time in proportion to its length, and never fails."""
    reading = _Reading()
    if len(query) > MOST_CHARACTERS:
        query = query[:MOST_CHARACTERS]
        reading.note(_("The query is very long: only its beginning is used."))
    query = query.translate(_QUOTES).replace("\0", " ")
    if query.count('"') % 2:
        reading.note(_("A quotation mark is missing: the phrase goes on to the end."))
    tokens = list(_tokens(query))
    if query.strip() and not tokens:
        reading.note(_("There is no word in it that could be looked for."))
    if len(tokens) > 2 * MOST_TERMS:
        tokens = tokens[: 2 * MOST_TERMS]
        reading.note_too_many()
    return reading.read(tokens)


def _tokens(query: str) -> Iterator[_Token]:
    pending: tuple[str, str] | None = None
    inside: list[Field] = []  # of each open bracket, where its words are looked for
    for found in _TOKEN.finditer(query):
        dashes, name, said, sign = found.groups()
        if sign:
            yield from _sign(sign, pending, inside)
            pending = None
            continue
        if not name and said in {"AND", "OR", "NOT"}:
            yield _Token(said)
            continue
        if not name and (lone := _LONE_FIELD.match(said)):
            pending = dashes, lone[1]  # 'title: "words"', with a space between
            continue
        if pending and not name:
            dashes, name = pending[0] or dashes, pending[1]
        pending = None
        around = inside[-1] if inside else Field.ANY
        yield from _word(said, (name or around).lower(), around, bool(dashes))


def _sign(
    sign: str, before: tuple[str, str] | None, inside: list[Field]
) -> Iterator[_Token]:
    """A bracket or bar. A field before a bracket is where all words in it are looked for."""
    if sign == "(":
        dashes, name = before or ("", "")
        if dashes:
            yield _Token("NOT")
        around = inside[-1] if inside else Field.ANY
        said = name.lower()
        inside.append(Field(said) if said and said in {*Field} else around)
    elif sign == ")" and inside:
        inside.pop()
    yield _Token("OR" if sign == "|" else sign)


def _word(said: str, name: str, around: Field, is_negated: bool) -> Iterator[_Token]:
    is_phrase = said.startswith('"')
    bare = said.strip('"')
    if name and name not in LIMITS and name not in {*Field}:
        bare, name = f"{name} {bare}", around  # a word with a colon in it
    if _HAS_WORD.search(bare):
        yield _Token(said=bare, name=name, is_phrase=is_phrase, is_negated=is_negated)
    elif is_negated or bare == "-":
        yield _Token("NOT")


@dataclass(slots=True)
class _Reading:
    """One pass over the tokens."""

    tokens: list[_Token] = field(default_factory=list)
    place: int = 0
    terms: int = 0
    limits: list[Limit] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def read(self, tokens: list[_Token]) -> Parsed:
        self.tokens = tokens
        nodes = []
        while self.place < len(self.tokens):
            if node := self.either(depth=0):
                nodes.append(node)
            if self.place < len(self.tokens):  # a ")" that nothing opened
                self.place += 1
                self.note(_("A “)” has no “(”: it is left out."))
        return Parsed(
            _together(nodes, All),
            tuple(self.limits),
            tuple(dict.fromkeys(self.notices)),
        )

    def note(self, notice: str) -> None:
        self.notices.append(notice)

    def note_too_many(self) -> None:
        said = ngettext(
            "Only the first %(n)d word is looked for.",
            "Only the first %(n)d words are looked for.",
            MOST_TERMS,
        )
        self.note(said % {"n": MOST_TERMS})

    def sign(self) -> str | None:
        """The sign that comes next, empty for words; None at the end."""
        at_end = self.place >= len(self.tokens)
        return None if at_end else self.tokens[self.place].sign

    def either(self, depth: int) -> Node | None:
        """``all OR all``, up to the end or a ``)``."""
        nodes = [self.all(depth)]
        while self.sign() == "OR":
            self.place += 1
            nodes.append(self.all(depth))
        known = [node for node in nodes if node is not None]
        if len(known) < len(nodes) and len(nodes) > 1:
            self.note(_("There is nothing on one side of an OR: it is left out."))
        return _together(known, Either)

    def all(self, depth: int) -> Node | None:
        """Words in a row, up to an ``OR``, a ``)`` or the end."""
        nodes: list[Node] = []
        while (sign := self.sign()) is not None and sign not in {"OR", ")"}:
            if sign == "AND":
                self.place += 1
            elif node := self.one(depth):
                nodes.append(node)
        return _together(nodes, All)

    def one(self, depth: int) -> Node | None:
        is_negated = False
        while self.sign() == "NOT":
            self.place += 1
            is_negated = not is_negated
        if (sign := self.sign()) is None or sign in {")", "OR", "AND"}:
            self.note(_("There is nothing after a “-” or NOT: it is left out."))
            return None
        token = self.tokens[self.place]
        self.place += 1
        if sign == "(":
            node = self.group(depth)
        else:
            is_negated ^= token.is_negated
            node = self.leaf(token, depth, is_negated=is_negated)
        return Not(node) if node and is_negated else node

    def group(self, depth: int) -> Node | None:
        if depth >= MOST_DEPTH:
            self.note(_("The brackets go too deep: some are left out."))
            return None
        node = self.either(depth + 1)
        if self.sign() == ")":
            self.place += 1
        else:
            self.note(
                _("A “(” has no “)”: the query is read as if it stood at the end.")
            )
        return node

    def leaf(self, token: _Token, depth: int, *, is_negated: bool) -> Node | None:
        if token.name in LIMITS:
            if depth:
                said = _(
                    "“%(name)s:” counts for the whole query, also inside brackets."
                )
                self.note(said % {"name": token.name})
            self.limits.append(Limit(token.name, token.said, is_negated))
            return None
        self.terms += 1
        if self.terms > MOST_TERMS:
            self.note_too_many()
            return None
        is_prefix = token.said.endswith("*") and not token.is_phrase
        return Words(token.said.rstrip("*"), Field(token.name), is_prefix)


def _together(
    nodes: list[Node], kind: Callable[[tuple[Node, ...]], All | Either]
) -> Node | None:
    distinct = tuple(dict.fromkeys(nodes))  # a word said often costs as much each time
    if len(distinct) > 1:
        return kind(distinct)
    return distinct[0] if distinct else None
