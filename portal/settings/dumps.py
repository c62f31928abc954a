"""The dumps: how often new ones are made, and how long those they replace can still be fetched."""

import datetime as dt

DUMPS_EVERY = dt.timedelta(days=1)
# A reader that has just read the manifest must be able to finish.
DUMPS_KEPT = dt.timedelta(days=1)
