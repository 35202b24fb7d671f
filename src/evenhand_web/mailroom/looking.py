"""Looking behind a door, whatever it is: what came is taken in."""

from evenhand_web.mailroom.doors import Door, DoorKind
from evenhand_web.mailroom.folders import Folder, Taken, take_from_folder
from evenhand_web.mailroom.mailbox import take_from_mailbox


def look(door: Door) -> Taken:
    """Take in what lies behind a door. Raises OSError where it cannot be opened, MailboxError where a mail server says
    no.
    """
    if door.kind is DoorKind.IMAP:
        return Taken(take_from_mailbox(door), ())
    if door.folder is None:
        raise ValueError(f"the door {door.id} names no folder")
    is_mail = door.kind is DoorKind.MAIL_FOLDER
    pattern = door.sender_in_name
    folder = Folder(door=door.id, path=door.folder, manner=door.manner, is_mail=is_mail, sender_in_name=pattern)
    return take_from_folder(folder)
