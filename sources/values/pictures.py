"""Pictures beside an article file: opened without leaving the folder, identified by content, converted to JPEG."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

from PIL import ExifTags, Image

from domain.article import Found, Manuscript
from domain.errors import BadManuscript
from domain.photo import FILE, PICTURE_DAYS, Picture
from domain.publication import published_at
from sources.values.limits import MEGABYTE, PICTURE_BYTES, PICTURE_SIDES, PIXELS

# Pixels of the longer side: Telegram shows no photo larger, and the JPEG stays below two megabytes.
KEPT_SIDE = 2560
_QUALITY = 88
_MAGIC = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")
_DAY_MS = 86_400_000
# Rows that are laid on white and made narrow at once: 4 MB for 6,000 pixels a row.
_BAND = 128
# What the orientation that a camera noted asks for (Exif 2.3, tag 0x0112).
_TURNS = dict(
    zip(
        range(2, 9),
        (
            Image.Transpose.FLIP_LEFT_RIGHT,
            Image.Transpose.ROTATE_180,
            Image.Transpose.FLIP_TOP_BOTTOM,
            Image.Transpose.TRANSPOSE,
            Image.Transpose.ROTATE_270,
            Image.Transpose.TRANSVERSE,
            Image.Transpose.ROTATE_90,
        ),
        strict=True,
    )
)

OpenPicture = Callable[[str], bytes]
"""The bytes of a file by its path inside the folder or archive. Raises BadManuscript."""

Convert = Callable[[bytes], bytes]
"""The bytes of a picture to the JPEG to send. Raises BadManuscript."""


def picture_error(why: str) -> BadManuscript:
    """The error of a picture that is not taken; `why` chooses the words of `source-picture`."""
    return BadManuscript("source-picture", why=why, limit=PICTURE_BYTES // MEGABYTE)


def is_beside(image: str) -> bool:
    """Whether an article names a file of its folder, not an address, as its picture."""
    return image != "" and ":" not in image


@dataclass(slots=True)
class PicturesBeside:
    """The pictures of one folder or archive. Each is read and converted once, however many articles name it."""

    opened: OpenPicture
    now: datetime | None
    convert: Convert
    _known: dict[str, str | BadManuscript] = field(default_factory=dict)

    def add_to(self, found: Found, name: str) -> Found:
        """The manuscript with the picture that lies beside its file `name`, a path inside the folder or archive.

        The JPEG stands at the first article of a picture, and only if that is young enough to be sent.
        """
        if not isinstance(found, Manuscript) or not is_beside(found.image):
            return found
        try:
            place = _inside(PurePosixPath(name).parent, found.image)
            digest, jpeg = self._read(place, convert=self._may_be_sent(found))
        except BadManuscript as error:
            return replace(found, picture=Picture(found.image, trouble=error))
        return replace(found, image=f"{FILE}{digest}", picture=Picture(found.image, jpeg))

    def _read(self, place: str, *, convert: bool) -> tuple[str, bytes]:
        known = self._known.get(place)
        if isinstance(known, BadManuscript):
            raise known
        if known is not None:
            return known, b""
        try:
            data = self.opened(place)
            digest = picture_digest(data)
            jpeg = self.convert(data) if convert else b""
        except BadManuscript as error:
            self._known[place] = error
            raise
        if convert:
            self._known[place] = digest
        return digest, jpeg

    def _may_be_sent(self, found: Manuscript) -> bool:
        if self.now is None or not isinstance(self.now.tzinfo, ZoneInfo):
            return True
        now_ms = int(self.now.timestamp() * 1000)
        return now_ms - published_at(found.published, now_ms, self.now.tzinfo) < PICTURE_DAYS * _DAY_MS


def picture_digest(data: bytes) -> str:
    """By what an article names a picture that came as a file."""
    return hashlib.sha256(data).hexdigest()[:32]


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
            if width * height > PIXELS[str(image.format)] or not _has_good_sides(width, height):
                raise picture_error("sides")
            packed = BytesIO()
            turn = _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
            small = _small(image)
            (small if turn is None else small.transpose(turn)).save(packed, "JPEG", quality=_QUALITY)
            return packed.getvalue()
    except BadManuscript:
        raise
    except Exception as error:
        # Pillow raises many kinds of errors for a broken file, and MemoryError for one that needs too much.
        too_large = isinstance(error, (MemoryError, Image.DecompressionBombError))
        raise picture_error("sides" if too_large else "broken") from error


def _small(image: Image.Image) -> Image.Image:
    """The picture on white at its kept size. Of the large one there is no second copy: it is made narrow in bands.

    A JPEG is made small by its decoder (`draft`). A progressive one needs its coefficients as a whole: 180 MB for 60
    million pixels.
    """
    size = _kept_size(image.size)
    image.draft(None, size)
    if image.size == size:
        return _on_white(image)
    narrow = Image.new("RGB", (size[0], image.height))
    for top in range(0, image.height, _BAND):
        band = image.crop((0, top, image.width, min(top + _BAND, image.height)))
        narrow.paste(_on_white(band).resize((size[0], band.height), Image.Resampling.LANCZOS), (0, top))
    return narrow.resize(size, Image.Resampling.LANCZOS)


def _kept_size(size: tuple[int, int]) -> tuple[int, int]:
    longer = max(size)
    if longer <= KEPT_SIDE:
        return size
    return max(1, round(size[0] * KEPT_SIDE / longer)), max(1, round(size[1] * KEPT_SIDE / longer))


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
