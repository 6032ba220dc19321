"""Pieces that every page is built of. /styleguide/ shows each; docs/developer/components.md lists them."""

import re
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.template.context import Context
from django.template.defaultfilters import stringfilter
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import get_script_prefix
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_from_path

register = template.Library()

# Polish typesetting leaves no one-letter word at the end of a line.
ONE_LETTER_WORD = re.compile(r"(?<=[\s\u00a0(„][aiouwzAIOUWZ]) (?=\S)|(?<=^[aiouwzAIOUWZ]) (?=\S)", re.MULTILINE)

STATE_ICONS = {
    "settled": "check-lg",
    "waiting": "hourglass-split",
    "problem": "exclamation-triangle-fill",
    "info": "info-circle-fill",
    "neutral": "",
}
NOTICE_ICONS = STATE_ICONS | {"settled": "check-circle-fill", "waiting": "clock-fill", "neutral": "info-circle"}
MESSAGE_TONES = {"debug": "neutral", "info": "info", "success": "settled", "warning": "waiting", "error": "problem"}
FEW_PLACES = 5


@lru_cache(maxsize=512)
def drawn_icon(name: str, size: str) -> SafeString:
    address = static("build/icons.svg")
    large = " icon-large" if size == "large" else ""
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>', large, address, name
    )


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """`{% icon "printer" %}`: always beside words, hidden from screen readers."""
    return drawn_icon(name, size) if name else SafeString("")


@register.simple_tag
def state(tone: str, label: str, icon: str | None = None) -> SafeString:
    """`{% state "waiting" _("Waits for payment") %}`: a badge of state; the tone also shows as an icon."""
    mark = drawn_icon(STATE_ICONS.get(tone, "") if icon is None else icon, "") if tone != "neutral" or icon else ""
    return format_html('<span class="state tone-{}">{}{}</span>', tone, mark, label)


@register.simple_block_tag
def notice(content: str, tone: str = "info", title: str = "", role: str = "") -> SafeString:
    """`{% notice "waiting" title=_("…") %}<p>…</p>{% endnotice %}`; role="alert" or "status" for what comes up live."""
    head = format_html('<p class="notice-title">{}</p>', title) if title else ""
    live = format_html(' role="{}"', role) if role else ""
    mark = drawn_icon(NOTICE_ICONS[tone], "")
    return format_html('<div class="notice tone-{}"{}>{}<div>{}{}</div></div>', tone, live, mark, head, content)


@register.simple_block_tag
def nothing(content: str, title: str) -> SafeString:
    """`{% nothing title=_("No cards yet") %}<p>What to do next</p><a class="button">…</a>{% endnothing %}`"""
    return SafeString(render_to_string("components/empty.html", {"title": title, "content": content}))


@register.simple_block_tag
def dialog(content: str, id: str, title: str) -> SafeString:
    """A native dialog, opened by any `<button type="button" data-dialog="<id>">`."""
    return SafeString(render_to_string("components/dialog.html", {"id": id, "title": title, "content": content}))


@register.simple_block_tag
def tile(content: str, label: str, note: str = "") -> SafeString:
    """One figure inside `<dl class="figures">`; the content is the figure."""
    small = format_html('<dd class="figure-note">{}</dd>', note) if note else ""
    return format_html('<div class="figure-tile"><dt>{}</dt><dd class="figure">{}</dd>{}</div>', label, content, small)


@register.inclusion_tag("components/places.html")
def places(left: int | None, size: int | None) -> dict[str, Any]:
    """Places left, in words and as a bar. None for `left`: no limit, and nothing is drawn."""
    taken = max(0, (size or 0) - (left or 0))
    return {
        "left": left,
        "size": size,
        "taken_share": round(100 * taken / size) if size else 0,
        "is_few": left is not None and 0 < left <= FEW_PLACES,
    }


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any]) -> dict[str, Any]:
    """Links to the pages of a list; keeps the other parameters of the address."""
    return {
        "page": page,
        "numbers": list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)),
        "gap": page.paginator.ELLIPSIS,
        "request": context.get("request"),
    }


@register.simple_tag(takes_context=True)
def with_parameters(context: Context, **changes: Any) -> str:
    """This page's query string with some parameters changed, or removed by None: `?{% with_parameters page=2 %}`"""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = str(value)
    return str(query.urlencode())


@register.simple_tag(takes_context=True)
def languages(context: Context) -> list[dict[str, Any]]:
    """This page in each language of the site."""
    request = context.get("request")
    if request is None:
        return []
    root = get_script_prefix()
    # A page that was not found has no translation: the front page stands in for it.
    path = request.get_full_path().removeprefix(root) if request.resolver_match else ""
    plain = path.removeprefix(f"{get_language_from_path(request.path_info)}/")
    names = {"pl": "Polski", "en": "English"}
    return [
        {
            "code": code,
            "name": names[code],
            "url": root + ("" if code == settings.LANGUAGE_CODE else f"{code}/") + plain,
            "current": code == get_language(),
        }
        for code, _name in settings.LANGUAGES
    ]


@register.filter
@stringfilter
def typeset(text: str) -> str:
    """Text with one-letter words tied to what follows them."""
    return ONE_LETTER_WORD.sub("\u00a0", text)


@register.filter
def message_tone(tags: str) -> str:
    """The tone of a Django message by its tags."""
    return next((MESSAGE_TONES[tag] for tag in tags.split() if tag in MESSAGE_TONES), "info")


@register.filter
def widget_kind(field: Any) -> str:
    """How a bound field is laid out: `check`, `group` (several inputs under one legend) or `line`."""
    widget = field.field.widget
    if getattr(widget, "input_type", "") == "checkbox" and not hasattr(widget, "choices"):
        return "check"
    return "group" if field.use_fieldset else "line"
