"""PDF files: paragraphs whole again, running heads gone, ruled tables as tables, over pages too."""

from portal.intake.formats.reading import read_bytes
from tests.portal.intake.formats.building import pdf, png

FONT = """body { font-family: 'Noto Sans SC', 'Noto Sans CJK SC', sans-serif; font-size: 12pt }
p { text-indent: 2em; margin: 0 }"""
SENTENCE = (
    "为贯彻落实支持民营经济高质量发展的决策部署，进一步优化营商环境，激发市场主体活力，结合本市实际，制定本措施。"
)
TABLE = "<style>table { border-collapse: collapse } td { border: 1px solid black; padding: 4px }</style>"


def lines(html: str, css: str = ""):
    return read_bytes("a.pdf", pdf(html, FONT + css)).lines


def test_paragraphs_are_put_together_from_their_lines():
    found = lines(f"<p>{SENTENCE * 2}</p><p>{SENTENCE}</p>")
    assert [line.text for line in found] == [SENTENCE * 2, SENTENCE]


def test_a_paragraph_goes_on_over_the_page_and_heads_and_numbers_are_left_out():
    css = "@page { @top-center { content: '某市人民政府公报' } @bottom-center { content: '— ' counter(page) ' —' } }"
    texts = [SENTENCE[number:] + SENTENCE * 2 for number in range(40)]
    assert [line.text for line in lines("".join(f"<p>{text}</p>" for text in texts), css)] == texts


def test_titles_in_large_type_and_signatures_to_the_right_are_told_apart():
    html = (
        "<h1 style='text-align:center;font-size:22pt'>关于支持民营经济发展的通知</h1>"
        f"<p>{SENTENCE}</p><p>{SENTENCE}</p><div style='text-align:right'>2024年3月1日</div>"
    )
    found = lines(html)
    assert (found[0].text, found[0].level, found[0].align) == ("关于支持民营经济发展的通知", 1, "center")
    assert (found[-1].text, found[-1].align) == ("2024年3月1日", "right")


def test_ruled_tables_stay_tables_with_merged_cells():
    html = (
        f"{TABLE}<p>{SENTENCE}</p><table><tr><td colspan=2>奖励标准</td></tr><tr><td>首次认定</td><td>20万元</td></tr>"
        f"<tr><td rowspan=2>再次认定</td><td>10万元</td></tr><tr><td>5万元</td></tr></table><p>{SENTENCE}</p>"
    )
    found = lines(html)
    assert [bool(line.table) for line in found] == [False, True, False]
    assert found[1].table.rows == [["奖励标准", ""], ["首次认定", "20万元"], ["再次认定", "10万元"], ["", "5万元"]]
    assert sorted(found[1].table.spans) == [(0, 0, 1, 2), (2, 0, 2, 1)]


def test_a_table_over_several_pages_is_one_without_its_repeated_header():
    rows = "".join(f"<tr><td>企业{number}</td><td>{number}万元</td></tr>" for number in range(100, 180))
    found = lines(f"{TABLE}<table><thead><tr><td>名称</td><td>金额</td></tr></thead><tbody>{rows}</tbody></table>")
    assert len(found) == 1
    assert found[0].table.rows == [["名称", "金额"], *([f"企业{n}", f"{n}万元"] for n in range(100, 180))]


def test_pictures_of_some_size_are_kept_in_their_place(tmp_path):
    (tmp_path / "a.png").write_bytes(png(400, 300))
    html = f"<p>{SENTENCE}</p><img src='file://{tmp_path}/a.png' style='width:10cm'><p>{SENTENCE}</p>"
    reading = read_bytes("a.pdf", pdf(html, FONT))
    assert [line.picture for line in reading.lines] == ["", "picture-1", ""]
    assert (reading.pictures["picture-1"].width, reading.pages) == (400, 1)
