"""What the documents promise is there: files, headings, commands, settings, targets."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from fascicle.cli import COMMANDS

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "demo").glob("*.md")]
)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
COMMAND = re.compile(r"(?:^|/bin/)fascicle ([a-z-]+)", re.M)
OPTION = re.compile(r"\bfascicle ([a-z]+)([^`\n#]*)")


def name(path):
    return str(path.relative_to(ROOT))


def slug(heading):
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def code_in(path):
    """Commands as a person would copy them: fenced blocks and spans."""
    text = path.read_text()
    return re.findall(r"^```sh\n(.*?)^```", text, re.S | re.M) + re.findall(
        r"`([^`\n]+)`", text
    )


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_links_lead_somewhere(path):
    for link in LINK.findall(path.read_text()):
        if "://" in link:
            continue
        target, _, anchor = link.partition("#")
        file = (path.parent / target).resolve() if target else path
        assert file.exists(), f"{name(path)} links to {link}"
        if anchor:
            headings = re.findall(r"^#+ (.+)$", file.read_text(), re.M)
            assert anchor in map(slug, headings), f"{name(path)} links to {link}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_commands_that_are_named_exist(path):
    named = {command for code in code_in(path) for command in COMMAND.findall(code)}

    assert named <= set(COMMANDS)


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - {"migrate"}))
def test_options_that_are_named_exist(command):
    used = {
        option
        for path in DOCUMENTS
        for code in code_in(path)
        for found, rest in OPTION.findall(code)
        if found == command
        for option in re.findall(r"(?<!\S)--[a-z-]+", rest)
    }
    loaded = load_command_class(get_commands()[command], command)
    help_text = loaded.create_parser("fascicle", command).format_help()

    assert {option for option in used if option not in help_text} == set()


def test_every_command_is_in_the_readme():
    readme = (ROOT / "README.md").read_text()

    assert [
        command for command in COMMANDS if f"`fascicle {command}" not in readme
    ] == []


def test_make_targets_that_are_named_exist():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    named = {
        target
        for path in DOCUMENTS
        for code in code_in(path)
        for target in re.findall(r"\bmake ([a-z-]+)", code)
    }

    assert named <= targets


def test_settings_that_are_named_exist():
    settings = (ROOT / "docs/settings.md").read_text()
    described = set(re.findall(r"^## ([A-Z_]+)$", settings, re.M))
    named = {
        found.removesuffix("_FILE")
        for path in DOCUMENTS
        for found in re.findall(
            r"\b(?:FASCICLE_[A-Z_]+|DATABASE_URL\w*)", path.read_text()
        )
    }

    assert named <= described


def test_decisions_are_numbered_without_a_gap():
    decisions = sorted((ROOT / "docs/adr").glob("*.md"))

    for number, path in enumerate(decisions, 1):
        assert path.name.startswith(f"{number:04d}-")
        assert path.read_text().startswith(f"# {number}. ")
