"""Every type of public page, and where it is on the portal of these tests."""

from urllib.parse import quote

# As it stands in the address, or, without a slash, a name that content.py gives an address.
PAGES = {
    "home": "/",
    "supermarket": "/supermarket/",
    "calls": "/notices/",
    "calls-chosen": "/notices/?status=open,closing_soon&level=province",
    "calls-none": "/notices/?status=open&level=country&field=tax",
    "calendar": "/notices/?view=calendar",
    "timeline": "/notices/?view=timeline",
    "policies": "/policies/",
    "products": "/policy-products/",
    "interpretations": "/interpretations/",
    "compilations": "/compilations/",
    "guides": "/guides/",
    "disclosures": "/disclosures/",
    "activities": "/activities/",
    "search-empty": "/search/",
    "search": f"/search/?q={quote('专利')}",
    "search-none": f"/search/?q={quote('火星移民')}",
    "figures": "/figures/",
    "comparing-nothing": "/compare/",
    "kiosk": "/kiosk/",
    "kiosk-who": "/kiosk/who/",
    "kiosk-matter": "/kiosk/matter/",
    "kiosk-results": "/kiosk/results/",
    "kiosk-services": "/kiosk/services/",
    "kiosk-letters": "/kiosk/letters/",
    "kiosk-number": "/kiosk/number/",
    "kiosk-still-here": "/kiosk/still-here/",
    "offline": "/offline/",
    "site-map": "/site-map/",
    "business-items": "/business-items/",
    "accessibility": "/accessibility/",
    "plain": "/about/",
    "data": "/data/",
    "answers": "/corrections/",
    **{name: name for name in (
        "policy", "scheme", "product", "compilation", "interpretation", "guide", "call", "call-suspended",
        "call-extended", "call-automatic", "publicity", "result", "activity", "activity-cancelled", "graphic",
        "questions", "release", "release-entry", "correction", "receipt", "answer", "withdrawn",
        "compare", "versions", "kiosk-item", "kiosk-print",
    )},
    "missing": "/nowhere/",
    "english": "/en/",
}  # fmt: skip
# Refused or gone: everything else answers 200.
STATUS = {"withdrawn": 410, "missing": 404}
