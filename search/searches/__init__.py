"""What people searched for: counted by the day, without knowing who, and readable once it was asked for often."""

from search.searches.popular import popular
from search.searches.tally import note

__all__ = ["note", "popular"]
