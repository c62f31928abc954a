"""What a consumer raises while its outside world is away. No models here: engines are imported without them."""


class Unavailable(Exception):
    """Raised by `handle` or `tend` while what the consumer writes to is away: tried again later, nothing is parked."""
