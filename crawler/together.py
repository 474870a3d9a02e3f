"""One of several crawlers that share a workspace: its part first, then what others left, then nothing."""

from collections.abc import Callable, Sequence
from time import monotonic

from checks.words import Words
from config.bodies import Source
from config.settings import Crawl
from crawler.job import Job
from crawler.leases import MOST_ATTEMPTS, Leases
from crawler.policy import Policy, slot
from crawler.session import Session
from crawler.shard import Groups
from crawler.source_run import SourceRun
from crawler.turns import HostTurns
from reports.archive import Archive
from reports.store import Store

PUT_ASIDE = Words(
    f"先后有 {MOST_ATTEMPTS} 个巡查进程在查看该网站时异常终止，此次不再查看；请看日志，并对其机关运行 duban doctor",
    f"{MOST_ATTEMPTS} crawlers in a row died while they looked at this site; it is put aside this time: see the logs, "
    "and run `duban doctor` on one of its bodies",
)


class SharedSession(Session):
    """A session that asks only while its leases hold, and of each host only when no other crawler does.

    Attributes:
        more: is asked when nothing is left and nothing under way; tells whether there may be more.
    """

    more: Callable[[], bool]

    def __init__(
        self, store: Store, archive: Archive, settings: Crawl, policy: Policy, *, leases: Leases, turns: HostTurns
    ) -> None:
        super().__init__(store, archive, settings, policy)
        self._leases = leases
        self._turns = turns

    @property
    def waiting(self) -> bool:
        """Whether a request is still to be handed out, now or perhaps after others left something."""
        return self.unfinished or (self._at_rest() and self.more())

    @property
    def unfinished(self) -> bool:
        """Whether a request of what is open is still to be handed out."""
        return super().waiting

    def take(self) -> Job | None:
        """Return the next request, or None; see `Session.take` and `Leases.valid`."""
        return super().take() if self._leases.valid else None

    def has_room(self, host: str) -> bool:
        """Tell whether a host and port may be asked for one page more, by this crawler and by all."""
        return super().has_room(host) and self._turns.take(host, self.slowed.get(host, self.settings.delay))

    def release(self, job: Job) -> None:
        """Give the place of a recorded job to another, and the turn of its host to other crawlers."""
        super().release(job)
        host = slot(job.entry.url)
        if not self._busy[host]:
            self._turns.give_back(host)

    def _at_rest(self) -> bool:
        return all(not run.flying and all(saved.done() for saved in run.unsaved.values()) for run in self.runs)


class Together:
    """The course of one such crawler.

    Args:
        leases: what it may look at.
        groups: all groups of the registry.
        session: where sources are opened and closed.
        due: which of some sources are to be looked at now.
        open_run: begins the run of a source or takes it up.
        close_run: judges and closes a run.
        put_aside: closes the run of a source as rejected without looking at it.
        waits: whether others that are still at work are waited for; who is looked after need not.
    """

    def __init__(
        self,
        leases: Leases,
        groups: Groups,
        session: SharedSession,
        *,
        due: Callable[[Sequence[Source]], Sequence[Source]],
        open_run: Callable[[Source], SourceRun],
        close_run: Callable[[SourceRun], None],
        put_aside: Callable[[Source], None],
        waits: bool,
    ) -> None:
        self._leases = leases
        self._groups = groups
        self._session = session
        self._due = due
        self._open = open_run
        self._close = close_run
        self._put_aside = put_aside
        self._waits = waits
        self._patience: float | None = None

    def go_on(self) -> bool:
        """Close what is done and take what is left; tell whether there is anything to do or to wait for.

        Crawlers that are still at work are waited for until their leases as they stand would have run out: who has
        prolonged them is alive.
        """
        self.close()
        while won := self._leases.claim():
            for hosts, attempts in won.items():
                self._begin(self._groups[hosts], attempts)
            if self._session.unfinished:
                self._patience = None
                return True
            self.close()
        if self._patience is None:
            self._patience = monotonic() + (self._leases.others_for() if self._waits else 0)
        return monotonic() < self._patience

    def close(self) -> None:
        """Judge and close all runs of which nothing is left to request."""
        for run in self._session.runs:
            self._close(run)
        self._session.runs.clear()

    def _begin(self, sources: Sequence[Source], attempts: int) -> None:
        if attempts >= MOST_ATTEMPTS:
            for source in sources:
                self._put_aside(source)
            return
        due = self._due(sources)
        self._leases.release(source for source in sources if source not in due)
        for source in due:
            self._open(source)
