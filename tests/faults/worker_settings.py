"""A developer's portal whose worker only notes, event by event, what it was handed."""

from portal.settings.dev import *  # noqa: F403

PUBLICATION_CONSUMERS = ["tests.faults.recorder.Recorder"]
