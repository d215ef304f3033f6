"""A photograph made ready to be kept and printed: upright, scaled, without what it tells of its place."""

import base64
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.errors import InputError

if TYPE_CHECKING:
    from PIL.Image import Exif, Image

LONGEST = 1280  # pixels of the longer side; a third of a page's width at 500 dpi
QUALITY = 80
MOST_BYTES = 80_000_000
ENDINGS = (".jpg", ".jpeg", ".png", ".heic", ".heif")
_HEIF = frozenset({".heic", ".heif"})
_PLACE, _DETAILS, _TAKEN = 0x8825, 0x8769, 0x9003  # of EXIF


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG and its size in pixels."""

    jpeg: bytes
    width: int
    height: int

    @property
    def digest(self) -> str:
        """What names the picture: the first half of the SHA-256 of its bytes, in hex."""
        return hashlib.sha256(self.jpeg).hexdigest()[:32]

    def svg(self) -> str:
        """The picture as Typst takes it from memory: nothing personal is written beside the template."""
        data = base64.b64encode(self.jpeg).decode()
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'width="{self.width}" height="{self.height}"><image width="{self.width}" height="{self.height}" '
            f'xlink:href="data:image/jpeg;base64,{data}"/></svg>'
        )


@dataclass(frozen=True, slots=True)
class Photograph:
    """A picture with when it was taken, and where in degrees of WGS-84 (lon, lat), if the camera noted it."""

    picture: Picture
    taken_at: datetime | None
    place: tuple[float, float] | None


def read_photograph(path: Path) -> Photograph:
    """The file's photograph, upright, at most 1280 pixels wide or high, without metadata.

    InputError naming the file when it is missing, broken, too large, or none of jpg, png and heic.
    """
    from PIL import Image, UnidentifiedImageError

    _check(path)
    try:
        with Image.open(path) as image:
            exif = image.getexif()
            return Photograph(_scaled(image), _taken_at(exif), _place(exif))
    except FileNotFoundError as error:
        raise InputError(f"找不到照片“{path}”，请核对路径") from error
    except PermissionError as error:
        raise InputError(f"没有权限读取照片“{path}”，请检查文件权限") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise InputError(f"照片“{path.name}”的像素太多，请先缩小再添加") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise InputError(f"照片“{path.name}”已损坏或不是图片，请重新导出后再添加") from error


def known_picture(jpeg: bytes) -> Picture | None:
    """The picture of a file as it stands, byte for byte; None when it is no JPEG that can be opened."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as image:
            return Picture(jpeg, image.width, image.height)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None


def thumbnail(picture: Picture, side: int) -> bytes:
    """The picture at most `side` pixels wide or high, as a JPEG; InputError when it is broken."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(picture.jpeg)) as image:
            return _jpeg(_shrunk(image, side))
    except (OSError, SyntaxError, ValueError) as error:
        raise InputError("照片已损坏，请重新添加") from error


def _check(path: Path) -> None:
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise InputError(f"“{path.name}”不是可以添加的照片，请用 jpg、png 或 heic")
    if path.is_file() and path.stat().st_size > MOST_BYTES:
        raise InputError(f"照片“{path.name}”超过 {MOST_BYTES // 1_000_000} MB，请先缩小再添加")
    if ending in _HEIF:
        _open_heif(path)


def _open_heif(path: Path) -> None:
    """Teach Pillow the photographs of phones."""
    try:
        import pi_heif
    except ImportError as error:
        raise InputError(f"本机没有读取 heic 的组件，请把“{path.name}”另存为 jpg 再添加") from error
    pi_heif.register_heif_opener()


def _scaled(image: "Image") -> Picture:
    from PIL import ImageOps

    image.draft("RGB", (LONGEST, LONGEST))  # a JPEG need not be decoded larger than this
    upright = ImageOps.exif_transpose(image)
    shrunk = _shrunk(upright, LONGEST)
    return Picture(_jpeg(shrunk), shrunk.width, shrunk.height)


def _shrunk(image: "Image", side: int) -> "Image":
    from PIL import Image

    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        layer = image.convert("RGBA")
        image = Image.new("RGB", layer.size, "white")
        image.paste(layer, mask=layer.getchannel("A"))
    shrunk = image.convert("RGB")
    shrunk.thumbnail((side, side), Image.Resampling.LANCZOS)
    return shrunk


def _jpeg(image: "Image") -> bytes:
    image.info.clear()  # comments and metadata would be written again
    made = io.BytesIO()
    image.save(made, "JPEG", quality=QUALITY, optimize=True)
    return made.getvalue()


def _taken_at(exif: "Exif") -> datetime | None:
    text = exif.get_ifd(_DETAILS).get(_TAKEN)
    try:
        return datetime.strptime(str(text).strip("\0 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - local time
    except ValueError:
        return None


def _place(exif: "Exif") -> tuple[float, float] | None:
    noted: Mapping[int, Any] = exif.get_ifd(_PLACE)
    try:
        lat, lon = _degrees(noted[2], noted[1] == "S"), _degrees(noted[4], noted[3] == "W")
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    return (lon, lat) if (lon, lat) != (0.0, 0.0) else None


def _degrees(parts: Any, negative: bool) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    found = degrees + minutes / 60 + seconds / 3600
    return round(-found if negative else found, 6)
