"""How many planted identities are masked, how much is masked that should stay, and how fast, beside presidio.

    python -m tests.bench.redact [SEED]

Published letters are read where the reading material is (EVENHAND_SHARED, or a folder `shared` beside the repository),
else letters of our own. Into each of them the identities of a made-up case are planted; SEED (1 if not given) draws
them. The peer is presidio's pattern recognizers on a blank language model, in an environment of its own: the Python
that EVENHAND_PRESIDIO names, or one made in a temporary folder. Seconds are of processor time.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from random import Random
from statistics import median
from time import process_time

from evenhand.corpus.identities import Identities, read_identities
from evenhand.corpus.policy import PublicationPolicy, load_policy
from evenhand.corpus.publication import CaseSearch, case_search, identifiers, prepared
from evenhand.corpus.redaction import Kind, Redaction
from evenhand.programme.library import programme_folder
from evenhand.programme.load import load_programme
from tests.bench._machine import heading
from tests.bench._planted import PlantedLetter, plant
from tests.bench._planted_apart import plant as plant_apart
from tests.letters.generator import Traps, letter, text

ROUNDS = 5
PEER_LETTERS = 25
FALSE = (Kind.NAME, Kind.NUMBER, Kind.ORGANIZATION, Kind.ADDRESS)
RECORDED = 0.27
"""Megabytes a second that presidio's pattern recognizers read on a machine of this kind, where they cannot be run."""
PEER = """
import json, logging, socket, sys, time
def refused(*arguments, **named):
    raise OSError("this measurement opens no connection")
socket.socket.connect = refused
logging.disable(logging.CRITICAL)
import spacy
from presidio_analyzer import AnalyzerEngine, PatternRecognizer, RecognizerRegistry
from presidio_analyzer.nlp_engine import SpacyNlpEngine
class Blank(SpacyNlpEngine):
    def __init__(self):
        super().__init__(models=[{"lang_code": "en", "model_name": "blank"}])
        self.nlp = {"en": spacy.blank("en")}
    def load(self):
        pass
    def is_loaded(self):
        return True
registry = RecognizerRegistry()
registry.load_predefined_recognizers(languages=["en"])
registry.recognizers = [one for one in registry.recognizers if isinstance(one, PatternRecognizer)]
engine = AnalyzerEngine(registry=registry, nlp_engine=Blank(), supported_languages=["en"])
for letters in json.load(sys.stdin):
    engine.analyze(letters[0], language="en")
    began = time.process_time()
    for one in letters:
        engine.analyze(one, language="en")
    print(sum(map(len, letters)) / (time.process_time() - began) / 1e6)
"""


def main() -> None:
    """Measure and print one table; exit code 1 when a target is missed."""
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    policy = _policy()
    texts, whose = _letters()
    planted = [plant(text, seed * 1_000_000 + number) for number, text in enumerate(texts)]
    lighter = [plant(text, seed * 1_000_000 + number, each=1) for number, text in enumerate(texts)]
    print(
        heading(f"{len(texts)} {whose} letters, {sum(len(letter.plants) for letter in planted):,} plants, seed {seed}")
    )
    apart = {
        held: [plant_apart(text, seed * 1_000_000 + number, held=held) for number, text in enumerate(texts)]
        for held in (False, True)
    }
    rows = [
        *_recall(planted, policy),
        *_recall(apart[False], policy, "by another hand"),
        *_recall(apart[True], policy, "by another hand, kept apart"),
        *_false(texts, policy),
        *_rates(texts, lighter, policy),
    ]
    print(f"{'':52}{'measured':>20}{'target':>14}")
    for what, measured, target, is_met in rows:
        print(f"{what:52}{measured:>20}{target:>14}{'' if is_met else '  MISSED'}")
    raise SystemExit(0 if all(row[-1] for row in rows) else 1)


Row = tuple[str, str, str, bool]


def _policy() -> PublicationPolicy:
    folder = programme_folder("ca_wc")
    programme, _ = load_programme(folder)
    policy = load_policy(folder, programme)[0] if programme else None
    if policy is None:
        raise SystemExit("The policy of the programme cannot be read.")
    return policy


def _letters() -> tuple[list[str], str]:
    folder = Path(os.environ.get("EVENHAND_SHARED") or Path(__file__).resolve().parents[3] / "shared")
    folder = folder / "letters" / "ca_wc_2016" / "txt"
    if folder.is_dir():
        return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))], "published"
    return [text(Random(seed), letter(Random(seed)), Traps(page_lines=45)) for seed in range(100)], "generated"


def _identities(letter: PlantedLetter) -> Identities:
    identities, findings = read_identities(json.dumps(letter.identities), "planted")
    if identities is None:
        raise SystemExit(f"The planter wrote identities that cannot be read: {findings}")
    return identities


