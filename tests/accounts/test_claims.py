"""Claims to imported pen names: by letter, code or host; decided, and undone for a while."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.timezone import now

from fascicle.accounts import actions
from fascicle.accounts.actions import ClaimRefused, Evidence
from fascicle.accounts.models import Claim, PenName, Proof, Role
from fascicle.accounts.viewer import Viewer
from fascicle.works.models import Work
from tests.factories import NOW, make_pen_name, make_user, make_work
from tests.settling import settle

pytestmark = pytest.mark.django_db

BY_HOST = Evidence(Proof.HOST, "I wrote them.")
BY_LETTER = Evidence(Proof.EMAIL)


@pytest.fixture
def imported(archive):
    """The pen name of an imported writer, with an address and a work."""
    pen_name = make_pen_name("Ines Okafor")
    PenName.objects.filter(pk=pen_name.pk).update(contact="ines@old.example")
    make_work(by=pen_name)
    pen_name.refresh_from_db()
    return pen_name


@pytest.fixture
def ines(imported):
    user = make_user("ines")
    user.email = "ines@new.example"
    user.save()
    return user


def link_in(letter):
    return re.search(r"https?://[^/]+(/account/claims/letter/\S+)", letter.body)[1]


def test_a_letter_goes_to_the_old_address_and_its_link_gives_the_name_with_its_works(
    client, imported, ines, django_capture_on_commit_callbacks
):
    client.force_login(ines)
    address = reverse("accounts:new_claim", args=[imported.pk])

    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"proof": "email", "place": "", "statement": ""})
    (letter,) = mail.outbox
    assert letter.to == ["ines@old.example"]
    client.get(link_in(letter))
    imported.refresh_from_db()
    assert imported.user is None  # following the link changes nothing yet
    client.post(link_in(letter))

    imported.refresh_from_db()
    assert imported.user == ines
    (work,) = Work.objects.editable_by(Viewer(ines))
    assert work.title == "Salt Roads"
    for room in ("work", "chapters", "company"):
        assert client.get(reverse(f"works:{room}", args=[work.pk])).status_code == 200


def test_the_link_is_for_the_account_that_asked_and_holds_an_hour(
    client, imported, ines, monkeypatch, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        actions.claim(imported, BY_LETTER, by=ines, at=now())
    link = link_in(mail.outbox[0])

    client.force_login(make_user("stranger"))
    assert client.post(link).status_code == 404
    client.force_login(ines)
    from django.core import signing

    later = signing.time.time() + 3601
    monkeypatch.setattr(signing.time, "time", lambda: later)
    assert client.post(link).status_code == 404

    imported.refresh_from_db()
    assert imported.user is None


def test_a_writer_is_not_written_to_again_and_again(imported, ines):
    actions.claim(imported, BY_LETTER, by=ines, at=NOW)

    for minutes in (1, 4):
        other = make_user(f"other{minutes}")
        later = NOW + timedelta(minutes=minutes)
        with pytest.raises(actions.TooManyLetters):
            actions.claim(imported, BY_LETTER, by=other, at=later)


def test_withdrawing_a_claim_does_not_bring_more_letters(imported, ines):
    for n in range(3):
        at = NOW + timedelta(hours=n)
        actions.withdraw_claim(
            actions.claim(imported, BY_LETTER, by=ines, at=at), at=at
        )

    with pytest.raises(actions.TooManyLetters):
        actions.claim(imported, BY_LETTER, by=ines, at=NOW + timedelta(hours=4))


def test_asking_for_another_letter_counts_and_makes_the_former_link_void(
    client, imported, ines, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        for n in (2, 1, 0):
            at = now() - n * timedelta(minutes=10)
            actions.claim(imported, BY_LETTER, by=ines, at=at)
        later = now() + timedelta(minutes=10)
        with pytest.raises(actions.TooManyLetters):
            actions.claim(imported, BY_LETTER, by=ines, at=later)
    first, *_others, last = mail.outbox
    client.force_login(ines)

    assert client.post(link_in(first)).status_code == 404
    assert Claim.objects.open().count() == 1
    client.post(link_in(last))
    imported.refresh_from_db()
    assert imported.user == ines


def test_nobody_sends_letters_to_all_the_writers_of_an_archive(archive):
    reader = make_user("reader")
    for n in range(11):
        pen_name = make_pen_name(f"Writer {n}")
        PenName.objects.filter(pk=pen_name.pk).update(contact=f"{n}@old.example")
        if n == 10:
            with pytest.raises(actions.TooManyLetters):
                actions.claim(pen_name, BY_LETTER, by=reader, at=NOW)
        else:
            made = actions.claim(pen_name, BY_LETTER, by=reader, at=NOW)
            actions.withdraw_claim(made, at=NOW)


@pytest.mark.parametrize("answer", [{"proof": "code"}, {"proof": "host"}, {}])
def test_a_claim_without_evidence_is_asked_for_it(client, imported, ines, answer):
    client.force_login(ines)

    address = reverse("accounts:new_claim", args=[imported.pk])
    response = client.post(address, {"place": "", "statement": "", **answer})

    assert response.status_code == 422
    assert Claim.objects.count() == 0


def test_without_an_address_there_is_no_proof_by_letter(client, ines):
    other = make_pen_name("Tom Ash")
    client.force_login(ines)
    address = reverse("accounts:new_claim", args=[other.pk])

    assert 'value="email"' not in client.get(address).content.decode()
    assert client.post(address, {"proof": "email"}).status_code == 422


def test_a_name_of_somebody_cannot_be_claimed(client, ines):
    taken = make_user("Tom").pen_names.get()
    client.force_login(ines)

    assert client.get(reverse("accounts:new_claim", args=[taken.pk])).status_code == 404
    with pytest.raises(ClaimRefused):
        actions.claim(taken, BY_HOST, by=ines, at=NOW)


def test_the_host_sees_place_and_code_and_grants(
    client, imported, ines, django_capture_on_commit_callbacks
):
    place = "https://journal.example/about?a=1"
    claim = actions.claim(imported, Evidence(Proof.CODE, "", place), by=ines, at=now())
    rival = actions.claim(imported, BY_HOST, by=make_user("rival"), at=now())
    client.login(username="host", password="correct horse battery staple")

    page = client.get(reverse("people:claims")).content.decode()
    assert place in page
    assert claim.code in page
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse("people:grant", args=[claim.pk]), {"answer": "Welcome back."}
        )

    imported.refresh_from_db()
    rival.refresh_from_db()
    assert imported.user == ines
    assert rival.declined_at
    assert "Welcome back." in mail.outbox[0].body


def test_only_one_of_two_grants_holds(imported, ines):
    one = actions.claim(imported, BY_HOST, by=ines, at=NOW)
    two = actions.claim(imported, BY_HOST, by=make_user("rival"), at=NOW)
    host = make_user("second", role=Role.HOST)

    actions.grant_claim(one, at=NOW, by=host)
    with pytest.raises(ClaimRefused):
        actions.grant_claim(two, at=NOW, by=host)

    imported.refresh_from_db()
    assert imported.user == ines


def test_a_grant_is_undone_within_thirty_days_and_the_name_is_as_it_was(imported, ines):
    host = make_user("second", role=Role.HOST)
    claim = actions.claim(imported, BY_HOST, by=ines, at=NOW)
    actions.grant_claim(claim, at=NOW, by=host)
    actions.rename(imported, "Renamed Meanwhile", at=NOW + timedelta(days=1))

    claim.refresh_from_db()
    with pytest.raises(actions.TooLate):
        actions.undo_grant(claim, at=NOW + timedelta(days=31), by=host)
    actions.undo_grant(claim, at=NOW + timedelta(days=29), by=host)

    imported.refresh_from_db()
    assert (imported.user, imported.name) == (None, "Ines Okafor")
    assert imported.former_names.count() == 0
    assert not Work.objects.editable_by(Viewer(ines)).exists()


@pytest.mark.counts_queries
def test_the_list_of_claims_costs_the_same_however_long(
    client, archive, django_assert_num_queries
):
    def claims(number):
        for n in range(number):
            name = f"Writer {Claim.objects.count()}"
            user = make_user(f"claimant {Claim.objects.count()}")
            made = actions.claim(make_pen_name(name), BY_HOST, by=user, at=NOW)
            if n % 2:
                actions.decline_claim(made, at=NOW, by=user)

    client.login(username="host", password="correct horse battery staple")
    claims(2)
    client.get(reverse("people:claims"))
    with django_assert_num_queries(6):
        client.get(reverse("people:claims"))
    claims(20)
    settle()
    with django_assert_num_queries(6):
        client.get(reverse("people:claims"))


@pytest.mark.parametrize("role", [Role.MEMBER, Role.CURATOR, Role.MODERATOR, None])
@pytest.mark.parametrize("name", ["grant", "refusal", "undoing"])
def test_nobody_but_the_host_decides(client, imported, ines, role, name):
    claim = actions.claim(imported, BY_HOST, by=ines, at=NOW)
    if role:
        client.force_login(make_user("somebody", role=role))

    response = client.post(reverse(f"people:{name}", args=[claim.pk]))

    claim.refresh_from_db()
    assert response.status_code == (404 if role else 302)
    assert claim.is_open


def test_somebody_elses_claim_is_not_to_be_withdrawn(client, imported, ines):
    claim = actions.claim(imported, BY_HOST, by=ines, at=NOW)
    client.force_login(make_user("stranger"))

    response = client.post(reverse("accounts:withdrawal", args=[claim.pk]))

    claim.refresh_from_db()
    assert response.status_code == 404
    assert claim.is_open


def test_the_host_says_where_a_writer_can_be_asked_and_nobody_else_sees_it(
    client, ines
):
    pen_name = make_pen_name("Tom Ash")
    make_work(by=pen_name)
    address = reverse("people:contact", args=[pen_name.pk])
    client.force_login(ines)
    assert client.post(address, {"contact": "x@old.example"}).status_code == 404

    client.login(username="host", password="correct horse battery staple")
    assert client.post(address, {"contact": "nowhere"}).status_code == 422
    client.post(address, {"contact": "tom@old.example"})

    pen_name.refresh_from_db()
    assert pen_name.contact == "tom@old.example"
    client.force_login(ines)
    for page in (pen_name.get_absolute_url(), f"/account/claims/new/{pen_name.pk}/"):
        assert "tom@old.example" not in client.get(page).content.decode()
