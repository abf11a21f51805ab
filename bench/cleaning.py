"""How long the cleaner takes over what costs it most: ``python -m bench.cleaning``.

Each text has 500 kB. A chapter of 10,000 words, as an editor sends it, is timed beside them.
"""

from bench.bombs import BOMBS
from bench.machine import describe
from bench.timing import Took, timed
from fascicle.core.html import TooComplex, clean

AIM = 0.5  # seconds
RUNS = 3
CHAPTER = (
    "<p>“Well,” said <em>she</em>, and left the quay for good &amp; all.</p>" * 800
)


def took(text: str) -> tuple[Took, bool]:
    """The fastest of several runs, and whether the text was refused."""
    is_refused = False

    def run() -> None:
        nonlocal is_refused
        try:
            clean(text)
        except TooComplex:
            is_refused = True

    return min((timed(run) for _ in range(RUNS)), key=lambda one: one.work), is_refused


def main() -> None:
    print(describe())
    worst = 0.0
    for name, text in {**BOMBS, "a chapter of 10,000 words": CHAPTER}.items():
        time, is_refused = took(text)
        worst = max(worst, time.work)
        outcome = "refused" if is_refused else "cleaned"
        print(f"{name:32} {time.work:6.3f} s  {outcome}")
    print(f"worst {worst:.3f} s, aim {AIM} s: {'met' if worst <= AIM else 'missed'}")


if __name__ == "__main__":
    main()
