"""“Did you mean” measured on misspelt real phrases: how often the phrase that was meant is offered.

    python -m tests.benchmarks.near_spellings [FOLDER]

FOLDER as in tests.benchmarks.relevance. Phrases are names of services and products and titles, each misspelt by program
in every way: a homophone, a wrong character, a missing one, two swapped, pinyin in full, pinyin as initials. `offered`:
some wording is offered; `meant`: the phrase itself; `found`: the record is among the first ten for what is offered;
`without`: it is for what was typed. `false alarms`: offers for phrases as they stand, for what people
asked, and for wordings that stand in texts but in no title.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from search.engine import Query, TitleLookup
from search.engines.embedded import EmbeddedEngine
from search.finding.rewording import reworded
from search.text.chinese import compact, is_chinese, runs
from search.text.pinyin import syllables
from tests.benchmarks.relevance import documents, lines

PHRASES = 60
LENGTHS = range(4, 13)
WORDINGS = 500
SEED = 20260601
TOP = 10
Misspell = Callable[[str, random.Random, dict[str, list[str]]], str]


def homophone(phrase: str, chance: random.Random, alike: dict[str, list[str]]) -> str:
    """One character replaced by another of the same sound."""
    heard = syllables(phrase)
    places = [place for place, sound in enumerate(heard) if len(alike[sound]) > 1]
    place = chance.choice(places)
    other = chance.choice([character for character in alike[heard[place]] if character != phrase[place]])
    return phrase[:place] + other + phrase[place + 1 :]


def wrong(phrase: str, chance: random.Random, alike: dict[str, list[str]]) -> str:
    """One character replaced by any other."""
    place = chance.randrange(len(phrase))
    other = chance.choice([found for sound in sorted(alike) for found in alike[sound] if found != phrase[place]])
    return phrase[:place] + other + phrase[place + 1 :]


def missing(phrase: str, chance: random.Random, alike: dict[str, list[str]]) -> str:
    """One character left out, not at an end: what is left is then a phrase of its own."""
    place = chance.randrange(1, len(phrase) - 1)
    return phrase[:place] + phrase[place + 1 :]


def swapped(phrase: str, chance: random.Random, alike: dict[str, list[str]]) -> str:
    """Two neighbours exchanged."""
    place = chance.randrange(len(phrase) - 1)
    return phrase[:place] + phrase[place + 1] + phrase[place] + phrase[place + 2 :]


def in_pinyin(phrase: str, chance: random.Random, alike: dict[str, list[str]]) -> str:
    """Typed as letters."""
    return "".join(syllables(phrase))


def in_initials(phrase: str, chance: random.Random, alike: dict[str, list[str]]) -> str:
    """Typed as the first letters."""
    return "".join(sound[0] for sound in syllables(phrase))


WAYS: tuple[Misspell, ...] = (homophone, wrong, missing, swapped, in_pinyin, in_initials)


class Library:
    """The real records, their titles and an index of them."""

    def __init__(self, folder: Path, path: str):
        filed = list(documents(folder))
        self.titles = {document.id: document.title for document in filed}
        self.engine = EmbeddedEngine({"PATH": path})
        self.engine.rebuild([filed])
        everything = "\n".join(map(compact, self.titles.values()))
        texts = {run for document in filed[::40] for run in runs(document.text[:2_000]) if is_chinese(run)}
        self.wordings = sorted(run for run in texts if len(run) in LENGTHS and run not in everything)[:WORDINGS]
        self.alike: dict[str, list[str]] = {}
        for character in sorted({found for title in self.titles.values() for found in compact(title)}):
            if is_chinese(character):
                self.alike.setdefault(syllables(character)[0], []).append(character)

    def looked_up(self, lookup: TitleLookup) -> list[str]:
        """What search.finding.rewording asks for."""
        return [self.titles[hit.id] for hit in self.engine.titles(lookup)]

    def first(self, text: str) -> set[str]:
        """The titles of the first ten."""
        return {self.titles[hit.id] for hit in self.engine.search(Query(text=text, limit=TOP)).hits}


def phrases(folder: Path, chance: random.Random) -> list[str]:
    """Runs of Chinese of a usual length from names and titles, each once."""
    sources = (("service_guides.jsonl", "name"), ("policy_products.jsonl", "name"), ("policies.jsonl", "title"))
    found = {
        run
        for file, member in sources
        for record in lines(folder / file)
        for run in runs(record[member])
        if len(run) in LENGTHS and is_chinese(run)
    }
    return chance.sample(sorted(found), PHRASES)


def table(library: Library, chosen: list[str], chance: random.Random) -> Iterator[str]:
    """One line for every way of misspelling."""
    yield f"{'way':<14}{'phrases':>8}{'offered':>9}{'meant':>8}{'found':>8}{'without':>9}{'p95 ms':>8}"
    for way in WAYS:
        rows = []
        for phrase in chosen:
            typed = way(phrase, chance, library.alike)
            if any(typed in compact(title) for title in library.titles.values()):
                continue
            started = time.perf_counter()
            offer = reworded(typed, library.looked_up)
            seconds = time.perf_counter() - started
            found = any(phrase in title for title in library.first(offer or typed))
            rows.append((bool(offer), offer == phrase, found, any(phrase in t for t in library.first(typed)), seconds))
        offered, meant, found, without, times = zip(*rows, strict=True)
        slow = sorted(times)[int(len(times) * 0.95)] * 1000
        shares = [statistics.mean(column) for column in (offered, meant, found, without)]
        yield f"{way.__name__:<14}{len(rows):>8}" + "".join(f"{share:>8.0%} " for share in shares) + f"{slow:>7.1f}"


def alarms(library: Library, folder: Path, chosen: list[str]) -> Iterator[str]:
    """How often something is offered where nothing is misspelt."""
    questions = [asked["query"] for asked in lines(folder / "queries.jsonl") if asked["kind"] == "question"]
    for name, typed in (("as they stand", chosen), ("questions", questions), ("wordings of texts", library.wordings)):
        offers = [(text, offer) for text in typed if (offer := reworded(text, library.looked_up))]
        yield f"false alarms, {name}: {len(offers)} of {len(typed)}"


def main(folder: Path) -> str:
    """Index, misspell, ask, tell."""
    chance = random.Random(SEED)
    with tempfile.TemporaryDirectory() as path:
        library = Library(folder, path)
        chosen = phrases(folder, chance)
        return "\n".join([*table(library, chosen, chance), *alarms(library, folder, chosen)])


if __name__ == "__main__":
    default = os.environ.get("HUIQI_SHARED_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data"
    sys.stdout.write(main(Path(sys.argv[1] if len(sys.argv) > 1 else default)) + "\n")
