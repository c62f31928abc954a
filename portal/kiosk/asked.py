"""What somebody at the terminal has chosen so far; all of it is in the address, nothing on the machine."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from portal.taxonomy import vocabulary

# Who somebody is: the vocabularies whose codes are `audience`.
WHO = ("size", "growth_stage")
SHELVES = ("notices", "policy-products")
MODES = ("large", "contrast")
LONGEST_TYPED = 12
DEEPEST_PAGE = 999


@dataclass(frozen=True)
class Asked:
    """`audience`, `field`, `level` are codes or "", `kind` one of SHELVES or "", `typed` what the pads have;
    `display` the modes of large type and high contrast."""

    audience: str = ""
    field: str = ""
    level: str = ""
    kind: str = ""
    typed: str = ""
    page: int = 1
    display: tuple[str, ...] = ()

    def address(self, name: str, **changes: Any) -> str:
        """The address of one of the kiosk's pages with these choices."""
        asked = replace(self, **changes)
        page = str(asked.page) if asked.page > 1 else ""
        given = {
            "audience": asked.audience, "field": asked.field, "level": asked.level, "kind": asked.kind,
            "typed": asked.typed, "page": page, "display": ",".join(asked.display),
        }  # fmt: skip
        query = urlencode({key: value for key, value in given.items() if value}, safe=",")
        return reverse(f"kiosk:{name}") + (f"?{query}" if query else "")

    def toggled(self, mode: str) -> tuple[str, ...]:
        """The display modes with one of them switched."""
        return tuple(known for known in MODES if (known in self.display) != (known == mode))

    @property
    def bare(self) -> "Asked":
        """Nothing chosen yet; how it is displayed stays."""
        return Asked(display=self.display)


def read(request: HttpRequest) -> Asked:
    """Leniently: what is unknown counts as not chosen."""
    given = request.GET.get
    return Asked(
        audience=_known(given("audience"), *WHO),
        field=_known(given("field"), "field"),
        level=_known(given("level"), "level"),
        kind=kind if (kind := given("kind", "")) in SHELVES else "",
        typed=_typed(given("typed", "")),
        page=_number(given("page", "")),
        display=tuple(mode for mode in MODES if mode in given("display", "").split(",")),
    )


def _known(code: str | None, *schemes: str) -> str:
    return code if code and any(vocabulary.knows(scheme, code) for scheme in schemes) else ""


def _typed(text: str) -> str:
    return text[:LONGEST_TYPED].lower() if text.isascii() and text.isalnum() else ""


def _number(text: str) -> int:
    return min(max(int(text), 1), DEEPEST_PAGE) if text.isascii() and text.isdigit() and len(text) < 5 else 1
