"""What is kept of a picture: its pixels, upright, of a sensible size; no EXIF, no position."""

import io
import struct

from PIL import Image, ImageOps, UnidentifiedImageError

from liaison.attachments.sniff import Kind, Unacceptable

LONGEST_SIDE = 4000
MOST_PIXELS = 60_000_000
_FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
_DAMAGED = (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, struct.error)


def redrawn(content: bytes, kind: Kind) -> bytes:
    """The picture drawn anew in its own format, turned upright, at most 4000 pixels a side.

    Nothing but pixels survives: EXIF, GPS position, comments, colour profiles and anything hidden
    behind the picture are gone. Raises Unacceptable when it is damaged or has more than 60 million
    pixels (it is not even unpacked then).
    """
    picture_format = _FORMATS[kind.ending]
    try:
        with Image.open(io.BytesIO(content), formats=[picture_format]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Unacceptable("图片像素过多（超过 6000 万像素），请缩小后再上传。")
            return _saved(_upright(picture), picture_format)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unacceptable("图片像素过多（超过 6000 万像素），请缩小后再上传。") from error
    except _DAMAGED as error:
        raise Unacceptable("图片已损坏，无法读取，请重新拍照或选择。") from error


def _upright(picture: Image.Image) -> Image.Image:
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return upright


def _saved(picture: Image.Image, picture_format: str) -> bytes:
    has_alpha = picture_format != "JPEG" and picture.has_transparency_data
    clean = picture.convert("RGBA" if has_alpha else "RGB")
    clean.info = {}
    buffer = io.BytesIO()
    options = {"optimize": True} if picture_format == "PNG" else {"quality": 85}
    clean.save(buffer, picture_format, **options)
    return buffer.getvalue()
