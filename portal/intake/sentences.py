"""What a reader process says by key, as sentences for the clerk."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

NAMES = {
    "docx": gettext_lazy("a Word file (docx)"),
    "xlsx": gettext_lazy("an Excel file (xlsx)"),
    "pdf": gettext_lazy("a PDF file"),
    "html": gettext_lazy("a web page (html)"),
    "csv": gettext_lazy("a list in text form (csv)"),
    "txt": gettext_lazy("plain text (txt)"),
    "zip": gettext_lazy("a Word or Excel file"),
}

# Values that are keys of NAMES.
FORMATS = {"format", "found"}

SENTENCES = {
    "empty": gettext_lazy("There is no text in this file."),
    "too_large": gettext_lazy("The file is larger than %(limit)s MB."),
    "too_long": gettext_lazy("The file holds more than %(limit)s characters; please divide it."),
    "broken": gettext_lazy(
        "This should be %(format)s, but it is damaged and cannot be opened. Save it again and retry."
    ),
    "extension": gettext_lazy(
        "The name ends in .%(extension)s, but the content is %(found)s. Correct the ending, or save the file again."
    ),
    "encoding": gettext_lazy("The characters of this file cannot be read. Save it as UTF-8 or GB18030 text."),
    "binary": gettext_lazy("This is no text: the file has a format that cannot be read here."),
    "encrypted": gettext_lazy("The file is protected by a password. Save it without the password."),
    "doc": gettext_lazy("This is an old Word file (doc). Open it in Word or WPS and save it as docx."),
    "xls": gettext_lazy("This is an old Excel file (xls). Open it in Excel or WPS and save it as xlsx."),
    "ole": gettext_lazy("This is an old Office file. Open it and save it as docx or xlsx."),
    "rtf": gettext_lazy("This is an RTF file. Open it in Word or WPS and save it as docx."),
    "mht": gettext_lazy("This is a saved web archive (mht). Open it in Word or WPS and save it as docx."),
    "wordxml": gettext_lazy("This is Office XML. Open it in Word or WPS and save it as docx or xlsx."),
    "ofd": gettext_lazy("This is an OFD file. Open it and export it as PDF, or use the Word file it was made from."),
    "picture": gettext_lazy("This is a picture. Use the Word file or a PDF with text; a scan cannot be read."),
    "scan": gettext_lazy("This PDF has no text layer: it is a scan. Use the Word file it was made from."),
    "fonts": gettext_lazy("The characters of this PDF cannot be read. Use the Word file it was made from."),
    "archive": gettext_lazy("This is an archive. Unpack it and upload the files it holds."),
    "program": gettext_lazy("This is a program, no document."),
    "macros": gettext_lazy("The file contains macros. Save it as docx or xlsx without macros."),
    "bomb": gettext_lazy("Unpacked, the file would be far larger than a document can be. It was not opened."),
    "entities": gettext_lazy("The file's XML refers to entities, which no Office program writes. It was not opened."),
    "nested": gettext_lazy("The parts of this page are nested too deeply; it was not read."),
    "too_many_rows": gettext_lazy("The list has more than %(limit)s rows; please divide it."),
    "too_many_pages": gettext_lazy("The file has more than %(limit)s pages; please divide it."),
    "picture_left_out": gettext_lazy("%(count)s pictures are broken or too large and were left out."),
    "picture_elsewhere": gettext_lazy("%(count)s pictures are not in the file itself; add them by hand."),
    "attachments_elsewhere": gettext_lazy("The text names attachments that are not in this file; add them: %(names)s"),
    "deletions": gettext_lazy("The file has tracked changes: they were taken as accepted."),
    "nested_tables": gettext_lazy("Tables inside tables were written as text; look at them."),
    "pages_without_text": gettext_lazy("%(count)s pages have no text (a picture or a scan): look at them."),
    "more_sheets": gettext_lazy("The file has %(count)s sheets."),
    "drawings": gettext_lazy("%(count)s drawings or formulas could not be read; look at the original."),
}


def say(key: str, values: dict[str, Any]) -> str:
    """The sentence in the active language; an unknown key says that the file cannot be read."""
    named = {name: NAMES.get(value, value) if name in FORMATS else value for name, value in values.items()}
    if key not in SENTENCES:
        return _("The file cannot be read.")
    return str(SENTENCES[key]) % named
