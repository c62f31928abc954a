"""`python -m portal.intake.formats NAME`: the file on standard input, its reading as JSON on standard output.

Exit code 3: standard error names, as JSON, the sentence that says why the file cannot be read.
"""

import json
import sys

from portal.intake.formats.contents import Unreadable, dump
from portal.intake.formats.reading import read_bytes

REFUSED = 3


def main() -> int:
    """Every end is a reading or a sentence; MemoryError is left to the parent, which knows the limit."""
    try:
        sys.stdout.buffer.write(dump(read_bytes(sys.argv[1], sys.stdin.buffer.read())))
    except Unreadable as refusal:
        sys.stderr.write(json.dumps({"key": refusal.key, "values": refusal.values}))
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main())
