"""``fascicle demo``: the demo library, through the real importer."""

import secrets
import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from fascicle.core import archive
from fascicle.pages import actions, demo
from fascicle.pages.presets import preset

FOLDER = settings.PACKAGE.parent / "demo"
HOST = "host"


class Command(BaseCommand):
    help = "Fill a new archive with the demo library. An archive that is set up is left alone."

    def handle(self, *args: object, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        if archive.current() is not None:
            self.remind()
            return
        if not FOLDER.is_dir():
            raise CommandError(
                "The demo library comes with the source code, not with the package."
            )
        self.stdout.write("Setting up a demo archive …")
        password = secrets.token_urlsafe(9)
        host = actions.set_up(
            name="The Paper Boat",
            tagline="A small library of stories in parts, brought back from bare files.",
            preset=preset("original"),
            username=HOST,
            password=password,
        )
        self.note_file().touch(mode=0o600)
        self.note_file().write_text(password, encoding="ascii")
        decisions = tomllib.loads(
            (FOLDER / "accepting.toml").read_text(encoding="utf-8")
        )
        demo.fill(FOLDER / "files", decisions, by=host)
        self.remind()

    def remind(self) -> None:
        if self.note_file().exists():
            password = self.note_file().read_text(encoding="ascii")
            self.stdout.write(
                f"Log in as “{HOST}” with the password {password} to see the host's desk."
            )

    def note_file(self) -> Path:
        return Path(settings.DATA) / "demo-password"
