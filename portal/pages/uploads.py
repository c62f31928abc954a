"""Uploads are judged by their first bytes: a broken picture is refused in words, an EXE is no PDF."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

PDF, ZIP, OLE, RTF, RAR = b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf", b"Rar!\x1a\x07"
WEBM, VTT, BOM = b"\x1a\x45\xdf\xa3", b"WEBVTT", b"\xef\xbb\xbf"

# Extension -> what its files begin with; WPS writes its own extensions in either of Microsoft's containers.
SIGNATURES: dict[str, tuple[bytes, ...]] = {
    "pdf": (PDF,),
    **dict.fromkeys(("docx", "xlsx", "pptx", "ofd", "zip"), (ZIP,)),
    **dict.fromkeys(("doc", "xls", "ppt"), (OLE, RTF)),
    **dict.fromkeys(("wps", "et"), (OLE, ZIP)),
    "rtf": (RTF,),
    "rar": (RAR,),
    "webm": (WEBM,),
    "vtt": (VTT, BOM + VTT),
}
TEXT = frozenset({"csv", "txt"})
HEAD_BYTES = 8192


def is_what_it_says(name: str, head: bytes) -> bool:
    """Whether a file's first bytes fit its extension; text has no NUL unless it says that it is UTF-16."""
    extension = name.rpartition(".")[2].lower()
    if extension in TEXT:
        return head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in head
    if extension == "mp4":
        return head[4:8] == b"ftyp"
    return head.startswith(SIGNATURES.get(extension, (b"",)))


class DocumentForm(BaseDocumentForm):
    """Wagtail's form for files, which looks at the extension only, with a look at the bytes."""

    def clean_file(self) -> UploadedFile:
        """Refuse a file that is not what its name says."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data:
            head = file.read(HEAD_BYTES)
            file.seek(0)
            if not is_what_it_says(file.name, head):
                raise ValidationError(_("The content of the file does not fit its extension."))
        return file


class ImageForm(BaseImageForm):
    """Wagtail's form for pictures; it opens them while cleaning, where a broken one raises what no form catches."""

    def _clean_fields(self) -> Any:
        try:
            return super()._clean_fields()
        except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
            self.add_error("file", ValidationError(_("The picture is broken or too large to be read.")))
