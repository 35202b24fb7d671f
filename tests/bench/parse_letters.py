"""How fast letters are read and audited, and whether memory stays flat: beside a regular-expression reader of the same
fields, and beside the bare text that PDFium gives.

    python -m tests.bench.parse_letters [LETTERS]

Real letters are read where the reading material is (EVENHAND_SHARED, or a folder `shared` beside the repository), else
letters of our own. Rates are per second of processor time, so that other work on the machine weighs little; both
readers take turns. LETTERS (100,000 if not given) is how many letters the measure of memory reads.
"""

import json
import os
import resource
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from time import process_time

from pypdfium2 import PdfDocument

from evenhand.audit.audit import audit
from evenhand.determination.parse import parse
from evenhand.determination.pdf_reader import PdfReader
from evenhand.determination.published import to_json
from evenhand.determination.source import read_bytes
from tests.bench.parse_by_regex import parse_by_regex
from tests.letters.audit_letters import audit_law, programme
from tests.letters.generator import Traps, letter, text
from tests.letters.generator_pdf import pdf

ROUNDS = 7
OVER = 4
MANY = 100_000


def main() -> None:
    """Measure and print one table; exit code 1 when a target is missed."""
    texts, pdfs, whose = _letters()
    size = sum(map(len, texts)) / len(texts)
    print(f"{len(texts)} {whose} letters, {size:,.0f} characters on average; seconds are of processor time")
    ours, peer = _turns(texts, (parse, parse_by_regex))
    alike = sum(_is_alike(text) for text in texts)
    rate, bare = _pdf_rate(pdfs), _bare_rate(pdfs)
    audits = _audits_rate(texts)
    grown = _growth(texts, int(sys.argv[1]) if len(sys.argv) > 1 else MANY)
    rows = [
        ("text to value, all fields", f"{ours:,.0f} letters/s", "10,000", ours >= 10_000),
        ("regular expressions, same fields", f"{peer:,.0f} letters/s", "", True),
        ("ratio", f"{ours / peer:.2f}", "2.00", ours >= 2 * peer),
        ("letters on which both agree", f"{alike} of {len(texts)}", "", True),
        ("PDF to value", f"{rate:,.0f} letters/s", "200", rate >= 200),
        ("PDFium's bare text of the same", f"{bare:,.0f} letters/s", "", True),
        ("ratio", f"{rate / bare:.2f}", "0.60", rate >= 0.6 * bare),
        ("every check of the audit", f"{audits:,.0f} letters/s", "", True),
        ("time of an audit / of its reading", f"{ours / audits:.1f}", "at most 12", ours <= 12 * audits),
        ("memory grown", f"{grown:.1f} MB", "at most 8", grown <= 8),
    ]
    print(f"{'':36}{'measured':>20}{'target':>12}")
    for what, measured, target, is_met in rows:
        print(f"{what:36}{measured:>20}{target:>12}{'' if is_met else '  MISSED'}")
    raise SystemExit(0 if all(row[-1] for row in rows) else 1)


def _letters() -> tuple[list[str], list[bytes], str]:
    folder = Path(os.environ.get("EVENHAND_SHARED") or Path(__file__).resolve().parents[3] / "shared")
    folder = folder / "letters" / "ca_wc_2016"
    if folder.is_dir():
        texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("txt/*.txt"))]
        return texts, [path.read_bytes() for path in sorted(folder.glob("pdf/*.pdf"))], "real"
    shown = [letter(Random(seed)) for seed in range(100)]
    texts = [text(Random(seed), letter, Traps(page_lines=45)) for seed, letter in enumerate(shown)]
    return texts, [pdf(letter) for letter in shown[:30]], "generated"


def _turns(texts: Sequence[str], readers: Sequence[Callable[[str], object]]) -> list[float]:
    """The best rate of each reader over rounds in which they take turns."""
    best = [0.0] * len(readers)
    for _ in range(ROUNDS):
        for number, reader in enumerate(readers):
            began = process_time()
            for sample in texts:
                reader(sample)
            best[number] = max(best[number], len(texts) / (process_time() - began))
    return best


def _is_alike(text: str) -> bool:
    """Whether both readers give the same values."""
    peer = parse_by_regex(text)
    ours = to_json(parse(text))
    return all(ours[name] == json.loads(json.dumps(value, default=str)) for name, value in peer.items())


def _pdf_rate(pdfs: Sequence[bytes]) -> float:
    """PDFs to values per second of processor time, that of the reading process and of its start included.

    They are read several times over, for a run is longer than these few.
    """
    best = 0.0
    pdfs = [*pdfs] * OVER
    for _ in range(3):
        with PdfReader() as reader:
            reader.text(pdfs[0])
            began = process_time()
            for data in pdfs:
                read = read_bytes(data, reader)
                parse(read.text or "", strong=read.strong)
            spent = process_time() - began
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent += (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)
        best = max(best, len(pdfs) / spent)
    return best


def _bare_rate(pdfs: Sequence[bytes]) -> float:
    """PDFs to bare text by PDFium per second of processor time, in this process."""
    best = 0.0
    for _ in range(5):
        began = process_time()
        for data in pdfs:
            with PdfDocument(data) as document:
                for page in document:
                    page.get_textpage().get_text_range()
        best = max(best, len(pdfs) / (process_time() - began))
    return best


def _audits_rate(texts: Sequence[str]) -> float:
    """Letters audited per second of processor time, once they are read."""
    law, under = audit_law(), programme()
    letters = [(parse(words), words) for words in texts]
    best = 0.0
    for _ in range(ROUNDS):
        began = process_time()
        for read, words in letters:
            audit(read, law, under, words)
        best = max(best, len(letters) / (process_time() - began))
    return best


def _growth(texts: Sequence[str], count: int) -> float:
    """By how many megabytes the process grows from a tenth of so many letters to all of them."""
    first = 0.0
    for number in range(count):
        parse(texts[number % len(texts)])
        if number == count // 10:
            first = _megabytes()
    return _megabytes() - first


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
