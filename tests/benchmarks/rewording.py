"""Places, departments, years and ordinals of a real text exchanged for others, consistently within one record."""

import random
import re
from collections.abc import Callable

PLACES = (
    "北京", "上海", "天津", "重庆", "广东", "江西", "山东", "浙江", "江苏", "福建", "湖北", "湖南", "河南", "河北",
    "陕西", "四川", "安徽", "广西", "贵州", "云南", "海南", "辽宁", "吉林", "甘肃", "青海", "宁夏", "西藏", "新疆",
    "广州", "深圳", "南昌", "济南", "青岛", "杭州", "宁波", "南京", "苏州", "武汉", "西安", "成都", "合肥", "厦门",
)  # fmt: skip
BODIES = (
    "发展改革", "工业和信息化", "科学技术", "农业农村", "生态环境", "自然资源", "交通运输", "市场监督", "文化旅游",
    "人力资源", "医疗保障", "住房城乡", "卫生健康", "应急管理", "知识产权",
)  # fmt: skip
EARLIEST, LATEST = 1990, 2026
_YEAR = r"(?:19|20)\d\d(?=年|〕|］|\]|】|）)"
_ORDINAL = r"(?<=第)[一二三四五六七八九十](?=批|期|次)"
_ANY = re.compile("|".join((*PLACES, *BODIES, _YEAR, _ORDINAL)))
_ORDINALS = "一二三四五六七八九十"


def reworder(chance: random.Random) -> Callable[[str], str]:
    """A function that exchanges the words of one record's texts; the length of a text hardly changes."""
    years = chance.randint(-6, 6)
    exchange = {
        **_turned(PLACES, chance.randrange(len(PLACES))),
        **_turned(BODIES, chance.randrange(len(BODIES))),
        **_turned(tuple(_ORDINALS), chance.randrange(len(_ORDINALS))),
        **{str(year): str(min(LATEST, max(EARLIEST, year + years))) for year in range(1900, 2100)},
    }
    return lambda text: _ANY.sub(lambda found: exchange[found[0]], text)


def _turned(words: tuple[str, ...], by: int) -> dict[str, str]:
    return {word: words[(place + by) % len(words)] for place, word in enumerate(words)}
