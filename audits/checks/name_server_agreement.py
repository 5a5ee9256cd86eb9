"""Do all name servers send visitors and mail to the same place?"""

from audits.core.check import Check
from audits.core.derived.server_answers import MAIL, Difference, ServerAnswers, server_answers
from audits.core.observed.dns import ZONE
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Domain
from audits.core.verdict import Judgement, Observation, Verdict

ALIKE = Verdict("alike", Outcome.PASS, "All name servers of {name} serve the same version of the zone")
SAME_ANSWERS = Verdict(
    "same-answers", Outcome.PASS, "The versions of the zone {name} differ, but not in where the site and mail are"
)
BY_PLACE = Verdict(
    "by-place",
    Outcome.PASS,
    "The name servers of {name} give different addresses for {host}, as answers by place do; nothing shows that one "
    "is out of date",
)
ON_ITS_WAY = Verdict(
    "on-its-way",
    Outcome.PASS,
    "The name servers of {name} give different answers for the {kind} of {host}, as they do while a change is on its way",
)
SPLIT_SITE = Verdict(
    "split-site",
    Outcome.FAIL,
    "The name servers of {name} send visitors of {host} to different places: {one} or {other}",
    Impact.BLOCKER,
    fix="Decide which provider holds the zone {name}. Enter only its name servers at the registrar and delete the "
    "copy at the other ({losers}), or give {host} the same records in both.",
)
SPLIT_MAIL = Verdict(
    "split-mail",
    Outcome.FAIL,
    "The name servers of {name} send mail to different places: {one} or {other}",
    Impact.INCIDENT,
    fix="Give {name} the same MX records at every provider that holds the zone, or take the name servers with the "
    "wrong ones ({losers}) out of the delegation at the registrar.",
)


def judge(answers: ServerAnswers) -> Judgement:
    zone, name = answers.zone, answers.zone.name
    seen = tuple(Observation(f"DNS {name} SOA @{', '.join(copy.servers)}", copy.text) for copy in zone.copies)
    if len(zone.copies) == 1:
        return ALIKE.given(*seen, name=name)
    if not answers.differences:
        return SAME_ANSWERS.given(*seen, name=name)
    left_behind = zone.behind is not None
    proven = [each for each in answers.differences if left_behind or _is_proof(each)]
    chosen = (proven or list(answers.differences))[0]
    seen = (*seen, *_shown(chosen))
    if proven:
        verdict = SPLIT_MAIL if chosen.kind == MAIL else SPLIT_SITE
        losers = ", ".join(zone.behind[0].servers if zone.behind else chosen.other.servers)
        return verdict.given(
            *seen, name=name, host=chosen.name, one=chosen.one_says, other=chosen.other_says, losers=losers
        )
    if chosen.one.soa.contact == chosen.other.soa.contact:
        return ON_ITS_WAY.given(*seen, name=name, host=chosen.name, kind=chosen.kind)
    return BY_PLACE.given(*seen, name=name, host=chosen.name)


def _is_proof(difference: Difference) -> bool:
    """Two providers that do not name each other's servers hold two zones by accident; mail never goes by place."""
    providers_differ = difference.one.soa.contact != difference.other.soa.contact
    return difference.are_rivals or (difference.kind == MAIL and providers_differ)


def _shown(difference: Difference) -> tuple[Observation, ...]:
    kind = "MX" if difference.kind == MAIL else "A, AAAA"
    return tuple(
        Observation(f"DNS {difference.name} {kind} @{copy.servers[0]}", says)
        for copy, says in ((difference.one, difference.one_says), (difference.other, difference.other_says))
    )


CHECK = Check(
    id="name-server-agreement",
    version=1,
    subject=Domain,
    title="Agreement of the name servers",
    why="Where two name servers disagree, half of the visitors see another site and half of the mail is lost.",
    references=("RFC 1034 section 4.3.5", "RFC 1912 section 2.8"),
    reads=server_answers,
    verdicts=(SPLIT_SITE, SPLIT_MAIL, ON_ITS_WAY, BY_PLACE, SAME_ANSWERS, ALIKE),
    judge=judge,
    sources=(ZONE,),
)
