"""The files a host hands out, told as what there is to fix: a served .git folder is one thing, however many its files."""

from dataclasses import dataclass

from audits.core.artifacts import Artifacts
from audits.core.derived.secrets import KnownSecret, known_secrets
from audits.core.derived.visits import visit_of_host
from audits.core.inapplicable import Inapplicable
from audits.core.observed.exposure import EXPOSURE, ExposedFile, ExposedFiles
from audits.core.observed.http import Visit
from audits.core.parsing.exposed_file import GIT_CONFIG, GIT_HEAD
from audits.core.unavailable import Unavailable

GIT_FOLDER = frozenset({GIT_HEAD, GIT_CONFIG})


@dataclass(frozen=True)
class Exposure:
    """One thing to fix on a host: its files, the first of which names it."""

    host: str
    files: tuple[ExposedFile, ...]

    @property
    def url(self) -> str:
        """The address that names it."""
        return self.files[0].url

    @property
    def grammar(self) -> str:
        """What the first file proved to be."""
        return self.files[0].grammar

    @property
    def secrets(self) -> tuple[KnownSecret, ...]:
        """The secrets in its files."""
        return tuple(secret for file in self.files for secret in known_secrets(file.secrets))


def exposed_files(artifacts: Artifacts) -> ExposedFiles | Unavailable | Inapplicable:
    """What the host of the subject hands out, once it is known to be there for the web."""
    visit = visit_of_host(artifacts)
    if not isinstance(visit, Visit):
        return visit
    return artifacts.observed(EXPOSURE)


def exposures(files: ExposedFiles) -> tuple[Exposure, ...]:
    """The things to fix, in the order asked."""
    of_git = tuple(file for file in files.exposed if file.grammar in GIT_FOLDER)
    others = tuple(Exposure(files.name, (file,)) for file in files.exposed if file.grammar not in GIT_FOLDER)
    return ((Exposure(files.name, of_git),) if of_git else ()) + others
