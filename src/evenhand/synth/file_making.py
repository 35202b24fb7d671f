"""Making a file of a plan: every paper printed, damaged on its way, bound, and the truth written down beside it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pypdfium2

from evenhand.synth.bank import Bank
from evenhand.synth.binder import BoundPage, bound, drawn, false_text, pages_of
from evenhand.synth.damage import cut, damaged, noted, stamped
from evenhand.synth.file_plan import FilePlan, Planned, plan_file
from evenhand.synth.paper import Event, MadePaper, make_paper
from evenhand.synth.press import printed
from evenhand.synth.truth import TrueCitation, TrueDocument, TruePage, Truth
from evenhand.synth.wording import written_day

QUALITIES = {
    "text": {"typed": 1.0},
    "fax": {"typed": 0.25, "scan": 0.35, "fax": 0.4},
    "worst": {"fax": 0.3, "fax_twice": 0.35, "coarse_fax": 0.2, "photo": 0.15},
    "mixed": {"typed": 0.45, "scan": 0.25, "fax": 0.18, "fax_twice": 0.06, "photo": 0.06},
}
"""How the papers of a file came, as shares of channels."""
_TURNED, _RUINED, _NOTED, _STAMPED, _FALSE_TEXT, _BLANK, _STRAY = 0.06, 0.05, 0.08, 0.08, 0.3, 0.05, 0.05


@dataclass(slots=True, kw_only=True)
class _Sheet:
    """A page on its way into the file, and the paper it belongs to."""

    planned: Planned
    pdf: bytes
    blank: bool = False
    nearness: str = ""


def make_file(bank: Bank, seed: str, papers: int, quality: str, *, untitled: float = 0.0) -> tuple[bytes, Truth]:
    """A PDF of about so many papers and what is true of it; the same arguments make the same file."""
    return _Maker(bank, plan_file(bank, seed, papers, untitled=untitled), seed, quality).make()


class _Maker:
    def __init__(self, bank: Bank, plan: FilePlan, seed: str, quality: str) -> None:
        self.bank, self.plan, self.seed = bank, plan, seed
        self.shares = QUALITIES[quality]
        self.draw = random.Random(f"file {seed}")
        self.titles: dict[int, str | None] = {}
        self.cited: list[Event] = []

    def make(self) -> tuple[bytes, Truth]:
        sheets = self._sheets()
        pages: list[TruePage] = []
        bound_pages: list[BoundPage] = []
        places: dict[int, int] = {}
        documents: list[TrueDocument] = []
        channels: dict[int, str] = {}
        for number, sheet in enumerate(sheets, start=1):
            key = id(sheet.planned)
            if key not in places:
                places[key] = len(documents)
                documents.append(self._document(sheet.planned))
                channels[key] = self.draw.choices(list(self.shares), list(self.shares.values()))[0]
            documents[places[key]].pages.append(number)
            page, bound_page = self._page(sheet, channels[key], f"{self.seed} {number}")
            pages.append(page)
            bound_pages.append(bound_page)
        self._link(documents, places)
        citations = tuple(self._citations(places, sheets))
        truth = Truth(
            person=self.plan.story.person,
            born=self.plan.story.born,
            pages=tuple(pages),
            documents=tuple(documents),
            cited=citations,
        )
        return bound(bound_pages), truth

    # --- papers to sheets ----------------------------------------------------------------------------------------

    def _sheets(self) -> list[_Sheet]:
        runs = [self._run(planned) for planned in self.plan.papers]
        for place in range(len(runs) - 1):
            if len(runs[place]) > 2 and len(runs[place + 1]) > 1 and self.draw.random() < _STRAY * 3:
                stray = runs[place].pop(self.draw.randrange(1, len(runs[place])))
                runs[place + 1].insert(1, stray)
        return [sheet for run in runs for sheet in run]

    def _run(self, planned: Planned) -> list[_Sheet]:
        made = self._made(planned)
        self.titles[id(planned)] = made.title
        sheets = [
            _Sheet(planned=planned, pdf=pdf, nearness=planned.nearness)
            for pdf in pages_of(printed(made, self.bank.name))
        ]
        if planned.nearness == "part":
            sheets = sheets[:1]
        if self.draw.random() < _BLANK:
            sheets.append(_Sheet(planned=planned, pdf=b"", blank=True))
        return sheets

    def _made(self, planned: Planned) -> MadePaper:
        lists = {}
        paper = planned.event.paper
        if paper.when == "decision":
            lists["cited"] = [f"- {line}" for line in self._cited_lines(planned)]
        if paper.when == "index":
            lists["index"] = [f"| {line}" for line in self._index_lines()]
        return make_paper(self.bank, planned.story, planned.event, titled=planned.titled, lists=lists)

    def _cited_lines(self, planned: Planned) -> list[str]:
        if not self.cited:
            came = [
                other.event
                for other in self.plan.papers
                if other.event.paper.when in ("first", "visit", "test", "therapy", "operation", "late", "request")
                and not other.is_other
                and other.copy_of is None
                and other.near_to is None
                and other.event.day <= planned.event.day
            ]
            missing = [event for event in self.plan.missing if event.day <= planned.event.day]
            self.cited = self.draw.sample(came, min(len(came), self.draw.randint(4, 9))) + missing
            self.cited.sort(key=lambda event: event.day)
        return self._listed(self.cited, planned, self.bank.cite)

    def _index_lines(self) -> list[str]:
        events = [
            planned_paper.event
            for planned_paper in self.plan.papers
            if planned_paper.event.paper.when not in ("index", "separator")
        ]
        return self._listed(events[:30], self.plan.papers[0], self.bank.index_row)

    def _listed(self, events: list[Event], planned: Planned, ways: tuple[str, ...]) -> list[str]:
        draw = random.Random(f"list {planned.event.seed}")
        way, days = draw.choice(ways), draw.choice(self.bank.dates)
        lines = []
        for event in events:
            called = event.called
            for name, options in self.bank.regions[self.plan.story.region].items():
                called = called.replace(f"{{{name}}}", options[0])
            called = called.replace("{side}", self.plan.story.side)
            line = way.replace("{called}", called).replace("{author}", event.author.name)
            lines.append(line.replace("{day}", written_day(event.day, days)))
        return lines

    # --- sheets to pages -----------------------------------------------------------------------------------------

    def _page(self, sheet: _Sheet, channel: str, seed: str) -> tuple[TruePage, BoundPage]:
        draw = random.Random(f"page {seed}")
        page = TruePage(other_person=sheet.planned.is_other, channel=channel)
        if sheet.blank:
            return self._blank(page, channel, seed)
        turn = draw.choice((90, 180, 270)) if draw.random() < _TURNED else 0
        page.rotation = -turn % 360
        if channel == "typed" and not sheet.nearness.startswith(("stamped", "cut")):
            return page, BoundPage(pdf=sheet.pdf, turn=turn)
        page.text_from = "recognition"
        channel = "scan" if channel == "typed" else channel
        page.channel = channel
        if channel not in ("typed", "scan") and draw.random() < _RUINED:
            page.channel = channel = "ruin"
            page.legibility, page.text_from = "none", "none"
        picture = self._marked(drawn(sheet.pdf), sheet, draw, seed)
        sent = f"{draw.randint(1, 12)}/{draw.randint(1, 28)}/2025 {draw.randint(8, 17)}:{draw.randint(10, 59)}"
        line = f"{sent}  FAX  P.{draw.randint(1, 40)}"
        faxed = channel in ("fax", "fax_twice", "coarse_fax") and draw.random() < 0.8
        image = damaged(picture, channel, seed, line if faxed else "")
        under = false_text(seed) if channel == "scan" and draw.random() < _FALSE_TEXT else ""
        return page, BoundPage(picture=image, turn=turn, false_text=under)

    def _marked(self, picture: np.ndarray, sheet: _Sheet, draw: random.Random, seed: str) -> np.ndarray:
        if sheet.nearness == "cut":
            picture = cut(picture, seed)
        if sheet.nearness == "stamped" or draw.random() < _STAMPED:
            day = written_day(self.plan.story.received, "%m/%d/%Y")
            picture = stamped(picture, draw.choice(self.bank.copy_stamps).replace("{received}", day), seed)
        return noted(picture, seed) if draw.random() < _NOTED else picture

    def _blank(self, page: TruePage, channel: str, seed: str) -> tuple[TruePage, BoundPage]:
        page.blank, page.text_from = True, "none"
        white = np.full((2200, 1700), 255, dtype=np.uint8)
        way = "scan" if channel == "typed" else channel
        return page, BoundPage(picture=damaged(white, "scan" if way in ("ruin", "photo") else way, seed))

    # --- truth ---------------------------------------------------------------------------------------------------

    def _document(self, planned: Planned) -> TrueDocument:
        event = planned.event
        return TrueDocument(
            type=event.paper.type,
            title=self.titles[id(planned)],
            author=event.author.name,
            author_role=event.author.role,
            date_of_service=None if event.paper.undated else event.day,
        )

    def _link(self, documents: list[TrueDocument], places: dict[int, int]) -> None:
        planned_at = {place: planned for planned in self.plan.papers if (place := places.get(id(planned))) is not None}
        by_seed: dict[str, int] = {}
        for place, planned in sorted(planned_at.items()):
            document = documents[place]
            document.duplicate_of = places.get(planned.copy_of or 0)
            document.near = places.get(planned.near_to or 0)
            if planned.copy_of or planned.near_to:
                continue
            if planned.event.repeats:
                document.repeats = by_seed.get(planned.event.seed)
            by_seed.setdefault(planned.event.seed, place)

    def _citations(self, places: dict[int, int], sheets: list[_Sheet]) -> Iterator[TrueCitation]:
        came = {
            id(planned_paper.event): places[id(planned_paper)]
            for planned_paper in reversed(self.plan.papers)
            if not (planned_paper.copy_of or planned_paper.near_to)
        }
        for planned in self.plan.papers:
            if planned.event.paper.when != "decision" or planned.copy_of or planned.near_to:
                continue
            own = [(number, _text(sheet.pdf)) for number, sheet in enumerate(sheets, 1) if sheet.planned is planned]
            for event, line in zip(self.cited, self._cited_lines(planned), strict=True):
                sought = "".join(line.split())
                yield TrueCitation(
                    type=event.paper.type,
                    author=event.author.name,
                    date=event.day,
                    on_page=next((number for number, text in own if sought in text), own[0][0]),
                    document=came.get(id(event)),
                )


def _text(pdf: bytes) -> str:
    """The text of a page without its spaces."""
    return "".join(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded().split()) if pdf else ""
