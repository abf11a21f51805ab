"""How pages look to a reader: theme, type and measures, chosen once and kept everywhere.

A look is a handful of named choices. Style sheets know them as data attributes of the page
(``css/look.css``), so that no page ever needs an inline style and none flashes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Self

from django.http.request import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_stubs_ext import StrOrPromise

#: The cookie of a guest's look; a member's is kept with the account.
COOKIE: Final = "look"
COOKIE_AGE: Final = 400 * 24 * 3600  # seconds; browsers keep none longer


@dataclass(frozen=True, slots=True)
class Setting:
    """One choice of a look. The first value is how it is unless a reader says otherwise."""

    name: str
    label: StrOrPromise
    choices: tuple[tuple[str, StrOrPromise], ...]

    @property
    def default(self) -> str:
        return self.choices[0][0]

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(value for value, _label in self.choices)


@dataclass(frozen=True, slots=True)
class Scale:
    """A choice along a line, from ``least`` to ``most`` in steps of one."""

    name: str
    label: StrOrPromise
    least: int
    most: int
    usual: int

    @property
    def default(self) -> str:
        return str(self.usual)

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(map(str, range(self.least, self.most + 1)))


SETTINGS: Final[tuple[Setting | Scale, ...]] = (
    Setting(
        "theme",
        _("Colours"),
        (
            ("auto", pgettext_lazy("colours", "As my device")),
            ("light", pgettext_lazy("colours", "Light")),
            ("sepia", pgettext_lazy("colours", "Sepia")),
            ("dark", pgettext_lazy("colours", "Dark")),
            ("black", pgettext_lazy("colours", "Black")),
            ("contrast", pgettext_lazy("colours", "High contrast")),
        ),
    ),
    Setting(
        "face",
        _("Typeface"),
        (
            ("serif", "Literata"),
            ("sans", "Source Sans"),
            ("atkinson", "Atkinson Hyperlegible"),
            ("dyslexic", "OpenDyslexic"),
            ("device", _("My device’s own")),
        ),
    ),
    Scale("size", _("Size of the letters"), 1, 11, 4),
    Scale("leading", _("Space between lines"), 1, 6, 3),
    Scale("measure", _("Width of the lines"), 1, 6, 3),
    Setting(
        "paragraphs",
        _("Paragraphs"),
        (
            ("author", _("As their author set them")),
            ("indented", _("Indented")),
            ("spaced", _("Spaced")),
        ),
    ),
    Setting("justify", _("Straight right edge"), (("no", _("No")), ("yes", _("Yes")))),
    Setting("hyphens", _("Hyphens at line ends"), (("no", _("No")), ("yes", _("Yes")))),
    Scale("letters", _("Space between letters"), 0, 4, 0),
    Scale("words", _("Space between words"), 0, 4, 0),
    Setting(
        "plain",
        _("Leave out the author’s own styling"),
        (("no", _("No")), ("yes", _("Yes"))),
    ),
    Setting(
        "notes",
        _("Writers’ notes"),
        (("shown", _("Shown")), ("folded", _("Folded")), ("hidden", _("Left out"))),
    ),
    Setting(
        "warnings",
        _("Content notes"),
        (
            ("work", _("On the story’s page")),
            ("chapters", _("Before every chapter, too")),
            ("folded", _("Folded everywhere")),
        ),
    ),
    Setting(
        "keys", _("Turn pages by the arrow keys"), (("yes", _("Yes")), ("no", _("No")))
    ),
)
BY_NAME: Final = {setting.name: setting for setting in SETTINGS}


@dataclass(frozen=True, slots=True)
class Look:
    """What a reader chose; only what is not as it is by default."""

    choices: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, chosen: Mapping[str, object]) -> Self:
        """The look of these choices; what is not understood is left out."""
        return cls(
            tuple(
                (name, str(value))
                for name, setting in BY_NAME.items()
                if (value := chosen.get(name, setting.default)) != setting.default
                and value in setting.values
            )
        )

    @classmethod
    def read(cls, cookie: str) -> Self:
        """The look that ``str()`` wrote as "theme=sepia&size=6"."""
        if len(cookie) > 400:
            return cls()
        return cls.of(QueryDict(cookie).dict())

    def __str__(self) -> str:
        return "&".join(f"{name}={value}" for name, value in self.choices)

    def __getitem__(self, name: str) -> str:
        return dict(self.choices).get(name, BY_NAME[name].default)

    def merged_with(self, other: "Look") -> Self:
        """This look, and what the other says where this one says nothing."""
        return self.of({**dict(other.choices), **dict(self.choices)})

    def as_json(self) -> dict[str, str]:
        return dict(self.choices)

    def attributes(self) -> Iterator[tuple[str, str]]:
        """Names and values of the page's data attributes."""
        for name, value in self.choices:
            yield f"data-{name}", value


USUAL_LOOK: Final = Look()
