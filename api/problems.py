"""The kinds of problem the API reports (RFC 9457): slug, status, title, and what a reader may do about it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class ProblemType:
    """`/problems/<slug>` explains it to people."""

    slug: str
    status: int
    title: Promise
    advice: Promise

    @property
    def address(self) -> str:
        """The `type` member."""
        return f"/problems/{self.slug}"


PROBLEMS: dict[str, ProblemType] = {
    problem.slug: problem
    for problem in (
        ProblemType(
            "invalid-parameters", 400, _("Invalid parameters"),
            _("A parameter is unknown, repeated, or its value is malformed. The member errors names each one and why."),
        ),
        ProblemType(
            "bad-request", 400, _("Bad request"),
            _("The request could not be read. Check its address, encoding and headers."),
        ),
        ProblemType(
            "unauthorised", 401, _("A key is needed"), _("Send your subscription's key in the Authorization header."),
        ),
        ProblemType("forbidden", 403, _("Not allowed"), _("The request is not allowed for you.")),
        ProblemType(
            "not-found", 404, _("Not found"),
            _("There is nothing at this address and there never was. The entry point /api/v1 lists what there is."),
        ),
        ProblemType(
            "method-not-allowed", 405, _("Method not allowed"),
            _("This resource does not understand the method. The Allow header lists those it does."),
        ),
        ProblemType(
            "not-acceptable", 406, _("Not acceptable"),
            _("The API speaks JSON: accept application/json, or anything."),
        ),
        ProblemType(
            "gone", 410, _("Withdrawn"),
            _("The record was public and has been withdrawn. The body gives the reason and, where there is one, "
              "the successor. Delete your copy."),
        ),
        ProblemType(
            "position-expired", 410, _("Position no longer kept"),
            _("The events after this position are not kept, or the log began anew after a restored backup. Start again "
              "from the snapshot that the member snapshot names."),
        ),
        ProblemType(
            "conflict", 409, _("Conflict"), _("What is asked for contradicts the resource's present state."),
        ),
        ProblemType("payload-too-large", 413, _("Body too large"), _("Send a smaller body.")),
        ProblemType(
            "uri-too-long", 414, _("Address too long"), _("Send fewer values or a shorter search text."),
        ),
        ProblemType("unsupported-media-type", 415, _("Unsupported media type"), _("Send application/json.")),
        ProblemType(
            "unprocessable", 422, _("Refused"),
            _("The body was understood and refused. The member errors names each fault and why."),
        ),
        ProblemType(
            "too-many-requests", 429, _("Too many requests"),
            _("Wait as many seconds as Retry-After says, or ask for larger pages."),
        ),
        ProblemType(
            "internal-error", 500, _("Internal error"), _("The fault is ours and has been logged. Try again later."),
        ),
        ProblemType(
            "unavailable", 503, _("Temporarily unavailable"), _("Try again after as many seconds as Retry-After says."),
        ),
    )
}  # fmt: skip

_BY_STATUS = {problem.status: problem for problem in reversed(PROBLEMS.values())} | {400: PROBLEMS["bad-request"]}


def for_status(status: int) -> ProblemType:
    """The problem type of an HTTP status; what has none is a bad request (4xx) or an internal error (5xx)."""
    return _BY_STATUS.get(status) or PROBLEMS["internal-error" if status >= 500 else "bad-request"]
