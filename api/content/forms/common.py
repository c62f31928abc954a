"""What every record has, and the parts that several kinds share (API.md §3)."""

from rest_framework import serializers

from api.content.forms.members import anything, date_time, day, maybe, text, texts, uuid, whole, yes_or_no

STATUS = "none, unannounced, upcoming, open, closing_soon, suspended, closed, open_ended or cancelled; as at as_of."


class Body(serializers.Serializer):
    """An organisation."""

    id = uuid("Its permanent id.")
    name = text("Its present name.")


class ReceivingBody(Body):
    """An organisation that takes applications, and where it does."""

    region = maybe("The region it receives for.")
    window = maybe("The service window.")
    hours = maybe("Office hours.")
    phone = maybe("Telephone.")
    address = maybe("Address.")


class Source(serializers.Serializer):
    """Where a record came from."""

    name = maybe("The publisher.")
    id = maybe("The id it has there.")
    url = maybe("Its address there.")
    licence = maybe("The licence.")
    retrieved_on = day("When it was fetched.")


class Reference(serializers.Serializer):
    """Another record; id and url are null where only its title is known."""

    id = uuid("Permanent id.", null=True)
    title = maybe("Title.")
    kind = text("Collection.", required=False)
    url = text("Page.", null=True, required=False)


class RecordReference(serializers.Serializer):
    """Another public record and how it stands now."""

    id = uuid("Permanent id.")
    title = text("Title.")
    kind = text("Collection.")
    url = text("Page.")
    status = text(STATUS)


class Attachment(serializers.Serializer):
    """A file; bytes and sha256 are null where it is only linked to."""

    name = maybe("File name.")
    url = maybe("Address.")
    media_type = maybe("Media type.")
    bytes = whole("Size.")
    sha256 = maybe("Checksum.")


class Condition(serializers.Serializer):
    """A condition with its permanent id."""

    id = uuid("Permanent id.")
    kind = text("apply (who may) or recognise (what is assessed).")
    text = text("In words.")
    rule = anything("Machine-readable form, where there is one.")


class BlankForm(serializers.Serializer):
    """A form to fill in."""

    name = text("Title.")
    url = text("Address.")


class Material(serializers.Serializer):
    """A document to hand in, with its permanent id."""

    id = uuid("Permanent id.")
    name = text("What it is.")
    note = maybe("Note.")
    required = yes_or_no("Whether it must be handed in.", null=True)
    copies = whole("How many copies.")
    form = BlankForm(allow_null=True, help_text="Blank form.")


class Contact(serializers.Serializer):
    """Whom to ask."""

    name = maybe("Who.")
    phone = maybe("Telephone.")
    address = maybe("Address.")
    hours = maybe("When.")


class Duration(serializers.Serializer):
    """A length of time."""

    value = whole("How many.", null=False)
    unit = text("workday, calendar_day or month.")


class Milestone(serializers.Serializer):
    """A named date inside a window; only closes_at decides."""

    name = maybe("What is due.")
    at = maybe("When: an instant or a day.")


class Happening(serializers.Serializer):
    """Something that changed a window, from its instant on."""

    id = text("Its id.")
    kind = text("opened, extended, suspended, resumed, quota_reached, closed_early, reopened or corrected.")
    at = date_time("From when it holds.")
    closes_at = date_time("The new closing instant.", null=True)
    opens_at = date_time("The right opening instant; of a corrected announcement only.", null=True)
    open_ended = yes_or_no("Whether a corrected announcement has no end.")
    corrects = maybe("Id of the earlier happening that was recorded by mistake.")
    reason = maybe("Why.")
    source_url = maybe("Where it was announced.")
    recorded_at = date_time("When it was recorded.")


class Window(serializers.Serializer):
    """A period in which one may act; its own instants are those first announced."""

    id = uuid("Permanent id.")
    purpose = text("apply, register, object, comment or claim.")
    opens_at = date_time("First announced opening.", null=True)
    closes_at = date_time("First announced closing, exclusive.", null=True)
    open_ended = yes_or_no("Whether it has no end by declaration.")
    text = maybe("As printed.")
    milestones = Milestone(many=True)
    happenings = Happening(many=True)


class Record(serializers.Serializer):
    """A public record in list form."""

    id = uuid("Permanent id; never reused, not derived from slug or number.")
    kind = text("Collection.")
    title = text("Title.")
    summary = maybe("Summary.")
    level = maybe("Level of the issuing body: a code of /taxonomies/level.")
    region = texts("Where it applies: codes of /taxonomies/region.")
    field = texts("Policy fields: codes of /taxonomies/field.")
    owner = Body(allow_null=True, help_text="Whose record it is.")
    operator = Body(allow_null=True, help_text="Who keeps it.")
    published_on = day("Date of publication.")
    year = whole("Year of the date by which lists sort.")
    example = yes_or_no("Made up to show the portal, not a real record.")
    source = Source(allow_null=True, help_text="Null for a record written here.")
    status = text(STATUS)
    opens_at = date_time("Effective opening of the window that decides.", null=True)
    closes_at = date_time("Effective closing of the window that decides, exclusive.", null=True)
    version = whole("Counts what was published under this id.", null=False)
    updated_at = date_time("When this version was published.")
    url = text("Its page.")
    permalink = text("The address that survives every move of the page.")
    api_url = text("This record in the API.")


class WithText(serializers.Serializer):
    """What the detail form has besides."""

    body_text = text("Text without markup.")
    body_html = text("Text as HTML.")
