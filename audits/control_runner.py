"""What a worker does with a look for a proof of control: look outside any transaction, write down what it saw."""

import asyncio
import os
from collections.abc import Iterable

from audits.gatherers.control import control_of
from portal.estate.control_actions import Look, record_look
from portal.estate.models import ControlProof
from portal.jobs.claim import Claim
from portal.outbound.door import Door
from portal.outbound.rules import Rules

LONGEST_SECONDS = 40


def perform(claim: Claim) -> None:
    """Look once; a second attempt begins anew."""
    with claim.writing():
        proof = ControlProof.objects.filter(pk=claim.object_id).first()
    if proof is None:
        return
    look = asyncio.run(_look(proof))
    with claim.writing():
        record_look(proof=proof, look=look, acting_user=None)


def gave_up(claim: Claim, fault: str) -> None:
    """The job was tried too often: the page says so instead of looking for ever."""
    with claim.writing():
        proof = ControlProof.objects.filter(pk=claim.object_id).first()
        if proof is not None:
            record_look(proof=proof, look=Look("", f"The look broke on our side ({fault})."), acting_user=None)


async def _look(proof: ControlProof) -> Look:
    async with Door(Rules.from_environment(os.environ, proof.name)) as door:
        return (await looks((proof,), door))[0]


async def looks(proofs: Iterable[ControlProof], door: Door) -> tuple[Look, ...]:
    """What is seen of each proof now."""
    return tuple(await asyncio.gather(*(_seen(proof, door) for proof in proofs)))


async def _seen(proof: ControlProof, door: Door) -> Look:
    try:
        async with asyncio.timeout(LONGEST_SECONDS):
            seen = await control_of(record=proof.record_name, url=proof.file_url, value=proof.value, door=door)
    except TimeoutError:
        return Look("", f"The look for the proof of {proof.name} took longer than {LONGEST_SECONDS} s.")
    return Look(seen.way, seen.says, seen.gone)
