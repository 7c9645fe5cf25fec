"""What every page looks like, and what it may not do: no script, nothing from elsewhere, no trace of its address."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Iterable, Mapping
from importlib.resources import files
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response

from server.errors import malformed, too_large

LOCALES = ("en", "es")
FORM_BYTES_MOST = 64 * 1024
ROLES = {
    "ground": "sunken", "card": "raised", "text": "text", "soft": "text_secondary", "line": "border_strong",
    "edge": "border_control", "accent": "accent", "on_accent": "text_on_accent", "mine": "accent_soft", "bad": "danger",
    "link": "link",
}  # fmt: skip
"""What a colour is called here, and its role among the tokens of the theme."""


def _colours(mode: str) -> str:
    """Return the declarations of a mode's colours, out of the tokens that the client is painted with."""
    tokens = json.loads(files("resources").joinpath("themes", "tokens.json").read_text("utf-8"))
    groups = [group for group in tokens["color"][mode].values() if isinstance(group, dict)]
    by_role = {role: value for group in groups for role, value in group.items()}
    return " ".join(f"--{name}: {by_role[role]};" for name, role in ROLES.items())


RULES = """
body { background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, sans-serif; margin: 0; padding: 16px; }
main { background: var(--card); border: 1px solid var(--line); border-radius: 12px; margin: 0 auto; max-width: 640px;
  padding: 20px; overflow-wrap: anywhere; }
h1 { font-size: 1.4em; margin: 0 0 8px; } h2 { font-size: 1.1em; margin: 20px 0 8px; } p { margin: 8px 0; }
.soft { color: var(--soft); font-size: .9em; } .bad { color: var(--bad); font-weight: 600; }
article { border: 1px solid var(--line); border-radius: 8px; margin: 8px 0; padding: 8px 12px; }
article.mine { background: var(--mine); }
label { display: block; font-weight: 600; margin: 12px 0 4px; }
fieldset { border: 0; margin: 12px 0; padding: 0; } legend { font-weight: 600; padding: 0; }
label.tick { align-items: center; display: flex; font-weight: 400; gap: 10px; margin: 0; min-height: 40px; }
input, textarea { background: var(--card); border: 1px solid var(--edge); border-radius: 6px; box-sizing: border-box;
  color: inherit; font: inherit; padding: 10px; width: 100%; }
.tick input { accent-color: var(--accent); flex: none; height: 20px; margin: 0; width: 20px; }
button { background: var(--accent); border: 0; border-radius: 6px; color: var(--on_accent); cursor: pointer;
  font: inherit; font-weight: 600; margin-top: 12px; min-height: 44px; padding: 8px 20px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; } a { color: var(--link); }
"""
STYLE = (
    f":root {{ color-scheme: light dark; {_colours('light')} }}\n"
    f"@media (prefers-color-scheme: dark) {{ :root {{ {_colours('dark')} }} }}{RULES}"
)
_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    # The link is in the address: it must not go on to whatever is opened from here.
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
}


def escaped(text: str) -> str:
    """Return `text` as it stands in a page: nothing in it means anything."""
    return html.escape(text, quote=True)


def paragraphs(text: str) -> str:
    """Return what somebody wrote, its lines kept."""
    return "<p>" + "<br>".join(escaped(line) for line in text.strip().splitlines()) + "</p>"


def page(title: str, locale: str, parts: Iterable[str], status: int = 200) -> Response:
    """Return a page; `parts` are markup, `title` is text."""
    inner = "\n".join(parts)
    text = (
        f'<!DOCTYPE html>\n<html lang="{escaped(locale)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escaped(title)}</title>\n<style>{STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n<h1>{escaped(title)}</h1>\n{inner}\n</main>\n</body>\n</html>\n"
    )
    return Response(text, status, headers=HEADERS, media_type="text/html; charset=utf-8")


def language_of(request: Request) -> str:
    """Return the first language of the browser's that there are words in."""
    wanted = request.headers.get("accept-language", "").lower().replace(",", " ").split()
    return next((one[:2] for one in wanted if one[:2] in LOCALES), LOCALES[0])


async def form_of(request: Request) -> Mapping[str, str]:
    """Return the fields of a form that was sent, each once.

    Raises:
        Refused: 400 or 413.
    """
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > FORM_BYTES_MOST:
            raise too_large(FORM_BYTES_MOST)
    try:
        fields = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=20, errors="strict")
    except ValueError as error:
        raise malformed("not a form") from error
    return {name: values[0].replace("\r\n", "\n") for name, values in fields.items()}
