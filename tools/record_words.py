"""Makes the model of words by which documents of a record are told apart, from the banks of made-up papers.

A multinomial regression on words and pairs of words, weighted by rarity: titles are left out, for they have tables of
their own; papers are also learned cut and with words missing, as they come out of recognition. The same banks make
the same model. The bank that figures are reported on is not read.
"""

import argparse
import hashlib
import json
import random
from collections import Counter
from collections.abc import Iterator
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evenhand.programme.library import programme_folder
from evenhand.records.plain_words import plain
from evenhand.records.word_model import FILE, FORMAT, SCALE, terms
from evenhand.synth.bank import BANKS, SHEETS, Bank, load_bank
from evenhand.synth.paper import Event, make_paper
from evenhand.synth.story import day_of, make_story

LEARNED = tuple(name for name in BANKS if name != "report")
_EACH = 45
"""So many papers of every sort are learned, each whole and once cut."""
_FEWEST, _DECAY, _ROUNDS, _STEP, _MOMENTUM = 4, 1e-3, 150, 4.0, 0.9
_KEPT = 3
"""Weights below this, as stored, are left out."""

Floats = NDArray[np.float32]


def made_from(folder: Path) -> str:
    """The digest of the banks that a model is learned from."""
    digest = hashlib.sha256()
    for name in LEARNED:
        digest.update((folder / "synthetic" / f"{name}.toml").read_bytes())
    return digest.hexdigest()


def papers(bank: Bank, seed: str) -> Iterator[tuple[str, list[str]]]:
    """Untitled papers of a bank as plain words, each with its type; the names in them are left out."""
    draw = random.Random(seed)
    for paper in bank.papers:
        for number in range(_EACH):
            key = f"{seed} {paper.number} {number}"
            story = make_story(key, tuple(bank.regions))
            day = story.received if paper.when in SHEETS else day_of(paper.when, story, draw)
            author = story.author(paper.by, draw)
            event = Event(
                paper=paper, author=author, day=day, seed=key, called=paper.called[0], changed=draw.choice(bank.changed)
            )
            made = make_paper(bank, story, event, titled=False, lists={"cited": [], "index": []})
            text = " ".join(
                " ".join([block.get("t", ""), block.get("v", ""), *block.get("cells", [])]) for block in made.blocks
            )
            names = set(plain(" ".join([story.person, author.name, story.employer, *story.houses.values()])).split())
            yield paper.type, [word for word in plain(text).split() if word not in names]


def cut(words: list[str], draw: random.Random) -> list[str]:
    """A part of a paper, some of its words lost, as a bad page comes."""
    length = max(20, int(len(words) * draw.uniform(0.35, 0.9)))
    start = draw.randrange(max(1, len(words) - length + 1))
    return [word for word in words[start : start + length] if draw.random() > 0.08]


def learned(folder: Path) -> dict[str, object]:
    """The model as it is stored."""
    draw, examples = random.Random("record words"), list[tuple[str, list[str]]]()
    for name in LEARNED:
        bank, findings = load_bank(folder, name)
        if bank is None:
            raise SystemExit("\n".join(map(str, findings)))
        for kind, words in papers(bank, name):
            examples += [(kind, terms(words)), (kind, terms(cut(words, draw)))]
    held = Counter(term for _, own in examples for term in set(own))
    vocabulary = sorted(term for term, number in held.items() if number >= _FEWEST)
    rarity = np.array([log(len(examples) / held[term]) for term in vocabulary], dtype=np.float32)
    types = sorted({kind for kind, _ in examples})
    weights = _fitted(_matrix(examples, vocabulary, rarity), [types.index(kind) for kind, _ in examples], len(types))
    stored = {}
    for place, term in enumerate(vocabulary):
        whole = np.rint(weights[place] * SCALE).astype(int)
        kept = [value for at in np.nonzero(np.abs(whole) >= _KEPT)[0] for value in (int(at), int(whole[at]))]
        if kept:
            stored[term] = [round(float(rarity[place]) * SCALE), *kept]
    return {"format": FORMAT, "made_from": made_from(folder), "types": types, "terms": stored}


def _matrix(examples: list[tuple[str, list[str]]], vocabulary: list[str], rarity: Floats) -> Floats:
    places = {term: place for place, term in enumerate(vocabulary)}
    matrix = np.zeros((len(examples), len(vocabulary)), dtype=np.float32)
    for row, (_, own) in enumerate(examples):
        for term, times in Counter(own).items():
            if (place := places.get(term)) is not None:
                matrix[row, place] = (1 + log(times)) * rarity[place]
    lengths = np.sqrt(np.square(matrix).sum(axis=1, keepdims=True))
    scaled: Floats = (matrix / np.maximum(lengths, 1e-9)).astype(np.float32)
    return scaled


def _fitted(matrix: Floats, kinds: list[int], number: int) -> Floats:
    """The weights, every type counting the same however many papers it has."""
    rows = np.arange(len(kinds))
    share = 1.0 / np.bincount(kinds, minlength=number)[kinds]
    share = (share / share.mean()).astype(np.float32)
    weights = np.zeros((matrix.shape[1], number), dtype=np.float32)
    pace = np.zeros_like(weights)
    for _ in range(_ROUNDS):
        scores = matrix @ weights
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        scores /= scores.sum(axis=1, keepdims=True)
        scores[rows, kinds] -= 1
        slope = matrix.T @ (scores * share[:, None]) / len(kinds) + _DECAY * weights
        pace = _MOMENTUM * pace - _STEP * slope
        weights += pace
    return weights


def main() -> None:
    """Make the model of a programme and write it beside its tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programme", default="ca_wc")
    folder = programme_folder(parser.parse_args().programme)
    model = learned(folder)
    text = json.dumps(model, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    path = folder / "records" / FILE
    path.write_text(text.replace('],"', '],\n"') + "\n", encoding="utf-8")
    print(f"{path.name}: {len(text):,} characters")


if __name__ == "__main__":
    main()
