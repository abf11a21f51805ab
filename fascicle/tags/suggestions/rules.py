"""Why two names may be one."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Rule(TextChoices):
    """In what alone two names differ. The labels are the evidence in words."""

    SPACING = "spacing", _("They differ only in spaces, hyphens or punctuation.")
    ARTICLE = "article", _("One begins with an article, the other does not.")
    ORDER = "order", _("They have the same words in another order.")
    PLURAL = "plural", _("They look like singular and plural.")
    SPELLING = "spelling", _("They differ in one letter.")
    SCRIPT = "script", _("They sound alike in two scripts.")
    INITIALS = "initials", _("One has the initials of the other.")


CONFIDENCE = {
    Rule.SPACING: 0.95,
    Rule.SCRIPT: 0.85,
    Rule.ARTICLE: 0.8,
    Rule.PLURAL: 0.8,
    Rule.ORDER: 0.7,
    Rule.SPELLING: 0.5,
    Rule.INITIALS: 0.4,
}


@dataclass(frozen=True, slots=True)
class Used:
    """A tag of a kind, as suggestions see it."""

    id: int
    key: str
    use: int = 0
    canonical: int | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``tag`` may be a synonym of ``of``, which is used more.

    ``by_way_of`` is the synonym of ``of`` that ``tag`` resembles; None if it is ``of`` itself.
    """

    tag: int
    of: int
    rule: Rule
    confidence: float
    by_way_of: int | None = None
