"""Everything that changes tags."""

from fascicle.tags.actions.arranging import (
    make_broader,
    merge,
    move_kind,
    promote,
    split_back,
    unmake_broader,
)
from fascicle.tags.actions.comparing import look_for_synonyms
from fascicle.tags.actions.counting import count_use
from fascicle.tags.actions.mending import mend_closure
from fascicle.tags.actions.naming import (
    describe,
    describe_tag,
    mark_sorted,
    remove_tag,
    rename,
    set_note,
    tags_for_writer,
    tags_named,
    tell_apart,
)
from fascicle.tags.actions.taking_in import Outlook, TakenIn, take_in, would_take_in
from fascicle.tags.actions.undoing import undo
from fascicle.tags.refusals import (
    AlreadyUndone,
    BuiltUpon,
    NameTaken,
    NotASynonym,
    NotCoinable,
    OtherKind,
    Refused,
    SameTag,
    TagInUse,
    TooDeep,
    TooMany,
    WouldCircle,
)

__all__ = [
    "AlreadyUndone",
    "BuiltUpon",
    "NameTaken",
    "NotASynonym",
    "NotCoinable",
    "OtherKind",
    "Outlook",
    "Refused",
    "SameTag",
    "TagInUse",
    "TakenIn",
    "TooDeep",
    "TooMany",
    "WouldCircle",
    "count_use",
    "describe",
    "describe_tag",
    "look_for_synonyms",
    "make_broader",
    "mark_sorted",
    "mend_closure",
    "merge",
    "move_kind",
    "promote",
    "remove_tag",
    "rename",
    "set_note",
    "split_back",
    "tags_for_writer",
    "tags_named",
    "take_in",
    "tell_apart",
    "undo",
    "unmake_broader",
    "would_take_in",
]
