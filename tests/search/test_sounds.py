"""Titles by their sound."""

from search.text.sounds import sounds


def test_each_pair_in_full_cut_short_and_as_initials() -> None:
    assert sounds("高新") == ["gao.xin", "gao.x", "g.x"]
    assert sounds("高新区")[3:] == ["xin.qu", "xin.q", "x.q"]


def test_homophones_sound_alike() -> None:
    assert sounds("加计扣除") == sounds("加急扣初")


def test_words_decide_how_a_character_is_read() -> None:
    assert sounds("银行") == ["yin.hang", "yin.h", "y.h"]
    assert sounds("行政") == ["xing.zheng", "xing.z", "x.z"]


def test_traditional_is_read_as_simplified_and_the_rest_is_silent() -> None:
    assert sounds("銀行 LED 税，2024") == sounds("银行")
    assert sounds("") == sounds("LED") == sounds("税") == []
