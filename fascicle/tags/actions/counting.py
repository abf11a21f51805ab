"""How much tags are used, in coarse steps."""

from django.db.models import Count

from fascicle.tags.actions.closing import chunks
from fascicle.tags.models import Tag


def count_use() -> int:
    """Bring ``use_count`` up to date, and say how many tags had another.

    One pass over what works bear; then only what differs is written, in small portions, so that
    nobody waits. Nothing rests on these counts but the order in which tags are shown.
    """
    borne = Tag.works.through.objects.values_list("tag").annotate(Count("pk"))
    now = dict(borne.order_by())
    new: dict[int, list[int]] = {}
    for pk, counted in Tag.objects.values_list("pk", "use_count").iterator():
        if now.get(pk, 0) != counted:
            new.setdefault(now.get(pk, 0), []).append(pk)
    for count, pks in new.items():
        for portion in chunks(pks):
            Tag.objects.filter(pk__in=portion).update(use_count=count)
    return sum(map(len, new.values()))
