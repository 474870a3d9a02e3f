"""What the clock should have done and did not: missed, failed and interrupted jobs of late."""

from reports.digest.facts import Facts
from reports.digest.lexicon import Lexicon
from reports.digest.text import minute
from reports.digest.view import JobLine
from reports.store.schedule import JobState
from reports.wording import JOB, JOB_STATE

_WITH_REASON = frozenset((JobState.FAILED, JobState.TIMED_OUT))
"""The other states say all there is."""


def jobs(facts: Facts, words: Lexicon) -> tuple[JobLine, ...]:
    """Return one line for each run that went wrong or did not come about, oldest first."""
    return tuple(
        JobLine(
            name=JOB.word(run.job, words.lang),
            planned=minute(run.planned),
            mark=words.mark(JOB_STATE, run.state),
            reason=run.reason if run.state in _WITH_REASON else "",
        )
        for run in facts.troubles.runs
    )
