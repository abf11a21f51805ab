"""Plain plots: numbers to bars of an SVG, for which no script is needed."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 640, 180
_FOOT = 22  # below the bars, for what stands under them
_TOP = 16
#: So many labels at most stand under the bars.
_LABELS = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar and what stands below it, if anything does."""

    x: float
    y: float
    width: float
    height: float
    value: int
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Plot:
    """Bars beside each other, over one scale from nought to ``top``."""

    bars: Sequence[Bar]
    top: int
    width: int = WIDTH
    height: int = HEIGHT
    floor: int = HEIGHT - _FOOT
    ceiling: int = _TOP


def plot(values: Sequence[tuple[str, int]]) -> Plot | None:
    """Names with their numbers as a plot; None if there is nothing to see."""
    top = max((value for _name, value in values), default=0)
    if top == 0:
        return None
    step = WIDTH / len(values)
    gap = min(step * 0.25, 8)
    every = -(-len(values) // _LABELS)
    scale = (HEIGHT - _FOOT - _TOP) / top
    bars = [
        Bar(
            x=round(i * step + gap / 2, 2),
            y=round(HEIGHT - _FOOT - value * scale, 2),
            width=round(step - gap, 2),
            height=round(value * scale, 2),
            value=value,
            name=name,
            label=name if i % every == 0 else "",
        )
        for i, (name, value) in enumerate(values)
    ]
    return Plot(bars, top)
