"""Past searches that found something, for suggestions."""

from search.models import Searched
from search.searches.store import K
from search.text.chinese import normalise


def popular(prefix: str, limit: int = 5) -> list[str]:
    """Normalised texts that begin with `prefix`, asked for K times or more and last found something; often asked first.

    "" gives the most asked of all.
    """
    prefix = " ".join(normalise(prefix).split())
    found = Searched.objects.filter(asked__gte=K, total__gt=0).exclude(text="")
    if prefix:
        # `initial` is indexed under every collation; a prefix of any length is not.
        found = found.filter(initial=prefix[0], text__startswith=prefix)
    return list(found.order_by("-asked", "text").values_list("text", flat=True)[:limit])
