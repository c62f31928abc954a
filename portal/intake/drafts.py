"""A proposal as corrected by the clerk becomes a draft page."""

from typing import Any

from wagtail.models import Page

from portal.intake.proposal import Proposal
from portal.pages.models import PortalPage


def make_draft(
    proposal: Proposal, chosen: dict[str, Any], parent: Page, user: Any, *, original: bytes | None = None
) -> PortalPage:
    """A page under `parent`, not live, with one revision. `chosen` has the values to keep, as `likeliest` gives them.

    What is not in `chosen` stays empty; blocks, rows and pictures are the proposal's. `original` is the file itself,
    kept as an attachment named `proposal.name`. Raises ValidationError.
    """
    raise NotImplementedError
