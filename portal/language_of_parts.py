"""Records stay in Chinese on English pages: every such passage says so, for those who have pages read to them.

WCAG 3.1.2. Done on the finished page, because records reach it through every template there is.
"""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

_CHINESE = "\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
# A tag and the text behind it, where that holds an ideograph; what a page quotes is escaped, so `<` begins a tag.
_PASSAGE = re.compile(r"<([/!]?)([a-zA-Z0-9]+)([^<>]*)>([^<]*[\u3400-\u9fff][^<]*)")
# What only those hear who have the page read to them; the words in it are the record's, too.
_NAME = re.compile(r'<[a-zA-Z0-9]+[^<>]*\s(?:alt|aria-label)="([^"<>]*[\u3400-\u9fff][^"<>]*)"[^<>/]*')
_RUN = re.compile(f"[{_CHINESE}](?:[^&<]*[{_CHINESE}])?")
# Without a Latin word before or behind it, the passage is its element's alone.
_ALONE = re.compile(f"[^A-Za-z&]*[{_CHINESE}](?:.*[{_CHINESE}])?[^A-Za-z&]*", re.DOTALL)
_MARK = ' lang="zh-CN"'
_HAS_LANGUAGE = re.compile(r"\slang=")
_NOT_READ = frozenset({"script", "style", "template"})
# What follows these stands beside them, not in them.
_EMPTY = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
_TEXT_ONLY = frozenset({"option", "text", "textarea", "title", "tspan"})


class LanguageOfPartsMiddleware:
    """Marks Chinese passages of English pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        english = getattr(request, "LANGUAGE_CODE", "") == "en"
        if english and isinstance(response, HttpResponse) and response.get("Content-Type", "").startswith("text/html"):
            response.content = marked(response.content.decode(response.charset or "utf-8"))
        return response


def marked(html: str) -> str:
    """The page with `lang="zh-CN"` at every Chinese passage: at its element, or around it where words share one."""
    return _PASSAGE.sub(_passage, _NAME.sub(_named, html))


def _named(found: re.Match[str]) -> str:
    alone = _ALONE.fullmatch(found[1]) and not _HAS_LANGUAGE.search(found.group())
    return f"{found.group().rstrip()}{_MARK}" if alone else found.group()


def _passage(found: re.Match[str]) -> str:
    end, name, attributes, text = found.groups()
    begins = not end and name.lower() not in _EMPTY and not attributes.endswith("/")
    if begins and (name.lower() in _NOT_READ or _HAS_LANGUAGE.search(attributes)):
        return found.group()
    if begins and (name.lower() in _TEXT_ONLY or _ALONE.fullmatch(text)):
        return f"<{name}{attributes}{_MARK}>{text}"
    return f"<{end}{name}{attributes}>{_RUN.sub(_wrapped, text)}"


def _wrapped(found: re.Match[str]) -> str:
    return f"<span{_MARK}>{found.group()}</span>"
