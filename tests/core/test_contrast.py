"""Each pair of ink and paper can be read, in every theme (WCAG 2.2, 1.4.3 and 1.4.11)."""

import math
import re
from pathlib import Path

import pytest

SHEETS = Path(__file__).parents[2] / "fascicle/core/static/css"
COLOUR = r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)"
PAPERS = ("paper", "leaf", "shade")
TEXT = 4.5
SHAPE = 3
PAIRS = [
    *(("ink", paper, TEXT) for paper in PAPERS),
    *(("faded", paper, TEXT) for paper in PAPERS),
    *(("mark", paper, TEXT) for paper in (*PAPERS, "mark-soft")),
    *(("new", paper, TEXT) for paper in ("paper", "leaf", "new-soft")),
    *(("ink", soft, TEXT) for soft in ("mark-soft", "new-soft", "kept")),
    ("paper", "ink", TEXT),
    ("paper", "mark", TEXT),
    *(("edge", paper, SHAPE) for paper in ("paper", "leaf")),
]


def tokens(scheme):
    """The colours in light or dark, or in a theme that a reader chose: black lies on dark."""
    if scheme in ("light", "dark"):
        return colours_in((SHEETS / "tokens.css").read_text(), scheme)
    theme, _, under = scheme.partition(" on ")
    css = (SHEETS / "look.css").read_text()
    block = re.search(rf'\[data-theme="{theme}"\] \{{(.*?)\}}', css, re.DOTALL)
    return tokens(under) | colours_in(block[1], under)


def colours_in(css, scheme):
    pairs = re.findall(rf"--([\w-]+): light-dark\({COLOUR}, {COLOUR}\);", css)
    start = 1 if scheme == "light" else 4
    found = {row[0]: tuple(map(float, row[start : start + 3])) for row in pairs}
    for name, *colour in re.findall(rf"--([\w-]+): {COLOUR};", css):
        found[name] = tuple(map(float, colour))
    return found


def luminance(lightness, chroma, hue):
    """Relative luminance of an OKLCH colour: https://bottosson.github.io/posts/oklab/."""
    light, angle = lightness / 100, math.radians(hue)
    a, b = chroma * math.cos(angle), chroma * math.sin(angle)
    l = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3  # noqa: E741
    m = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    s = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s
    green = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s
    blue = -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s
    red, green, blue = (min(max(part, 0), 1) for part in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(*one), luminance(*other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


SCHEMES = [
    *("light", "dark", "sepia on light", "black on dark"),
    *("contrast on light", "contrast on dark"),
]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("ink", "paper", "least"), PAIRS)
def test_what_is_written_can_be_told_from_what_it_lies_on(scheme, ink, paper, least):
    colours = tokens(scheme)

    assert contrast(colours[ink], colours[paper]) >= least


def test_black_on_white_is_as_far_apart_as_can_be():
    assert contrast((0, 0, 0), (100, 0, 0)) == pytest.approx(21, abs=0.01)
