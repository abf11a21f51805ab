"""How words are kept by tantivy. Nothing is stored: works are loaded from the database.

Keys are signed: deleting by a term of an unsigned field deletes nothing, in silence.
"""

from pathlib import Path

import tantivy

from fascicle.search.text import analysis

#: What a work is called, who wrote it, what it is tagged with: known to whoever may know of it.
TITLE, BYLINE, TAGS = "title", "byline", "tags"
#: Whether the texts of a work stand behind the adult gate: 1 if so.
ADULT = "adult"
ID, MARK, TAG = "id", "mark", "tag"


def text_field(analyzer: str) -> str:
    """The field of summaries, notes and texts in languages of an analyzer."""
    return f"text_{analyzer}"


TEXT_FIELDS = {text_field(name): name for name in analysis.names()}


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field(ID, indexed=True, fast=True)
    builder.add_integer_field(MARK, fast=True)
    builder.add_integer_field(TAG, indexed=True)
    builder.add_integer_field(ADULT, indexed=True)
    for name in (TITLE, BYLINE):
        builder.add_text_field(name, tokenizer_name=analysis.PLAIN)
    builder.add_text_field(TAGS, tokenizer_name=analysis.PLAIN, index_option="freq")
    for field, name in TEXT_FIELDS.items():
        builder.add_text_field(field, tokenizer_name=name)
    return builder.build()


SCHEMA = _schema()


def opened(folder: Path) -> tantivy.Index:
    """The index in a folder, made if there is none; with our analyzers.

    :raises ValueError: if it cannot be read, or has another schema.
    """
    index = tantivy.Index(SCHEMA, path=str(folder), reuse=True)
    for name in analysis.names():
        index.register_tokenizer(name, analysis.analyzer(name))
    index.config_reader("manual")
    return index
