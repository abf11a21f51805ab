"""Pictures in files that writers bring: described, made anew and sent, or left out."""

import re
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from fascicle.accounts.models import PenName
from fascicle.core.html import pictures_in
from fascicle.core.models import Archive
from fascicle.works.actions import send_picture
from fascicle.works.models import Chapter, Picture, Work
from tests.factories import NOW, make_archive, make_user, make_work
from tests.importing.drawn import (
    JPEG,
    PNG,
    docx,
)
from tests.works.test_pictures import a_file


@pytest.fixture
def writer(client, db):
    make_archive()
    Archive.objects.update(images=True)
    user = make_user("writer")
    client.force_login(user)
    return user


def bring(client, data, name="lamp.docx", to=None):
    sent = {"file": SimpleUploadedFile(name, data)}
    return client.post(to or reverse("manuscripts:new_work"), sent)["Location"]


def save(client, shown, writer, **given):
    name = PenName.objects.get(user=writer).pk
    new = {"title": "The Lamp", "pen_name": name, "begins": ["0"], **given}
    return client.post(shown, new, follow=True)


def said(data):
    return f"shows-{sha256(data).hexdigest()}"


def test_pictures_are_shown_described_and_sent(client, writer):
    shown = bring(client, docx((PNG, ""), (JPEG, "A door")))
    page = client.get(shown)
    assert f'name="{said(PNG)}" value=""' in page.content.decode()
    assert f'name="{said(JPEG)}" value="A door"' in page.content.decode()
    addresses = re.findall(rb'<img src="([^"]+)" alt', page.content)
    pictures = [client.get(one.decode()) for one in addresses]
    assert [one["Content-Type"] for one in pictures] == ["image/jpeg"] * 2
    assert not Picture.objects.exists()

    save(client, shown, writer, **{said(PNG): "A <lamp>", said(JPEG): "A door"})

    work = Work.objects.get()
    html = work.chapters.get().text.html
    sent = {one.words: one for one in work.pictures.all()}
    assert list(sent) == ["A <lamp>", "A door"]
    assert pictures_in(html) == [one.digest for one in sent.values()]
    assert 'alt="A &lt;lamp&gt;" width="60" height="40"' in html
    assert {one.sent_by for one in sent.values()} == {writer}
    for digest in pictures_in(html):
        assert client.get(f"/images/{digest}").status_code == 200


def test_a_picture_without_words_is_left_out(client, writer):
    shown = bring(client, docx((PNG, "Generated words"), (JPEG, "A door")))

    save(client, shown, writer, **{said(PNG): "  ", said(JPEG): "A door"})

    assert "Generated" not in Work.objects.get().chapters.get().text.html
    assert Picture.objects.get().words == "A door"
    assert len(pictures_in(Work.objects.get().chapters.get().text.html)) == 1


def test_where_a_host_wants_no_pictures_their_words_stand_in_their_places(
    client, writer
):
    Archive.objects.update(images=False)
    shown = bring(client, docx((JPEG, "A door")))
    assert b"this archive shows none in stories" in client.get(shown).content

    save(client, shown, writer)

    assert not Picture.objects.exists()
    html = Work.objects.get().chapters.get().text.html
    assert html == "<p>Before.</p><p>A door</p><p>After.</p>"


def test_a_picture_that_cannot_be_opened_costs_only_itself(client, writer):
    broken = PNG[:55]
    shown = bring(client, docx((broken, "A door"), (JPEG, "A lamp")))
    (first, _second) = re.findall(rb'<img src="([^"]+)" alt', client.get(shown).content)
    assert client.get(first.decode()).status_code == 404

    answer = save(client, shown, writer)

    html = Work.objects.get().chapters.get().text.html
    assert "<p>A door</p>" in html
    assert len(pictures_in(html)) == 1
    assert b"One picture could not be read." in answer.content


def test_nobody_sees_a_picture_that_another_brought(client, writer):
    shown = bring(client, docx((PNG, "")))
    (address,) = re.findall(rb'<img src="([^"]+)" alt', client.get(shown).content)
    client.force_login(make_user("other"))

    assert client.get(address.decode()).status_code == 404


def test_too_many_a_day_are_refused_with_a_sentence_and_nothing_is_saved(
    client, writer, monkeypatch
):
    monkeypatch.setattr("fascicle.works.actions.pictures.MOST_A_DAY", 1)
    shown = bring(client, docx((PNG, "A lamp"), (JPEG, "A door")))

    answer = save(client, shown, writer, **{said(PNG): "Another lamp"})

    assert answer.status_code == 422
    assert b"You have sent very many pictures today." in answer.content
    assert b'value="Another lamp"' in answer.content
    assert not Work.objects.exists()
    assert not Picture.objects.exists()


