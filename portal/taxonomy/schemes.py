"""The vocabularies by the names that the API and the search filters use."""

from portal.taxonomy.models import Field, GrowthStage, Industry, Level, Region, Size, SupportForm, Term

SCHEMES: dict[str, type[Term]] = {
    "level": Level,
    "region": Region,
    "field": Field,
    "support_form": SupportForm,
    "industry": Industry,
    "size": Size,
    "growth_stage": GrowthStage,
}
