"""Who may open what: every address of the writer's desk and of an account, for everybody.

An address that is not in the table fails, so that nobody forgets to say who may open it.
"""

from collections.abc import Mapping

import pytest
from django.apps import apps
from django.db import transaction
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from fascicle.exporting import actions as exporting
from tests.desk_library import SLOT, make_library
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]

ROLES = (
    *("guest", "member", "writer", "co_writer", "former_co_writer"),
    *("chapter_writer", "curator", "moderator", "host"),
)
ANYBODY = set(ROLES)
MEMBERS = ANYBODY - {"guest"}
WRITERS = {"writer", "co_writer"}
CHAPTER_WRITERS = WRITERS | {"chapter_writer"}
WRITER = {
    "writer"
}  # something of the first writer's own: a draft, a note, an offer to them

#: Who may open each address; the rest is told that there is no such page, a guest to log in.
ACCESS: Mapping[str, set[str]] = {
    # For all who are logged in: what they find there is their own.
    **dict.fromkeys(
        (
            *("works:desk", "works:bulk", "works:bulk_preview", "works:bulk_changes"),
            *("works:statistics", "works:statistics_table", "works:new_work"),
            *("works:received_table", "works:seen"),
            *("works:tag_names", "works:conversion", "works:autosaves", "works:bin"),
            *("works:autosave", "works:autosave_removal", "works:kept_notes"),
            *("works:pictures", "works:picture_sending"),
            *("works:offers", "works:departure", "works:staying", "works:series_list"),
            *("manuscripts:new_work", "exporting:takeout", "exporting:takeout_removal"),
        ),
        MEMBERS,
    ),
    # Works as a whole.
    **dict.fromkeys(
        (
            *(
                "works:work",
                "works:chapters",
                "works:chapter_order",
                "works:new_chapter",
            ),
            *("works:instalment", "works:chapter_move", "works:posting", "works:run"),
            *("works:unposting", "works:chapter_date", "works:chapter_removal"),
            "works:chapter_language",
            *("works:schedule", "works:schedule_removal", "works:run_removal"),
            *("works:announcements", "works:announcement_removal", "works:relations"),
            *(
                "works:work_series",
                "works:relation_removal",
            ),
            *("works:company", "works:offering", "works:handing_over", "works:leaving"),
            *("works:offer_withdrawal", "works:guest_removal", "works:name_move"),
            *("works:hiding", "works:showing", "works:orphaning", "works:work_removal"),
            *("works:gifts", "works:gift_removal", "works:work_statistics"),
            *("works:work_statistics_table", "reading:preview", "exporting:draft_file"),
            *("manuscripts:in_work", "works:chapter_return"),
        ),
        WRITERS,
    ),
    # One chapter.
    **dict.fromkeys(
        (
            *("works:chapter", "works:presence", "works:history", "works:revision"),
            *("works:comparison", "works:revision_restoring", "works:revision_erasing"),
            *("works:chapter_leaving", "manuscripts:chapter_file"),
            "manuscripts:chapter_file_preview",
        ),
        CHAPTER_WRITERS,
    ),
    # Somebody's own.
    **dict.fromkeys(
        (
            *(
                "works:bulk_edit",
                "works:bulk_undoing",
                "works:unsaved",
                "works:own_name",
            ),
            *(
                "works:kept_note_removal",
                "works:picture_removal",
                "works:offer_acceptance",
                "works:offer_refusal",
            ),
            *("works:work_return", "works:work_destruction", "works:orphan_return"),
            *("works:series_desk", "works:series_order", "works:series_removal"),
            *("works:series_leaving", "works:series_entry_move", "works:series_owners"),
            *("works:series_entry_removal", "works:series_question_removal"),
            *(
                "works:gift_refusal",
                "exporting:takeout_file",
                "works:work_series_removal",
            ),
        ),
        WRITER,
    ),
    **dict.fromkeys(("works:relation_approval", "works:relation_refusal"), WRITERS),
    "works:chapter_destruction": WRITERS,
    "works:series_answer": {"co_writer"},
    "manuscripts:new_work_preview": MEMBERS,
    "manuscripts:in_work_preview": WRITERS,
    "manuscripts:picture": set(),  # whoever brought it, by the token that they were given
}
#: Addresses of an account: who is logged in finds their own there, a guest is asked to log in.
OWN_ACCOUNT: Mapping[str, set[str]] = {
    **dict.fromkeys(
        (
            *("accounts:invitations", "accounts:sessions", "accounts:endings"),
            *("accounts:pen_names", "accounts:new_pen_name", "accounts:claims"),
            *("accounts:preferences", "accounts:new_claim"),
            "accounts:time_zone",
            *("accounts:devices", "accounts:new_device", "accounts:reader_code"),
            *("accounts:reader_removal", "accounts:reader_address"),
        ),
        MEMBERS,
    ),
    **dict.fromkeys(
        (
            *("accounts:revocation", "accounts:pen_name", "accounts:pen_name_name"),
            *("accounts:pen_name_default", "accounts:pen_name_removal"),
            *("accounts:pen_name_picture", "accounts:picture_removal"),
            *("accounts:withdrawal", "accounts:device_removal"),
        ),
        WRITER,
    ),
}
#: The doors themselves, which must open to those who are not in; and what allauth guards, which
#: sends elsewhere whoever has no business there. Here only: no door fails.
DOORS = {
    *("accounts:login", "accounts:logout", "accounts:request", "accounts:picture"),
    *("accounts:claim_link", "accounts:ending", "accounts:app_picture"),
    "accounts:knocking",
}
FOREIGN = ("account_", "mfa_", "socialaccount_", "openid_connect_")


