"""A bare file, understood from its bytes alone."""

from fascicle.importing.story import Problem, Reading

from .decoding import read_text
from .emphasis import guess_emphasis
from .lines import lay_out
from .roles import assign_roles
from .stories import stories_of


def read_file(name: str, data: bytes, emphasis: str = "") -> Reading:
    """Everything one file says. Pure, never raises, linear in the size of ``data``.

    ``emphasis`` is how the house marks italics; empty to guess it from the file.
    """
    source = read_text(name, data)
    if source.problem:
        return Reading(source, problem=source.problem)
    document = lay_out(source)
    if all(line.is_blank for line in document.lines):
        return Reading(source, problem=Problem.EMPTY)
    style = emphasis or guess_emphasis(document)
    plan = assign_roles(document)
    stories = stories_of(document, plan, style)
    return Reading(source, stories, tuple(plan.roles), style)
