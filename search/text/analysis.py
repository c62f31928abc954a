"""A document cut into what engines file, the same for every engine: they only split at blanks."""

import re
from dataclasses import dataclass
from hashlib import blake2b
from operator import add

from search.filing import SearchDocument
from search.text.chinese import chinese_and_words, compact, normalise
from search.text.sounds import sounds

# Raised when the same document is cut or filed differently: an index of another layout is rebuilt.
LAYOUT = "5"
# What stands in an empty text, and never in a query: engines score alike only when every document has every field.
NOTHING = "∅"
_BRACKETS = re.compile(r"[\[\]〔〕()（）【】『』「」{}﹝﹞]")


@dataclass(frozen=True)
class Analysed:
    """Tokens joined by blanks; `exact` are the terms of the whole title and of the numbers."""

    title_pairs: str
    title_characters: str
    title_sounds: str
    text_pairs: str
    text_characters: str
    exact: tuple[str, ...]


def analysed(document: SearchDocument) -> Analysed:
    """Cut title and text."""
    title_pairs, title_characters = cut(document.title)
    text_pairs, text_characters = cut(document.text)
    return Analysed(
        title_pairs=title_pairs or NOTHING,
        title_characters=title_characters or NOTHING,
        title_sounds=" ".join(sounds(document.title)) or NOTHING,
        text_pairs=text_pairs or NOTHING,
        text_characters=text_characters or NOTHING,
        exact=(title_term(compact(document.title)), *map(number_term, document.numbers)),
    )


def cut(text: str) -> tuple[str, str]:
    """(words and bigrams, characters), each joined by blanks; words stand first, for nobody asks for them in a row."""
    chinese, pairs = chinese_and_words(normalise(text))
    for run in chinese:
        if len(run) > 1:
            pairs.extend(map(add, run, run[1:]))
        else:
            pairs.append(run)
    return " ".join(pairs), " ".join("".join(chinese))


def title_term(title: str) -> str:
    """The term of a whole title, of fixed length."""
    return "title:" + blake2b(title.encode(), digest_size=16).hexdigest()


def number_term(number: str) -> str:
    """The term of a document number in normal form; brackets that are left in odd ones make no difference."""
    return "number:" + blake2b(_BRACKETS.sub("", number).encode(), digest_size=16).hexdigest()
