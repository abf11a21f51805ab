"""What exporting does when works announce something: forget the files made before."""

from django.dispatch import receiver

from fascicle.exporting.made import forget_books_of
from fascicle.works.signals import chapter_posted, work_changed, work_posted


@receiver([chapter_posted, work_changed, work_posted])
def on_work_changed(*, work_id: int, **kwargs: object) -> None:
    forget_books_of(work_id)
