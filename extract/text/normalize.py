"""From raw text to the working text: each step takes an `AlignedText` and gives the next one."""

from __future__ import annotations

from extract.text.align import AlignedText
from extract.text.annotations import annotation
from extract.text.layout import wrapped
from extract.text.misread import misread
from extract.text.noise import clean, is_ordinary, repeated
from extract.text.pages import page_number, quoted
from extract.text.repair.conversion import blanks, conversion
from extract.text.repair.mojibake import mojibake
from extract.text.repair.punctuation import full_stops, is_folded, is_folded_page, punctuation
from extract.text.script import detect_script, simplify

_ROUNDS = 4
"""One repair can lay bare another (an entity inside a doubled annotation). Four rounds settle all but texts made to
defeat it; the next text is the same from then on."""


def normalize(raw: str) -> AlignedText:
    """The working text of `raw`: repaired and simplified, with the map back to every raw character.

    Sound simplified text comes back as it is, without an edit; and so does what this gives.

    >>> normalize("全國(guó)區長頒獎").text
    '全国区长颁奖'
    """
    repaired = repair(AlignedText.of(raw))
    return simplify(repaired, detect_script(repaired.text))


def repair(aligned: AlignedText) -> AlignedText:
    """`aligned` without damage and noise, in the script that it came in."""
    for _ in range(0 if is_ordinary(aligned.text) else _ROUNDS):
        repaired = _undo_conversion(aligned)  # first: to the search for mojibake what is out of step looks like it
        repaired = clean(repaired.edit(mojibake(repaired.text)))
        if repaired.text == aligned.text:
            break
        aligned = repaired
    if is_folded_page(aligned.text):
        aligned = aligned.edit(punctuation(aligned.text))
    if "." in aligned.text or "．" in aligned.text:
        aligned = aligned.edit(full_stops(aligned.text))
    aligned = aligned.edit(misread(aligned.text))
    if "\n" not in aligned.text:
        return aligned
    for step in (quoted, page_number, wrapped):
        aligned = aligned.edit(step(aligned.text))
    return aligned.edit(repeated(aligned.text))


def _undo_conversion(aligned: AlignedText) -> AlignedText:
    """`aligned` without the traces of a broken conversion; punctuation is restored only where there were others."""
    repaired = aligned.edit(blanks(aligned.text))
    repaired = repaired.edit(conversion(repaired.text))
    repaired = repaired.edit(annotation(repaired.text))
    if repaired.text == aligned.text or not is_folded(aligned.text):
        return repaired
    return repaired.edit(punctuation(repaired.text))
