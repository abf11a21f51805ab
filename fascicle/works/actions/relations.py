"""How works stand to one another."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from fascicle.core.names import title_key
from fascicle.works.actions.asking import tell_of_relation
from fascicle.works.company import accounts_of
from fascicle.works.models import Relation, RelationKind, Work

#: A work is related to so many others, at most.
MOST_RELATIONS = 50


class TooManyRelations(Exception):
    """So many others are more than anybody follows."""


def relate(
    work: Work,
    kind: RelationKind,
    *,
    title: str = "",
    author: str = "",
    url: str = "",
    to: Work | None = None,
    at: datetime | None = None,
) -> Relation | None:
    """Say that a work follows, is inspired by or translates another: one here, a title, a URL.

    A title that one public work here bears is linked at once; that work links back when its
    writers agree, or if there is nobody to ask. None if it names the work itself.

    :raises TooManyRelations: if it has too many.
    """
    key = title_key(title)[:255]
    target = to or (_only_work_titled(key, author=author) if key else None)
    if target == work:
        return None
    if target and (there := work.relations.filter(kind=kind, to_work=target).first()):
        return there
    if work.relations.count() >= MOST_RELATIONS:
        raise TooManyRelations
    relation, is_new = Relation.objects.get_or_create(
        work=work,
        kind=kind,
        to_title_key=key,
        url=url,
        to_work=target,
        defaults={"to_title": title[:255], "to_author": author[:150]},
    )
    if is_new:
        _ask(relation, at=at or timezone.now())
    return relation


def _ask(relation: Relation, *, at: datetime) -> None:
    """Ask the other's writers: nobody for a work that is nobody's, nor for one of one's own."""
    if relation.to_work is None:
        return
    asked = set(accounts_of(relation.to_work))
    if not asked or asked & set(accounts_of(relation.work)):
        relation.approved_at = at
        relation.save(update_fields=["approved_at"])
    else:
        tell_of_relation(relation, at=at)


def drop_relation(relation: Relation) -> None:
    """Say no more that the two have to do with one another."""
    Relation.objects.filter(pk=relation.pk).delete()


def approve_relation(relation: Relation, *, at: datetime) -> None:
    """Have the work at the other end link back."""
    Relation.objects.filter(pk=relation.pk).update(approved_at=at, declined_at=None)


def decline_relation(relation: Relation, *, at: datetime) -> None:
    """Have the work at the other end not link back, or not any more."""
    Relation.objects.filter(pk=relation.pk).update(approved_at=None, declined_at=at)


def resolve_relations_to(work: Work) -> None:
    """Point relations at ``work`` that waited for its title (and author, where they name one)."""
    if not work.title_key:
        return
    names = {name.casefold() for name in work.pen_names.values_list("name", flat=True)}
    for relation in Relation.objects.waiting_for(work.title_key).exclude(work=work):
        if not relation.to_author or relation.to_author.casefold() in names:
            _point_at(relation, work)


def _point_at(relation: Relation, work: Work) -> None:
    same = relation.work.relations.filter(kind=relation.kind, to_work=work)
    if same.exists():
        relation.delete()
        return
    relation.to_work = work
    relation.save(update_fields=["to_work"])
    _ask(relation, at=timezone.now())


def _only_work_titled(key: str, *, author: str) -> Work | None:
    """The one public work of this title; None if there are several, for we would be guessing."""
    named = Q(pen_names__name__iexact=author) if author else Q()
    works = list(Work.objects.listed().filter(named, title_key=key).distinct()[:2])
    return works[0] if len(works) == 1 else None
