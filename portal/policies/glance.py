"""What a person with a phone and two minutes asks of a record: how much, until when, for whom, whom to call."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from portal.pages import amounts
from portal.policies.chain import CALL, SCHEME, Form, place_of
from portal.policies.choices import Mode
from portal.taxonomy import vocabulary

ACTIVE = ("closing_soon", "open", "open_ended")
COMING = ("upcoming", "unannounced")
# An amount in words that is no longer than this stands in large type.
SHORT = 40
MOST_FORMS = 4


@dataclass(frozen=True)
class Glance:
    """Everything in words or None; `timed` is the form whose status and instants count (a scheme's is its call's).

    `amount` is short and large, `amount_text` the printed words where they say more;
    `form_only`: no sum is stated, and `amount` names the form of support. `phone` is one printed number.
    `apply_url` leads out of the portal, `call` is the form of the call to apply in.
    """

    amount: str = ""
    amount_text: str = ""
    form_only: bool = False
    audience: str = ""
    timed: Form | None = None
    time_text: str = ""
    apply_url: str = ""
    call: Form | None = None
    automatic: bool = False
    phone: str = ""
    whom: str = ""
    active: Sequence[Form] = ()


def glance_of(form: Form, schemes: Sequence[Form], calls: Sequence[Form]) -> Glance:
    """Of a stamped detail form and the stamped forms of the schemes and calls around it."""
    place = place_of(form["kind"], form)
    offers = [form] if place == SCHEME else list(schemes)
    active = sorted((call for call in calls if call["status"] in ACTIVE), key=_soonest)
    soonest = next(iter(active or sorted(_coming(calls), key=_soonest)), None)
    timed = form if place == CALL else soonest
    phone, whom = _telephone([form, *([timed] if timed else []), *(offers if len(offers) == 1 else [])])
    amount, amount_text = _amount(offers)
    form_only = not (amount or amount_text)
    return Glance(
        amount=amount or _forms(offers),
        amount_text=amount_text,
        form_only=form_only,
        audience=_audience([form, *(offers if len(offers) == 1 or place == CALL else [])]),
        timed=timed,
        time_text=_time_text(form),
        apply_url=(timed or {}).get("apply_url") or "" if timed is form else "",
        call=timed if timed is not form else None,
        automatic=_automatic(form, offers),
        phone=phone,
        whom=whom,
        active=active,
    )


def _soonest(call: Form) -> tuple[int, str]:
    status = call["status"]
    return (ACTIVE + COMING).index(status), call.get("closes_at") or call.get("opens_at") or "9"


def _coming(calls: Iterable[Form]) -> list[Form]:
    return [call for call in calls if call["status"] in COMING]


def _amount(offers: Sequence[Form]) -> tuple[str, str]:
    """The highest of several; the words of the only one."""
    stated = [offer["amount"] for offer in offers if offer.get("amount")]
    words = [amounts.in_words(amount) for amount in stated]
    text = stated[0].get("text") or "" if len(stated) == 1 else ""
    highest = max((amounts.stated_amount({"amount": amount}) for amount in stated), default=0)
    if highest and len(stated) > 1:
        return _("at most %(sum)s") % {"sum": amounts.yuan(highest)}, ""
    if words and words[0]:
        return words[0], text
    if text:
        return (text, "") if len(text) <= SHORT else ("", text)
    return "", ""


def _forms(offers: Sequence[Form]) -> str:
    forms = dict.fromkeys(code for offer in offers for code in offer.get("support_form") or ())
    return _(", ").join(vocabulary.label("support_form", code) for code in list(forms)[:MOST_FORMS])


def _audience(forms: Sequence[Form]) -> str:
    """The printed words of the nearest form that has some, else its codes as labels."""
    for form in forms:
        audience = form.get("audience") or {}
        if audience.get("text"):
            return str(audience["text"])
        codes = [
            vocabulary.label(name, code)
            for name in ("size", "growth_stage", "industry")
            for code in audience.get(name) or ()
        ]
        if codes:
            return _(", ").join(codes)
    return ""


def _time_text(form: Form) -> str:
    """What is said of the time in words, where no window says it."""
    cycle = (form.get("cycle") or {}).get("text")
    return form.get("time_text") or form.get("window_text") or cycle or ""


def _automatic(form: Form, offers: Sequence[Form]) -> bool:
    modes = [item.get("mode") for item in form.get("items") or ()] or [offer.get("mode") for offer in offers]
    return bool(modes) and all(mode == Mode.AUTOMATIC for mode in modes)


def _telephone(forms: Sequence[Form]) -> tuple[str, str]:
    """(number as printed, whose): a contact's first, else that of who receives."""
    for form in forms:
        receiving: list[Any] = (form.get("roles") or {}).get("receiving") or []
        for row in [*(form.get("contact") or ()), *receiving]:
            if row.get("phone"):
                return str(row["phone"]), row.get("name") or ""
    return "", ""
