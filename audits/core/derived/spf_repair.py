"""SPF records as they should stand once something is wrong with them: the exact text a fix proposes."""

from audits.core.derived.spf import SpfTree, is_whole_internet
from audits.core.derived.spf_shortening import Shortened, published_record, shortened
from audits.core.parsing.spf import Mechanism, Modifier, SpfRecord, Term, written
from audits.core.parsing.spf_mend import ending_in_all, is_mistaken, merged

WIDEST_LENGTH = 8
"""Networks shorter than this hold more machines than any one company."""


def one_record(tree: SpfTree) -> tuple[str, str]:
    """One record for several, short enough for receivers where that can be had, and what was done for it."""
    record = published_record(tree.answers)
    if record is None:
        return merged(tree.published), ""
    short = shortened(tree.answers, record)
    if short.record == merged(tree.published):
        return short.record, ""
    return short.record, f" — {_done(short)}"


def _done(short: Shortened) -> str:
    """What was done to a record, as a sentence."""
    dropped = f"dropped {', '.join(short.dropped)}" if short.dropped else ""
    written_out = f"wrote out {', '.join(short.written_out)} as addresses, which have to be kept up to date"
    steps = [step for step in (dropped, written_out if short.written_out else "") if step]
    return f"we {' and '.join(steps)}; it takes {short.lookups} look-ups."


def closed(record: SpfRecord, opener: str = "") -> str:
    """The record without what lets everybody in, ending in ~all or -all."""
    kept = [
        term
        for term in record.terms
        if term.text != opener and not (isinstance(term, Mechanism) and is_whole_internet(term))
    ]
    return written(ending_in_all(kept, without_redirect=True))


def narrowed(record: SpfRecord) -> str:
    """The record without its wide networks."""
    wide = [term.text for term in record.mechanisms if term.length4 is not None and term.length4 < WIDEST_LENGTH]
    return without(record, *wide)


def without(record: SpfRecord, *terms: str) -> str:
    return written(ending_in_all([term for term in record.terms if term.text not in terms]))


def advice(tree: SpfTree, record: SpfRecord) -> str:
    """The record that fits, or how far it can be brought down without knowing which services still send."""
    short = shortened(tree.answers, record)
    if short.is_enough:
        return f"Replace the TXT record at {tree.answers.domain} by: {short.record} — {_done(short)}"
    return "Remove the services that no longer send, and name a single host by ip4: and ip6: instead of a: or mx."


def dead_terms(record: SpfRecord) -> tuple[Term, ...]:
    """Terms behind `all`, a redirect beside it, and modifiers that were meant as mechanisms."""
    behind = record.mechanisms[len(record.reachable) :]
    beside = tuple(
        term
        for term in record.terms
        if isinstance(term, Modifier) and (is_mistaken(term) or (term.name == "redirect" and record.redirect is None))
    )
    return (*behind, *beside)
