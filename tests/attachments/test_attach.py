"""Keeping a file and giving it out again, through its owner's permission."""

import hashlib
import io
from pathlib import Path

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DataError
from django.http import HttpRequest
from PIL import Image

from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from liaison.attachments import access
from liaison.attachments.actions import attach, attach_all
from liaison.attachments.models import Attachment
from liaison.attachments.sniff import Unacceptable
from tests.factories.accounts import SeatFactory

GPS_TAG, ORIENTATION_TAG = 0x8825, 0x0112


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def upload(content: bytes, name="现场 照片.jpg"):
    return SimpleUploadedFile(name, content)


def stored(attachment) -> bytes:
    return Path(attachment.file.path).read_bytes()


def photo(size=(60, 30), *, picture_format="JPEG", orientation=6) -> bytes:
    """A red picture with a position and a turn in its EXIF."""
    exif = Image.Exif()
    exif[ORIENTATION_TAG] = orientation
    exif.get_ifd(GPS_TAG)[1] = "N"
    exif[0x010E] = "secret"
    buffer = io.BytesIO()
    Image.new("RGB", size, "red").save(buffer, picture_format, exif=exif)
    return buffer.getvalue()


@pytest.mark.parametrize("picture_format", ["JPEG", "PNG", "WEBP"])
def test_a_photo_loses_its_position_and_stands_upright(picture_format):
    original = photo(picture_format=picture_format)
    assert b"secret" in original
    kept = attach(SeatFactory(), upload=upload(original))
    content = stored(kept)
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.format == picture_format
        assert picture.size == (30, 60)
        assert not picture.getexif()
    assert b"secret" not in content
    assert kept.size == len(content)
    assert kept.sha256 == hashlib.sha256(content).hexdigest()


def test_what_is_hidden_behind_a_picture_is_gone():
    kept = attach(SeatFactory(), upload=upload(photo() + b"<script>hidden</script>"))
    assert b"hidden" not in stored(kept)


def test_a_large_photo_is_made_smaller():
    kept = attach(SeatFactory(), upload=upload(photo((5000, 100), orientation=1)))
    with Image.open(io.BytesIO(stored(kept))) as picture:
        assert picture.size == (4000, 80)


def test_transparency_is_kept():
    buffer = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(buffer, "PNG")
    kept = attach(SeatFactory(), upload=upload(buffer.getvalue()))
    with Image.open(io.BytesIO(stored(kept))) as picture:
        assert picture.getpixel((0, 0))[3] == 0


def test_a_picture_of_too_many_pixels_is_refused_unopened():
    buffer = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(buffer, "PNG")
    with pytest.raises(Unacceptable, match="像素过多"):
        attach(SeatFactory(), upload=upload(buffer.getvalue()))


def test_half_a_picture_is_refused():
    with pytest.raises(Unacceptable, match="损坏"):
        attach(SeatFactory(), upload=upload(photo((400, 400))[:900]))


def test_what_is_refused_leaves_nothing_behind(tmp_path):
    with pytest.raises(Unacceptable, match="可以上传"):
        attach(SeatFactory(), upload=upload(b"#!/bin/sh"))
    assert not Attachment.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_of_several_files_all_are_kept_or_none(tmp_path):
    half = upload(photo()[:400])
    owner = SeatFactory()
    with pytest.raises(Unacceptable):
        attach_all(owner, uploads=[upload(photo()), half])
    assert not Attachment.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_row_that_cannot_be_written_leaves_no_file(tmp_path):
    owner = SeatFactory()
    owner.pk = "9" * 41  # longer than the column
    with pytest.raises(DataError):
        attach(owner, upload=upload(b"%PDF-1.7\n"))
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_the_file_lies_under_year_month_and_its_own_id():
    kept = attach(SeatFactory(), upload=upload(b"%PDF-1.7\n", "机密.pdf"))
    assert kept.file.name.endswith(str(kept.pk))
    assert "机密" not in kept.file.name
    assert (Path(kept.file.path).stat().st_mode & 0o777) == 0o600


@pytest.fixture
def visible(monkeypatch):
    """Seats stand in for an owner with `visible_to`: each sees its own."""
    manager = type(Seat._default_manager)
    monkeypatch.setattr(
        manager, "visible_to", lambda self, seat: self.filter(pk=seat.pk), raising=False
    )


@pytest.fixture
def owner(client):
    seat = SeatFactory(role=Role.STATION)
    client.force_login(seat.user)
    return seat


@pytest.mark.usefixtures("visible")
def test_whoever_sees_the_owner_is_given_the_file_under_its_name(client, owner):
    kept = attach(owner, upload=upload(b"%PDF-1.7\nx", "答复 函（一）.pdf"), by=owner)
    answer = client.get(kept.get_absolute_url())
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == b"%PDF-1.7\nx"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private"
    assert answer["Content-Disposition"] == (
        'attachment; filename="attachment.pdf"; '
        "filename*=UTF-8''%E7%AD%94%E5%A4%8D%20%E5%87%BD%EF%BC%88%E4%B8%80%EF%BC%89.pdf"
    )


@pytest.mark.usefixtures("visible")
def test_a_picture_is_shown_in_the_page(client, owner):
    kept = attach(owner, upload=upload(photo()))
    answer = client.get(kept.get_absolute_url())
    assert answer["Content-Disposition"].startswith("inline; ")
    assert b"".join(answer.streaming_content)


@pytest.mark.usefixtures("visible")
def test_a_file_of_what_i_may_not_see_does_not_exist(client, owner):
    kept = attach(SeatFactory(), upload=upload(photo()))
    assert client.get(kept.get_absolute_url()).status_code == 404


def test_an_owner_that_shows_itself_to_nobody_keeps_its_files(client, owner):
    kept = attach(owner, upload=upload(photo()))
    assert client.get(kept.get_absolute_url()).status_code == 404


def test_a_stranger_gets_nothing(client):
    kept = attach(SeatFactory(), upload=upload(photo()))
    assert client.get(kept.get_absolute_url()).status_code == 404
    assert client.get("/files/00000000-0000-0000-0000-000000000000/").status_code == 404


def test_a_resident_who_proved_the_receipt_gets_this_owners_files_only(client):
    mine, other = SeatFactory(), SeatFactory()
    request = HttpRequest()
    request.session = SessionStore()
    access.allow(request, mine)
    access.allow(request, mine)
    assert request.session[access.SESSION_KEY] == [f"accounts.Seat:{mine.pk}"]
    session = client.session
    session[access.SESSION_KEY] = request.session[access.SESSION_KEY]
    session.save()
    answer = client.get(attach(mine, upload=upload(photo())).get_absolute_url())
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)
    foreign = attach(other, upload=upload(photo()))
    assert client.get(foreign.get_absolute_url()).status_code == 404


@pytest.mark.usefixtures("visible")
def test_a_file_lost_from_the_disk_is_not_found(client, owner):
    kept = attach(owner, upload=upload(photo()))
    kept.file.storage.delete(kept.file.name)
    assert client.get(kept.get_absolute_url()).status_code == 404
