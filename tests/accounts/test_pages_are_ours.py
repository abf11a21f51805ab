"""Every page and letter that allauth can show is ours, in our words."""

from pathlib import Path

import allauth
import pytest
from django.template.loader import get_template
from django.utils.timezone import now

from fascicle.core.models import Archive
from tests.factories import make_user

THEIRS = Path(allauth.__file__).parent / "templates"
#: What leads nowhere here: other ways of theirs, and the pieces that their own pages are made of.
UNREACHED = {
    "account": {
        "confirm_login_code", "confirm_password_reset_code", "confirm_phone_verification_code",
        "email_change", "email_confirm", "phone_change", "request_login_code",
        "verification_sent", "verified_email_required",
        "base_confirm_code", "base_entrance", "base_manage", "base_manage_email",
        "base_manage_password", "base_manage_phone", "base_reauthenticate",
    },
    "mfa": {"base_entrance", "base_manage", "trust"},
    "mfa/webauthn": {"authenticator_list", "base"},
    "mfa/totp": {"base"},
    "mfa/recovery_codes": {"base"},
    "socialaccount": {"base_entrance", "base_manage", "login_redirect"},
    "account/email": {
        "base_message", "base_notification", "login_code_message", "login_code_subject",
        "password_reset_code_message", "password_reset_code_subject",
    },
    "account/messages": {"login_code_sent", "phone_verification_sent", "phone_verified"},
    "mfa/email": set(),
    "mfa/messages": set(),
    "socialaccount/email": set(),
    "socialaccount/messages": set(),
}  # fmt: skip
REACHED = [
    f"{folder}/{path.name}"
    for folder, left_out in UNREACHED.items()
    for path in sorted((THEIRS / folder).iterdir())
    if path.is_file() and path.stem not in left_out
]
LETTERS = [name for name in REACHED if "/email/" in name and "_message" in name]


@pytest.mark.parametrize("name", REACHED)
def test_no_page_of_theirs_is_shown(name):
    assert "fascicle" in Path(get_template(name).origin.name).parts


@pytest.mark.django_db
@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_is_plain_words_and_says_where_it_comes_from(archive, name):
    Archive.objects.update(name="Teo & Ines")
    around = {
        "archive": Archive.objects.get(),
        "site_url": "https://quay.example",
        "user": make_user("ines"),
        "email": "o'hara@quay.example",
        "to_email": "o'hara@quay.example",
        "code": "ABCD-EFGH",
        "password_reset_url": "https://quay.example/?a&b",
        "username": "ines",
        "timestamp": now(),
    }

    letter = get_template(name).render(around)
    subject = get_template(name.replace("_message", "_subject")).render(around)

    assert "Teo & Ines\nhttps://quay.example" in letter
    assert not {"&#", "&amp;", "<", "{{", "{%"} & {
        part for part in ("&#", "&amp;", "<", "{{", "{%") if part in letter + subject
    }
    assert len(subject.strip().splitlines()) == 1
    assert all(len(line) < 998 for line in letter.splitlines())