def test_a_file_with_pictures_goes_after_those_of_a_chapter(client, writer):
    own = send_picture(JPEG, words="A door", by=writer, at=NOW)
    work = make_work(by=PenName.objects.get(user=writer))
    chapter = work.chapters.get()
    there = f'<p><img src="{own.get_absolute_url()}" alt="A door"></p>'
    chapter.text.html = f"<p>The tide.</p>{there}"
    chapter.text.save()
    work.pictures.add(own)
    to = reverse("manuscripts:chapter_file", args=[work.pk, chapter.pk])
    shown = bring(client, docx((PNG, "A lamp")), to=to)

    page = client.post(shown, {"look": "after", said(PNG): "My <lamp>"})
    assert b'value="My &lt;lamp&gt;"' in page.content
    assert "[picture: My &lt;lamp&gt;]" in page.content.decode()
    (looked_at,) = re.findall(rb'<p><img src="([^"]+)" alt="My &lt;', page.content)
    assert client.get(looked_at.decode())["Content-Type"] == "image/jpeg"
    assert not Picture.objects.exclude(pk=own.pk).exists()
    given = {"where": "after", "base_version": chapter.version, said(PNG): "My lamp"}
    client.post(shown, given)

    html = Chapter.objects.get().text.html
    first, second = pictures_in(html)
    assert first == own.digest
    assert Picture.objects.get(digest=second).words == "My lamp"
    assert there in html


def test_what_was_said_of_pictures_stays_when_somebody_saved_in_between(client, writer):
    work = make_work(by=PenName.objects.get(user=writer))
    chapter = work.chapters.get()
    to = reverse("manuscripts:chapter_file", args=[work.pk, chapter.pk])
    shown = bring(client, docx((PNG, "A lamp")), to=to)
    Chapter.objects.update(version=chapter.version + 1)

    given = {"where": "after", "base_version": chapter.version, said(PNG): "My lamp"}
    answer = client.post(shown, given)

    assert answer.status_code == 409
    assert b'value="My lamp"' in answer.content


def test_whoever_has_sent_too_many_can_go_on_without(client, writer, monkeypatch):
    monkeypatch.setattr("fascicle.works.actions.pictures.MOST_A_DAY", 0)
    chapter = make_work(by=PenName.objects.get(user=writer)).chapters.get()
    to = reverse("manuscripts:chapter_file", args=[chapter.work_id, chapter.pk])
    shown = bring(client, docx((PNG, "A lamp")), to=to)
    given = {"where": "instead", "base_version": chapter.version}

    refused = client.post(shown, given)
    assert b"You have sent very many pictures today." in refused.content
    assert said(PNG).encode() in refused.content
    client.post(shown, {**given, said(PNG): ""})

    assert Chapter.objects.get().text.html == "<p>Before.</p><p></p><p>After.</p>"


def test_a_file_may_name_what_its_writer_has_sent_before(client, writer):
    own = send_picture(JPEG, words="A door", by=writer, at=NOW)
    text = f"She came. ![A door]({own.get_absolute_url()})"
    undescribed = f'<p>She came. <img src="{own.get_absolute_url()}"></p>'

    save(client, bring(client, text.encode(), "a.md"), writer)
    refused = save(client, bring(client, undescribed.encode(), "a.html"), writer)

    assert pictures_in(Work.objects.get().chapters.get().text.html) == [own.digest]
    assert b"A picture says nothing" in refused.content


def test_bringing_a_picture_back_that_was_sent_keeps_it_once(client, writer):
    own = send_picture(JPEG, words="A door", by=writer, at=NOW)
    data = client.get(own.get_absolute_url()).content

    save(client, bring(client, docx((data, "A door"))), writer)

    assert Picture.objects.get() == own


def test_sending_a_file_again_counts_its_pictures_once(client, writer, monkeypatch):
    monkeypatch.setattr("fascicle.works.actions.pictures.MOST_A_DAY", 2)
    shown = bring(client, docx((PNG, "A lamp"), (JPEG, "A door")))

    for _ in range(2):
        answer = save(client, shown, writer)

    assert answer.status_code == 200
    assert (Picture.objects.count(), Work.objects.count()) == (2, 2)


def test_a_picture_of_the_archive_may_come_back_undescribed(client, writer):
    own = send_picture(JPEG, words="A door", by=writer, at=NOW)
    data = client.get(own.get_absolute_url()).content
    chapter = make_work(by=PenName.objects.get(user=writer)).chapters.get()
    to = reverse("manuscripts:chapter_file", args=[chapter.work_id, chapter.pk])
    shown = bring(client, docx((data, "")), to=to)

    assert said(data).encode() in client.get(shown).content
    given = {"where": "instead", "base_version": chapter.version, said(data): "My door"}
    client.post(shown, given)

    assert 'alt="My door"' in Chapter.objects.get().text.html


def test_a_picture_that_lies_about_its_camera_costs_only_itself(client, writer):
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "abc"
    lying = a_file("JPEG", exif=exif).replace(b"\x01\x0f\x00\x02", b"\x01\x1a\x00\x02")

    save(client, bring(client, docx((lying, "A lamp"))), writer)

    assert Work.objects.get().chapters.get().text.html
