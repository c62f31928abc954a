"""Organisations (机构): bodies that issue, explain, receive; known under several names in the course of time."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable
from wagtail.search import index

from portal.taxonomy import uscc
from portal.taxonomy.names import normalise


class Organisation(index.Indexed, ClusterableModel):
    """A body with a permanent id; its code is checked and may be unknown."""

    class Kind(models.TextChoices):
        GOVERNMENT = "government", _("Government")
        PARTY = "party", _("Party committee")
        CONGRESS = "congress", _("People's congress")
        JUDICIARY = "judiciary", _("Court or procuratorate")
        INSTITUTION = "institution", _("Public institution")
        PARK_COMMITTEE = "park_committee", _("Park administration")
        SERVICE_CENTRE = "service_centre", _("Enterprise service centre")
        ASSOCIATION = "association", _("Association")
        ENTERPRISE = "enterprise", _("Enterprise")
        OTHER = "other", _("Other")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200)
    name_key = models.CharField(max_length=200, editable=False, db_index=True)
    uscc = models.CharField(
        _("unified social credit code"), max_length=18, null=True, blank=True, unique=True, validators=[uscc.validate]
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.GOVERNMENT)
    level = models.ForeignKey(
        "taxonomy.Level", verbose_name=_("level"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    region = models.ForeignKey(
        "taxonomy.Region", verbose_name=_("region"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    parent = models.ForeignKey(
        "self", verbose_name=_("parent"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    predecessor = models.ForeignKey(
        "self", verbose_name=_("predecessor"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    successor = models.ForeignKey(
        "self", verbose_name=_("successor"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    phone = models.CharField(_("telephone"), max_length=100, blank=True)
    address = models.CharField(_("address"), max_length=255, blank=True)
    website = models.URLField(_("website"), blank=True)
    active = models.BooleanField(_("active"), default=True)
    updated_at = models.DateTimeField(auto_now=True)

    search_fields = [
        index.SearchField("name"),
        index.SearchField("uscc"),
        index.AutocompleteField("name"),
        index.AutocompleteField("uscc"),
        index.FilterField("kind"),
        index.FilterField("active"),
    ]

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self):
        return self.name

    def clean(self):
        """Treat an empty code as unknown; refuse an organisation above itself."""
        super().clean()
        self.uscc = self.uscc or None
        seen, above = {self.pk}, self.parent
        while above is not None:
            if above.pk in seen:
                raise ValidationError({"parent": _("An organisation cannot stand above itself.")})
            seen.add(above.pk)
            above = above.parent

    def save(self, *args, **kwargs):
        """Save; an empty code becomes NULL, or the second organisation without one would violate uniqueness."""
        self.uscc = self.uscc or None
        self.name_key = normalise(self.name)
        super().save(*args, **kwargs)


class OrganisationName(Orderable):
    """A name an organisation had or has besides its present one. Dates are whole days, `valid_to` included."""

    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=200)
    name_key = models.CharField(max_length=200, editable=False, db_index=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("further name")
        verbose_name_plural = _("further names")

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        """Save together with the form in which names are compared."""
        self.name_key = normalise(self.name)
        super().save(*args, **kwargs)
