from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class CoreConfig(AppConfig):
    name = "fascicle.core"
    label = "core"
    off_public_pages = frozenset({"PublicChange"})

    def ready(self) -> None:
        from fascicle.core import (  # noqa: PLC0415 - models must be there
            lookups,  # noqa: F401 - registers them
            receivers,
            sentences,
        )

        sentences.speak()
        pre_migrate.connect(receivers.before_migrating, sender=self)
        post_migrate.connect(receivers.after_migrating, sender=self)
