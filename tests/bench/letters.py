"""How fast letters are made: PDFs a second on one core, against WeasyPrint printing the same letter's HTML, and memory.

The letter has the length of the middle one of real determinations: about 750 words over two or three pages, two thirds
of them the reviewer's own. Those, and every name, number and day, are drawn anew for each letter, so that no cache
flatters; the wording is the same in all, as it is in life.
"""

import datetime as dt
import os
import random
import resource
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import weasyprint

from evenhand.letter.html import html
from evenhand.letter.pdf import pdf
from evenhand.letter.text import text
from evenhand.letter.value import Values
from tests.letters.sample import MADE_AT, SAMPLE, made, sample_wording

SPEECH = """
the patient reported pain of neck and back after an injury at work physician noted limited range motion tenderness spasm
over muscles therapy sessions were given with little gain in function medication was tried dose tablets daily imaging
showed disc changes without compression request for further visits guideline recommends a trial of up to six documented
improvement is required evidence does not support continued use records reviewed include progress reports
"""
WORDS = SPEECH.split()
SUMMARY_WORDS, REASON_WORDS = 226, 249  # the medians of 129 published determinations
ROUNDS, ROUND = 9, 100
PEER_LETTERS = 12
MEMORY_LETTERS = 10_000


def letter_values(number: int, draw: random.Random) -> Values:
    """The values of one letter; everything a case brings is drawn anew."""

    def words(count: int) -> str:
        return " ".join(draw.choices(WORDS, k=count))

    def day() -> dt.date:
        return dt.date(2013, 1, 1) + dt.timedelta(days=draw.randrange(365))

    days = {name: day() for name in SAMPLE if name.endswith("_on")}
    line = {
        "treatment": words(9),
        "requested": draw.randrange(90),
        "disputed": draw.randrange(90),
        "decision": words(6),
    }
    documents = [{"title": words(6), "dated_on": day(), "pages": draw.randrange(1, 40)} for _ in range(8)]
    return {
        **SAMPLE,
        **days,
        "case_number": f"EX-{number:07d}",
        "addressee": words(2).title(),
        "clinical_summary": f"{words(SUMMARY_WORDS // 2)}\n\n{words(SUMMARY_WORDS // 2)}",
        "documents": documents,
        "disputed": [line | {"reasons": f"{words(REASON_WORDS // 2)}\n\n{words(REASON_WORDS // 2)}"}],
    }


def seconds_each(action: Callable[[Values], object], letters: list[Values]) -> float:
    """The processor time one letter takes, in seconds; what else the machine does is not counted."""
    started = time.process_time()
    for values in letters:
        action(values)
    return (time.process_time() - started) / len(letters)


def main() -> None:
    """Measure on one core, then with threads, then memory, and print the figures."""
    draw = random.Random(4610)
    wording = sample_wording()
    everything = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(everything)})

    def to_pdf(values: Values) -> bytes:
        return pdf(made(wording, values), MADE_AT)

    def to_pdf_by_peer(values: Values) -> object:
        return weasyprint.HTML(string=html(made(wording, values))).write_pdf(pdf_variant="pdf/ua-1")

    batch = [letter_values(number, draw) for number in range(ROUNDS * ROUND)]
    printed = [to_pdf(values) for values in batch[:20]]
    rounds = [seconds_each(to_pdf, batch[at : at + ROUND]) for at in range(0, len(batch), ROUND)]
    middle, best = statistics.median(rounds), min(rounds)
    size = len(printed[0]) / 1024
    print(f"PDF: {1 / middle:.0f} letters per second of one core (best round {1 / best:.0f}); {size:.0f} KiB each")
    for name, action in (("HTML", html), ("plain text", text)):
        each = seconds_each(lambda values, action=action: action(made(wording, values)), batch[:200])  # type: ignore[misc]
        print(f"{name}: {1 / each:.0f} letters per second of one core")
    to_pdf_by_peer(batch[0])
    peer = seconds_each(to_pdf_by_peer, batch[:PEER_LETTERS])
    rate, ratio = f"{1 / peer:.1f} letters/s", f"ratio {peer / middle:.1f}"
    print(f"WeasyPrint {weasyprint.__version__}, the same letter's HTML: {rate}; {ratio}")
    os.sched_setaffinity(0, everything)
    _threads_and_memory(to_pdf, batch, draw)


def _threads_and_memory(to_pdf: Callable[[Values], bytes], batch: list[Values], draw: random.Random) -> None:
    """Print the rate of two threads, and the peak memory as many letters go by."""
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(to_pdf, batch[:40]))
        started = time.perf_counter()
        list(pool.map(to_pdf, batch))
        print(f"two threads: {len(batch) / (time.perf_counter() - started):.0f} letters/s")
    print(f"memory over {MEMORY_LETTERS} letters (peak MiB):", end=" ", flush=True)
    for number in range(MEMORY_LETTERS):
        to_pdf(letter_values(number, draw))
        if (number + 1) % (MEMORY_LETTERS // 5) == 0:
            print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, end=" ", flush=True)
    print()


if __name__ == "__main__":
    main()
