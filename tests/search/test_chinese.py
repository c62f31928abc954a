"""Segmentation."""

import pytest

from search.text.analysis import cut
from search.text.chinese import bigrams, compact, normalise, printable, tokens, unigrams


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("企业研发", ["企业", "业研", "研发"]),
        ("企業研發", ["企业", "业研", "研发"]),
        ("税", ["税"]),
        ("５Ｇ应用", ["5g", "应用"]),
        ("国办发〔2018〕108号", ["国办", "办发", "2018", "108", "号"]),
        ("研发，费用", ["研发", "费用"]),
        ("\ud800\x00\u200b企\u200b业", ["企业"]),
        ("", []),
        ("！？^*", []),
    ],
)
def test_bigrams(text: str, expected: list[str]) -> None:
    assert bigrams(text) == expected


def test_tokens_are_unigrams_bigrams_and_words() -> None:
    assert tokens("研发LED") == ["研发", "研", "发", "led"]
    assert unigrams("研发LED") == ["研", "发"]


def test_the_index_cuts_as_queries_do() -> None:
    text = "《企业研发费用》LED 照明，税 ISO9001"
    pairs, characters = cut(text)

    assert sorted(pairs.split()) == sorted(bigrams(text))
    assert characters.split() == unigrams(text)


def test_compact_drops_what_is_not_searched_for() -> None:
    assert compact("《关于 企业（试行）》") == "关于企业试行"


@pytest.mark.parametrize("text", ["\x00", "\ud83d", "a\udfffb"])
def test_nothing_unprintable_is_left(text: str) -> None:
    printable(normalise(text)).encode()
