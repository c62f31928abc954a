"""What goes out for spreadsheets: text that is no formula, a workbook as a download."""

from io import BytesIO

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a spreadsheet would take for a formula, full-width forms included: East Asian editions read those too.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """The text without signs that no workbook can hold, with an apostrophe before what would start a formula."""
    kept: str = ILLEGAL_CHARACTERS_RE.sub("", text)
    return f"'{kept}" if kept.startswith(FORMULA) else kept


def download(book: Workbook, name: str) -> HttpResponse:
    """The workbook as a file of that name."""
    stream = BytesIO()
    book.save(stream)
    header = str(content_disposition_header(True, name))
    return HttpResponse(stream.getvalue(), content_type=XLSX, headers={"Content-Disposition": header})
