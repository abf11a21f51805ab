"""What tags mean, learnt a batch at a time and remembered for a whole build."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from fascicle.search.index import rows
from fascicle.tags.models import Kind


@dataclass(slots=True)
class Thesaurus:
    """Tags as far as somebody asked."""

    kinds: dict[int, int] = field(default_factory=dict)
    """The kind of each tag, and of all that it means."""
    names: dict[int, str] = field(default_factory=dict)
    meanings: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """The canonical tag first, then everything broader."""
    _crossing_kinds: frozenset[int] | None = None
    _crossing: dict[int, tuple[int, int, frozenset[int]]] = field(default_factory=dict)
    """Of tags that may make crossovers: kind, canonical tag, meaning."""

    def learn(self, tag_ids: Iterable[int]) -> None:
        """Look up those not known yet."""
        unknown = set(tag_ids) - self.meanings.keys()
        if not unknown:
            return
        canonical = self._look_up(unknown)
        above: dict[int, list[int]] = {}
        for tag_id, ancestor_id in rows.ancestors(list(set(canonical.values()))):
            above.setdefault(tag_id, []).append(ancestor_id)
        for tag_id, meant in canonical.items():
            self.meanings[tag_id] = (meant, *above.get(meant, ()))
        met = {tag for tag_id in canonical for tag in self.meanings[tag_id]}
        self._look_up(met - self.kinds.keys())
        for tag_id in canonical:
            self._settle(tag_id)

    def _settle(self, tag_id: int) -> None:
        """Leave out what is gone by now, and see whether the tag may make crossovers."""
        meaning = tuple(tag for tag in self.meanings[tag_id] if tag in self.names)
        self.meanings[tag_id] = meaning or (tag_id,)
        kind = self.kinds[self.meanings[tag_id][0]]
        if kind in self._kinds_that_cross():
            meaning = self.meanings[tag_id]
            self._crossing[tag_id] = kind, meaning[0], frozenset(meaning)

    def _kinds_that_cross(self) -> frozenset[int]:
        if self._crossing_kinds is None:
            kinds = Kind.objects.filter(makes_crossovers=True)
            self._crossing_kinds = frozenset(kinds.values_list("pk", flat=True))
        return self._crossing_kinds

    def _look_up(self, tag_ids: set[int]) -> dict[int, int]:
        """Learn names and kinds; the canonical tag of each."""
        canonical = {}
        for pk, kind, name, meant in rows.tag_names(list(tag_ids)) if tag_ids else ():
            self.kinds[pk], self.names[pk] = kind, name
            canonical[pk] = meant or pk
        return canonical

    def meaning_of(self, tag_ids: Iterable[int]) -> tuple[int, ...]:
        """All that these mean together, each once, in ascending order."""
        return tuple(sorted(set().union(*map(self.meanings.__getitem__, tag_ids))))

    def is_crossover(self, tag_ids: Iterable[int]) -> bool:
        """Whether these are several of a kind, and none is related to all the others."""
        crossing = self._crossing
        found = [crossing[pk] for pk in tag_ids if pk in crossing]
        if len(found) < 2:
            return False
        kinds: dict[int, dict[int, frozenset[int]]] = {}
        for kind, canonical, meaning in found:
            kinds.setdefault(kind, {})[canonical] = meaning
        return any(_are_unrelated(list(tags.values())) for tags in kinds.values())


def _are_unrelated(tags: list[frozenset[int]]) -> bool:
    return len(tags) > 1 and not any(all(one & other for other in tags) for one in tags)
