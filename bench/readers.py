"""Who asks: a member of the made-up archive, with a shield or without."""

import math

from bench.shapes import POPULAR, Lot
from fascicle.accounts.models import KeptShield, User
from fascicle.accounts.shield import Shield
from fascicle.accounts.viewer import Viewer

SHIELDED_TAGS = 200


def reader() -> Viewer:
    """A member who passed the adult gate and shields from nothing."""
    return Viewer(User.objects.get(username="reader"), sees_adult=True)


def shield(lot: Lot) -> Shield:
    """Tags as a wary reader lists them: some that many works bear, most that few do.

    None that is popular: its own list would be a notice, and quick.
    """
    least = POPULAR[0] * lot.total
    used = [
        one
        for kind in ("theme", "character", "fandom")
        for one in lot.by_use[kind]
        if one.works < least
    ]
    ordered = sorted(used, key=lambda one: (-one.works, one.key))[:6_000]
    # Drawn without return, the first twice as likely as the second.
    luck = [math.log(lot.dice.random()) * place for place in range(1, len(ordered) + 1)]
    drawn = sorted(zip(luck, ordered, strict=True), key=lambda one: -one[0])
    chosen = [int(one.key) for _luck, one in drawn[:SHIELDED_TAGS]]
    return Shield(tags=frozenset(chosen))


def shielded(viewer: Viewer, shield: Shield) -> Viewer:
    return Viewer(viewer.user, viewer.sees_adult, shield)


def keep_shield(viewer: Viewer, shield: Shield) -> None:
    """Have the account bear it, for whole pages."""
    KeptShield.objects.update_or_create(
        user=viewer.user, defaults={"rules": shield.as_json()}
    )
