"""Pictures beside an article file: opened without leaving the folder, identified by content, converted to JPEG."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from pathlib import Path, PurePosixPath

from PIL import Image, ImageOps

from domain.article import Manuscript
from domain.errors import BadManuscript
from domain.photo import FILE, Picture
from sources.values.limits import MEGABYTE, PICTURE_BYTES, PICTURE_PIXELS, PICTURE_SIDES

# Pixels of the longer side: Telegram shows no photo larger, and the JPEG stays below two megabytes.
KEPT_SIDE = 2560
_QUALITY = 88
_MAGIC = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")

OpenPicture = Callable[[str], bytes]
"""The bytes of a file by its path inside the folder or archive. Raises BadManuscript."""


def picture_error(why: str) -> BadManuscript:
    """The error of a picture that is not taken; `why` chooses the words of `source-picture`."""
    return BadManuscript("source-picture", why=why, limit=PICTURE_BYTES // MEGABYTE)


def is_beside(image: str) -> bool:
    """Whether an article names a file of its folder, not an address, as its picture."""
    return image != "" and ":" not in image


def with_picture(found: Manuscript | BadManuscript, name: str, opened: OpenPicture) -> Manuscript | BadManuscript:
    """The manuscript with the picture that lies beside its file `name` (a path inside what `opened` opens).

    The file is read for its digest, and decoded only when `Picture.jpeg` is called.
    """
    if isinstance(found, BadManuscript) or not is_beside(found.image):
        return found
    try:
        place = _inside(PurePosixPath(name).parent, found.image)
        data = opened(place)
    except BadManuscript as error:
        return replace(found, picture=Picture(found.image, trouble=error))
    digest = hashlib.sha256(data).hexdigest()[:32]
    return replace(found, image=f"{FILE}{digest}", picture=Picture(found.image, lambda: as_jpeg(opened(place))))


def _inside(folder: PurePosixPath, image: str) -> str:
    """The path from the root of a picture that `folder` names. Raises BadManuscript when it leads out."""
    steps: list[str] = []
    for step in (*folder.parts, *image.replace("\\", "/").split("/")):
        if step == "..":
            if not steps:
                raise picture_error("outside")
            steps.pop()
        elif step not in {"", "."}:
            steps.append(step)
    if image.startswith(("/", "\\")) or not steps:
        raise picture_error("outside")
    return "/".join(steps)


def folder_pictures(root: Path) -> OpenPicture:
    """Opens pictures under a folder; links that lead out of it are not followed."""
    inside = os.path.realpath(root)

    def opened(place: str) -> bytes:
        file = os.path.realpath(os.path.join(inside, place))  # noqa: PTH118
        if not file.startswith(inside.rstrip("/") + "/"):
            raise picture_error("outside")
        try:
            handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOFOLLOW)
        except (OSError, ValueError) as error:
            raise picture_error("missing") from error
        with closing(os.fdopen(handle, "rb")) as picture:
            if not stat.S_ISREG(os.fstat(picture.fileno()).st_mode):
                raise picture_error("missing")
            return checked(picture.read(PICTURE_BYTES + 1))

    return opened


def checked(data: bytes) -> bytes:
    """The bytes of what may be a picture. Raises BadManuscript."""
    if len(data) > PICTURE_BYTES:
        raise picture_error("big")
    if not data.startswith(_MAGIC):
        raise picture_error("kind")
    return data


def as_jpeg(data: bytes) -> bytes:
    """The JPEG for Telegram: upright, at most 2,560 pixels a side, without camera metadata. Raises BadManuscript."""
    try:
        with Image.open(BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as image:
            width, height = image.size
            if width * height > PICTURE_PIXELS or not _has_good_sides(width, height):
                raise picture_error("sides")
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((KEPT_SIDE, KEPT_SIDE))
            packed = BytesIO()
            _on_white(upright).save(packed, "JPEG", quality=_QUALITY)
            return packed.getvalue()
    except BadManuscript:
        raise
    except Exception as error:
        # Pillow raises many kinds of errors for a broken file.
        raise picture_error("broken") from error


def _has_good_sides(width: int, height: int) -> bool:
    """Telegram refuses photos that are longer than twenty times their width."""
    return min(width, height) > 0 and max(width, height) <= PICTURE_SIDES * min(width, height)


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        seen = image.convert("RGBA")
        paper = Image.new("RGB", seen.size, "white")
        paper.paste(seen, mask=seen.getchannel("A"))
        return paper
    return image.convert("RGB")
