"""`python -m tests.browser.contact_sheet BASE_URL OUT [--also NAME=URL …]`: the main types of page at one glance.

For each site one WebP in light and one in dark: every page at 1280 and at 390 px, each less than half a megabyte.
"""

import argparse
import base64
import html
import io
import json
import shutil
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.windows import PHONE, WIDE, settle

LARGEST = 500_000
# How tall a page's picture may be, in widths of the window: what is below the third screen tells nothing new.
TALLEST = {WIDE["width"]: 1.25, PHONE["width"]: 2.6}
PICTURE = {WIDE["width"]: 400, PHONE["width"]: 180}
SCHEMES = {"light": "浅色 light", "dark": "深色 dark"}
FIXED = {
    "首页 home": "/",
    "政策超市 supermarket": "/supermarket/",
    "政策发布空间 calls": "/notices/",
    "日历 calendar": "/notices/?view=calendar",
    "数据图表 figures": "/figures/",
    "大厅终端 kiosk": "/kiosk/",
}
# One record of each kind, as the API lists it.
RECORDS = {
    "申报通知 call": "notices?status=open,closing_soon",
    "政策产品 product": "policy-products?type=scheme",
    "政策文件 document": "policies",
    "政策解读 interpretation": "interpretations",
    "服务指南 guide": "guides",
    "公示公告 disclosure": "disclosures?status=open,closing_soon",
}
SHEET = """<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><style>
body {{ margin: 0; padding: 24px; font: 15px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; background: {paper};
  color: {ink}; inline-size: 1936px }}
h1 {{ font-size: 22px; margin: 0 0 16px }}
main {{ display: grid; grid-template-columns: repeat(3, 1fr); gap: 24px 20px }}
figure {{ margin: 0 }} figcaption {{ margin-block-end: 6px }} div {{ display: flex; gap: 8px; align-items: flex-start }}
img {{ border: 1px solid #8889; border-radius: 4px }}</style><h1>{title}</h1><main>{figures}</main></html>"""


def main() -> int:
    """Photograph and write; prints each file with its size."""
    given = _arguments()
    given.out.mkdir(parents=True, exist_ok=True)
    sites = {"base": given.base_url, **dict(pair.split("=", 1) for pair in given.also)}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, base in sites.items():
            for scheme in SCHEMES:
                written = _write(browser, given.out / f"contact-sheet-{name}-{scheme}.webp", name, base, scheme)
                sys.stdout.write(f"{written}: {written.stat().st_size:,} bytes\n")
        browser.close()
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.browser.contact_sheet", description=__doc__)
    parser.add_argument("base_url", help="a running portal with content, such as http://127.0.0.1:8000")
    parser.add_argument("out", type=Path, help="the folder to write to")
    parser.add_argument(
        "--also", nargs="*", default=[], metavar="NAME=URL", help="another site, its theme's name first"
    )
    return parser.parse_args()


def addresses(base: str) -> dict[str, str]:
    """Paths by caption: the fixed pages, then the first record of each list; a list without records is left out."""
    found = dict(FIXED)
    for caption, query in RECORDS.items():
        with urllib.request.urlopen(f"{base}/api/v1/{query}") as answer:
            rows = json.load(answer)["data"]
        if rows:
            found[caption] = urlsplit(rows[0]["url"]).path
    return found


def _write(browser: Browser, path: Path, name: str, base: str, scheme: str) -> Path:
    figures = "".join(_figures(browser, base, scheme))
    paper, ink = ("#f4f5f7", "#111") if scheme == "light" else ("#0b0d10", "#eee")
    page = browser.new_page(viewport={"width": 1984, "height": 800})
    page.set_content(SHEET.format(title=f"{name} · {SCHEMES[scheme]}", figures=figures, paper=paper, ink=ink))
    picture = Image.open(io.BytesIO(page.screenshot(full_page=True)))
    page.close()
    for quality in (80, 65, 50, 35):
        picture.save(path, quality=quality, method=6)
        if path.stat().st_size < LARGEST:
            break
    return path


def _figures(browser: Browser, base: str, scheme: str) -> Iterator[str]:
    """One figure for each page: its picture on a desk and on a phone."""
    windows = [browser.new_page(viewport=size, color_scheme=scheme, locale="zh-CN") for size in (WIDE, PHONE)]
    for caption, path in addresses(base).items():
        images = "".join(_photograph(window, base + path) for window in windows)
        yield f"<figure><figcaption>{html.escape(caption)}</figcaption><div>{images}</div></figure>"
    for window in windows:
        window.close()


def _photograph(page: Page, address: str) -> str:
    """The top of the page as an image in HTML."""
    page.goto(address, wait_until="networkidle")
    settle(page)
    width = page.viewport_size["width"] if page.viewport_size else WIDE["width"]
    page.set_viewport_size({"width": width, "height": round(width * TALLEST[width])})
    taken = base64.b64encode(page.screenshot()).decode()
    return f'<img width="{PICTURE[width]}" alt="" src="data:image/png;base64,{taken}">'


if __name__ == "__main__":
    sys.exit(main())
