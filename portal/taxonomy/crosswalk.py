"""Maps the classes that sources use to our codes, by tables in `data/`: what a table does not know stays unknown."""

import re
from functools import cache

from portal.taxonomy.load import rows_of
from portal.taxonomy.names import normalise

TABLES = ("field", "support_form")
_BOUNDARY = re.compile(r"[\\/>、,;(]")
_LIST = re.compile(r"[、,;]")


@cache
def _table(name: str) -> dict[str, str]:
    if name not in TABLES:
        raise KeyError(name)
    return {normalise(row["value"]): row["code"] for row in rows_of(f"crosswalk_{name}.csv")}


def map_code(table: str, value: str | None) -> str | None:
    r"""The code for a source's class, or None when unknown. Raises KeyError for an unknown table.

    The longest entry that equals the value, or that it begins with before one of `\ / > 、 , ; (`, decides:
    「科技、教育\科技」 is found before 「科技、教育」.
    """
    key, entries = normalise(value or ""), _table(table)
    ends = [len(key), *reversed([match.start() for match in _BOUNDARY.finditer(key)])]
    return next((entries[key[:end]] for end in ends if key[:end] in entries), None)


def map_codes(table: str, value: str | None) -> list[str]:
    r"""The codes for a value that may list several classes (「资金支持、政策支持」), each once, in order.

    A value with a path (「科技、教育\科技」) is one class: its upper part is a name that holds 、.
    """
    key = normalise(value or "")
    parts = [key] if key in _table(table) or "\\" in key else _LIST.split(key)
    return list(dict.fromkeys(code for code in (map_code(table, part) for part in parts) if code))
