"""On PostgreSQL two writers may wait for each other; the one that is sent away begins again, and nobody notices."""

import copy
import logging
from collections.abc import Callable
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar

from django.db import Error, connection
from django.db.models import Model

from portal.publication.buffer import buffer_in_use

logger = logging.getLogger(__name__)

# deadlock_detected, serialization_failure: nothing was written, and the same again is expected to succeed.
TRANSIENT = frozenset({"40P01", "40001"})
RETRIES = 3
Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def again_on_conflict(step: Callable[[], Result], *, rewind: Callable[[], None]) -> Result:
    """Run `step`, a whole publication transaction, up to RETRIES times again; `rewind` restores what it has used up."""
    for attempt in range(RETRIES):
        try:
            return step()
        except Error as error:
            if not is_transient(error):
                raise
            logger.warning("publication met a conflict, attempt %d of %d", attempt + 2, RETRIES + 1)
            rewind()
    return step()


def is_transient(error: BaseException | None) -> bool:
    """Whether the database gave up because of another transaction, or wraps an error that says so."""
    while error is not None:
        if getattr(error, "sqlstate", None) in TRANSIENT:
            return True
        error = error.__cause__
    return False


def retried(verb: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Let a verb that opens a publication transaction begin again after a conflict, where it is the outermost block.

    Model instances among its keyword arguments are put back as they were: an attempt leaves keys and positions on
    them. Inside another block that block is the one to begin again.
    """

    @wraps(verb)
    def wrapped(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        if buffer_in_use.get() is not None or connection.vendor != "postgresql":
            return verb(*args, **kwargs)
        kept = [(value, _state(value)) for value in kwargs.values() if isinstance(value, Model)]
        return again_on_conflict(partial(verb, *args, **kwargs), rewind=partial(_put_back, kept))

    return wrapped


def _state(instance: Model) -> dict[str, Any]:
    return copy.deepcopy(instance.__dict__, {id(instance): instance})


def _put_back(kept: list[tuple[Model, dict[str, Any]]]) -> None:
    for instance, state in kept:
        instance.__dict__.clear()
        instance.__dict__.update(copy.deepcopy(state, {id(instance): instance}))
