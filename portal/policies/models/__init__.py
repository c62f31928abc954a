"""Models of the policy chain, one family a file."""

from portal.policies.models.documents import Clause, DocumentAttachment, DocumentRelation, DocumentRole, PolicyDocument
from portal.policies.models.notices import (
    ApplicationNotice,
    CallItem,
    CallWindow,
    NoticeAttachment,
    NoticeCondition,
    NoticeContact,
    NoticeMaterial,
    NoticeRole,
)
from portal.policies.models.products import PolicyProduct, ProductMember
from portal.policies.models.schemes import (
    Scheme,
    SchemeBasis,
    SchemeCondition,
    SchemeContact,
    SchemeMaterial,
    SchemeRole,
)
from portal.policies.models.texts import (
    Compilation,
    CompilationEntry,
    Interpretation,
    InterpretationAttachment,
    InterpretationSubject,
)

__all__ = [
    "ApplicationNotice",
    "CallItem",
    "CallWindow",
    "Clause",
    "Compilation",
    "CompilationEntry",
    "DocumentAttachment",
    "DocumentRelation",
    "DocumentRole",
    "Interpretation",
    "InterpretationAttachment",
    "InterpretationSubject",
    "NoticeAttachment",
    "NoticeCondition",
    "NoticeContact",
    "NoticeMaterial",
    "NoticeRole",
    "PolicyDocument",
    "PolicyProduct",
    "ProductMember",
    "Scheme",
    "SchemeBasis",
    "SchemeCondition",
    "SchemeContact",
    "SchemeMaterial",
    "SchemeRole",
]
