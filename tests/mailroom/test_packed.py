"""Archives and e-mails are taken apart within bounds, all or none, in a confined process."""

import io
import stat
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage

import pytest

from evenhand.mailroom.message_parts import message_parts
from evenhand.mailroom.packed import PackedError, is_archive, members, plain_name
from evenhand.mailroom.taken_apart import taken_apart


def zipped(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def fault_of(data: bytes, *, is_message: bool = False) -> str:
    with pytest.raises(PackedError) as refused:
        taken_apart(data, is_message=is_message)
    return refused.value.fault


def test_an_archive_gives_its_papers_without_their_folders() -> None:
    archive = zipped({"records/a/report.pdf": b"%PDF-1", "..\\..\\evil.pdf": b"%PDF-2", "/etc/passwd": b"text"})
    apart = taken_apart(archive, is_message=False)
    told = [(member.name, member.data) for member in apart.members]
    assert told == [("report.pdf", b"%PDF-1"), ("evil.pdf", b"%PDF-2"), ("passwd", b"text")]


def test_a_bomb_is_refused_whole() -> None:
    assert fault_of(zipped({"white.tif": b"\0" * 40_000_000})) == "PACK-BOMB"


def test_what_an_archive_states_of_its_sizes_is_not_believed() -> None:
    bomb = bytearray(zipped({"white.tif": b"\0" * 9_000_000}))
    size = (9_000_000).to_bytes(4, "little")
    stated = bytes(bomb).replace(size, (900).to_bytes(4, "little"))
    assert stated.count((900).to_bytes(4, "little")) >= 2
    assert fault_of(stated) in ("PACK-BOMB", "PACK-DAMAGED")


def test_members_that_lie_in_one_another_are_refused() -> None:
    inner = zipped({"a.txt": b"some words of a paper", "b.txt": b"other words"})
    with zipfile.ZipFile(io.BytesIO(inner)) as archive:
        second = archive.infolist()[1].header_offset
    twice = bytearray(inner)
    at = inner.rfind(b"PK\x01\x02") + 42
    assert int.from_bytes(twice[at : at + 4], "little") == second
    twice[at : at + 4] = (0).to_bytes(4, "little")
    assert fault_of(bytes(twice)) == "PACK-BOMB"


def test_a_password_a_link_and_an_empty_archive_are_refused() -> None:
    locked = bytearray(zipped({"a.txt": b"words"}))
    locked[6] |= 1
    locked[locked.rfind(b"PK\x01\x02") + 8] |= 1
    assert fault_of(bytes(locked)) == "PACK-ENCRYPTED"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo("link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert fault_of(buffer.getvalue()) == "PACK-LINK"
    assert fault_of(zipped({})) == "PACK-EMPTY"


def test_many_members_and_damage_are_refused() -> None:
    with pytest.raises(PackedError, match="PACK-MANY"):
        list(members(zipped({f"{number}": b"x" for number in range(12)}), most_members=10))
    assert fault_of(zipped({"a.txt": b"words " * 900})[:-60]) == "PACK-DAMAGED"


def test_a_text_processor_s_document_is_no_archive() -> None:
    assert not is_archive(zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}))
    assert is_archive(zipped({"a.pdf": b"%PDF"}))
    assert not is_archive(b"%PDF-1.7")


def written(text: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "records@payer.example", "imr@house.example", "Records"
    message.set_content(text)
    return message


def test_a_message_gives_its_text_and_its_attachments() -> None:
    message = written("Please find the records enclosed, as asked for.")
    message.add_attachment(b"%PDF-1.7 a", maintype="application", subtype="pdf", filename="../a b.pdf")
    message.add_attachment(written("An older letter, sent on."))
    apart = taken_apart(message.as_bytes(), is_message=True)
    assert [member.name for member in apart.members] == ["message.txt", "a b.pdf", "message 2.eml"]
    assert b"as asked for" in apart.members[0].data
    assert b"sent on" in apart.members[2].data


def test_ornaments_stay_in_the_message_and_are_counted() -> None:
    message = written("See the paper.")
    message.add_alternative("<p>See the <b>paper</b>.</p><img src='cid:logo'>", subtype="html")
    message.add_attachment(b"%PDF-1.7 a", maintype="application", subtype="pdf", filename="a.pdf")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", cid="<logo>", disposition="inline")
    message.add_attachment(
        b"\x89PNG" + b"x" * 60_000, maintype="image", subtype="png", cid="<page>", disposition="inline"
    )
    apart = taken_apart(message.as_bytes(), is_message=True)
    assert [member.name for member in apart.members] == ["a.pdf", "attachment 2"]
    assert apart.ornaments == 1


def test_a_message_in_html_alone_gives_its_words() -> None:
    message = EmailMessage()
    message["From"] = "worker@home.example"
    message.set_content("<style>p {color: red}</style><p>I ask for a review &amp; send it now.</p>", subtype="html")
    assert message_parts(message.as_bytes()).text == "I ask for a review & send it now."


def test_an_encrypted_message_and_what_is_none_are_refused() -> None:
    locked = b"From: a@b.example\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nMIAG"
    assert fault_of(locked, is_message=True) == "PACK-ENCRYPTED"
    assert fault_of(b"\n\nno headers at all", is_message=True) == "PACK-DAMAGED"


@pytest.mark.parametrize("name", ["", "/", "..", "a\x00\u202eb.pdf"])
def test_a_name_is_plain(name: str) -> None:
    plain = plain_name(name)
    assert plain
    assert "/" not in plain
    assert plain.isprintable()
