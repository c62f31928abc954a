"""Interpretations and compilations."""

from rest_framework import serializers

from api.content.forms.common import Attachment, Condition, Contact, Record, Reference, WithText
from api.content.forms.members import maybe, text, uuid
from api.content.forms.products import Audience, Basis


class GraphicEntry(serializers.Serializer):
    """One fact of a graphic."""

    lead = serializers.CharField(help_text="A few large words, or empty.")
    text = serializers.CharField(help_text="What they mean, or empty.")


class GraphicPart(serializers.Serializer):
    """A part of a graphic."""

    shape = serializers.CharField(help_text="who, amounts, when, how, steps or timeline.")
    title = serializers.CharField(help_text="Title.")
    items = GraphicEntry(many=True)


class Picture(serializers.Serializer):
    """A picture."""

    url = serializers.CharField(help_text="Address.")
    width = serializers.IntegerField(help_text="Pixels.")
    height = serializers.IntegerField(help_text="Pixels.")


class Interpretation(Record):
    """An interpretation (S 6.1.6)."""

    form = maybe("text, graphic, video or qa.")
    policies = Reference(many=True, help_text="What it explains; id null where only the title is known.")
    schemes = Reference(many=True)
    products = Reference(many=True)
    media_url = maybe("The graphic or video.")
    captions_url = maybe("Captions of the video (WebVTT).")
    picture = Picture(allow_null=True, help_text="A finished graphic; `text_alternative` says what it shows.")
    text_alternative = maybe("What a graphic shows, or a video's transcript, in words.")
    attachments = Attachment(many=True)


class InterpretationDetail(WithText, Interpretation):
    """An interpretation with its text; `body_text` and `body_html` hold graphic and questions too."""

    graphic = GraphicPart(many=True, help_text="A composed graphic: its parts in order.")


class CompilationEntry(serializers.Serializer):
    """One scheme or document as printed in a compilation."""

    id = uuid("Permanent id.")
    heading = maybe("Heading it stands under.")
    scheme = Reference(allow_null=True)
    document = Reference(allow_null=True, help_text="A document that is printed as a whole.")
    content = maybe("What it gives.")
    basis = Basis(many=True)
    audience = Audience(allow_null=True)
    conditions = Condition(many=True)
    contact = Contact(many=True)
    note = maybe("Note.")


class Compilation(Record):
    """A compilation (S 6.1.6, 7.1.2)."""

    edition = text("Edition.", null=True)
    schemes = Reference(many=True)
    policies = Reference(many=True)


class CompilationDetail(WithText, Compilation):
    """A compilation with its contents."""

    contents = CompilationEntry(many=True)
