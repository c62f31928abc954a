"""Variations of real public records: as many as wanted, as long as the real ones, no text that nobody wrote.

A seed is the detail form of a published record. A variation has a title of two real ones; paragraphs of the seed and of
another record of its kind in turn; other places, departments, years and numbers; level, region, fields and bodies of
a third record; windows moved in time. Which they are depends on the seed number alone.
"""

import datetime as dt
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID, uuid5

from tests.benchmarks.rewording import reworder

Form = dict[str, Any]

SEED = 20260601
NAMESPACE = UUID("6f0c5a5e-6f0e-4b44-8f7e-0d7c1f3b9a55")
# Real calls are few in the files and many in a portal.
CALLS = 0.05
# In the address of every variation: what tells it from a real record.
MARK = "variation"
LONGEST_TITLE = 250
PLACING = ("level", "region", "roles")
KEPT = frozenset({"kind", "type", "level", "region", "field", "roles", "form", "mode", "purpose", "source", "phone"})
_ID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_CLAUSE = re.compile(r"第[一二三四五六七八九十百零]+条(?=\s)")
_SERIAL = re.compile(r"\d+(?=号$)")
_CUT = re.compile(r"(?<=关于)|(?<=的)|(?<=、)|(?<=和)")
SHANGHAI = dt.timezone(dt.timedelta(hours=8))


def seed_of(detail: Form) -> Form:
    """What is kept of a real record: what can be made again from the text is left out."""
    held = {name: value for name, value in detail.items() if name not in ("body_html", "clauses")}
    return {**held, "body_html": bool(detail.get("body_html")), "clauses": bool(detail.get("clauses"))}


def variations(seeds: Sequence[Form], *, seed: int = SEED, calls: float = CALLS) -> Iterator[Form]:
    """Detail forms without end, ids unique; every seed in turn, calls so that they are this share of all."""
    makers: dict[str, _Maker] = {}
    known = {form["id"] for form in seeds}
    for kind in sorted({form["kind"] for form in seeds}):
        makers[kind] = _Maker([form for form in seeds if form["kind"] == kind], known)
    notices = makers["notices"].seeds if "notices" in makers else []
    others = [form for form in seeds if form["kind"] != "notices"]
    copies = round(len(others) * calls / (1 - calls) / len(notices)) if notices else 0
    planned = [(form, 0) for form in others] + [(form, copy) for copy in range(copies) for form in notices]
    turn = 0
    while True:
        chance = random.Random(f"{seed}/{turn}")
        chance.shuffle(planned)
        for form, copy in planned:
            yield makers[form["kind"]].varied(form, turn, copy, chance)
        turn += 1


class _Maker:
    """Makes variations of one kind; `known` are the ids of all seeds."""

    def __init__(self, seeds: Sequence[Form], known: set[str]):
        self.seeds, self.known = seeds, known
        self.with_text = [form for form in seeds if form.get("body_text")]

    def varied(self, form: Form, turn: int, copy: int, chance: random.Random) -> Form:
        """One variation; what it points at is the variation of the same turn."""
        place, other = chance.choice(self.seeds), chance.choice(self.seeds)
        mixed = {
            **form,
            **{name: place[name] for name in PLACING if name in form and name in place},
            **({"field": other["field"]} if "field" in form else {}),
            "title": joined_titles(form["title"], other["title"], chance),
            "body_text": self._text(form, chance),
        }
        changed = _Changes(form["id"], self.known, turn, copy, chance).value("", mixed)
        return _finished(changed, form, chance)

    def _text(self, form: Form, chance: random.Random) -> str:
        if not form.get("body_text"):
            return ""
        own = form["body_text"].split("\n")
        other = chance.choice(self.with_text)["body_text"].split("\n")
        return "\n".join(mixed_paragraphs(own, other, chance))


