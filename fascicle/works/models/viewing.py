"""What of a work depends on who is looking, as expressions of the database."""

from django.db import models
from django.db.models import Case, F, Q, Value, When

from fascicle.accounts.viewer import Viewer
from fascicle.works.models.names import Byline, HiddenByline

#: A work that nobody rated has no rating, so it is not this.
NOT_ADULT = Q(rating__is_adult=False)


def own_works(viewer: Viewer) -> "models.QuerySet[Byline, int]":
    """Keys of the works that the viewer writes, anonymous ones too; not those in the bin."""
    return written_by(viewer, work__deleted_at__isnull=True)


def written_by(viewer: Viewer, **how: bool) -> "models.QuerySet[Byline, int]":
    """Keys of the works that the viewer writes; ``how`` narrows their bylines down."""
    named = Byline.objects.filter(pen_name__user=viewer.user, **how)
    hidden = HiddenByline.objects.filter(pen_name__user=viewer.user, **how)
    of_hidden = hidden.values_list("work", flat=True)
    return named.values_list("work", flat=True).union(of_hidden)


def is_own(viewer: Viewer) -> Case | Value:
    """Whether the viewer writes it."""
    if viewer.user is None:
        return Value(False)
    return Case(
        When(pk__in=own_works(viewer), then=Value(True)),
        default=Value(False),
        output_field=models.BooleanField(),
    )


def is_gated(viewer: Viewer) -> Case:
    """Whether it stands behind the adult gate for the viewer."""
    return Case(
        When(NOT_ADULT, then=Value(False)),
        default=Value(not viewer.sees_adult),
        output_field=models.BooleanField(),
    )


def unless_gated(viewer: Viewer, field: str) -> Case:
    """What a field says, or nothing before the adult gate."""
    shown = F(field) if viewer.sees_adult else Value("")
    return Case(
        When(NOT_ADULT, then=F(field)), default=shown, output_field=models.TextField()
    )
