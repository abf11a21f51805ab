"""The ``fascicle`` command: one door for people who run an archive."""

import os
import sys

from fascicle.config.env import BadSetting
from fascicle.config.locales import catalogue


def _(words: str) -> str:
    """Marks words for translators. They are translated when they are shown."""
    return words


COMMANDS = {
    "serve": _("start the archive: web pages, background work and schedule in one go"),
    "import": _(
        "read story files, folders, zip and tar archives into a batch to review"
    ),
    "export": _("write works or the whole library as EPUB, HTML or text"),
    "thesaurus": _("write what tags mean to a CSV or JSON file, or take it in"),
    "user": _("make accounts, change passwords and roles"),
    "reindex": _("build the search index anew"),
    "reclean": _("clean stored texts again, after the rules have changed"),
    "doctor": _("look for trouble and say what to do about it"),
    "migrate": _("bring the database up to date (serve does this itself)"),
    "demo": _("fill a new archive with the demo library"),
    "work": _("do background work only, beside `serve --no-worker`"),
}


def usage() -> str:
    # Django would read the settings, which make the data folder: too much for a list.
    gettext = catalogue().gettext
    about = gettext("fascicle: a home for serial fiction")
    lines = [about, "", gettext("usage: fascicle COMMAND …"), ""]
    lines += [f"  {name:<9} {gettext(what)}" for name, what in COMMANDS.items()]
    return "\n".join([*lines, "", gettext("fascicle COMMAND --help tells more.")])


def main() -> None:
    """Run one of the commands; anything else gets the list of them."""
    try:
        _main()
    except BadSetting as error:
        sys.exit(str(error))


def _main() -> None:
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name in {"", "help", "-h", "--help"}:
        sys.stdout.write(usage() + "\n")
        return
    if name not in COMMANDS:
        said = catalogue().gettext("There is no command “%s”.") % name
        sys.exit(f"{said}\n\n{usage()}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fascicle.config.settings")
    if (
        name != "export"
    ):  # its files are for others; all else that is written, for nobody
        os.umask(0o077)
    _run(sys.argv)


def _run(arguments: list[str]) -> None:
    # Loading Django reads the settings, which may be wrong in a way a person can mend.
    from django.core.management import execute_from_command_line  # noqa: PLC0415
    from django.db import DatabaseError  # noqa: PLC0415

    try:
        execute_from_command_line(["fascicle", *arguments[1:]])
    except DatabaseError as error:
        if advice := _advice():
            sys.exit(advice)
        raise error from None
    except KeyboardInterrupt:
        sys.exit(130)


def _advice() -> str:
    """What to do about a database that failed; empty if the database is as it should be."""
    from django.db import DatabaseError, connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415
    from django.utils.translation import gettext  # noqa: PLC0415

    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        said = gettext("The database can't be used: %s") % error
        return "\n".join([said, gettext("`fascicle doctor` tells more.")])
    if plan:
        return gettext(
            "The database is new or from an older version. Run: fascicle migrate"
        )
    return ""


if __name__ == "__main__":
    main()
