"""Sources and what they bring; records that look like the same one twice."""

from portal.sources.models.duplicates import DuplicatePair, Fingerprint, LookedThrough, PairState
from portal.sources.models.records import Decision, Deed, RecordState, SourceRecord
from portal.sources.models.sources import Form, Source, SourceRun

__all__ = [
    "Decision",
    "Deed",
    "DuplicatePair",
    "Fingerprint",
    "Form",
    "LookedThrough",
    "PairState",
    "RecordState",
    "Source",
    "SourceRecord",
    "SourceRun",
]