def patterns(resolver, namespace="", before=""):
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from patterns(pattern, namespace + inner, route)
        else:
            yield f"{namespace}{pattern.name}", route, pattern.pattern.converters


def walked():
    for name, route, converters in patterns(get_resolver()):
        if route.startswith(("desk/writing/", "account/")):
            yield name, converters


@pytest.fixture
def people():
    roles = {"curator": "curator", "moderator": "moderator", "host": "host"}
    return {
        role: make_user(f"the-{role}".replace("_", "-"), role=roles.get(role, "member"))
        for role in ROLES[1:]
    }


@pytest.fixture
def keys(people):
    return make_library(people)


#: What stands for a converter at one address; elsewhere it is ``USUAL``'s.
AT = {
    "works:chapter_return": {"chapter_id": "binned"},
    "works:chapter_destruction": {"chapter_id": "binned"},
    "works:work_series_removal": {"work_id": "part"},
    "works:work_return": {"work_id": "thrown"},
    "works:work_destruction": {"work_id": "thrown"},
    "works:offer_acceptance": {"offer_id": "to_writer"},
    "works:offer_refusal": {"offer_id": "to_writer"},
    "works:gift_refusal": {"gift_id": "gift_to_writer"},
    "works:relation_removal": {"relation_id": "own_relation"},
    "works:guest_removal": {"pen_name_id": "guest_name"},
    "works:name_move": {"pen_name_id": "writer_name"},
    "works:own_name": {"pen_name_id": "writer_name"},
    "accounts:new_claim": {"pen_name_id": "unclaimed"},
}
USUAL = {
    "work_id": "work",
    "chapter_id": "chapter",
    "revision_id": "revision",
    "series_id": "series",
    "entry_id": "entry",
    "owner_id": "asked",
    "announcement_id": "announcement",
    "note_id": "note",
    "picture_id": "picture",
    "edit_id": "edit",
    "offer_id": "of_work",
    "gift_id": "gift_of_work",
    "relation_id": "relation",
    "orphaning_id": "orphaning",
    "pen_name_id": "second",
    "claim_id": "claim",
    "invitation_id": "invitation",
    "device_id": "device",
}
PLAIN = {"slot": SLOT, "format": "html", "token": "nothing", "slug": "fandom"}


def address_of(name, converters, keys):
    chosen = {**USUAL, **AT.get(name, {})}
    values = {
        key: keys[chosen[key]].pk if key in chosen else PLAIN.get(key, 1)
        for key in converters
    }
    return reverse(name, kwargs=values)


def test_the_table_names_every_address():
    known = {*ACCESS, *OWN_ACCOUNT, *DOORS}
    names = {name for name, _converters in walked()}

    missing = {one for one in names - known if not one.startswith(FOREIGN)}
    assert missing == set()
    assert known - names == set()


def everything():
    """All that is written down of works and pen names."""
    return {
        model: sorted(map(repr, model.objects.values_list()))
        for label in ("works", "accounts", "exporting")
        for model in apps.get_app_config(label).get_models()
        if model.__name__ not in {"User", "Session", "Submission", "Visit"}
    }


def is_sent_away(response):
    """A guest is asked to log in, and what they sent is shown to them again."""
    login = response.status_code == 302 and reverse("accounts:login") in response.url
    return login or response.status_code == 401


def asked(client, address):
    """The answer to GET, or to POST where only that is taken."""
    response = client.get(address)
    return client.post(address) if response.status_code == 405 else response


def is_right(role, allowed, response):
    """Whether this answer is what somebody in that role should get."""
    if role in allowed:
        failed = response.status_code in {401, 403, 404, 500}
        return not failed and not is_sent_away(response)
    if role == "guest":
        return is_sent_away(response)
    return response.status_code in {404, 405}


def come_in(client, role, people):
    if role != "guest":
        client.force_login(people[role])
    if role == "writer":
        takeout, _ = exporting.ask_for_takeout(people[role], at=timezone.now())
        exporting.make_takeout(takeout)


@pytest.mark.parametrize("role", ROLES)
def test_who_may_open_what(role, client, people, keys):
    come_in(client, role, people)
    table = {**ACCESS, **OWN_ACCOUNT}
    before = everything()
    wrong = {}
    for name, converters in walked():
        if (allowed := table.get(name)) is None:
            continue
        address = address_of(name, converters, keys)
        with transaction.atomic():
            answers = [asked(client, address)]
            if role not in allowed:
                answers.append(client.post(address))
                if everything() != before:
                    wrong[name] = "something changed"
            transaction.set_rollback(True)
        for one in answers:
            if one.streaming:
                b"".join(one)  # which closes the file
        if not all(is_right(role, allowed, one) for one in answers):
            wrong[name] = [one.status_code for one in answers]

    assert wrong == {}


@pytest.mark.parametrize("role", ROLES)
def test_no_door_fails(role, client, people, keys):
    if role != "guest":
        client.force_login(people[role])
    for name, converters in walked():
        if name in DOORS or name.startswith(FOREIGN):
            values = dict.fromkeys(converters, "1")
            with transaction.atomic():
                response = client.get(reverse(name, kwargs=values))
                transaction.set_rollback(True)
            assert response.status_code < 500, name
