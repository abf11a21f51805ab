"""Every kind of sign that reading and grouping can give has a sentence at the desk."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import fascicle.importing
from fascicle.importing.sources.bare.reference_vocabulary import (
    FOLLOWS_UNNAMED,
    NAMED_RELATIONS,
)
from fascicle.importing.wording import EVIDENCE, NUMBERS, sentence_of

FOLDER = Path(fascicle.importing.__file__).parent
#: Calls that take a rule, and where it stands among their arguments.
TAKERS = {"Evidence": 0, "evidence": 0, "_evidence": 0, "note": 4}
RULE = re.compile(r"[a-z]+(?:-[a-z]+)*")


def rules_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        for value in [*_given(node), *_assigned(node)]:
            yield from _words(value)


def _given(node: ast.AST) -> Iterator[ast.expr]:
    if not isinstance(node, ast.Call):
        return
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    at = TAKERS.get(name, 99)
    yield from node.args[at : at + 1]
    yield from (word.value for word in node.keywords if word.arg == "rule")


def _assigned(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if any(getattr(target, "id", "") == "rule" for target in targets):
            yield node.value


def _words(value: ast.expr) -> Iterator[str]:
    """The rules that an expression can be; what is compared in it is none."""
    if isinstance(value, ast.Constant) and RULE.fullmatch(str(value.value)):
        yield str(value.value)
    elif isinstance(value, ast.IfExp):
        yield from _words(value.body)
        yield from _words(value.orelse)


def emitted() -> set[str]:
    files = [
        *(FOLDER / "sources").rglob("*.py"),
        *(FOLDER / "grouping").rglob("*.py"),
    ]
    found = {rule for path in files for rule in rules_in(ast.parse(path.read_text()))}
    return found | {kind for kind, _ in (*NAMED_RELATIONS, *FOLLOWS_UNNAMED)}


def test_the_search_finds_rules_however_they_are_given():
    assert {"title-line", "writer-speaks", "same-text", "series-field"} <= emitted()


def test_every_rule_has_a_sentence():
    assert emitted() - set(EVIDENCE) == set()


@pytest.mark.parametrize("where", ["field", "page", "subject"])
@pytest.mark.parametrize("kind", ["chapter", "part", "counter", "bare", "named"])
def test_every_place_of_a_number_has_a_sentence(where, kind):
    assert sentence_of(f"{where}-{kind}") == NUMBERS[where]


def test_sentences_say_no_technical_word():
    said = [str(sentence) for sentence in (*EVIDENCE.values(), *NUMBERS.values())]

    technical = re.compile(
        r"\b(rule|regex|token|parse|metadata|html|sign|null)\b", re.I
    )
    assert [sentence for sentence in said if technical.search(sentence)] == []
    assert [
        sentence for sentence in said if not re.match(r"[A-Z].*\.$", sentence)
    ] == []
