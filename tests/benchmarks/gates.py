"""Other match gates than the one in force, for the length of a `with`: the recipe's two constants."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from unittest.mock import patch

from search.text import recipe

ANY = 1e-9


@dataclass(frozen=True)
class Gate:
    """All tokens where there are `all_up_to` or fewer, else this share of them."""

    name: str
    share: float
    all_up_to: int

    @contextmanager
    def in_force(self) -> Iterator[None]:
        """Every query compiled inside is matched so; indexes stay as they are."""
        with patch.multiple(recipe, SHARE=self.share, ALL_UP_TO=self.all_up_to):
            yield


IN_FORCE = Gate(f"in force: all up to {recipe.ALL_UP_TO}, else {recipe.SHARE:.0%}", recipe.SHARE, recipe.ALL_UP_TO)
GATES = (
    Gate("any token", ANY, 0),
    Gate("all tokens", 1.0, 0),
    *(Gate(f"{share:.0%}", share, 0) for share in (0.2, 0.3, 0.5)),
    *(
        Gate(f"all up to {most}, else {share:.0%}", share, most)
        for share in (0.2, 0.3, 0.4, 0.5)
        for most in range(2, 7)
    ),
)
