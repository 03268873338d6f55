"""The repositories by their names: those of the store, which read, and those of a transaction, which also write."""

from __future__ import annotations

from functools import cached_property

from storage.limits import StoreLimits
from storage.ports import Rows
from storage.repositories.articles import Articles
from storage.repositories.audience import Audience
from storage.repositories.cleaning import Cleaning
from storage.repositories.cluster import Cluster, Leases, Updates
from storage.repositories.delivery.absences import Absences
from storage.repositories.delivery.broadcasts import Broadcasts
from storage.repositories.delivery.deliveries import Deliveries
from storage.repositories.delivery.delivery_statements import DeliveryStatements
from storage.repositories.delivery.digests import Digests
from storage.repositories.delivery.held import Held
from storage.repositories.delivery.process_runs import ProcessRuns
from storage.repositories.delivery.progress import Progress
from storage.repositories.delivery.verdicts import Verdicts
from storage.repositories.dialogues import Dialogues
from storage.repositories.facts import Facts
from storage.repositories.feeds import Feeds
from storage.repositories.figures import Figures, Readership
from storage.repositories.files import Files, Imports, Photos
from storage.repositories.newsroom.drafts import Approvals, Drafts, Schedule
from storage.repositories.newsroom.inbox import Letters, Notices
from storage.repositories.newsroom.notes import Notes
from storage.repositories.newsroom.team import Audit, Invitations, Team
from storage.repositories.newsroom.title_tests import TitleTests
from storage.repositories.readers.alerts import Alerts
from storage.repositories.readers.nudges import Arrivals, Nudges
from storage.repositories.readers.personal import Personal
from storage.repositories.readers.places import Places
from storage.repositories.readers.saved import Saved
from storage.repositories.readers.stories import Stories
from storage.repositories.recipient_moves import RecipientMoves
from storage.repositories.recipients import Recipients
from storage.repositories.reports import Bundles
from storage.repositories.rubrics import Merges, Rubrics
from storage.search.index import Search


class Repositories:
    """Everything the store knows, through one connection or transaction.

    A repository is made at its first use: a commit of delivery uses four of some fifty, which takes 3 us, all took 16.
    """

    def __init__(self, rows: Rows, limits: StoreLimits) -> None:
        self._rows = rows
        self.limits = limits

    rubrics = cached_property(lambda of: Rubrics(of._rows))
    search = cached_property(lambda of: Search(of._rows, of.rubrics))
    broadcasts = cached_property(lambda of: Broadcasts(of._rows, of.limits))
    articles = cached_property(lambda of: Articles(of._rows, of.search, of.broadcasts))
    facts = cached_property(lambda of: Facts(of._rows))
    merges = cached_property(lambda of: Merges(of._rows))
    recipients = cached_property(lambda of: Recipients(of._rows))
    recipient_moves = cached_property(lambda of: RecipientMoves(of._rows, of.recipients))
    places = cached_property(lambda of: Places(of._rows, of.recipients))
    absences = cached_property(lambda of: Absences(of._rows, of.broadcasts))
    audience = cached_property(lambda of: Audience(of._rows))
    digests = cached_property(lambda of: Digests(of._rows, of.articles))
    dialogues = cached_property(lambda of: Dialogues(of._rows))
    drafts = cached_property(lambda of: Drafts(of._rows))
    notices = cached_property(lambda of: Notices(of._rows))
    photos = cached_property(lambda of: Photos(of._rows))
    files = cached_property(lambda of: Files(of._rows))
    feeds = cached_property(lambda of: Feeds(of._rows))
    imports = cached_property(lambda of: Imports(of._rows))
    held = cached_property(lambda of: Held(of._rows, of.articles.push))
    bundles = cached_property(lambda of: Bundles(of._rows))
    figures = cached_property(lambda of: Figures(of._rows))
    team = cached_property(lambda of: Team(of._rows))
    invitations = cached_property(lambda of: Invitations(of._rows))
    audit = cached_property(lambda of: Audit(of._rows))
    progress = cached_property(lambda of: Progress(of._rows, of.limits))
    letters = cached_property(lambda of: Letters(of._rows))
    alerts = cached_property(lambda of: Alerts(of._rows))
    stories = cached_property(lambda of: Stories(of._rows, of.search.related))
    verdicts = cached_property(lambda of: Verdicts(of._rows, of.articles, of.alerts, of.stories))
    saved = cached_property(lambda of: Saved(of._rows))
    title_tests = cached_property(lambda of: TitleTests(of._rows))
    nudges = cached_property(lambda of: Nudges(of._rows))
    arrivals = cached_property(lambda of: Arrivals(of._rows))
    personal = cached_property(lambda of: Personal(of._rows))
    readership = cached_property(lambda of: Readership(of._rows, of.limits))
    schedule = cached_property(lambda of: Schedule(of._rows))
    approvals = cached_property(lambda of: Approvals(of._rows))
    updates = cached_property(lambda of: Updates(of._rows))
    cleaning = cached_property(lambda of: Cleaning(of._rows))


class UnitOfWork(Repositories):
    """A transaction: the repositories may write, and delivery may claim and record.

    `is_effect`: with its commit the update that it belongs to, if any, is acted on (current_update.py); set to False by
    a caller whose change may be done again before the effect proper.
    """

    def __init__(self, rows: Rows, statements: type[DeliveryStatements], limits: StoreLimits) -> None:
        super().__init__(rows, limits)
        self.is_effect = True
        self._statements = statements

    async def flush(self) -> None:
        """Before the commit: writes to the index what the articles of this transaction have noted for it."""
        if "search" in self.__dict__:
            await self.search.flush()

    deliveries = cached_property(
        lambda of: Deliveries(of._rows, of._statements(of._rows), of.broadcasts, of.limits.entries_read)
    )
    process_runs = cached_property(lambda of: ProcessRuns(of._rows, of.broadcasts))
    notes = cached_property(lambda of: Notes(of._rows, of.articles, of.broadcasts, of.limits.entries_read))
    cluster = cached_property(lambda of: Cluster(of._rows, of.limits))
    leases = cached_property(lambda of: Leases(of._rows))
