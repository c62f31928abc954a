"""Random windows around one month, on whole seconds and on single microseconds."""

import datetime as dt

from hypothesis import strategies as st

from portal.windows.status import Happening, Period

START = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)
KINDS = ("opened", "extended", "suspended", "resumed", "quota_reached", "closed_early", "reopened")
instants = st.builds(
    lambda hours, micro: START + dt.timedelta(hours=hours, microseconds=micro),
    st.integers(0, 24 * 60),
    st.sampled_from([0, 1, 999_999]),
)


@st.composite
def happenings(draw: st.DrawFn, number: int) -> Happening:
    kind = draw(st.sampled_from(KINDS))
    at = draw(instants)
    closes = draw(instants) if kind in ("extended", "reopened") else None
    return Happening(f"h{number}", kind, at, closes)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Every shape an editor can announce: both instants, one, none, 长期, prose only; up to four happenings."""
    shape = draw(st.sampled_from(["both", "opens", "closes", "forever", "forever_from", "prose"]))
    opens = draw(instants) if shape in ("both", "opens", "forever_from") else None
    closes = draw(instants) if shape in ("both", "closes") else None
    if opens and closes and closes <= opens:
        opens, closes = closes, opens + dt.timedelta(seconds=1)
    found = [draw(happenings(number)) for number in range(draw(st.integers(0, 4)))]
    unique = {happening.at: happening for happening in found}
    return Period(
        f"w{draw(st.integers(0, 999))}", "apply", opens, closes, shape.startswith("forever"), "", tuple(unique.values())
    )
