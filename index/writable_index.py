"""What every index can do that articles are added to, whichever engine holds them."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from whoosh.fields import Schema

from pressmark.index.ingest.checkpoints import CHECKPOINT_SECONDS
from pressmark.index.ingest.part import WHOLE, Part
from pressmark.index.ingest.sources import absolute

if TYPE_CHECKING:  # loaded where they are used: searching needs none of them
    from pressmark.corpus import ReadOptions, RuleSet
    from pressmark.corpus.errors import IndexCorrupt, InputError
    from pressmark.corpus.model import Article
    from pressmark.index.articles.article_lookup import Stored
    from pressmark.index.articles.documents import StoredArticle
    from pressmark.index.boilerplate.known_lines import Boilerplate
    from pressmark.index.ingest.ingest import Ingest
    from pressmark.index.ingest.report import IngestReport, Progress
    from pressmark.index.ingest.transaction import Transaction
    from pressmark.index.saved.saved_searches import SavedSearches
    from pressmark.index.spellings import Spellings
    from pressmark.index.statistics import IndexStats


class WritableIndex(ABC):
    """An index whose articles are changed by transactions."""

    language: str
    schema: Schema

    @abstractmethod
    def _changing(self) -> AbstractContextManager["Transaction"]:
        """A transaction that is committed at the end; raises an IndexStateError."""

    @abstractmethod
    def _articles(self) -> AbstractContextManager["Stored"]:
        """The articles of the newest commit."""

    @abstractmethod
    def _file_lines(self) -> Iterable[object]:
        """The list of files, as `Sources.lines` gives it."""

    @abstractmethod
    def boilerplate(self) -> "Boilerplate":
        """The lines that recur in the sources, and those allowed and blocked."""

    @abstractmethod
    def kept_spellings(self) -> "Spellings":
        """The words and phrases that mean one thing, as the user accepted them."""

    @abstractmethod
    def keep_spellings(self, spellings: "Spellings") -> None:
        """Replace them; searches from now on find all of a group. Nothing is indexed again."""

    @abstractmethod
    def change_spellings(self, change: "Callable[[Spellings], Spellings]") -> "Spellings":
        """Replace them by what `change` makes of them, whoever else does so; the new ones."""

    @abstractmethod
    def stats(self) -> "IndexStats":
        """Counts over the whole index."""

    def storage(self) -> Mapping[str, str | int]:
        """How the index is kept, if not in one directory, for whoever looks after it."""
        return {}

    @abstractmethod
    def version(self) -> str:
        """A stamp that changes with every commit; raises IndexMissing."""

    @abstractmethod
    def compact(self) -> bool:
        """Free the space of what was removed and replaced; False if there is none."""

    @abstractmethod
    def verify(self) -> "tuple[IndexCorrupt, ...]":
        """Check the index; an error for each damage."""

    @property
    @abstractmethod
    def saved_searches(self) -> "SavedSearches":
        """The searches that were saved for this index, and what they have shown."""

    def _own_files(self) -> Path | None:
        """The directory of the index itself, of which nothing is indexed."""
        return None

    def add(
        self,
        paths: str | Path | Iterable[str | Path] = (),
        *,
        options: "ReadOptions | None" = None,
        rules: "RuleSet | None" = None,
        prune: bool = False,
        reclean: bool = False,
        restore: bool = False,
        jobs: int | None = None,
        memory: int | None = None,
        checkpoint: float | None = CHECKPOINT_SECONDS,
        part: Part = WHOLE,
        progress: "Callable[[Progress], None] | None" = None,
    ) -> "IngestReport":
        """Index the files at `paths` and under them; unchanged files are skipped.

        `options` are those of the reader, `rules` those of the cleaner. With `prune`, articles are
        deleted whose file no longer exists, be it one of `paths` itself or under a folder among
        them; a missing folder keeps its articles, since its disk may not be mounted. With
        `reclean`, unchanged files are read again too, to remove the lines learned since; without
        `paths` these are all known files, and articles that have no file any more lose or regain
        the learned, allowed and blocked lines. With `restore`, articles that were deleted are put
        in again. What cannot be read is in the report's `problems`.
        About every `checkpoint` seconds what was read is committed, except with `reclean`. After an
        error or an interrupt the index is as it was at the last checkpoint, and the same call
        goes on there, also in the middle of a file. With None all of it is one commit. Of all
        files those of a `part` are read, which depends on their paths alone.

        For large input, up to `jobs` worker processes are started (by default one for each
        processor), as far as all processes together stay under `memory` megabytes (512). The index
        is the same however many there are.

        >>> report = Index.create("tribune").add(["no-such-folder"])
        >>> report.added, len(report.problems)
        (0, 1)
        """
        given = [paths] if isinstance(paths, str | Path) else paths
        roots = [absolute(path) for path in given]
        with self._changing() as changes:
            everything = reclean and not roots
            flags = {"reread": reclean or restore, "restore": restore}
            seconds = None if reclean else checkpoint
            ingest = self._ingest(changes, options, rules, jobs, memory, seconds, part, **flags)
            files = ingest.known_files() if everything else roots
            ingest.add_files(files, self._own_files(), progress)
            if everything:
                ingest.reclassify_stored()
            if prune:
                ingest.prune(roots)
            ingest.restore_superseded(files, self._own_files(), progress)
        return ingest.report()

    def add_articles(
        self,
        articles: "Iterable[Article | InputError]",
        *,
        origin: str = "",
        rules: "RuleSet | None" = None,
        jobs: int | None = None,
        memory: int | None = None,
    ) -> "IngestReport":
        """Clean and index articles that come from no file; `origin` is kept with each.

        An article of the same origin and key (else URL, else text) as one before replaces it. What
        a reader could not read, an InputError among the articles, goes to the report. `jobs`
        and `memory` are those of `add`. Raises TypeError for anything else among them.

        >>> from pressmark.corpus import Article
        >>> article = Article.from_text("The pier is closed.", title="Pier", key="1")
        >>> Index.create("news").add_articles([article]).added
        1
        """
        with self._changing() as changes:
            ingest = self._ingest(changes, None, rules, jobs, memory)
            ingest.add_articles(_checked_articles(articles), origin)
        return ingest.report()

    def _ingest(
        self,
        changes: "Transaction",
        options: "ReadOptions | None",
        rules: "RuleSet | None",
        jobs: int | None,
        memory: int | None,
        checkpoint: float | None = None,
        part: Part = WHOLE,
        **flags: bool,
    ) -> "Ingest":
        """What adds articles to `changes`, with workers that read, clean and write."""
        from pressmark.corpus.read_options import DEFAULT_OPTIONS
        from pressmark.index.ingest import memory_budget
        from pressmark.index.ingest.checkpoints import Checkpoints
        from pressmark.index.ingest.ingest import Ingest
        from pressmark.index.ingest.worker_tasks import TaskRunner
        from pressmark.index.workers.worker_pool import WorkerPool

        recurring = changes.learner.recurring
        runner = TaskRunner(self.schema, options or DEFAULT_OPTIONS, rules, recurring)
        pool = WorkerPool(runner, memory_budget.processes(jobs, memory))
        changes.use(pool)
        return Ingest(changes, pool, Checkpoints(checkpoint), part, **flags)

    def mark_lines(self, *, allow: Iterable[str] = (), block: Iterable[str] = ()) -> None:
        """Keep lines despite the rules, or remove them everywhere, in articles cleaned from now on.

        Indexed articles change with `add(…, reclean=True)`.
        """
        with self._changing() as changes:
            changes.learner.mark(allow, block)

    def delete(self, target: str) -> int:
        """Delete articles by id, start of an id, URL, or path of a file or folder; how many.

        They stay out when their files are added again, unless with `restore`.
        Raises ArticleNotFound.

        >>> index.delete("https://northshorewire.example/item/58377")
        1
        """
        from pressmark.index.articles import article_lookup

        with self._changing() as changes, self._articles() as articles:
            place = article_lookup.place(articles, target)
            return sum(changes.remove(place.field, value) for value in place.values)

    def get(self, target: str) -> "StoredArticle":
        """The article with that id, start of an id, URL or path; raises ArticleNotFound.

        >>> index.get("https://courier.example/2023/06/18/how-to-make-a-stargazy-tart").title
        'How to make a Vennmouth pilchard tart'
        """
        from pressmark.index.articles import article_lookup

        with self._articles() as articles:
            return article_lookup.article(articles, target)


def _checked_articles(
    articles: "Iterable[Article | InputError]",
) -> "Iterator[Article | InputError]":
    from pressmark.corpus.errors import InputError
    from pressmark.corpus.model import Article

    if isinstance(articles, str | bytes | Mapping | Article):
        raise TypeError(f"add_articles takes several articles, not one {type(articles).__name__}.")
    for article in articles:
        if not isinstance(article, Article | InputError):
            raise TypeError(
                f"add_articles takes articles, not {type(article).__name__}: "
                "make one with Article.from_text(text, title=…)."
            )
        yield article
