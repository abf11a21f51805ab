"""The rules of STYLE.md that a machine can check."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = [
    path
    for folder in ("fascicle", "tests", "bench", "tools")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in path.parts
]
TEMPLATES = sorted((ROOT / "fascicle").rglob("templates/**/*.html"))
LAYERS = [
    {"pages"},
    {"importing", "exporting", "search"},
    {"reading"},
    {"works"},
    {"tags"},
    {"accounts"},
    {"core"},
]
STYLES = sorted((ROOT / "fascicle").rglob("static/css/*.css"))
#: Comments, translated blocks, template tags, code samples and markup: not words a person is shown.
UNSHOWN = re.compile(
    r"{#.*?#}|{% comment %}.*?{% endcomment %}|{% blocktrans.*?{% endblocktrans(?:late)? %}"
    r"|{%.*?%}|{{.*?}}|<!--.*?-->|<(?:code|kbd|svg)\b.*?</(?:code|kbd|svg)>|<[^<>]*>|&\w+;",
    re.S,
)
NAMES = {"Fascicle", "EPUB", "HTML", "TXT", "SHA", "PostgreSQL"}
#: Calls whose arguments a person reads: by name, or by the object that is asked.
SAYINGS = {"CommandError", "ValidationError", "Finding"}
SPEAKERS = re.compile(r"(?:\bstdout|\bstderr)\.write|\bmessages\.[a-z]+|\bsys\.exit")
SAYING_KEYWORDS = {"help", "label", "help_text", "empty_label", "description"}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_no_file_is_longer_than_400_lines():
    files = [*SOURCES, *TEMPLATES, *(ROOT / "fascicle").rglob("static/css/*.css")]

    lengths = {name(path): len(path.read_text().splitlines()) for path in files}

    assert {path: n for path, n in lengths.items() if n > 400} == {}


def test_no_function_is_longer_than_40_lines():
    long = {}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > 40:
                    long[f"{name(path)}:{node.name}"] = lines

    assert long == {}


def test_there_is_no_room_for_odds_and_ends():
    assert [
        name(path) for path in SOURCES if path.stem in {"utils", "helpers", "misc"}
    ] == []


def test_every_setting_is_described_and_every_description_is_a_setting():
    code = "".join(
        path.read_text() for path in (ROOT / "fascicle" / "config").glob("*.py")
    )
    read = set(re.findall(r'env\.(?:text|flag|number|names)\(\s*"([A-Z_]+)"', code))
    described = set(
        re.findall(r"^## ([A-Z_]+)$", (ROOT / "docs/settings.md").read_text(), re.M)
    )

    assert read == described


def test_views_pick_from_querysets_and_never_filter():
    views = [
        path for path in SOURCES if path.stem == "views" or path.parent.name == "views"
    ]

    found = [
        f"{name(path)}: {line.strip()}"
        for path in views
        if "tests" not in path.parts
        for line in path.read_text().splitlines()
        if re.search(r"objects\.(all|filter|exclude)\(|\.filter\(", line)
    ]

    assert found == []


def test_only_the_cleaner_calls_text_safe():
    found = [
        name(path)
        for path in [*SOURCES, *TEMPLATES]
        if path.name not in {"cleaning.py", "test_shape.py"}
        and re.search(r"\|\s*safe\b|mark_safe\(", path.read_text())
    ]

    assert found == []


def test_templates_hold_no_inline_script_or_style():
    pattern = re.compile(r"<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son[a-z]+=", re.I)

    found = [name(path) for path in TEMPLATES if pattern.search(path.read_text())]

    assert found == []


def test_sheets_name_no_left_or_right():
    """Logical properties alone, so that the layout turns round for right-to-left."""
    pattern = re.compile(
        r"(?:margin|padding|border)-(?:left|right)\b|(?<![-\w])(?:left|right)\s*:"
        r"|(?:text-align|float)\s*:\s*(?:left|right)\b"
    )

    found = {
        f"{name(path)}: {line.strip()}"
        for path in STYLES
        for line in path.read_text().splitlines()
        if pattern.search(line)
    }

    assert found == set()


def test_every_sheet_stays_in_its_layer():
    loose = [
        name(path)
        for path in STYLES
        if path.stem not in {"layers", "fonts", "faces"}
        and not re.search("@layer|@import", path.read_text())
    ]

    assert loose == []


def test_templates_say_nothing_that_cannot_be_translated():
    found = {}
    for path in TEMPLATES:
        shown = UNSHOWN.sub(" ", path.read_text())
        words = re.findall(r"[A-Za-z]{3,}(?:[ ,.'’][A-Za-z]+)*", shown)
        if untranslated := [word for word in words if word not in NAMES]:
            found[name(path)] = untranslated

    assert found == {}


def words_in(node: ast.AST) -> list[str]:
    """The words of an expression that no translation reaches."""
    if isinstance(node, ast.Constant):
        words = node.value if isinstance(node.value, str) else ""
        return sorted({*re.findall(r"[A-Za-z]{3,}", words)} - NAMES)
    if isinstance(node, ast.Compare | ast.Subscript):
        return []
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        return words_in(node.left)  # what is put into the sentence is not ours
    if isinstance(node, ast.Call):
        return words_in(node.func)
    return [words for part in ast.iter_child_nodes(node) for words in words_in(part)]


def said_in(call: ast.Call) -> list[ast.expr]:
    """What of a call's arguments a person reads."""
    asked = ast.unparse(call.func)
    said = [word.value for word in call.keywords if word.arg in SAYING_KEYWORDS]
    if asked.split(".")[-1] in SAYINGS or SPEAKERS.search(asked):
        said += call.args
    return said


def test_python_says_nothing_that_cannot_be_translated():
    edges = {"models", "migrations", "config", "sources"}  # their words are not shown
    found = [
        f"{name(path)}:{call.lineno}: {words}"
        for path in SOURCES
        if path.is_relative_to(ROOT / "fascicle")
        and not edges & {*path.parts, path.stem}
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call)
        for argument in said_in(call)
        for words in words_in(argument)
    ]

    assert found == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_include_and_extend_downwards_only(path):
    app = path.relative_to(ROOT / "fascicle").parts[0]
    level = next(i for i, apps in enumerate(LAYERS) if app in apps)
    below = {other for apps in LAYERS[level + 1 :] for other in apps} | {app}
    for used in re.findall(r'{%\s*(?:include|extends)\s+"([^"]+)"', path.read_text()):
        owner = used.split("/")[0]
        if owner in {"base.html", "components"}:
            owner = "core"
        assert owner in below, f"{name(path)} uses {used}"


def test_a_leaf_says_what_it_needs():
    leaves = [path for path in TEMPLATES if path.name.startswith("_")]

    silent = [
        name(path) for path in leaves if not path.read_text().startswith("{# Needs")
    ]

    assert silent == []


def test_locks_name_no_registry():
    for lock in (ROOT / "requirements").glob("*.txt"):
        assert "://" not in lock.read_text(), name(lock)
