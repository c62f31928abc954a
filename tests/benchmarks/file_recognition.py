"""What is recognised in real files, counted by field against what is known of the same documents.

    python -m tests.benchmarks.file_recognition FOLDER_OF_SHARED_DATA [--show]

Runs against the database that DATA_DIR names (a fresh one: `manage.py migrate`); writes nothing to it.
A file and a record are the same document when the file's name holds the record's id at its source, or the titles are
equal; what records lack, `file_recognition.json` has as a person read it from the file. A field is right when it is
equal (numbers and bodies in normal form, titles without white space), missed when nothing is proposed, wrong when
something else is; "unasked" counts proposals where nothing is known.
"""

import argparse
import json
import os
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import django

from tests.benchmarks.import_rate import peak_mib

EXPECTED = Path(__file__).with_suffix(".json")
FIELDS = ("title", "doc_number", "issuing", "issued_on", "published_on", "attachments", "clauses")
SOURCE_PREFIXES = {"liuhe-": "lh-"}


@dataclass
class Result:
    """One file: what became of each field, how long it took, what the text was taken apart into."""

    name: str
    kind: str
    seconds: float
    verdicts: dict[str, str] = field(default_factory=dict)
    blocks: Counter = field(default_factory=Counter)
    proposal: Any = None


def measure(folder: Path) -> list[Result]:
    """Every file of the folder's `files`. Raises what a reader raises: none of these files may be refused."""
    from portal.intake.proposals import propose  # models can only be imported once Django is set up
    from portal.intake.reading import read

    known = _known(folder)
    results = []
    for path in sorted((folder / "files").glob("*/*")):
        start = time.perf_counter()
        reading = read(path.name, path.read_bytes())
        kind = _kind(path.name)
        proposal = propose(reading, kind)
        result = Result(path.name, kind, time.perf_counter() - start, proposal=proposal)
        result.blocks = Counter(block.kind for block in proposal.blocks) + Counter(
            rows=sum(len(sheet.rows) for sheet in reading.sheets)
        )
        result.verdicts = verdicts(_found(proposal), expected(path.name, proposal, known))
        results.append(result)
    return results


def verdicts(found: dict[str, Any], wanted: dict[str, Any]) -> dict[str, str]:
    """right, wrong, missed or unasked for each field of which either side says something."""
    told = {}
    for name in FIELDS:
        if wanted.get(name) is None or wanted[name] == []:
            told[name] = "unasked" if found.get(name) else ""
        elif not found.get(name):
            told[name] = "missed"
        else:
            told[name] = "right" if found[name] == wanted[name] else "wrong"
    return {name: verdict for name, verdict in told.items() if verdict}


def expected(name: str, proposal: Any, known: list[dict[str, Any]]) -> dict[str, Any]:
    """What is known of the document: as a person read it, before what the record of the same document says."""
    read = json.loads(EXPECTED.read_text(encoding="utf-8")).get(name, {})
    stem = name.rpartition(".")[0]
    for prefix, other in SOURCE_PREFIXES.items():
        stem = stem.replace(prefix, other)
    title = _bare(proposal.first("title") or "")
    same = [row for row in known if row["source_id"] == stem] or [row for row in known if _bare(row["title"]) == title]
    return (_of_record(same[0]) if same else {}) | _comparable(read)


def _of_record(row: dict[str, Any]) -> dict[str, Any]:
    from portal.taxonomy.names import split_bodies  # needs no Django, but what imports it is loaded only after set-up

    return _comparable(
        {
            "title": row["title"],
            "doc_number": row["doc_number"],
            "issuing": split_bodies(row["issuing_body"]),
            "issued_on": row["issued_on"],
            "published_on": row["published_on"],
            "attachments": [one["name"] for one in row["attachments"] or []],
        }
    )


def _found(proposal: Any) -> dict[str, Any]:
    one = {name: proposal.first(name) for name in ("title", "doc_number", "issued_on", "published_on")}
    linked = [value["name"] for value in proposal.every("attachments") if value["url"]]
    clauses = sum(1 for block in proposal.blocks if block.kind == "clause")
    return _comparable({**one, "issuing": proposal.every("issuing"), "attachments": linked, "clauses": clauses or None})


def _comparable(values: dict[str, Any]) -> dict[str, Any]:
    from portal.policies.numbers import normal_form

    found = dict(values)
    found |= {name: _bare(found[name]) for name in ("title",) if found.get(name)}
    found |= {name: normal_form(found[name]) for name in ("doc_number",) if found.get(name)}
    for name in ("issuing", "attachments"):
        found |= {name: sorted(map(_bare, found[name]))} if found.get(name) else {}
    return found


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _known(folder: Path) -> list[dict[str, Any]]:
    with (folder / "policies.jsonl").open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def _kind(name: str) -> str:
    read = json.loads(EXPECTED.read_text(encoding="utf-8"))
    return read.get(name, {}).get("kind", "policies")


def report(results: list[Result]) -> Iterator[str]:
    """A line a file, then the counts by field."""
    marks = {"right": "✓", "wrong": "✗", "missed": "–", "unasked": "·"}
    yield f"{'file':44}" + "".join(f"{name[:11]:>12}" for name in FIELDS) + "  seconds  blocks"
    for one in results:
        cells = "".join(f"{marks.get(one.verdicts.get(name, ''), ' '):>12}" for name in FIELDS)
        yield f"{one.name[:43]:44}{cells}  {one.seconds:7.2f}  {dict(one.blocks)}"
    for verdict, mark in marks.items():
        counts = [sum(1 for one in results if one.verdicts.get(name) == verdict) for name in FIELDS]
        yield f"{mark + ' ' + verdict:44}" + "".join(f"{count:>12}" for count in counts)
    yield f"files {len(results)}, peak {peak_mib()} MiB in this process"


def shown(result: Result) -> Iterator[str]:
    """All candidates with their evidence, and the first blocks."""
    yield f"== {result.name} ({result.kind}) {result.verdicts}"
    for name, candidates in result.proposal.fields.items():
        for one in candidates[:4]:
            yield f"   {name}: {str(one.value)[:90]!r}  ← {one.rule}: {one.evidence[:60]!r}"
    for block in result.proposal.blocks[:8]:
        yield f"      [{block.kind}] {block.label} {' / '.join(block.text)[:70]!r}"
    for row in result.proposal.rows[:2]:
        yield f"      {row}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", default="", help="Print candidates of the files whose names hold this word; all: .")
    options = parser.parse_args()
    results = measure(options.folder)
    for result in results:
        if options.show and options.show in result.name:
            print("\n".join(shown(result)))  # noqa: T201
    print("\n".join(report(results)))  # noqa: T201


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    django.setup()
    main()
