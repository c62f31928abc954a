"""Functions that the tests' jobs run."""

from portal.jobs.running import JobRefused


def add(run, a, b):
    """Their sum, with progress."""
    run.progress(1, 2, "adding")
    return {"sum": a + b}


def refuse(run):
    """Says no."""
    raise JobRefused("not this one")


def fail(run):
    """A defect."""
    raise ValueError("broken")
