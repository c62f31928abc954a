"""What others read from a stream without rendering it."""

import uuid
from typing import Any


def plain_text(stream: Any) -> str:
    """All words of a StreamValue, block after block, one paragraph a line; "" for an empty stream or None."""
    parts = (child.block.plain_text(child.value) for child in stream or ())
    return "\n".join(part for part in parts if part)


def clauses(stream: Any) -> list[dict[str, str]]:
    """`[{id, label, text}]` of the clause blocks in order; `id` is the stream child's permanent UUID as text.

    A child that was never saved gets its id here: the same one is then stored with it.
    """
    found = []
    for child in stream or ():
        if child.block_type == "clause":
            child.id = child.id or str(uuid.uuid4())
            label = child.value.get("label") or ""
            found.append({"id": str(child.id), "label": label, "text": child.block.clause_text(child.value)})
    return found
