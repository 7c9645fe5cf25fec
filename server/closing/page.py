"""The pages behind the links: one question, one button, in the language of whoever was asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from starlette.responses import Response

from domain.closing import SCORES
from domain.ids import RecordId
from domain.words import RatingReason
from server.closing.answers import Question, Stands, Trouble
from server.closing.links import Purpose
from server.closing.words import WORDS
from server.pages.page import escaped, page


def asking(
    question: Question, fresh_id: RecordId, form: Mapping[str, str] | None = None, trouble: Trouble | None = None
) -> Response:
    """Return the page that asks.

    Args:
        question: What is asked, and still is.
        fresh_id: Makes what is answered here one answer, however often the button is pressed.
        form: What was answered and not taken: it stands there again.
        trouble: Why it was not.
    """
    words = words_of(question.locale)
    title = words[f"{question.purpose}.title"]
    return page(title, question.locale, _form(question, words, fresh_id, form, trouble), 400 if trouble else 200)


def answered(question: Question, rating_link: str) -> Response:
    """Return the page of a question that has its answer, or is not asked any more."""
    words = words_of(question.locale)
    is_over = question.stands is Stands.OVER
    title = words["over.title"] if is_over else words["thanks.title"]
    said = words["over"] if is_over else words[f"{question.purpose}.thanks"]
    parts = [_about(question, words), f"<p>{escaped(said)}</p>"]
    if rating_link and question.purpose is not Purpose.RATE:
        parts.append(f'<p><a href="{escaped(rating_link)}">{escaped(words["rate.title"])}</a></p>')
    return page(title, question.locale, parts)


def dead(locale: str) -> Response:
    """Return the page of a link that is none, or is over: it tells nothing of anybody."""
    words = words_of(locale)
    return page(words["dead.title"], locale, [f"<p>{escaped(words['dead'])}</p>"], 404)


def words_of(locale: str) -> Mapping[str, str]:
    """Return the words of a language, else the English ones."""
    return WORDS.get(locale, WORDS["en"])


def _form(
    question: Question,
    words: Mapping[str, str],
    fresh_id: RecordId,
    form: Mapping[str, str] | None,
    trouble: Trouble | None,
) -> Iterator[str]:
    yield _about(question, words)
    yield f"<p>{escaped(words[f'{question.purpose}.lead'])}</p>"
    if trouble is not None:
        yield f'<p class="bad" role="alert">{escaped(words[f"trouble.{trouble}"])}</p>'
    yield f'<form method="post"><input type="hidden" name="id" value="{escaped(fresh_id)}">'
    match question.purpose:
        case Purpose.WORKS:
            pass
        case Purpose.RATE:
            yield from _rating(question, words, form)
        case Purpose.CHECK_BACK:
            yield from _yes_or_no(words, form)
            yield _text(words["check-back.text"], form, required=False)
        case Purpose.NOT_SOLVED:
            yield _text(words["not-solved.text"], form, required=True)
            yield _tick(
                "checkbox", "dissatisfied", "1", words["not-solved.lead_too"], ticked="dissatisfied" in (form or {})
            )
        case Purpose.REPLY:
            yield _text(words["reply.text"], form, required=True)
    yield f'<button type="submit">{escaped(words[f"{question.purpose}.button"])}</button></form>'


def _rating(question: Question, words: Mapping[str, str], form: Mapping[str, str] | None) -> Iterator[str]:
    known = question.rating
    score = (form or {}).get("score") or (str(known.score) if known is not None else "")
    yield f"<fieldset><legend>{escaped(words['rate.score'])}</legend>"
    for one in SCORES:
        yield _tick("radio", "score", str(one), words[f"score.{one}"], ticked=score == str(one))
    yield f"</fieldset><fieldset><legend>{escaped(words['rate.reasons'])}</legend>"
    for reason in RatingReason:
        name = f"reason_{reason}"
        ticked = name in form if form is not None else known is not None and reason in known.reasons
        yield _tick("checkbox", name, "1", words[f"reason.{reason}"], ticked=ticked)
    yield "</fieldset>"
    before = {"body": known.comment} if form is None and known is not None else form
    yield _text(words["rate.text"], before, required=False, longest=2_000)


def _yes_or_no(words: Mapping[str, str], form: Mapping[str, str] | None) -> Iterator[str]:
    for value in ("yes", "no"):
        ticked = (form or {}).get("works") == value
        yield _tick("radio", "works", value, words[f"check-back.{value}"], ticked=ticked)


def _tick(kind: str, name: str, value: str, label: str, *, ticked: bool) -> str:
    on = " checked" if ticked else ""
    required = " required" if kind == "radio" else ""
    box = f'<input type="{kind}" name="{escaped(name)}" value="{escaped(value)}"{on}{required}>'
    return f'<label class="tick">{box} {escaped(label)}</label>'


def _text(label: str, form: Mapping[str, str] | None, *, required: bool, longest: int = 50_000) -> str:
    kept = escaped((form or {}).get("body", ""))
    must = " required" if required else ""
    field = f'<textarea id="body" name="body" rows="4" maxlength="{longest}"{must}>{kept}</textarea>'
    return f'<label for="body">{escaped(label)}</label>{field}'


def _about(question: Question, words: Mapping[str, str]) -> str:
    ticket = question.ticket
    number = f"#{ticket.number} · " if ticket.number else ""
    return f'<p class="soft">{escaped(words["about"])} <strong>{escaped(number + ticket.subject)}</strong></p>'
