import pytest
from django.core.management import call_command
from django.db import connection

from fascicle.accounts.actions import show_picture
from fascicle.core import pictures, storage
from fascicle.importing.models import Batch, BatchState, SourceFile
from fascicle.pages.checkup import examine
from tests.accounts.test_pen_names import photograph
from tests.factories import make_user, make_work

pytestmark = pytest.mark.django_db(transaction=True)


def doctor(capsys):
    with pytest.raises(SystemExit) as end:
        call_command("doctor")
    return end.value.code, capsys.readouterr().out


def keep_file(data=b"The boat came in."):
    batch = Batch.objects.create(name="Rescued", state=BatchState.REVIEW)
    sha256 = storage.keep(data)
    return SourceFile.objects.create(
        batch=batch, position=0, name="a1b2.txt", sha256=sha256
    )


def kept_at(data_folder, file):
    return next((data_folder / "originals").rglob(file.sha256))


@pytest.fixture
def well(archive, data_folder):
    data_folder.chmod(0o700)
    if connection.vendor == "sqlite":  # tests forget power cuts; an archive may not
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")


def test_a_sound_archive_is_well(well, index, capsys):
    keep_file()

    code, said = doctor(capsys)

    assert code == 0
    assert "1 file, all sound" in said
    assert "All is well." in said


def test_a_data_folder_open_to_others_is_a_finding(archive, data_folder, capsys):
    data_folder.chmod(0o755)

    code, said = doctor(capsys)

    assert code == 1
    assert f"chmod 700 {data_folder}" in said


def test_a_secret_key_open_to_others_is_a_finding(well, data_folder, capsys):
    key = data_folder / "secret-key"
    key.write_text("secret")
    key.chmod(0o644)

    code, said = doctor(capsys)

    assert code == 1
    assert f"chmod 600 {key}" in said


def test_an_address_without_encryption_is_a_finding(well, settings, capsys):
    settings.SITE_URL = "http://stories.example"
    settings.SITE = settings.SITE._replace(netloc="stories.example")

    code, said = doctor(capsys)

    assert code == 1
    assert "not encrypted" in said


def test_a_missing_original_is_named(well, data_folder, capsys):
    file = keep_file()
    kept_at(data_folder, file).unlink()

    code, said = doctor(capsys)

    assert code == 1
    assert "1 missing" in said
    assert "a1b2.txt" in said


def test_a_damaged_original_is_named(well, data_folder, capsys):
    file = keep_file()
    path = kept_at(data_folder, file)
    path.chmod(0o600)
    path.write_bytes(b"The boat came on.")

    code, said = doctor(capsys)

    assert code == 1
    assert "1 damaged" in said


def test_an_archive_that_is_not_set_up_is_a_finding(db):
    findings = {finding.what: finding for finding in examine()}

    assert not findings["Archive"].is_well


def test_an_import_that_stands_still_is_a_finding(well, capsys):
    Batch.objects.create(name="Rescued", state=BatchState.READING)

    code, said = doctor(capsys)

    assert code == 1
    assert "interrupted: Rescued" in said


def test_a_missing_search_index_is_a_finding(well, capsys):
    code, said = doctor(capsys)

    assert code == 1
    assert "There is no search index yet." in said


def test_works_that_the_search_index_has_wrong_are_named(well, index, capsys):
    work = make_work()

    code, said = doctor(capsys)
    index.catch_up()

    assert code == 1
    assert f"differs from the library in 1 work: {work.pk} (missing)" in said
    assert "fascicle reindex" in said
    assert doctor(capsys)[0] == 0


def test_a_lost_picture_is_found(archive):
    pen_name = make_user("ines").pen_names.get()
    show_picture(pen_name, photograph(), alt="A lighthouse")
    pictures.discard(pen_name.picture)

    (finding,) = [one for one in examine() if not one.is_well and "ines" in one.state]

    assert "data/pictures" in finding.advice


def test_a_mail_server_that_does_not_answer_is_a_finding(well, settings, capsys):
    settings.SENDS_MAIL = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    code, said = doctor(capsys)

    assert code == 1
    assert "does not take letters" in said
