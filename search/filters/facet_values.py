"""Where a facet's values come from: which there are, which are known, how they are called."""

import re
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import TextChoices
from django.utils.functional import Promise

from portal.publication.models import PublishedItem
from portal.taxonomy import vocabulary
from portal.taxonomy.models import Organisation

Labels = dict[str, str]


class Values:
    """What every source has in common."""

    def successors(self, value: str) -> list[str]:
        """The codes that replaced a value; most sources never replace any."""
        return []


class Fixed(Values):
    """Values that the code fixes, in the order in which they are shown."""

    def __init__(self, labels: Mapping[str, str | Promise]):
        self._labels = labels

    @classmethod
    def of(cls, choices: type[TextChoices]) -> "Fixed":
        """The values of Django choices."""
        return cls(dict(choices.choices))

    def all(self) -> list[str]:
        """Every value in display order."""
        return list(self._labels)

    def canonical(self, value: str) -> str | None:
        """The value as it is stored, or None for an unknown one."""
        return value if value in self._labels else None

    def labels(self, values: Iterable[str]) -> Labels:
        """What people read, by value."""
        return {value: str(self._labels.get(value, value)) for value in values}


class Vocabulary(Values):
    """Terms of one or several schemes; retired terms stay known, so that old addresses work."""

    def __init__(self, *schemes: str):
        self.schemes = schemes

    def all(self) -> list[str]:
        """Active codes in display order."""
        return [code for scheme in self.schemes for code in vocabulary.codes(scheme)]

    def canonical(self, value: str) -> str | None:
        """The code itself when any of the schemes has or ever had it."""
        return value if any(vocabulary.knows(scheme, value) for scheme in self.schemes) else None

    def labels(self, values: Iterable[str]) -> Labels:
        """Labels in the active language."""
        return {value: self._label(value) for value in values}

    def successors(self, value: str) -> list[str]:
        """Whoever asks for a retired term goes on finding what is filed under its successors."""
        return [code for scheme in self.schemes for code in vocabulary.successors(scheme, value)]

    def _label(self, value: str) -> str:
        known = (scheme for scheme in self.schemes if vocabulary.knows(scheme, value))
        return vocabulary.label(next(known, self.schemes[0]), value)


class Either(Values):
    """Several sources as one, asked in order."""

    def __init__(self, *sources: "Fixed | Vocabulary"):
        self.sources = sources

    def all(self) -> list[str]:
        """The values of all sources."""
        return [value for source in self.sources for value in source.all()]

    def canonical(self, value: str) -> str | None:
        """As the first source that knows the value has it."""
        return next((found for source in self.sources if (found := source.canonical(value))), None)

    def labels(self, values: Iterable[str]) -> Labels:
        """Each by the source that knows it."""
        values = list(values)
        found: Labels = {}
        for source in reversed(self.sources):
            found.update(source.labels(value for value in values if source.canonical(value)))
        return {value: found.get(value, value) for value in values}

    def successors(self, value: str) -> list[str]:
        """By every source."""
        return [code for source in self.sources for code in source.successors(value)]


class Years(Values):
    """Calendar years in ASCII digits."""

    def all(self) -> list[str]:
        """No fixed list: the years that occur."""
        return []

    def canonical(self, value: str) -> str | None:
        """The year when it is one from 1900 to 2199."""
        return value if re.fullmatch(r"(19|20|21)[0-9]{2}", value) else None

    def labels(self, values: Iterable[str]) -> Labels:
        """A year is its own label."""
        return {value: value for value in values}


class Records(Values):
    """Permanent ids of other records or of organisations; any well-formed id is accepted, it may match nothing."""

    def __init__(self, model: type[PublishedItem] | type[Organisation], label: str):
        self.model, self.label = model, label

    def all(self) -> list[str]:
        """No fixed list: the records that occur."""
        return []

    def canonical(self, value: str) -> str | None:
        """The id in its usual lower-case form."""
        if not re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", value):
            return None
        return str(UUID(value))

    def labels(self, values: Iterable[str]) -> Labels:
        """Present names or titles; an id without record is its own label."""
        values = list(values)
        wanted = [value for value in values if self.canonical(value)]
        known = self.model._default_manager.filter(pk__in=wanted).values_list("pk", self.label)
        names = {str(pk): name for pk, name in known}
        return {value: names.get(value) or value for value in values}


Source = Fixed | Vocabulary | Either | Years | Records
