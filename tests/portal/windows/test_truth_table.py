"""The document is what the code says."""

from portal.windows.management.commands.write_status_table import TARGET
from portal.windows.truth_table import truth_table


def test_committed_table_is_the_generated_one() -> None:
    assert TARGET.read_text(encoding="utf-8") == truth_table()
