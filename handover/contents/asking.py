"""Answers people supplied as blocks: the answer itself, or that it is missing and who has to supply it."""

from __future__ import annotations

from handover.contents.blocks import Fact, Missing, Step, Words, code, words
from handover.contents.inputs import HandoverInputs
from handover.contents.needs import BY_KEY, Command, command_of, supplier_of


def missing(inputs: HandoverInputs, key: str) -> Missing:
    """The block that stands where an answer would."""
    need = BY_KEY[key]
    return Missing(need.label, supplier_of(inputs, need))


def said(inputs: HandoverInputs, key: str) -> Words:
    """The answer as words, its lines joined; nothing when it is missing."""
    return words(", ".join(line.strip() for line in inputs.answer(key).splitlines() if line.strip()))


def fact(inputs: HandoverInputs, key: str, label: str) -> Fact:
    """An answer as a labelled value, or the label with what is missing."""
    answer = said(inputs, key)
    return Fact(label, answer, missing=None if answer else missing(inputs, key))


def step(inputs: HandoverInputs, key: str, act: str, *, see: Words = (), if_not: Words = ()) -> Step:
    """A step whose command a person supplies; its output is theirs too."""
    command = command_of(inputs, key)
    if command is None:
        return Step(act, see=see, if_not=if_not, missing=missing(inputs, key))
    return Step(act, command.text, command.output, see, if_not)


def then_seen(command: Command) -> Words:
    """What a command shows when it worked, as a sentence after one that names it; nothing when nobody said."""
    seen = " ".join(command.output.split())
    return words(" Then you see ", code(seen), "" if seen.endswith(".") else ".") if seen else ()


def verbatim_list(names: tuple[str, ...]) -> Words:
    """Names set verbatim, with commas between."""
    parts = [part for name in names for part in (", ", code(name))]
    return words(*parts[1:])
