"""One ledger of people: titles linked to names, mentions of one person joined, posts without a holder set apart."""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Document
from extract.record import Person, UnnamedPost
from extract.resolve.people.ledger import Ledger
from extract.resolve.people.links import Link, link
from extract.resolve.people.unnamed import find_unnamed
from extract.types import NameMention, PostMention


def _turn(entry: Link) -> tuple[bool, bool]:
    """A surname waits for the names (翁秘书长 in the headline is 翁玉珍 of the text), and its career for its title."""
    name, posts = entry
    is_short = len(name.name) == 1
    return is_short, is_short and bool(posts) and posts[0].start != name.end


def resolve_people(
    document: Document, mentions: Sequence[NameMention | PostMention]
) -> tuple[tuple[Person, ...], tuple[UnnamedPost, ...]]:
    """The people of `document` and its posts without a holder, both in order of the text."""
    links, loose, lists = link(document.text, mentions)
    ledger = Ledger(document)
    for name, posts in sorted(links, key=_turn):
        ledger.enter(name, posts)
    unnamed = tuple(find_unnamed(document, loose, ledger.posts))
    return ledger.people(lists, has_unnamed=bool(unnamed)), unnamed
