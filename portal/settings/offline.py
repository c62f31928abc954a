"""The page for readers without a network."""

from portal.settings import environment

# No: browsers that keep the page forget it at their next visit.
OFFLINE_PAGE = environment.switch("OFFLINE_PAGE", True)
