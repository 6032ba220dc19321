"""The hosted page, as HTML without scripts; every text that came from outside is escaped."""

from datetime import UTC, datetime
from html import escape
from string import Template
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from payments.standin.objects import Json
from payments.standin.texts import TEXTS

WARSAW = ZoneInfo("Europe/Warsaw")
OUTCOMES = ("paid", "later", "failed", "abandoned")

PAGE = Template("""<!DOCTYPE html>
<html lang="$lang">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>$title</title>
<link rel="stylesheet" href="/standin.css">
</head>
<body>
<header class="banner"><p><strong>$banner</strong> <span>$banner_detail</span></p></header>
<main>
$content
</main>
</body>
</html>
""")

CHOICE = Template("""<li>
<button class="$outcome" name="outcome" value="$outcome" aria-describedby="help-$outcome">$label</button>
<p id="help-$outcome">$help</p>
</li>""")


def language(session: Json, accept_language: str) -> str:
    """The session's own; with `auto`, what the browser asks for first."""
    if session["locale"] in TEXTS:
        return str(session["locale"])
    return browser_language(accept_language)


def browser_language(accept_language: str) -> str:
    return "pl" if accept_language.strip().lower().startswith("pl") else "en"


def money(amount: int, lang: str) -> str:
    """`1 200,00 zł` or `PLN 1,200.00`, from grosze."""
    whole, rest = divmod(amount, 100)
    if lang == "pl":
        return f"{whole:,}".replace(",", "\u00a0") + f",{rest:02}\u00a0zł"
    return f"PLN\u00a0{whole:,}.{rest:02}"


def payment_page(session: Json, order: Json, *, lang: str, declined: bool) -> str:
    texts = TEXTS[lang]
    if session["status"] == "open":
        content = _summary(session, order, lang) + (_alert(texts) if declined else "") + _choices(texts)
    else:
        content = _closed(session, texts)
    return _page(content, lang)


def missing_page(lang: str) -> str:
    texts = TEXTS[lang]
    return _page(f"<h1>{escape(texts['missing_title'])}</h1>\n<p>{escape(texts['missing'])}</p>", lang)


def form_targets(session: Json) -> str:
    """The origins that the form's answer may redirect to, for the page's Content-Security-Policy."""
    origins = {_origin(session[name]) for name in ("success_url", "cancel_url") if session[name]}
    return " ".join(sorted(origins))


def _origin(url: str) -> str:
    parts = urlsplit(url)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}" + (f":{parts.port}" if parts.port else "")


def _page(content: str, lang: str) -> str:
    texts = {name: escape(text) for name, text in TEXTS[lang].items()}
    return PAGE.substitute(texts, lang=lang, content=content)


def _summary(session: Json, order: Json, lang: str) -> str:
    texts = TEXTS[lang]
    until = datetime.fromtimestamp(session["expires_at"], tz=UTC).astimezone(WARSAW)
    rows = [
        ("what", order["name"]),
        ("reference", session["client_reference_id"]),
        ("email", session["customer_email"]),
        ("expires", until.strftime("%d.%m.%Y, %H:%M")),
    ]
    listed = "\n".join(
        f"<div><dt>{escape(texts[name])}</dt><dd>{escape(value)}</dd></div>" for name, value in rows if value
    )
    amount = escape(money(session["amount_total"], lang))
    return (
        f'<h1><span class="label">{escape(texts["amount"])}</span> '
        f'<span class="amount">{amount}</span></h1>\n'
        f"<dl>\n{listed}\n</dl>\n"
    )


def _alert(texts: dict[str, str]) -> str:
    return (
        f'<div class="alert" role="alert"><p><strong>{escape(texts["declined_title"])}</strong></p>'
        f"<p>{escape(texts['declined'])}</p></div>\n"
    )


def _choices(texts: dict[str, str]) -> str:
    buttons = "\n".join(
        CHOICE.substitute(outcome=name, label=escape(texts[name]), help=escape(texts[f"{name}_help"]))
        for name in OUTCOMES
    )
    return f'<form method="post">\n<h2>{escape(texts["choose"])}</h2>\n<ul>\n{buttons}\n</ul>\n</form>'


def _closed(session: Json, texts: dict[str, str]) -> str:
    state = session["status"]
    content = f"<h1>{escape(texts[f'{state}_title'])}</h1>\n<p>{escape(texts[state])}</p>"
    if session["cancel_url"]:
        content += f'\n<p><a href="{escape(session["cancel_url"])}">{escape(texts["back"])}</a></p>'
    return content
