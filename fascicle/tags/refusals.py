"""Why the thesaurus stays as it is."""


class Refused(Exception):
    """What was asked for can't be; nothing has changed."""


class NameTaken(Refused):
    """The kind has another tag of this name."""


class TagInUse(Refused):
    """Works bear the tag, or it has synonyms."""


class SameTag(Refused):
    """Both are one tag already."""


class OtherKind(Refused):
    """The two tags are of different kinds."""


class WouldCircle(Refused):
    """A tag would be broader than itself."""


class TooDeep(Refused):
    """A tag would have more broader ones than any thesaurus needs."""


class NotASynonym(Refused):
    """The tag stands for itself already."""


class AlreadyUndone(Refused):
    """The change has been undone before."""


class BuiltUpon(Refused):
    """What was changed has been changed again since; undo the later change first."""


class NotCoinable(Refused):
    """Writers can't add tags to this kind. Its argument is the name that is new."""


class TooMany(Refused):
    """A work can't have that many tags of this kind. Its argument is how many it can."""
