import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from fascicle.pages import errors
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


def test_a_missing_page_says_what_may_have_happened(archive, client):
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert "There is no such page" in response.content.decode()


def test_a_guest_on_a_missing_page_is_offered_to_log_in(archive, client):
    guest = client.get("/nowhere/").content.decode()
    client.login(username="host", password=PASSWORD)
    member = client.get("/nowhere/").content.decode()

    link = f'class="button" href="{reverse("accounts:login")}"'
    assert link in guest
    assert link not in member


def test_a_missing_page_before_set_up_leads_to_set_up(client):
    response = client.get("/nowhere/")

    assert response.status_code == 503
    assert "about to open" in response.content.decode()


def test_a_forged_form_is_refused_in_words(archive):
    client = Client(enforce_csrf_checks=True)

    response = client.post(reverse("accounts:login"), {"username": "host"})

    assert response.status_code == 403
    assert "Nothing was changed" in response.content.decode()


def test_a_request_under_a_foreign_name_is_refused_in_words(archive, client, caplog):
    response = client.get("/", headers={"host": "elsewhere.example"})

    assert response.status_code == 400
    assert "makes no sense" in response.content.decode()
    assert not caplog.records


def test_a_page_that_is_closed_says_so(archive):
    request = RequestFactory().get("/")

    response = errors.forbidden(request, PermissionError())

    assert response.status_code == 403
    assert "not open to you" in response.content.decode()


def test_words_that_were_sent_to_a_broken_page_stand_on_it(django_db_blocker):
    form = {"text": "Precious words here.", "password": "do not show"}
    headers = {"origin": "http://testserver"}
    ours = RequestFactory().post("/desk/", form, headers=headers)
    foreign = RequestFactory().post("/desk/", form)

    with django_db_blocker.block():
        page = errors.server_error(ours).content.decode()
        elsewhere = errors.server_error(foreign).content.decode()

    assert "Precious words here." in page
    assert 'action="/desk/"' in page
    assert "do not show" not in page
    assert "Precious" not in elsewhere


def test_a_broken_page_needs_no_database(django_db_blocker):
    request = RequestFactory().get("/")

    with django_db_blocker.block():
        response = errors.server_error(request)

    assert response.status_code == 500
    assert "Nothing you saved is lost" in response.content.decode()