def _recall(planted: Sequence[PlantedLetter], policy: PublicationPolicy, hand: str = "") -> Iterable[Row]:
    for what, target, case in (
        (
            f"planted {hand or 'identities'} masked, case known",
            0.995,
            lambda planted_letter: case_search(_identities(planted_letter)),
        ),
        ("  the same, nothing known of the case", 0.0, lambda planted_letter: None),
    ):
        missed: Counter[str] = Counter()
        total = unsure = 0
        for planted_letter in planted:
            redactions = identifiers(planted_letter.text, policy, case(planted_letter))
            for plants in planted_letter.plants:
                total += 1
                kinds = _covering(planted_letter.text, plants.start, plants.end, redactions)
                missed[plants.way] += kinds is None
                unsure += kinds is not None and Kind.UNSURE in kinds
        share = 1 - missed.total() / total
        yield what, f"{share:.2%}", f"{target:.1%}" if target else "", share >= target
        yield "  of them as unsure, for a person", f"{unsure / total:.1%}", "", True
        for way, count in missed.most_common(3):
            if count:
                yield f"    missed: {way}", str(count), "", True


def _covering(text: str, start: int, end: int, redactions: Iterable[Redaction]) -> set[Kind] | None:
    """The kinds under which every letter and digit between two offsets is masked; None where one is not."""
    near = [span for span in redactions if span.start < end and span.end > start]
    for place in range(start, end):
        if text[place].isalnum() and not any(redaction.start <= place < redaction.end for redaction in near):
            return None
    return {redaction.kind for redaction in near}


def _false(texts: Sequence[str], policy: PublicationPolicy) -> Iterable[Row]:
    redacted = [identifiers(text, policy) for text in texts]
    false = sum(redaction.kind in FALSE for each in redacted for redaction in each) / len(texts)
    yield "false name, number, organization, address a letter", f"{false:.3f}", "at most 0.3", false <= 0.3
    unsure = median(sum(redaction.kind is Kind.UNSURE for redaction in each) for each in redacted)
    mean = sum(redaction.kind is Kind.UNSURE for each in redacted for redaction in each) / len(texts)
    yield "unsure a letter, in the middle", f"{unsure:g} (mean {mean:.2f})", "at most 3", unsure <= 3
    looked = sum(bool(prepared(text, policy).reasons) for text in texts) / len(texts)
    yield "letters a person must look at", f"{looked:.0%}", "", True


def _rates(texts: Sequence[str], planted: Sequence[PlantedLetter], policy: PublicationPolicy) -> Iterable[Row]:
    identities = [_identities(letter) for letter in planted]
    cases: list[CaseSearch] = [case_search(identity) for identity in identities]
    told = [letter.text for letter in planted]
    ways: list[tuple[str, Sequence[str], Callable[[int], CaseSearch | None]]] = [
        ("published letters, nothing known", texts, lambda number: None),
        ("published letters, a case for each made beforehand", texts, cases.__getitem__),
        ("published letters, a case for each made anew", texts, lambda number: case_search(identities[number])),
        ("letters with 13 plants, nothing known", told, lambda number: None),
        ("letters with 13 plants, a case made anew", told, lambda number: case_search(identities[number])),
    ]
    measured = {what: _rate(letters, case, policy) for what, letters, case in ways}
    for place, (what, rate) in enumerate(measured.items()):
        yield what, f"{rate:.1f} MB/s", "8 MB/s" if place < 2 else "", place >= 2 or rate >= 8
    peers, how = _peer([list(texts[:PEER_LETTERS]), told[:PEER_LETTERS]])
    first, last = measured[ways[0][0]] / peers[0], measured[ways[3][0]] / peers[1]
    yield f"presidio's pattern recognizers ({how})", f"{peers[0]:.2f}, {peers[1]:.2f} MB/s", "", True
    yield "ratio on published letters, nothing known", f"{first:.0f}", "25", first >= 25
    yield "ratio on letters with 13 plants, nothing known", f"{last:.0f}", "", True


def _rate(letters: Sequence[str], case: Callable[[int], CaseSearch | None], policy: PublicationPolicy) -> float:
    """Megabytes of letters prepared in a second, the best of a few rounds."""
    best = 0.0
    for _ in range(ROUNDS):
        began = process_time()
        for number, content in enumerate(letters):
            prepared(content, policy, case(number))
        best = max(best, sum(map(len, letters)) / (process_time() - began) / 1e6)
    return best


def _peer(letters: Sequence[Sequence[str]]) -> tuple[list[float], str]:
    """Presidio's rates on each set of letters, and how they came about."""
    with tempfile.TemporaryDirectory() as folder:
        python = os.environ.get("EVENHAND_PRESIDIO") or _environment(Path(folder))
        if python:
            command = [python, "-c", PEER]
            told = subprocess.run(command, input=json.dumps(letters), capture_output=True, text=True, timeout=600)
            rates = [float(line) for line in told.stdout.split()]
            if told.returncode == 0 and len(rates) == len(letters):
                return rates, "in this run"
            print(told.stderr[-400:], file=sys.stderr)
    return [RECORDED] * len(letters), "as recorded, for it cannot be run here"


def _environment(folder: Path) -> str:
    """A Python with presidio in it, made in a folder; empty where it cannot be installed."""
    try:
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, capture_output=True, timeout=120)
        python = str(folder / "bin" / "python")
        install = [python, "-m", "pip", "install", "--quiet", "presidio-analyzer"]
        subprocess.run(install, check=True, capture_output=True, timeout=600)
    except (OSError, subprocess.SubprocessError):
        return ""
    return python


if __name__ == "__main__":
    main()
