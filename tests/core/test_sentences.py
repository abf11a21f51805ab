"""What a form says of wrong input is a sentence of ours, in every form there is."""

import re
from importlib import import_module
from pathlib import Path

import django
import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver

import fascicle
from fascicle.pages.forms import KindForm
from fascicle.tags.models import Kind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]

BAD = {
    "nothing": None,
    "empty": "",
    "NUL": "a\0b",
    "surrogate": "a\ud800b",
    "turned round": "\u202eseni",
    "long": "x" * 600_000,
    "longer": "x" * 11_000_000,
    "script": "<script>alert(1)</script>",
    "number": "9" * 400,
    "minus": "-1",
    "infinite": "1e400",
    "words": "many",
    "list": ["\0", "x"],
    "nothing sent": SimpleUploadedFile("empty.txt", b""),
    "long name": SimpleUploadedFile("x" * 90, b"x"),
    "no picture": SimpleUploadedFile("x.png", b"x"),
}
CATALOGUES = [
    Path(django.__file__).parent / part / "locale/en/LC_MESSAGES/django.po"
    for part in ("conf", "contrib/auth")
]
_MESSAGE = re.compile(r'^msgid(?:_plural)? ((?:"(?:[^"\\]|\\.)*"\s)+)', re.MULTILINE)
_PLACE = re.compile(r"%\(\w+\)[a-z]")


def frameworks_own():
    """Every sentence of the framework, as a pattern."""
    for catalogue in CATALOGUES:
        for quoted in _MESSAGE.findall(catalogue.read_text()):
            text = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', quoted))
            text = text.replace('\\"', '"').replace("\\n", "\n")
            literal = _PLACE.split(text)
            if len("".join(literal).split()) > 2:
                yield re.compile(".*".join(map(re.escape, literal)), re.DOTALL)


OWN = list(frameworks_own())


def every_form():
    assert get_resolver().url_patterns  # which loads all views, and theirs
    home = Path(fascicle.__path__[0])
    for path in home.glob("*/forms/*.py"):
        import_module(f"fascicle.{path.parent.parent.name}.forms.{path.stem}")
    found, todo = set(), [forms.BaseForm]
    while todo:
        for one in todo.pop().__subclasses__():
            if one not in found:
                found.add(one)
                todo.append(one)
    return [one for one in found if one.__module__.startswith("fascicle.")]


def fields_of(form):
    """Those that stand in the class, and those it makes itself where it needs nothing for that."""
    try:
        return {**form.base_fields, **form().fields}
    except (AttributeError, LookupError, TypeError):
        return form.base_fields


def said_of(field, value):
    try:
        field.clean(value)
    except ValidationError as error:
        return error.messages
    except (
        AttributeError,
        TypeError,
    ):  # a file for words, words for tags: no widget gives it
        return []
    return []


@pytest.mark.parametrize("value", BAD.values(), ids=BAD)
def test_no_form_says_a_sentence_of_the_framework(value):
    every = every_form()
    wrong = {
        f"{form.__module__}.{form.__name__}.{name}: {said[:80]}"
        for form in every
        for name, field in fields_of(form).items()
        for said in said_of(field, value)
        if any(one.fullmatch(said) for one in OWN)
    }

    assert len(every) > 60
    assert wrong == set()


def test_the_frameworks_sentences_are_known():
    assert len(OWN) > 100
    assert any(one.fullmatch("This field is required.") for one in OWN)
    said = "Ensure this value has at most 5 characters (it has 9)."
    assert any(one.fullmatch(said) for one in OWN)


def test_what_there_is_already_is_said_in_our_words():
    kind = Kind.objects.first()
    form = KindForm({"name": kind.name, "plural": "x", "slug": kind.slug})

    said = [one for errors in form.errors.values() for one in errors]

    assert said
    assert not [one for one in said if any(own.fullmatch(one) for own in OWN)]
