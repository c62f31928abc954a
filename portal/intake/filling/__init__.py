"""Chosen values into pages, one kind a function; the stored shapes are those of Proposal.likeliest()."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.disclosures.models import Disclosure
from portal.intake.filling.calls import fill_notice
from portal.intake.filling.texts import fill_disclosure, fill_document, fill_interpretation
from portal.pages.models import PortalPage
from portal.policies.models import ApplicationNotice, Interpretation, PolicyDocument


@dataclass(frozen=True)
class Fill:
    """The model of a kind, and what puts chosen values and rows into an unsaved page of it."""

    model: type[PortalPage]
    fill: Callable[[Any, dict[str, Any], list[dict[str, Any]]], None]


FILL: dict[str, Fill] = {
    "policies": Fill(PolicyDocument, fill_document),
    "notices": Fill(ApplicationNotice, fill_notice),
    "disclosures": Fill(Disclosure, fill_disclosure),
    "interpretations": Fill(Interpretation, fill_interpretation),
}
