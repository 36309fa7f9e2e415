"""Photos of activities: which of them everybody may see, and who gets the files."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from liaison import clock
from liaison.attachments.models import Attachment
from liaison.audit.models import Event
from stations.actions import activities as actions
from stations.actions import records
from stations.models import Activity, PublicPhoto
from tests.factories import town as small_town
from tests.factories.activities import plan


@pytest.fixture
def town():
    return small_town.build()


def picture(name="现场.jpg") -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (8, 6), "olive").save(content, "JPEG")
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


@pytest.fixture
def activity(town) -> Activity:
    """Announced, held, with two photos."""
    made = plan(town, title="庭院夜话")
    actions.publish(made, by=town.officer)
    actions.hold(made, by=town.officer)
    records.add_photos(made, uploads=[picture("甲.jpg"), picture("乙.jpg")], by=town.officer)
    return made


def choose(client, activity, **said):
    return client.post(f"{activity.get_absolute_url()}photos/public/", said)


def test_only_the_photos_an_officer_marks_open_without_login_and_stand_on_the_pages(
    town, client, activity
):
    first, second = Attachment.objects.of(activity)
    client.force_login(town.officer.user)
    said = {f"show_{first.pk}": "on", f"alt_{first.pk}": "居民围坐在院子里"}
    assert choose(client, activity, **said).status_code == 302
    client.logout()
    assert client.get(first.get_absolute_url()).getvalue()
    assert client.get(second.get_absolute_url()).status_code == 404
    for page in (f"activities/{activity.pk}/", "activities/"):
        html = client.get(f"/s/{town.station.code}/{page}").content.decode()
        assert 'alt="居民围坐在院子里"' in html
        assert str(second.pk) not in html
    event = Event.objects.get(verb="activity.show_photos")
    assert event.facts["rows"] == 1


def test_a_photo_nobody_marked_is_nobodys_without_login(client, activity):
    for photo in Attachment.objects.of(activity):
        assert client.get(photo.get_absolute_url()).status_code == 404


def test_a_public_photo_says_what_is_to_be_seen(town, client, activity):
    first = Attachment.objects.of(activity)[0]
    client.force_login(town.officer.user)
    page = choose(client, activity, **{f"show_{first.pk}": "on", f"alt_{first.pk}": " "})
    assert page.status_code == 422
    assert "须写明图片说明" in page.content.decode()
    assert not PublicPhoto.objects.exists()


def test_a_mark_taken_away_closes_the_photo_again(town, client, activity):
    first = Attachment.objects.of(activity)[0]
    client.force_login(town.officer.user)
    choose(client, activity, **{f"show_{first.pk}": "on", f"alt_{first.pk}": "院子"})
    choose(client, activity)
    client.logout()
    assert client.get(first.get_absolute_url()).status_code == 404


def test_photos_of_what_was_not_announced_or_not_held_cannot_be_public(town, client):
    tomorrow = clock.now() + timedelta(days=1)
    coming = plan(town, starts_at=tomorrow)
    actions.publish(coming, by=town.officer)
    quiet = plan(town, title="没有发布")
    actions.hold(quiet, by=town.officer)
    client.force_login(town.officer.user)
    for activity in (coming, quiet):
        records.add_photos(activity, uploads=[picture()], by=town.officer)
        photo = Attachment.objects.of(activity).get()
        said = {f"show_{photo.pk}": "on", f"alt_{photo.pk}": "院子"}
        page = choose(client, activity, **said)
        assert page.status_code == 409
        assert "发布并举行后" in page.content.decode()


def test_another_station_chooses_nothing(town, client, activity):
    client.force_login(town.other_officer.user)
    assert choose(client, activity).status_code == 403
