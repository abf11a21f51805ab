"""People who log in, and the pen names under which the public knows writers."""

from fascicle.accounts.models.claims import Claim, Proof
from fascicle.accounts.models.departures import Departure
from fascicle.accounts.models.devices import Device
from fascicle.accounts.models.looks import KeptLook
from fascicle.accounts.models.pen_names import (
    FormerName,
    PenName,
    PenNameQuerySet,
    Purpose,
)
from fascicle.accounts.models.preferences import MailRhythm, PlaceRule, Preferences
from fascicle.accounts.models.shields import KeptShield
from fascicle.accounts.models.sign_up import Invitation, SignUpRequest
from fascicle.accounts.models.submissions import Submission
from fascicle.accounts.models.users import Role, User

__all__ = [
    "Claim",
    "Departure",
    "Device",
    "FormerName",
    "Invitation",
    "KeptLook",
    "KeptShield",
    "MailRhythm",
    "PenName",
    "PenNameQuerySet",
    "PlaceRule",
    "Preferences",
    "Proof",
    "Purpose",
    "Role",
    "SignUpRequest",
    "Submission",
    "User",
]
