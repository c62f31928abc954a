"""Where the processor time of one request goes: functions timed with what they call; waiting does not count."""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import wraps
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.template.response import SimpleTemplateResponse
from django.utils.module_loading import import_string

from search.engine import Engine

# Where each is defined; it is timed wherever a module of the portal holds it. A part may hold others.
PARTS: dict[str, tuple[str, ...]] = {
    "synonyms, best bets": ("search.answering.query.compiled",),
    "rows and labels": ("search.answering.query._from_engine",),
    "published texts": ("search.results.hits.texts_of", "search.indexing.gathering.details_of"),
    "marks": ("search.text.highlight.highlight",),
    "did you mean": ("search.finding.near.near",),
}
OURS = ("search.", "api.", "portal.")
ENGINE, TEMPLATE, DATABASE = "engine", "template", "database, inside the others"
# The engine by the clock: what it waited for included.
WAITED = "engine by the clock"


class Stopwatch:
    """Seconds by part since the last `taken`."""

    def __init__(self) -> None:
        self._seconds: Counter[str] = Counter()

    def taken(self) -> Counter[str]:
        """What was counted, and begin anew."""
        found, self._seconds = self._seconds, Counter()
        return found

    @contextmanager
    def on(self, engine: Engine) -> Iterator[None]:
        """Time everything inside."""
        with ExitStack() as stack:
            search = self.timed(WAITED, engine.search, time.perf_counter)
            stack.enter_context(patch.object(engine, "search", self.timed(ENGINE, search)))
            template = self.timed(TEMPLATE, SimpleTemplateResponse.render)
            stack.enter_context(patch.object(SimpleTemplateResponse, "render", template))
            for part, function in ((part, import_string(path)) for part, paths in PARTS.items() for path in paths):
                for place in held(function):
                    stack.enter_context(patch(place, self.timed(part, function)))
            stack.enter_context(connection.execute_wrapper(self._query))
            yield

    def timed(
        self, part: str, function: Callable[..., Any], clock: Callable[[], float] = time.thread_time
    ) -> Callable[..., Any]:
        """The function, its time counted."""

        @wraps(function)
        def run(*args: Any, **given: Any) -> Any:
            started = clock()
            try:
                return function(*args, **given)
            finally:
                self._seconds[part] += clock() - started

        return run

    def _query(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        return self.timed(DATABASE, execute)(sql, params, many, context)


def held(function: Callable[..., Any]) -> list[str]:
    """Every name that modules of the portal have for a function."""
    modules = [(name, module) for name, module in list(sys.modules.items()) if name.startswith(OURS)]
    return [f"{name}.{known}" for name, module in modules for known, value in vars(module).items() if value is function]
