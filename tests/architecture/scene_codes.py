"""What the permission matrix opens of public codes: a deputy's, with a photo he agrees to show."""

import io
from functools import cached_property

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from deputies.actions import codes, profile
from deputies.models import ProfileChoice, PublicCode
from liaison.accounts.roles import Role
from tests.factories.network import Network


class CodesScene(Network):
    """Each `at_…` gives the keyword arguments of a route, as in scene.py."""

    @cached_property
    def public_code(self) -> PublicCode:
        officer = self.seats[Role.STATION]
        codes.issue_missing(self.station, by=officer)
        drawn = io.BytesIO()
        Image.new("RGB", (30, 40), "teal").save(drawn, "JPEG")
        profile.choose(
            self.deputy,
            shown={ProfileChoice.Part.PHOTO: True, ProfileChoice.Part.SUGGESTIONS: True},
            photo=SimpleUploadedFile("王代表.jpg", drawn.getvalue(), "image/jpeg"),
            by=officer,
        )
        return PublicCode.objects.standing().get(deputy=self.deputy)

    def at_code(self, state, role):
        return {"pk": self.public_code.pk} if state == "row" else {"code": self.public_code.text}

    def at_place(self, state, role):
        assert self.public_code
        return {"code": self.station.code}
