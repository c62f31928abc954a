"""Vocabulary terms and organisations."""

from portal.taxonomy.models.organisations import Organisation, OrganisationName
from portal.taxonomy.models.terms import (
    Field,
    GrowthStage,
    Industry,
    Level,
    Region,
    Size,
    SupportForm,
    Term,
    VocabularyState,
)

__all__ = [
    "Field",
    "GrowthStage",
    "Industry",
    "Level",
    "Organisation",
    "OrganisationName",
    "Region",
    "Size",
    "SupportForm",
    "Term",
    "VocabularyState",
]
