"""A wording laid out for its translator: the words as they stand, with the hash of each block that is translated."""

import re

from evenhand.letter.wording import Wording, every_block

_BLOCK_ID = re.compile(r'^id = "([^"]*)"$', re.MULTILINE)
_LANGUAGE = re.compile(r'^language = "[^"]*"$', re.MULTILINE)
_APPROVAL = re.compile(r"^\[approval\]\n(?:[^\[\n][^\n]*\n)*\n?", re.MULTILINE)


def to_translate(original: Wording, text: str, language: str) -> str:
    """The file of a wording as its translator begins with it: all as it stands, the words still those of the original,
    and beside each block, and the head, the hash of what will have been translated.

    `text` is the file that `original` was read from.
    """
    digests = {block.id: block.digest for block in every_block(original.blocks)}

    def stamped(match: re.Match[str]) -> str:
        digest = digests.get(match[1])
        return match[0] if digest is None else f'{match[0]}\ntranslates = "{digest}"'

    head = f'language = "{language}"\ntranslates = "{original.head_digest}"'
    without = _APPROVAL.sub("", text)
    return _BLOCK_ID.sub(stamped, _LANGUAGE.sub(lambda _: head, without, count=1))
