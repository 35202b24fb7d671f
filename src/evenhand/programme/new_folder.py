"""Writing the folder of a new programme like one that is there, so that an author begins with what is whole."""

import json
import re
import shutil
import tempfile
from pathlib import Path

from evenhand.programme.model import Programme
from evenhand.programme.seal import SEAL, seal_text

_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_HEAD_COMMENT = re.compile(r"\A(?:#[^\n]*\n)*\n?")
_APPROVAL = re.compile(r"^\[approval\]\n(?:[^\[\n][^\n]*\n)*\n?", re.MULTILINE)
_MADE_UP = (
    "# `made_up` says on every page and letter that the law exists nowhere. Take the line out when the law is real.\n"
)


def is_programme_id(ident: str) -> bool:
    """Whether a programme may have this id: a small letter, then small letters, digits and _, at most 40 signs."""
    return _ID.fullmatch(ident) is not None


def write_like(like: Programme, ident: str, title: str, parent: Path) -> Path:
    """Write the folder of a programme with an id and a title, in `parent`, like one that is there; gives its path.

    Rules, letters, panel and cases are copied as they stand, approvals of wordings and the standing of the panel's
    tables as not yet approved: nobody has answered for them here. The folder is sealed. Raises FileExistsError where
    `parent` holds something of that name, OSError where the disk refuses.
    """
    target = parent / ident
    if target.exists():
        raise FileExistsError(f"there is something named {ident} in {parent} already")
    parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=f".{ident}.", dir=parent))
    try:
        shutil.copytree(like.folder, making, dirs_exist_ok=True, ignore=shutil.ignore_patterns(SEAL, ".*"))
        for path in sorted(making.rglob("*.toml")):
            text = path.read_text(encoding="utf-8")
            path.write_text(_renamed(text, like, ident), encoding="utf-8")
        head = making / "programme.toml"
        head.write_text(_head(head.read_text(encoding="utf-8"), like, ident, title), encoding="utf-8")
        (making / SEAL).write_text(seal_text(making), encoding="utf-8")
        making.rename(target)
        target.chmod(0o755)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    return target


def _renamed(text: str, like: Programme, ident: str) -> str:
    """A file that named the old programme, or that somebody approved for it, as one of the new programme."""
    text = re.sub(rf'^programme = "{re.escape(like.id)}"$', f'programme = "{ident}"', text, flags=re.MULTILINE)
    text = re.sub(r'^status = "approved"$', 'status = "editorial"', text, flags=re.MULTILINE)
    return _APPROVAL.sub("", text)


def _head(text: str, like: Programme, ident: str, title: str) -> str:
    """`programme.toml` with its own id and title, and a first comment that says where it comes from."""
    if ident == like.id:
        return text
    comment = f"# {ident} was written like {like.id}. Replace what is not its own: rule by rule, word by word.\n"
    comment += _MADE_UP if like.made_up else ""
    text = _HEAD_COMMENT.sub(f"{comment}\n", text, count=1)
    text = re.sub(r"^id = .*$", f'id = "{ident}"', text, count=1, flags=re.MULTILINE)
    words = json.dumps(title, ensure_ascii=False)
    return re.sub(r"^title = .*$", lambda _: f"title = {words}", text, count=1, flags=re.MULTILINE)
