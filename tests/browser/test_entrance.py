"""Coming in, in a real browser with a passkey of its own: signing up, logging in, being guarded."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core import mail
from django.urls import reverse
from django.utils.timezone import now
from playwright.sync_api import expect

from fascicle.accounts import actions
from fascicle.accounts.actions import NewInvitation
from fascicle.accounts.models import User
from fascicle.core.models import Archive, SignUp
from tests.coming_in import keep_passkeys
from tests.factories import NOW, PASSWORD, make_user
from tests.looking import faults, looked_at_both_ways

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("archive"),
]

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def holder(page):
    """A page in a browser that keeps passkeys, as a telephone does."""
    keep_passkeys(page)
    return page


def open_to_all(**choices):
    Archive.objects.update(sign_up=SignUp.OPEN, **choices)


def log_in(page, name="ines"):
    page.goto(reverse("accounts:login"))
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def log_out(page):
    page.goto(reverse("accounts:logout"))
    page.locator("main").get_by_role("button", name="Log out").click()
    page.get_by_role("navigation", name="Main").get_by_text("Log in").wait_for()


def is_in(page, name="ines"):
    page.get_by_text(f"You are logged in as {name}.").wait_for()
    return True


def begin_by_passkey(page):
    page.goto(reverse("accounts:login"))
    page.get_by_role("link", name="No account yet?").click()
    page.get_by_role("link", name="Sign up with a passkey").click()
    page.get_by_label("Name").fill("ines")


def test_somebody_signs_up_with_a_passkey_and_logs_in_by_it(holder):
    open_to_all(rules="<p>Be kind.</p>", minimum_age=16)
    begin_by_passkey(holder)
    holder.get_by_label("Year of your birth").fill("1990")
    holder.get_by_label("I have read the rules").check()
    holder.get_by_role("button", name="Go on").click()
    holder.get_by_role("button", name="Make the passkey").click()
    is_in(holder)

    log_out(holder)
    holder.goto(reverse("accounts:login"))
    holder.get_by_role("button", name="Use a passkey").click()
    is_in(holder)

    ines = User.objects.get(username="ines")
    assert is_in(holder)
    assert not ines.has_usable_password()
    assert Authenticator.objects.filter(user=ines, type="webauthn").count() == 1


def test_where_mail_is_sent_the_address_comes_before_the_passkey(holder, settings):
    settings.SENDS_MAIL = True
    open_to_all()
    begin_by_passkey(holder)
    holder.get_by_label("E-mail address").fill("ines@quay.example")
    holder.get_by_role("button", name="Go on").click()
    holder.get_by_label("The code from the letter").wait_for()
    code = re.search(r"^\S+-\S+$", mail.outbox[0].body, re.M)[0]

    holder.get_by_label("The code from the letter").fill(code)
    holder.get_by_role("button", name="Confirm").click()
    holder.get_by_role("button", name="Make the passkey").click()

    assert is_in(holder)


def test_a_passkey_beside_the_password(holder):
    ines = make_user("ines")
    log_in(holder)
    holder.goto(reverse("mfa_index"))
    holder.get_by_role("link", name="New passkey").click()
    holder.get_by_label("Password").fill(PASSWORD)
    holder.get_by_role("button", name="Go on").click()
    holder.get_by_label("Name of this passkey").fill("Laptop")
    holder.get_by_role("button", name="Make the passkey").click()
    codes = holder.get_by_role("list", name="Codes not used yet").get_by_role(
        "listitem"
    )
    codes.first.wait_for()
    expect(codes).to_have_count(10)

    log_out(holder)
    log_in(holder)
    holder.get_by_role("button", name="Use a passkey").click()
    is_in(holder)
    holder.goto(reverse("mfa_index"))
    holder.get_by_role("link", name="Remove Laptop").click()
    holder.get_by_role("link", name="Use a passkey").click()
    holder.get_by_role("button", name="Use your passkey").click()
    holder.get_by_role("button", name="Remove").click()
    holder.get_by_text("The passkey is removed.").wait_for()

    assert not Authenticator.objects.filter(user=ines, type="webauthn").exists()


def test_a_passkey_that_is_refused_says_so(page):
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**options, "hasUserVerification": True, "isUserVerified": False}},
    )
    page.goto(reverse("accounts:login"))

    page.get_by_role("button", name="Use a passkey").click()

    page.get_by_role("alert").filter(has_text="could not be used").wait_for()
    expect(page.get_by_label("Username")).to_be_visible()


def test_a_code_from_the_app_and_a_recovery_code_let_in(page):
    ines = make_user("ines")
    TOTP.activate(ines, SECRET)
    recovery = RecoveryCodes.activate(ines).get_unused_codes()[0]

    for code in (
        format_hotp_value(hotp_value(SECRET, int(time.time()) // 30)),
        recovery,
    ):
        log_in(page)
        page.get_by_label("Code").fill(code)
        page.get_by_role("button", name="Log in").click()
        is_in(page)
        log_out(page)


def test_a_session_that_is_ended_elsewhere_is_over(page, browser, live_server):
    make_user("ines")
    log_in(page)
    is_in(page)
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    other = context.new_page()
    log_in(other)
    other.goto(reverse("accounts:sessions"))

    other.get_by_role("button", name="Log out there").click()

    page.goto(reverse("accounts:sessions"))
    assert "/log-in/" in page.url
    expect(other.get_by_text("You are logged in nowhere else.")).to_be_visible()


def test_an_invitation_goes_from_its_maker_to_its_guest(page, browser, live_server):
    Archive.objects.update(sign_up=SignUp.INVITATION, invitations_each=3)
    make_user("ines")
    log_in(page)
    page.goto(reverse("accounts:invitations"))
    page.get_by_label("For whom").fill("Teo")
    page.get_by_role("button", name="Make a link").click()
    link = page.get_by_label("The link").input_value()
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    guest = context.new_page()

    guest.goto(link.removeprefix("http://127.0.0.1:8000"))
    guest.get_by_label("Name").fill("teo")
    guest.get_by_label("Password").fill(PASSWORD)
    guest.get_by_role("button", name="Sign up").click()

    expect(guest.get_by_text("You are logged in as teo.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("1 of 1 used")).to_be_visible()


OUTSIDE = [
    "accounts:login", "account_signup", "account_signup_by_passkey",
    "account_reset_password", "account_reset_password_done", "account_inactive",
    "account_reset_password_from_key_done",
    "socialaccount_login_cancelled",
]  # fmt: skip
INSIDE = [
    "account_email", "account_change_password", "mfa_index", "mfa_activate_totp",
    "mfa_add_webauthn", "mfa_generate_recovery_codes", "mfa_view_recovery_codes",
    "accounts:sessions", "accounts:invitations", "accounts:logout", "people:joining",
    "people:requests", "people:invitations", "socialaccount_connections",
]  # fmt: skip
LONG = (
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
)


def furnish():
    """Something in every list, some of it as long as may be."""
    host = User.objects.get(username="host")
    for note in ("Teo", LONG, ""):
        actions.invite(NewInvitation(note=note, most_uses=3), by=host, at=now())
    for name in ("teo", LONG[:60]):
        actions.ask_to_join(f"{name}@quay.example", f"I write. {LONG * 5}", at=NOW)
    RecoveryCodes.activate(host)


@looked_at_both_ways
def test_every_page_of_coming_in_is_open_to_all(holder, settings, scheme, size):
    settings.SENDS_MAIL = True
    rules = "".join(
        f"<h2>Rule {n}</h2><p>Be kind to everybody here.</p>" for n in range(9)
    )
    open_to_all(rules=rules, minimum_age=16)
    holder.emulate_media(color_scheme=scheme)
    holder.set_viewport_size(size)
    found = {}

    def look(*names):
        for name in names:
            holder.goto(reverse(name))
            if wrong := faults(holder):
                found[name] = wrong

    look(*OUTSIDE)
    for way in (SignUp.INVITATION, SignUp.REQUEST, SignUp.CLOSED):
        Archive.objects.update(sign_up=way)
        look("account_signup", *(["accounts:request"] if way == SignUp.REQUEST else []))
    furnish()
    log_in(holder, "host")
    is_in(holder, "host")
    holder.goto(reverse("mfa_activate_totp"))
    if wrong := faults(holder):
        found["confirm"] = wrong
    holder.get_by_label("Password").fill(PASSWORD)
    holder.get_by_role("button", name="Go on").click()
    look(*INSIDE)

    assert found == {}
