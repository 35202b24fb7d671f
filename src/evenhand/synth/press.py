"""Printing made-up papers: Typst, with the templates of the bank the paper comes from."""

import json
from functools import cache
from pathlib import Path
from typing import cast

import typst

from evenhand.synth.paper import MadePaper


def printed(paper: MadePaper, bank: str) -> bytes:
    """The PDF of a made-up paper, with a text layer, by the template of its bank."""
    data = json.dumps({"style": paper.style, "blocks": paper.blocks}, ensure_ascii=False)
    quoted = data.replace("\\", "\\\\").replace('"', '\\"')
    source = f'#import "/{bank}.typ": paper\n#paper(json(bytes("{quoted}")))'
    return cast(bytes, _compiler().compile(input=source.encode(), format="pdf", timestamp=0))


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(root=Path(__file__).parent, ignore_system_fonts=True)
