"""Organisations for tests. Terms are not made: migrations load them, fetch them by code with `term`."""

import factory

from portal.taxonomy.models import Organisation, Term
from portal.taxonomy.schemes import SCHEMES


def term(scheme: str, code: str) -> Term:
    """The loaded term of this code."""
    return SCHEMES[scheme].objects.get(code=code)


class OrganisationFactory(factory.django.DjangoModelFactory):
    """A government body without code, level or region."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda number: f"示例市第{number}局")
