"""Whatever curators do in whatever order, the thesaurus stays sound."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from fascicle.tags import actions
from fascicle.tags.models import Broader, Closure, Kind, Tag, TagChange
from tests.factories import NOW
from tests.tags.arranged import state

pytestmark = pytest.mark.django_db

SIZE = 7
DEEDS = "merge split promote broader narrower move undo_last undo_any".split()

steps = st.lists(
    st.tuples(
        st.sampled_from([*DEEDS, "broader", "broader", "merge", "undo_last"]),
        st.integers(0, SIZE - 1),
        st.integers(0, SIZE - 1),
    ),
    min_size=1,
    max_size=25,
)


class Curators:
    """Kinds and tags, and people who rearrange them."""

    def __init__(self):
        self.kinds = [
            Kind.objects.create(slug=slug, name=slug, plural=slug) for slug in "ab"
        ]
        names = [f"Tag {number}" for number in range(SIZE)]
        self.tags = actions.tags_named(self.kinds[0], names)
        self.done: list[tuple[TagChange, object]] = []
        self.now = NOW

    def take(self, deed, one, other):
        """One step; what is refused changes nothing."""
        self.now += timedelta(minutes=1)
        before = state()
        try:
            with transaction.atomic():
                self._do(deed, self.tags[one], self.tags[other], before)
        except actions.Refused:
            assert state() == before

    def _do(self, deed, tag, other, before):
        logged = {"by": None, "at": self.now}
        if deed == "undo_last":
            return self._undo_last(logged)
        if deed == "undo_any":
            return self._undo_any(tag, logged)
        change = {
            "merge": lambda: actions.merge(tag, into=other, **logged),
            "split": lambda: actions.split_back(tag, **logged),
            "promote": lambda: actions.promote(tag, **logged),
            "broader": lambda: actions.make_broader(tag, broader=other, **logged),
            "narrower": lambda: actions.unmake_broader(tag, broader=other, **logged),
            "move": lambda: actions.move_kind(
                tag, kind=self.kinds[other.pk % 2], **logged
            ),
        }[deed]()
        if change:
            self.done.append((change, before))
        return None

    def _undo_last(self, logged):
        if self.done:
            change, before = self.done.pop()
            actions.undo(change, **logged)
            assert state() == before

    def _undo_any(self, tag, logged):
        standing = list(TagChange.objects.standing().order_by("pk"))
        if standing:
            actions.undo(standing[tag.pk % len(standing)], **logged)
            self.done.clear()  # what was kept of earlier states is no longer theirs


def closed(links):
    """The transitive closure, by its plainest reading."""
    found = set(links)
    while more := {(a, d) for a, b in found for c, d in found if b == c} - found:
        found |= more
    return found


def check_that_all_is_sound():
    meant = {tag.pk: tag.canonical_id for tag in Tag.objects.all()}
    kinds = dict(Tag.objects.values_list("pk", "kind"))
    links = set(Broader.objects.values_list("narrower", "broader"))
    closure = set(Closure.objects.values_list("tag", "ancestor"))
    assert all(meant[main] is None for main in meant.values() if main)
    assert all(kinds[pk] == kinds[main] for pk, main in meant.items() if main)
    assert all(meant[pk] is None for link in links for pk in link)
    assert all(kinds[narrower] == kinds[broader] for narrower, broader in links)
    assert closure == closed(links)
    assert all(tag != ancestor for tag, ancestor in closure)


@settings(max_examples=60)
@given(steps)
def test_no_order_of_changes_and_undoings_breaks_the_thesaurus(taken):
    with transaction.atomic():
        curators = Curators()
        for step in taken:
            curators.take(*step)
            check_that_all_is_sound()
        transaction.set_rollback(True)
