"""Whether the words of a text layer are words: common ones of English and Spanish and of the field are looked for."""

from collections.abc import Iterable

KNOWN = frozenset(
    """
    a about above after again all also am an and any are as at be been before being below between both but by can cannot
    could day days did do does done down during each either else every few first for from further get given had has have
    he her here hers him his how i if in into is it its just last left less like made make may me more most must my name
    need new next no non none normal not now number of off old on once one only or order other our out over own page
    part per please right same see seen set she should side since so some state such take than that the their them then
    there these they this those through time to today too total two three under until up upon use used very was we week
    weeks well were what when where whether which while who why will with within without would year years yes you your
    de del el en la las los no para por que se su un una y con es
    patient patients date birth injury claim medical report physician doctor dr treatment therapy pain exam examination
    diagnosis history work status employer employee phone fax address city zip code request review decision
    determination records record received service insurance administrator authorization form signature signed spine
    lumbar cervical shoulder knee wrist hand back neck mri xray study findings impression normal results test specimen
    medication medications tablet daily mg visit visits follow plan assessment subjective objective clinic center
    california street suite group inc sincerely dear letter regarding re page phone tel index tab exhibit
    """.split()
)
_GOOD, _BAD = 0.15, 0.05
_ENOUGH = 12
_VOWELS = frozenset("aeiouy")


def are_words(words: Iterable[str]) -> bool:
    """Whether the words of a text layer are words of a language, and not the signs of a broken font.

    Fewer than a dozen are taken for words where at least one is known or all could be.
    """
    tokens = [bare for word in words if len(bare := word.strip(".,:;()[]\"'#/-").lower()) > 1 and not _is_figure(bare)]
    if not tokens:
        return True
    known = sum(token in KNOWN for token in tokens) / len(tokens)
    could_be = sum(_could_be(token) for token in tokens) / len(tokens)
    if len(tokens) < _ENOUGH:
        return known > 0 or could_be > 0.8
    return known >= _GOOD or (known >= _BAD and could_be > 0.7) or could_be > 0.93


def _is_figure(token: str) -> bool:
    return sum(sign.isdigit() for sign in token) * 2 >= len(token)


def _could_be(token: str) -> bool:
    """Whether a token is built as words are: of letters, with vowels, and no long run of consonants."""
    letters = token.replace("'", "").replace("-", "").replace("/", "")
    if not letters.isalpha():
        return False
    run = longest = 0
    for sign in letters:
        run = 0 if sign in _VOWELS or not sign.isascii() else run + 1
        longest = max(longest, run)
    return longest <= 4 and (len(letters) < 4 or bool(_VOWELS & set(letters)))
