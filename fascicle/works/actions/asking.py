"""Letters to those of whom something is asked. Who asks stands at their desk, and in no letter.

A question is told of once it can be answered: a draft's waits until the work is public.
"""

from datetime import datetime

from django.db import transaction

from fascicle.accounts.models import Preferences, User
from fascicle.accounts.tries import may_write_to
from fascicle.accounts.viewer import Viewer, shield_of
from fascicle.core import letters
from fascicle.works.company import accounts_of
from fascicle.works.models import Gift, Relation, Series, SeriesOwner, Work


def write_to(somebody: User | None, letter: str, **context: object) -> None:
    """Write to somebody of what is asked of them, unless they want no such letters.

    Nor where there were many today already; all of it stands at their desk.
    """
    wants_it = somebody is not None and _preferences(somebody).mails_of_offers
    if somebody and wants_it and may_write_to(somebody):
        name = f"works/letters/{letter}.txt"
        letters.post(name, to=somebody.email, context=context)


def named_to(somebody: User | None, work: Work) -> Work | None:
    """The work, if a letter may name it to them: one for adults only if they said so."""
    is_adult = work.rating is None or work.rating.is_adult
    return None if is_adult and not _names_adult_works(somebody) else work


def tell_of_series(asked: SeriesOwner) -> None:
    """Tell somebody that they are asked to own a series."""
    somebody = asked.pen_name.user
    series = _series_named_to(somebody, asked.series)
    write_to(somebody, "series", asked=asked, series=series)


def tell_of_work(work: Work, *, at: datetime) -> None:
    """Tell of all that a work asks of others, and gives them, now that it is public."""
    for relation in work.relations.untold():
        tell_of_relation(relation, at=at)
    for gift in work.gifts.untold():
        tell_of_gift(gift, at=at)


@transaction.atomic
def tell_of_relation(relation: Relation, *, at: datetime) -> None:
    """Tell the writers of the other work that they are asked to link back.

    A work that is nobody's asks at their desk alone: imports bring such by the thousand.
    """
    target = relation.to_work
    if target is None or not accounts_of(relation.work).exists():
        return
    writers = accounts_of(target).filter(is_active=True)
    asked = [
        one for one in writers if _is_open(relation, one) and _meets(one, relation.work)
    ]
    if asked and Relation.objects.untold().filter(pk=relation.pk).update(told_at=at):
        for one in asked:
            write_to(one, "relation", work=named_to(one, target))


@transaction.atomic
def tell_of_gift(gift: Gift, *, at: datetime) -> None:
    """Tell somebody that a work is for them."""
    somebody = gift.pen_name.user if gift.pen_name else None
    if somebody is None or not somebody.is_active:
        return
    given = Gift.objects.to(Viewer(somebody)).filter(pk=gift.pk)
    is_met = given.exists() and _meets(somebody, gift.work)
    if is_met and Gift.objects.untold().filter(pk=gift.pk).update(told_at=at):
        write_to(somebody, "gift", gift=gift, work=named_to(somebody, gift.work))


def _is_open(relation: Relation, asked: User) -> bool:
    questions = Relation.objects.to_works_of(Viewer(asked)).unanswered()
    return questions.filter(pk=relation.pk).exists()


def _meets(somebody: User, work: Work) -> bool:
    """Whether their shield lets them meet a work."""
    viewer = Viewer(somebody, shield=shield_of(somebody))
    return Work.objects.unshielded_for(viewer).filter(pk=work.pk).exists()


def _series_named_to(somebody: User | None, series: Series) -> Series | None:
    is_adult = series.works.exclude(rating__is_adult=False).exists()
    return None if is_adult and not _names_adult_works(somebody) else series


def _names_adult_works(somebody: User | None) -> bool:
    return somebody is not None and _preferences(somebody).mails_adult_titles


def _preferences(somebody: User) -> Preferences:
    return getattr(somebody, "preferences", None) or Preferences(user=somebody)
