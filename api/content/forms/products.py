"""Policy products and the schemes in them."""

from rest_framework import serializers

from api.content.forms.common import (
    Body,
    Condition,
    Contact,
    Duration,
    Material,
    ReceivingBody,
    Record,
    RecordReference,
    Reference,
)
from api.content.forms.members import maybe, number, text, texts, uuid, whole

ONLY_SCHEMES = {"required": False}


class Audience(serializers.Serializer):
    """Who may benefit: codes, and the printed words."""

    industry = texts("Codes of /taxonomies/industry.", required=False)
    size = texts("Codes of /taxonomies/size.", required=False)
    growth_stage = texts("Codes of /taxonomies/growth_stage.", required=False)
    text = maybe("As printed.")


class Amount(serializers.Serializer):
    """Money in yuan."""

    min = number("Least.")
    max = number("Most.")
    rate = number("Share of the cost, 0 to 1.")
    text = maybe("As printed.")


class Cycle(serializers.Serializer):
    """When calls usually come; never yields a status."""

    every = whole("Years between rounds.")
    months = serializers.ListField(child=serializers.IntegerField(), help_text="1 to 12.", allow_null=True)
    text = maybe("As printed.")


Stacking = type(
    "Stacking",
    (serializers.Serializer,),
    {
        "__doc__": "就高不重复 and its kin.",
        "__module__": __name__,
        "rule": maybe("highest_only, once or stackable."),
        "with": texts("Ids of the schemes it concerns."),
        "text": maybe("As printed."),
    },
)


class SchemeRoles(serializers.Serializer):
    """Bodies by role."""

    issuing = Body(many=True)
    interpreting = Body(many=True)
    competent = Body(many=True)
    receiving = ReceivingBody(many=True)
    authorising = Body(many=True)


class Basis(serializers.Serializer):
    """The document, and the clause in it, that a scheme rests on."""

    id = uuid("The document's permanent id.", null=True)
    title = maybe("Its title.")
    doc_number = maybe("Its number as printed.")
    url = maybe("Its page.")
    clause = uuid("Permanent id of the clause.", null=True)
    version = whole("Version of the document that was seen.")
    changed = text("The words seen: changed, or gone; null: they still stand.", null=True, required=False)
    validity = text("The document's, as at as_of; null: not stated.", null=True, required=False)


class Member(Reference):
    """A scheme in a product."""

    heading = maybe("Heading it stands under.")


class Product(Record):
    """A policy product (政策产品) or a scheme (业务品种); `type` tells which, the other's members are absent."""

    type = text("product or scheme.")
    audience = Audience(allow_null=True)
    category = text("recognition, project, funding, development or other.", null=True, required=False)
    parent = Reference(allow_null=True, **ONLY_SCHEMES)
    mode = text("apply, instant or automatic.", null=True, required=False)
    selection = text("universal, competitive, quota or first_come.", null=True, required=False)
    stacking = Stacking(allow_null=True, **ONLY_SCHEMES)
    support_form = texts("Codes of /taxonomies/support_form.", required=False)
    amount = Amount(allow_null=True, **ONLY_SCHEMES)
    conditions = Condition(many=True, **ONLY_SCHEMES)
    materials = Material(many=True, **ONLY_SCHEMES)
    roles = SchemeRoles(**ONLY_SCHEMES)
    cycle = Cycle(allow_null=True, **ONLY_SCHEMES)
    window_text = text("The period as printed.", null=True, required=False)
    valid_from = serializers.DateField(allow_null=True, **ONLY_SCHEMES)
    valid_to = serializers.DateField(allow_null=True, **ONLY_SCHEMES)
    valid_text = text("Validity as printed.", null=True, required=False)
    validity = text("As at as_of; null: not stated.", null=True, required=False)
    fulfilment_time_limit = Duration(allow_null=True, **ONLY_SCHEMES)
    data_basis = text("What automatic granting rests on.", null=True, required=False)
    process = text("Process in words.", null=True, required=False)
    contact = Contact(many=True, **ONLY_SCHEMES)
    policies = Basis(many=True, **ONLY_SCHEMES)
    members = Member(many=True, required=False, help_text="Of a product, in order.")


class ProductDetail(Product):
    """A product or scheme, and what is packed, called for and explained around it."""

    body_text = text("Of a product.", required=False)
    body_html = text("Of a product.", required=False)
    packaged_in = RecordReference(many=True, help_text="Products that contain this scheme.")
    current_notices = RecordReference(many=True, help_text="Calls open or upcoming as at as_of.")
    interpretations = RecordReference(many=True, help_text="Interpretations of it.")
