"""Words as a browser sends them: whole, or refused with what was written. Nothing is ever cut off in silence."""

from collections.abc import Mapping


class TooLongError(Exception):
    """More was written than a field takes: `words` as they came, and how many characters there may be. Where no view
    answers it, `stopped_view` does.
    """

    def __init__(self, words: str, most: int) -> None:
        super().__init__(f"{len(words)} > {most}")
        self.words, self.most = words, most


def sent_words(sent: Mapping[str, str], name: str, most: int) -> str:
    """What was sent under a name, without blanks around it and with each end of a line as one character, as the browser
    counted it; empty where there is nothing. Raises TooLongError above `most` characters.
    """
    words = sent.get(name, "").replace("\r\n", "\n").strip()
    if len(words) > most:
        raise TooLongError(words, most)
    return words
