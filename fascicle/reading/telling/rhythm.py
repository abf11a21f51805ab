"""When letters are due. Nothing is kept of it: what is unmailed and older than this is due."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from fascicle.accounts.models.preferences import MailRhythm

#: The hour of a reader's morning at which letters go out.
MORNING = time(7)
_MONDAY = 0


def last_moment(rhythm: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The last moment, not after now, at which letters went out; None if they never do."""
    if rhythm == MailRhythm.AT_ONCE:
        return now
    if rhythm not in (MailRhythm.DAILY, MailRhythm.WEEKLY):
        return None
    here = now.astimezone(zone)
    day = here.date()
    if here < datetime.combine(day, MORNING, zone):
        day -= timedelta(days=1)
    if rhythm == MailRhythm.WEEKLY:
        day -= timedelta(days=(day.weekday() - _MONDAY) % 7)
    return datetime.combine(day, MORNING, zone)
