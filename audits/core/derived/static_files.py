"""How long browsers keep the scripts and stylesheets of a host, beside what their addresses promise."""

from dataclasses import dataclass

from audits.core.artifacts import Artifacts
from audits.core.derived.answers import HostAnswers, answers_of_host, files_missing
from audits.core.derived.caching import browser_seconds, cache_control
from audits.core.inapplicable import Inapplicable
from audits.core.observed.http import Hop
from audits.core.parsing.asset_name import AssetName, name_of_asset
from audits.core.unavailable import Unavailable


@dataclass(frozen=True)
class StaticFile:
    """One file: `seconds` browsers use it without asking, None where they guess; `is_immutable` as its answer says."""

    hop: Hop
    naming: AssetName
    seconds: int | None
    is_immutable: bool


@dataclass(frozen=True)
class StaticFiles:
    """Every script and stylesheet that a host serves to its pages."""

    name: str
    files: tuple[StaticFile, ...]


def static_files_of_host(artifacts: Artifacts) -> StaticFiles | Unavailable | Inapplicable:
    """The files that answered; without any there is nothing to keep."""
    seen = answers_of_host(artifacts)
    if not isinstance(seen, HostAnswers):
        return seen
    files = tuple(
        StaticFile(
            answer.hop,
            name_of_asset(answer.url),
            browser_seconds(answer.hop, artifacts.now),
            cache_control(answer.hop).has("immutable"),
        )
        for answer in seen.answers
        if answer.is_file
    )
    if files:
        return StaticFiles(seen.name, files)
    missing = files_missing(seen, artifacts)
    return missing or Inapplicable(f"{seen.name} serves no script or stylesheet to its pages")
