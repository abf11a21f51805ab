"""``fascicle demo``: the demo library, through the real importer."""

import argparse
import secrets
import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fascicle.accounts.models import User
from fascicle.core import archive
from fascicle.importing.lease import Held
from fascicle.pages import actions, demo
from fascicle.pages.presets import preset

FOLDER = settings.PACKAGE.parent / "demo"
HOST = "host"


class Command(BaseCommand):
    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.description = _(
            "Fill a new archive with the demo library. An archive of your own is left alone."
        )

    def handle(self, *args: object, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        if archive.current() is None:
            self.set_up()
        if not password_file().exists():
            self.stdout.write(_("This archive is no demo. It is left as it is."))
            return
        host = User.objects.filter(username=HOST).first()
        if host is not None:
            self.fill(host)
            self.remind(host)

    def remind(self, host: User) -> None:
        password = password_file().read_text(encoding="ascii")
        if host.check_password(password):
            said = _(
                "To see the host's desk, log in as “%(name)s”, password %(password)s"
            )
            self.stdout.write(said % {"name": HOST, "password": password})

    def set_up(self) -> None:
        if not FOLDER.is_dir():
            raise CommandError(
                _("The demo library comes with the source code, not with the package.")
            )
        # Written first: an interrupted start must not leave an archive that nobody can enter.
        password = secrets.token_urlsafe(9)
        password_file().touch(mode=0o600)
        password_file().write_text(password, encoding="ascii")
        actions.set_up(
            name=_("The Paper Boat"),
            tagline=_(
                "A small library of stories in parts, brought back from bare files."
            ),
            preset=preset("original"),
            username=HOST,
            password=password,
        )

    def fill(self, host: User) -> None:
        tables = tomllib.loads((FOLDER / "accepting.toml").read_text(encoding="utf-8"))
        self.stdout.write(_("Reading the demo library …"))
        try:
            batch = demo.fill(
                FOLDER / "files", demo.read_decisions(tables["works"]), by=host
            )
        except Held:
            self.stdout.write(_("A worker is at it already."))
            return
        works = batch.stories.accepted().count()
        files = batch.files.count()
        bare = ngettext("%d bare file", "%d bare files", files) % files
        became = ngettext(
            "%(files)s became %(n)d work.", "%(files)s became %(n)d works.", works
        )
        self.stdout.write(became % {"files": bare, "n": works})


def password_file() -> Path:
    return Path(settings.DATA) / "demo-password"
