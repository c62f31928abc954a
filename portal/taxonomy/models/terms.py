"""Terms: a code that never changes, labels that editors may change, and a pointer to the term that took over."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from portal.taxonomy.forms import TermForm

CODE_FORM = RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9_-]*$", _("A code consists of letters, digits, - and _."))


class Term(index.Indexed, models.Model):
    """One entry of a vocabulary. The code is what records, the API and subscribers store."""

    code = models.CharField(
        _("code"),
        max_length=32,
        unique=True,
        validators=[CODE_FORM],
        help_text=_("Fixed once saved: records and subscribers refer to it."),
    )
    label = models.CharField(_("label"), max_length=100)
    label_en = models.CharField(_("English label"), max_length=150, blank=True)
    sort_order = models.PositiveIntegerField(_("sort order"), default=0)
    replaced_by = models.ForeignKey(
        "self",
        verbose_name=_("replaced by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaces",
        help_text=_("The term to use instead. Old records keep this one."),
    )
    active = models.BooleanField(_("active"), default=True, help_text=_("Inactive terms are not offered to editors."))

    _stored_code: str | None = None

    base_form_class = TermForm
    search_fields = [
        index.SearchField("code"),
        index.SearchField("label"),
        index.SearchField("label_en"),
        index.AutocompleteField("code"),
        index.AutocompleteField("label"),
        index.AutocompleteField("label_en"),
        index.FilterField("active"),
    ]

    # What wagtailautocomplete searches and shows in choosers of many terms.
    autocomplete_search_field = "label"

    class Meta:
        abstract = True
        ordering = ["sort_order", "code"]

    def autocomplete_label(self) -> str:
        """The label with its code: several districts share a name."""
        return f"{self.label} ({self.code})"

    def __str__(self):
        if self.label_en and (get_language() or "").startswith("en"):
            return self.label_en
        return self.label

    @classmethod
    def from_db(cls, db, field_names, values, **options):
        """Remember the stored code, so that a change of it can be refused."""
        term = super().from_db(db, field_names, values, **options)
        term._stored_code = term.__dict__.get("code")
        return term

    def clean(self):
        """Refuse a changed code and a chain of replacements that comes back to this term."""
        super().clean()
        self._refuse_changed_code()
        seen, term = {self.pk}, self.replaced_by
        while term is not None:
            if term.pk in seen:
                raise ValidationError({"replaced_by": _("A term cannot be replaced by itself.")})
            seen.add(term.pk)
            term = term.replaced_by

    def save(self, *args, **kwargs):
        """Save; raises ValidationError when the code of a stored term was changed."""
        self._refuse_changed_code()
        super().save(*args, **kwargs)
        self._stored_code = self.code

    def _refuse_changed_code(self):
        if self._stored_code is not None and self._stored_code != self.code:
            raise ValidationError({"code": _("The code of a term cannot be changed.")})

    @property
    def current(self):
        """This term, or the one that finally replaced it."""
        term = self
        while term.replaced_by is not None:
            term = term.replaced_by
        return term


class Level(Term):
    """政策级别: the level of the issuing body, widest first."""

    rank = models.PositiveSmallIntegerField(_("rank"), default=0, help_text=_("0 is the widest level."))

    class Meta(Term.Meta):
        ordering = ["rank", "code"]
        verbose_name = _("level")
        verbose_name_plural = _("levels")


class Region(Term):
    """适用地区: a division of GB/T 2260, or a park with a code of its own that lies within several divisions."""

    class Scheme(models.TextChoices):
        GBT2260 = "gbt2260", _("Administrative division (GB/T 2260)")
        PARK = "park", _("Park")

    scheme = models.CharField(_("scheme"), max_length=8, choices=Scheme.choices, default=Scheme.GBT2260)
    parent = models.ForeignKey(
        "self", verbose_name=_("parent"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    within = models.ManyToManyField(
        "self",
        verbose_name=_("lies within"),
        blank=True,
        symmetrical=False,
        related_name="parks",
        help_text=_("For parks: every division that a part of it lies in."),
    )
    search_fields = [*Term.search_fields, index.FilterField("scheme")]

    class Meta(Term.Meta):
        verbose_name = _("region")
        verbose_name_plural = _("regions")


class Field(Term):
    """政策领域: the subject of a policy."""

    class Meta(Term.Meta):
        verbose_name = _("policy field")
        verbose_name_plural = _("policy fields")


class SupportForm(Term):
    """支持方式: how a policy supports."""

    class Meta(Term.Meta):
        verbose_name = _("support form")
        verbose_name_plural = _("support forms")


class Industry(Term):
    """行业: a section or division of GB/T 4754-2017."""

    parent = models.ForeignKey(
        "self", verbose_name=_("parent"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )

    class Meta(Term.Meta):
        verbose_name = _("industry")
        verbose_name_plural = _("industries")


class Size(Term):
    """企业规模: the size of an enterprise."""

    class Meta(Term.Meta):
        verbose_name = _("enterprise size")
        verbose_name_plural = _("enterprise sizes")


class GrowthStage(Term):
    """成长阶段: how far an enterprise has grown."""

    class Meta(Term.Meta):
        verbose_name = _("growth stage")
        verbose_name_plural = _("growth stages")


class VocabularyState(models.Model):
    """One row whose token changes with every change of a term: other processes see that their cache is old."""

    token = models.UUIDField()

    def __str__(self):
        return str(self.token)
