"""What a broken line changes in a process that has all modules loaded: the code of functions, and nothing else.

A line that runs when a module is loaded (a default, a table, a class) cannot be changed so: the module would have to be
loaded again, and all that took something from it.
"""

import gc
import inspect
from collections.abc import Iterator
from types import CodeType, FunctionType
from typing import NamedTuple


class Place(NamedTuple):
    """A function of a file: its name with what it stands in, and which it is of those of that name."""

    qualname: str
    turn: int


def changed_code(path: str, sound: bytes, broken: bytes) -> dict[Place, CodeType] | None:
    """The functions whose code differs between two texts of a file, each with the new code; None where what runs on
    loading differs.
    """
    before, after = (dict(_codes(compile(text, path, "exec", dont_inherit=True))) for text in (sound, broken))
    differing = {place: code for place, code in after.items() if _own(code) != _own(before.get(place))}
    if any(not code.co_flags & inspect.CO_OPTIMIZED for code in differing.values()):
        return None
    within = (name for place in differing for name in _around(place, after))
    return {place: after[place] for place in (*differing, *within)}


def apply(path: str, changed: dict[Place, CodeType]) -> bool:
    """Give the loaded functions of a file their new code; whether every outermost one of them was there to take it."""
    loaded: dict[str, list[FunctionType]] = {}
    for kept in gc.get_objects():
        if isinstance(kept, FunctionType) and kept.__code__.co_filename == path:
            loaded.setdefault(kept.__code__.co_qualname, []).append(kept)
    for place, code in changed.items():
        lines = sorted({function.__code__.co_firstlineno for function in loaded.get(place.qualname, ())})
        if place.turn < len(lines):
            for function in loaded[place.qualname]:
                if function.__code__.co_firstlineno == lines[place.turn]:
                    if len(function.__code__.co_freevars) != len(code.co_freevars):
                        return False
                    function.__code__ = code
        elif "<locals>" not in place.qualname:
            return False
    return True


def _codes(code: CodeType) -> Iterator[tuple[Place, CodeType]]:
    """A code and all that stands in it, in the order of the text."""
    turns: dict[str, int] = {}
    waiting = [code]
    while waiting:
        current = waiting.pop()
        turn = turns.get(current.co_qualname, 0)
        turns[current.co_qualname] = turn + 1
        yield Place(current.co_qualname, turn), current
        inner = [constant for constant in current.co_consts if isinstance(constant, CodeType)]
        waiting += sorted(inner, key=lambda part: part.co_firstlineno, reverse=True)


def _own(code: CodeType | None) -> object:
    """What a code does by itself, without the numbers of its lines and without the functions that stand in it."""
    if code is None:
        return None
    constants = [(type(part), part) for part in code.co_consts if not isinstance(part, CodeType)]
    return code.co_code, constants, code.co_names, code.co_varnames, code.co_freevars


def _around(place: Place, codes: dict[Place, CodeType]) -> Iterator[Place]:
    """The functions in which a function stands: their code holds its code."""
    name = place.qualname
    while ".<locals>." in name:
        name = name.rpartition(".<locals>.")[0]
        yield from (outer for outer in codes if outer.qualname == name)
