"""Every request the portal sends to an address that somebody outside gave: it cannot reach inside, and it ends."""

from api.outgoing.addresses import Refused, judged
from api.outgoing.connecting import check
from api.outgoing.sending import Answer, get, post

__all__ = ["Answer", "Refused", "check", "get", "judged", "post"]
