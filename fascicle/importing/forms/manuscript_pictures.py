"""What the pictures of a manuscript show, in its writer's words."""

from collections.abc import Mapping
from dataclasses import dataclass

from fascicle.accounts.models import User
from fascicle.core.names import one_line
from fascicle.importing.actions.manuscript_pictures import picture_token
from fascicle.importing.manuscripts.manuscript import Manuscript
from fascicle.works.models.pictures import MOST_WORDS

_NAME = "shows-"


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A picture as the form shows it."""

    number: int
    name: str
    words: str
    token: str


class PictureWords:
    """What is said of each picture: as typed; before that, as the file has it."""

    def __init__(
        self, manuscript: Manuscript, data: Mapping[str, object] | None
    ) -> None:
        self.left_out = manuscript.left_out
        self.said = {
            one.digest: one_line(str((data or {}).get(_name(one.digest), one.words)))[
                :MOST_WORDS
            ]
            for one in manuscript.pictures
        }

    def __bool__(self) -> bool:
        return bool(self.said)

    def rows(self, by: User) -> list[PictureRow]:
        return [
            PictureRow(number, _name(digest), words, picture_token(digest, by=by))
            for number, (digest, words) in enumerate(self.said.items(), 1)
        ]


def described(data: Mapping[str, object]) -> dict[str, object]:
    """What is said of pictures among all that was given."""
    return {name: words for name, words in data.items() if name.startswith(_NAME)}


def _name(digest: str) -> str:
    return f"{_NAME}{digest}"
