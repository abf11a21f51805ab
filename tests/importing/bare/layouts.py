"""Our own short prose in the layouts of old files."""

import textwrap

from fascicle.importing.sources.bare.decoding import read_text
from fascicle.importing.sources.bare.lines import lay_out

PROSE = (
    "The lamplighter came up Harbour Street as he did every evening, with his ladder on his"
    " shoulder and his dog two steps behind, and he greeted the lamps by name before he lit them.",
    '"You are late," said the third lamp.',
    "He was used to it. The third lamp had been made in the year of the great frost and had"
    " never forgiven anybody for it; it complained of the wind, of the moths, and of the tide,"
    " which it could not see from where it stood but heard all night long.",
    '"I am exactly as late as I was yesterday," he answered, and climbed.',
    "By the time he had come down again the fog was in the street, and the dog was gone. He"
    " called twice, softly, so as not to wake the baker, who rose at three and was owed his "
    "sleep.",
    "Nothing answered but the buoy.",
    "So he took the ladder back upon his shoulder and walked on toward the harbour wall, where"
    " the last four lamps stood in a row like aunts at a wedding, and there sat the dog beneath"
    " the furthest one, looking out at the water with its ears up and its tail quite still.",
    '"Well?" said the lamplighter.',
    "The dog did not look round. Out past the mole, where no lamp had ever been, somebody was"
    " lighting them one by one.",
) * 2  # fmt: skip
VERSE = ("O lamps upon the harbour wall,", "burn low, burn low, burn low;",
"the tide has come to fetch us all", "and we have far to go.")  # fmt: skip


def wrapped(width, first="", blank=True, paragraphs=PROSE):
    """Paragraphs broken at a width, with a first-line indent or blank lines between."""
    lines = []
    for paragraph in paragraphs:
        lines += textwrap.wrap(paragraph, width, initial_indent=first)
        if blank:
            lines.append("")
    return lines


def read(lines, name="story.txt"):
    """The document of these lines."""
    return lay_out(read_text(name, "\n".join(lines).encode()))
