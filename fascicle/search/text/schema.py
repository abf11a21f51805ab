"""How words are kept by tantivy. Nothing is stored: works are loaded from the database.

Keys are signed: deleting by a term of an unsigned field deletes nothing, in silence.
"""

from pathlib import Path

import tantivy

#: What a work is called, who wrote it, what it is tagged with: known to whoever may know of it.
TITLE, BYLINE, TAGS = "title", "byline", "tags"
#: Summary, notes and chapters.
TEXT = "text"
#: Whether the text of a work stands behind the adult gate: 1 if so.
ADULT = "adult"
ID, MARK, TAG = "id", "mark", "tag"
#: Where words keep their places, and phrases can be found.
WITH_PLACES = frozenset({TITLE, TEXT})


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field(ID, indexed=True, fast=True)
    builder.add_integer_field(MARK, fast=True)
    builder.add_integer_field(TAG, indexed=True)
    builder.add_integer_field(ADULT, indexed=True)
    for name in (TITLE, BYLINE, TAGS, TEXT):
        kept = "position" if name in WITH_PLACES else "basic"
        # Whoever adds words has cut them, and stemmed them where the language is known.
        builder.add_text_field(name, tokenizer_name="whitespace", index_option=kept)
    return builder.build()


SCHEMA = _schema()


def opened(folder: Path) -> tantivy.Index:
    """The index in a folder, made if there is none.

    :raises ValueError: if it cannot be read, or has another schema.
    """
    index = tantivy.Index(SCHEMA, path=str(folder), reuse=True)
    index.config_reader("manual")
    return index
