"""What tags mean, learnt a batch at a time and remembered for a whole build."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from fascicle.tags.models import Closure, Kind, Tag


@dataclass(slots=True)
class Thesaurus:
    """Tags as far as somebody asked."""

    kinds: dict[int, int] = field(default_factory=dict)
    """The kind of each tag, and of all that it means."""
    names: dict[int, str] = field(default_factory=dict)
    meanings: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """The canonical tag first, then everything broader."""
    crossing: frozenset[int] | None = None
    """Kinds of which a work with several unrelated tags is a crossover."""

    def learn(self, tag_ids: Iterable[int]) -> None:
        """Look up those not known yet."""
        unknown = set(tag_ids) - self.meanings.keys()
        if self.crossing is None:
            kinds = Kind.objects.filter(makes_crossovers=True)
            self.crossing = frozenset(kinds.values_list("pk", flat=True))
        if not unknown:
            return
        canonical = self._look_up(unknown)
        above: dict[int, list[int]] = {}
        links = Closure.objects.filter(tag__in=set(canonical.values()))
        for tag_id, ancestor_id in links.values_list("tag", "ancestor"):
            above.setdefault(tag_id, []).append(ancestor_id)
        for tag_id, meant in canonical.items():
            self.meanings[tag_id] = (meant, *sorted(above.get(meant, ())))
        met = {tag for tag_id in canonical for tag in self.meanings[tag_id]}
        self._look_up(met - self.kinds.keys())

    def _look_up(self, tag_ids: set[int]) -> dict[int, int]:
        """Learn names and kinds; the canonical tag of each."""
        canonical = {}
        if tag_ids:
            rows = Tag.objects.filter(pk__in=tag_ids)
            for pk, kind, name, meant in rows.values_list(
                "pk", "kind", "name", "canonical"
            ):
                self.kinds[pk], self.names[pk] = kind, name
                canonical[pk] = meant or pk
        return canonical

    def meaning_of(self, tag_ids: Iterable[int]) -> tuple[int, ...]:
        """All that these mean together, each once, in ascending order."""
        meanings = self.meanings
        return tuple(sorted({tag for pk in tag_ids for tag in meanings.get(pk, ())}))

    def is_crossover(self, tag_ids: Iterable[int]) -> bool:
        """Whether these are several of a kind, and none is related to all the others."""
        if not self.crossing:
            return False
        kinds: dict[int, dict[int, frozenset[int]]] = {}
        for pk in tag_ids:
            if meaning := self.meanings.get(pk):
                kind = self.kinds[meaning[0]]
                if kind in self.crossing:
                    kinds.setdefault(kind, {})[meaning[0]] = frozenset(meaning)
        return any(_are_unrelated(list(tags.values())) for tags in kinds.values())


def _are_unrelated(tags: list[frozenset[int]]) -> bool:
    return len(tags) > 1 and not any(all(one & other for other in tags) for one in tags)
