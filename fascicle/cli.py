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

    from fascicle.config.env import BadSetting  # noqa: PLC0415

    try:
        execute_from_command_line(["fascicle", *arguments[1:]])
    except BadSetting as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
