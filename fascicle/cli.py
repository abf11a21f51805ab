"""The ``fascicle`` command: one door for people who run an archive."""

import os
import sys

COMMANDS = {
    "serve": "start the archive: web pages, background work and schedule in one go",
    "import": "read story files, folders, zip and tar archives into a batch to review",
    "export": "write works or the whole library as EPUB, HTML or text",
    "user": "make accounts, change passwords and roles",
    "doctor": "look for trouble and say what to do about it",
    "migrate": "bring the database up to date (serve does this itself)",
    "demo": "fill a new archive with the demo library",
    "work": "do background work only, beside `serve --no-worker`",
}


def usage() -> str:
    lines = ["fascicle: a home for serial fiction", "", "usage: fascicle COMMAND …", ""]
    lines += [f"  {name:<8} {what}" for name, what in COMMANDS.items()]
    return "\n".join([*lines, "", "fascicle COMMAND --help tells more."])


def main() -> None:
    """Run one of the commands; anything else gets the list of them."""
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name in {"", "help", "-h", "--help"}:
        sys.stdout.write(usage() + "\n")
        return
    if name not in COMMANDS:
        sys.exit(f"There is no command “{name}”.\n\n{usage()}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fascicle.config.settings")
    _run(sys.argv)


def _run(arguments: list[str]) -> None:
    # Loading Django reads the settings, which may be wrong in a way a person can mend.
    from django.core.management import execute_from_command_line  # noqa: PLC0415
    from django.db import DatabaseError  # noqa: PLC0415

    from fascicle.config.env import BadSetting  # noqa: PLC0415

    try:
        execute_from_command_line(["fascicle", *arguments[1:]])
    except BadSetting as error:
        sys.exit(str(error))
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

    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return f"The database can't be used: {error}\n`fascicle doctor` tells more."
    if plan:
        return "The database is new or from an older version. Run: fascicle migrate"
    return ""


if __name__ == "__main__":
    main()
