"""Print, as JSON, what the library at ``FASCICLE_DATA`` holds and whether doctor is content.

Run as ``python -m tests.soak.snapshot``. Keys of rows are left out: they may differ.
"""

import hashlib
import json
import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "fascicle.config.settings"
django.setup()

from fascicle.importing.models import Batch, Part, SourceFile, Story  # noqa: E402
from fascicle.pages.checkup import examine  # noqa: E402
from fascicle.works.models import Chapter, Work  # noqa: E402

#: The archive of a soak test is not set up, and no worker builds an index for it.
NOT_ITS_BUSINESS = {"Archive", "Address", "Search index"}


def chapter(chapter: Chapter) -> list[object]:
    digest = hashlib.sha256(chapter.text.html.encode()).hexdigest()
    versions = sorted(version.source_name for version in chapter.versions.all())
    source = chapter.provenance.source_name
    return [chapter.position, chapter.number, chapter.title, digest, source, versions]


def work(work: Work) -> list[object]:
    chapters = [chapter(each) for each in work.chapters.in_order()]
    names = sorted(work.pen_names.values_list("name", flat=True))
    series = sorted(work.series_entries.values_list("series__title", "position"))
    relations = sorted(work.relations.values_list("kind", "to_title"))
    counts = [work.chapter_count, work.word_count, bool(work.posted_at)]
    return [work.title, work.opening, names, counts, series, relations, chapters]


def snapshot() -> dict[str, object]:
    files = SourceFile.objects.filter(same_as=None)
    return {
        "works": sorted(work(each) for each in Work.objects.all()),
        "files": sorted(set(files.values_list("name", "problem"))),
        "stories": Story.objects.count(),
        "parts": Part.objects.count(),
        "unfinished": Batch.objects.unfinished().count(),
        "findings": [
            f"{finding.what}: {finding.state}"
            for finding in examine()
            if not finding.is_well and finding.what not in NOT_ITS_BUSINESS
        ],
    }


json.dump(snapshot(), sys.stdout)
