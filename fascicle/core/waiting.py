"""Whether background work waits to be done."""

from django_tasks_db.models import DBTaskResult


def is_waiting(path: str) -> bool:
    """Whether such a task is to be done; one that is being done, or was cut off, does not count.

    ``path`` is the task's ``module_path``. One query.
    """
    return DBTaskResult.objects.ready().filter(task_path=path).exists()
