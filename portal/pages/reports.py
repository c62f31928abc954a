"""Reports of the back-office whose downloads are safe to open: no formulas, UTF-8 that Excel knows, Shanghai's time."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.http import StreamingHttpResponse
from wagtail.admin.views.reports import ReportView

from portal.pages.spreadsheets import harmless
from portal.windows.instants import SHANGHAI


class SpreadsheetReport(ReportView):
    """Wagtail's report; cells that a spreadsheet would take for a formula begin with an apostrophe."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """Harmless text, and the time that people read off a wall."""
        if isinstance(value, dt.datetime) and value.tzinfo:
            local = value.astimezone(SHANGHAI).replace(tzinfo=None)
            return local if export_format == self.FORMAT_XLSX else f"{local:%Y-%m-%d %H:%M}"
        value = super().preprocess_field_value(field, value, export_format)
        return harmless(value) if isinstance(value, str) else value

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        """With the mark by which Excel knows UTF-8."""
        yield b"\xef\xbb\xbf"
        yield from super().stream_csv(queryset)

    def write_csv_response(self, queryset: Any) -> StreamingHttpResponse:
        """As Wagtail's, with the character set named."""
        response: StreamingHttpResponse = super().write_csv_response(queryset)
        response["Content-Type"] = "text/csv; charset=utf-8"
        return response
