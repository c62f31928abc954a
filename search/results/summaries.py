"""What a summary says beyond its title: in a list the same words twice only keep people from the facts."""

import re
from difflib import SequenceMatcher

from search.text.chinese import compact

# A sentence that has so much of the title in one piece only says the title again.
SHARE = 0.45
SHORTEST = 4
_YEAR = re.compile(r"^(?:19|20)\d\d(?:年度|年)")
_NOTE = re.compile(r"[（(][^（()）]*[)）]$")
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")


def short_title(title: str) -> str:
    """The title without the year it begins with and the note it ends with: where there is little room."""
    return _NOTE.sub("", _YEAR.sub("", title)) or title


def beyond_title(title: str, summary: str) -> str:
    """The sentences of the summary that do not repeat the title, in their order."""
    name = compact(short_title(title))
    if not summary or len(name) < SHORTEST:
        return summary
    sentences = _SENTENCE.findall(summary)
    return "".join(sentence for sentence in sentences if not repeats(name, sentence)).strip()


def repeats(name: str, sentence: str) -> bool:
    """Whether the sentence has most of the name in one piece."""
    said = compact(sentence)
    longest = SequenceMatcher(None, name, said, autojunk=False).find_longest_match()
    return longest.size >= max(SHORTEST, SHARE * len(name))
