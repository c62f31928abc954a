"""Pictures kept in a file: measured before they are decoded, so that a bomb is never unpacked."""

import warnings
from io import BytesIO

from PIL import Image

from portal.intake.formats.contents import Picture, Warned

PIXELS = 50_000_000
BYTES = 10 * 1024 * 1024
TOTAL_BYTES = 30 * 1024 * 1024
COUNT = 200
# What browsers show; anything else becomes PNG.
SHOWN = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}
CONVERTED = {"BMP", "TIFF"}


class Album:
    """Collects a file's pictures under the names by which lines call them; the same picture is kept once."""

    def __init__(self) -> None:
        self.pictures: dict[str, Picture] = {}
        self.left_out = 0
        self._names: dict[bytes, str] = {}
        self._bytes = 0

    def add(self, content: bytes) -> str:
        """The picture's name; "" for one that is broken, too large, or of a kind that no browser shows."""
        if content in self._names:
            return self._names[content]
        found = _measured(content) if len(content) <= BYTES else None
        if found is None or len(self.pictures) >= COUNT or self._bytes + len(found.content) > TOTAL_BYTES:
            self.left_out += 1
            return ""
        name = f"picture-{len(self.pictures) + 1}"
        suffix = found.media_type.rpartition("/")[2]
        self.pictures[name] = Picture(f"{name}.{suffix}", found.media_type, found.content, found.width, found.height)
        self._names[content] = name
        self._bytes += len(found.content)
        return name

    def warnings(self) -> list[Warned]:
        """That pictures were left out."""
        return [Warned("picture_left_out", {"count": self.left_out})] if self.left_out else []


def _measured(content: bytes) -> Picture | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(BytesIO(content))
            if image.width * image.height > PIXELS or image.format not in {*SHOWN, *CONVERTED}:
                return None
            if image.format in SHOWN:
                kind = image.format
                image.verify()
                return Picture("", SHOWN[kind], content, image.width, image.height)
            return _as_png(image)
    except Exception:
        # Pillow's decoders raise what they like on a broken picture; it is left out and counted.
        return None


def _as_png(image: Image.Image) -> Picture:
    written = BytesIO()
    image.convert("RGB").save(written, "PNG")
    return Picture("", "image/png", written.getvalue(), image.width, image.height)
