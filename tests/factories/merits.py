"""What reports to the voters, honours and stories are made of in tests."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

CONTENTS = {
    "meetings": "出席人代会三次，全勤。",
    "contacts": "进站接待六次，走访选民四十户。",
    "opinions": "领衔建议两件，均已办结。",
    "inspections": "参加视察调研五次。",
    "intentions": "深入网格还不够，今后每月走访。",
}
BALLOTS = {
    "present": 56,
    "handed_out": 56,
    "satisfied": 48,
    "fair": 5,
    "unsatisfied": 1,
    "void": 1,
    "unreturned": 1,
}


def photo(name: str = "走访.png") -> SimpleUploadedFile:
    """A tiny picture."""
    content = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), "image/png")


def certificate() -> SimpleUploadedFile:
    """The photo of a certificate."""
    return photo("证书.png")
