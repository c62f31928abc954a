"""Corrections told by the public: how many one address may send, how long a contact is kept."""

from portal.settings import environment

# So many in so many seconds from one address (a /64 network counts as one); 0 is no limit.
CORRECTIONS_RATE = (environment.whole_number("CORRECTIONS_RATE", 5), 600)
# Nobody reads and fills in the form faster than this.
CORRECTIONS_LEAST_SECONDS = 3
# How to reach the sender is deleted after so many days, whatever came of the correction.
CORRECTIONS_CONTACT_DAYS = environment.whole_number("CORRECTIONS_CONTACT_DAYS", 90)
