"""The letters of a made-up case, made by the same press that makes a real one's."""

import datetime as dt
from dataclasses import replace

from evenhand.determination.assemble import assemble, findings_of
from evenhand.determination.model import Analysis, Determination, DocumentReading
from evenhand.docket.assignment import Deposited, NoticeIssued
from evenhand.docket.party import MedicalRecord
from evenhand.finding import Provenance, is_fatal
from evenhand.letter.foresee import due_dates_started, with_notice_served
from evenhand.letter.sender import Organisation, ServicePlan
from evenhand.notice import outstanding
from evenhand.panel.ties.attestation import Sworn
from evenhand.run.case_folder import CaseFolder
from evenhand.run.press import press
from evenhand.run.runner import DETERMINATION, MadeDocument, Signed
from evenhand_web.demonstration.opinion import BECAUSE
from evenhand_web.demonstration.opinion import analysis as no_lines
from evenhand_web.demonstration.papers import PDF
from evenhand_web.demonstration.story import File, Story

ORGANISATION = "Example Review Organization"
_ADDRESS = ("1 Example Plaza", "Exampleton, CA 00000")
METHOD = "mail_ca"
_PRESS = press()


def tell(story: Story, *, but_send: bool = True) -> None:
    """Make every notice that is owed on the day and hand it to the mail; made and not sent without `but_send`."""
    state = story.state
    folder = folder_of(story)
    for owed in outstanding(state, story.programme, story.on):
        documents, findings = _PRESS.notice(folder, state, owed, story.on)
        if is_fatal(findings):
            raise ValueError("; ".join(map(str, findings)))
        served = with_notice_served(state, story.programme, owed, story.on, folder.service)
        letters = [document for document in documents if document.ref.media_type == PDF]
        issued = NoticeIssued(
            notice=owed.notice,
            party=owed.party,
            language=story.party(owed.party).language,
            documents=tuple(letter.ref for letter in letters),
            due_dates=due_dates_started(state, served, story.programme),
            about=owed.since.entry,
        )
        story.by_office(issued, map(file_of, letters))
        if but_send:
            story.by_office(Deposited(notice=owed.notice, party=owed.party, method=METHOD))


def file_of(made: MadeDocument) -> File:
    """A document as made, to be put on the shelf."""
    return File(made.ref.name.rpartition("/")[2], made.ref.media_type, made.data)


def folder_of(story: Story, analysis: Analysis | None = None) -> CaseFolder:
    """What the press must know of a case beside its docket."""
    return CaseFolder(
        programme=story.programme,
        case_number=story.setting.number,
        as_of=story.on,
        organisation=Organisation(name=ORGANISATION, address=_ADDRESS, telephone=""),
        service=ServicePlan(method=METHOD, provenance=Provenance.ILLUSTRATIVE, because=BECAUSE),
        entries=(),
        analysis=analysis or no_lines((), {}, "", Sworn()),
    )


def decided(story: Story, analysis: Analysis, on: dt.date) -> tuple[Determination, MadeDocument]:
    """The determination of a case and the paper the physician signs."""
    determination, findings = assemble(story.state, analysis, story.programme, on)
    if determination is None:
        raise ValueError("; ".join(map(str, findings)))
    read = replace(determination, reading=tuple(_read_whole(record) for record in determination.records))
    return read, _PRESS.analysis(read, f"{DETERMINATION}.json")


def _read_whole(record: MedicalRecord) -> DocumentReading:
    """A document as the made-up physician read it: every page of what came."""
    pages = record.pages or 0
    seen, why = (pages, "") if record.received else (0, "It did not come.")
    return DocumentReading(record=record.id, pages=pages, seen=seen, reason=why)


def determination_letter(story: Story, determination: Determination) -> tuple[MadeDocument, ...]:
    """The determination as the letter that is issued: PDF, HTML and text."""
    folder = folder_of(story, determination.analysis)
    paper = _PRESS.analysis(determination, f"{DETERMINATION}.json")
    documents, findings = _PRESS.determination(folder, story.state, Signed("", determination, paper), ())
    if is_fatal(findings) or not findings_of(determination.analysis):
        raise ValueError("; ".join(map(str, findings)))
    return documents
