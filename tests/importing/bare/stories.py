"""Our own short texts, as people post them, for the tests of structure."""

from fascicle.importing.sources.bare.reading import read_file

FERRY = (
    "The ferry came in late that evening, and the man who kept the light had lit it twice"
    " already.\nNobody on the quay had noticed, because nobody on the quay ever looked up.\n\n"
    '"You are late," said Oda, and she took the rope from him without waiting to be answered.\n\n'
    "He thought about it all the way home, past the chandler and the church and the long wall,"
    " and\nby the time he reached the door he had forgotten what the question had been.\n\n"
)
TEXT = (FERRY * 3).strip()
RUSSIAN = (
    "Паром пришёл поздно вечером, и смотритель уже дважды зажигал огонь. Никто не заметил.\n\n"
    * 8
)
CHINESE = (
    "　　渡船那天晚上来得很晚，守灯的人已经点了两次灯。码头上没有人抬头看。\n\n" * 8
)
JAPANESE = "　渡し船はその晩遅くに着いた。灯台守はもう二度も火をともしていた。\n" * 12
ARABIC = (
    "وصلت العبارة متأخرة في ذلك المساء وكان حارس المنارة قد أشعلها مرتين ولم يلاحظ أحد.\n\n"
    * 8
)


def read(text, name="story.txt"):
    """The reading of a text."""
    return read_file(name, text.encode())


def only(text):
    """The only story of a text."""
    (story,) = read(text).stories
    return story


def value(conclusion):
    """What was concluded, if anything was."""
    return conclusion.value if conclusion else None
