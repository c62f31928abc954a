"""`python -m portal.fonts.cut NotoSansSC[wght].ttf`: makes the two files beside this one from Google's variable font.

The font is in the wheel justmytype-intl-cjk 0.1.0 (fonts/ofl/notosanssc); only who makes them anew needs it.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FOLDER = Path(__file__).parent
FEATURES = ["ccmp", "kern", "mark", "mkmk", "vert", "vrt2"]
UNUSED_TABLES = ["BASE", "STAT", "gasp", "prep", "DSIG"]
HANGUL = (range(0x1100, 0x1200), range(0x3130, 0x3190), range(0xA960, 0xA980), range(0xAC00, 0xD800))
HANZI = (range(0x3400, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x33480))


def main() -> None:
    """Regular: all but Hangul, so that every name of a person or place prints. Bold: the hanzi of GB 2312."""
    source = sys.argv[1]
    known = {code for code in TTFont(source).getBestCmap() if not _within(code, HANGUL)}
    common = {code for code in known if not _within(code, HANZI) or _in_gb2312(code)}
    cut(source, 400, known, FOLDER / "NotoSansSC-Regular.ttf")
    cut(source, 700, common, FOLDER / "NotoSansSC-Bold.ttf")


def cut(source: str, weight: int, codes: set[int], target: Path) -> None:
    """One static weight of the code points `codes`, without hinting (print and images do not use it)."""
    font = instantiateVariableFont(TTFont(source), {"wght": weight}, updateFontNames=True)
    options = subset.Options(
        layout_features=FEATURES, hinting=False, glyph_names=False, notdef_outline=True, name_IDs=["*"],
    )  # fmt: skip
    options.drop_tables += UNUSED_TABLES
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    font.save(target)


def _within(code: int, blocks: tuple[range, ...]) -> bool:
    return any(code in block for block in blocks)


def _in_gb2312(code: int) -> bool:
    try:
        chr(code).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


if __name__ == "__main__":
    main()
