"""Jobs: which there are, by the function that does them, and what asks for them by itself."""

from portal.settings import environment

# Kind -> function(run, **arguments) that may be run twice; see portal.jobs.running.
JOB_KINDS: dict[str, str] = {
    "intake.read": "portal.intake.jobs.read",
    "intake.list": "portal.intake.jobs.run_list",
    "sources.fetch": "portal.sources.jobs.fetch",
    "sources.accept": "portal.sources.jobs.accept_many",
    "duplicates.find": "portal.sources.jobs.find_duplicates",
    "breakdown.link": "portal.breakdown.relating.link",
    "corrections.mail": "portal.corrections.jobs.mail",
    "corrections.forget": "portal.corrections.jobs.forget",
    "desk.incomplete": "portal.desk.jobs.find_incomplete",
    "desk.links": "portal.desk.jobs.check_links",
    "printing.compilation": "portal.printing.jobs.make_compilation",
}
# Functions of the present instant, called about once a minute by every worker; they enqueue what is due.
JOB_SCHEDULES: list[str] = [
    "portal.sources.schedule.due",
    "portal.desk.jobs.nightly",
    "portal.corrections.jobs.schedule",
]
# How many jobs one worker does at a time.
JOBS_AT_ONCE = max(1, environment.whole_number("JOBS_AT_ONCE", 1))