def joined_titles(own: str, other: str, chance: random.Random) -> str:
    """The beginning of one and the end of the other, cut where words end; often enough the own one as it is."""
    if chance.random() < 0.3:
        return own
    start, end = _CUT.split(own), _CUT.split(other)
    return ("".join(start[: -(-len(start) // 2)]) + "".join(end[len(end) // 2 :]))[:LONGEST_TITLE]


def mixed_paragraphs(own: Sequence[str], other: Sequence[str], chance: random.Random) -> Iterator[str]:
    """As many paragraphs as the own text has, half of them those that stand there in the other one."""
    for place, paragraph in enumerate(own):
        yield other[place * len(other) // len(own)] if place and chance.random() < 0.5 else paragraph


class _Changes:
    """What is exchanged everywhere in one record."""

    def __init__(self, own: str, known: set[str], turn: int, copy: int, chance: random.Random):
        self.own, self.known, self.turn, self.copy = own, known, turn, copy
        self.reworded = reworder(chance)
        self.days = dt.timedelta(days=chance.randint(-1500, 0))
        self.moved = dt.timedelta(days=chance.randint(-400, 120))

    def value(self, name: str, value: Any) -> Any:
        """A member changed, whatever it holds."""
        if isinstance(value, str) and name not in KEPT:
            return self._text(value)
        if isinstance(value, list) and name not in KEPT:
            return [self.value(name, member) for member in value]
        if isinstance(value, dict) and name not in KEPT:
            return {key: self.value(key, member) for key, member in value.items()}
        return value

    def _text(self, text: str) -> str:
        if len(text) == 36 and _ID.fullmatch(text):
            return renamed(text, self.turn, 0 if text in self.known and text != self.own else self.copy)
        if _DAY.fullmatch(text):
            return (dt.date.fromisoformat(text) + self.days).isoformat()
        if _INSTANT.match(text):
            return (dt.datetime.fromisoformat(text) + self.moved).astimezone(SHANGHAI).isoformat()
        return self.reworded(text)


def renamed(text: str, turn: int, copy: int) -> str:
    """The id that a record or a part has in one copy of one turn."""
    return str(uuid5(NAMESPACE, f"{text}/{turn}/{copy}"))


def _finished(changed: Form, form: Form, chance: random.Random) -> Form:
    """The members that follow from others: addresses, year, number, the text's other forms."""
    id, kind = changed["id"], changed["kind"]
    published = changed.get("published_on") or changed.get("issued_on")
    number = _SERIAL.sub(lambda found: str(chance.randint(1, 400)), changed.get("doc_number") or "")
    paragraphs = changed["body_text"].split("\n") if changed["body_text"] else []
    return {
        **changed,
        "url": f"/{kind}/{MARK}/{id}/",
        "permalink": f"/i/{id}",
        "api_url": f"/api/v1/{kind}/{id}",
        "source": {**(form.get("source") or {}), "id": f"variation-{id}"},
        **({"year": int(published[:4]) if published else None} if "year" in form else {}),
        **({"doc_number": number or None} if "doc_number" in form else {}),
        **({"amount": _amount(changed["amount"], chance)} if changed.get("amount") else {}),
        "body_html": html_of(paragraphs) if form["body_html"] else "",
        **({"clauses": list(clauses_of(id, paragraphs))} if form["clauses"] else {}),
    }


def _amount(amount: Form, chance: random.Random) -> Form:
    return {**amount, "max": chance.choice((None, 50_000, 200_000, 500_000, 1_000_000, 5_000_000))}


def html_of(paragraphs: Iterable[str]) -> str:
    """As a page renders an article of paragraphs."""
    return '<div class="prose">' + "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs) + "</div>"


def clauses_of(id: str, paragraphs: Iterable[str]) -> Iterator[Form]:
    """The paragraphs that begin as articles do."""
    for place, paragraph in enumerate(paragraphs):
        if label := _CLAUSE.match(paragraph):
            text = paragraph[label.end() :].strip()
            yield {"id": str(uuid5(NAMESPACE, f"{id}/{place}")), "label": label[0], "text": text}
