"""Jobs: which there are, by the function that does them, and what asks for them by itself."""

from portal.settings import environment

# Kind -> function(run, **arguments) that may be run twice; see portal.jobs.running.
JOB_KINDS: dict[str, str] = {
    "intake.read": "portal.intake.jobs.read",
    "intake.list": "portal.intake.jobs.run_list",
    "sources.fetch": "portal.sources.jobs.fetch",
    "sources.accept": "portal.sources.jobs.accept_many",
    "duplicates.find": "portal.sources.jobs.find_duplicates",
    "printing.compilation": "portal.printing.jobs.make_compilation",
}
# Functions of the present instant, called about once a minute by every worker; they enqueue what is due.
JOB_SCHEDULES: list[str] = []
# How many jobs one worker does at a time.
JOBS_AT_ONCE = max(1, environment.whole_number("JOBS_AT_ONCE", 1))
