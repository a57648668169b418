"""When nothing is found: words like those typed. Each is tried, for this reader, before it is offered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.db.models import Func, IntegerField, Value

from committees.permissions import Visitor

from .asking import Question
from .finding import is_there
from .models import Word
from .words import likeness, trigrams, word

ALIKE = 0.3
CANDIDATES, TRIED, OFFERED = 40, 4, 3


class Shared(Func):
    """How many of the given runs of letters a word has."""

    template = "cardinality(ARRAY(SELECT unnest(trigrams) INTERSECT SELECT unnest(%(expressions)s::text[])))"
    output_field = IntegerField()


def suggestions(question: Question, user: Visitor, today: date) -> list[str]:
    """Other words that this reader would find something with."""
    offered = []
    for words in _other_words(question.plain_words):
        if is_there(replace(question, words=words), user, today):
            offered.append(words)
        if len(offered) == OFFERED:
            break
    return offered


def _other_words(asked: str) -> Iterator[str]:
    typed = [found for found in word.findall(asked) if found.lower() not in ("or",)][:6]
    alike = {each: likest(each.lower()) for each in typed}
    best = asked
    for each in typed:
        if alike[each] and alike[each][0] != each.lower():
            best = best.replace(each, alike[each][0])
    if best != asked:
        yield best
    for each in typed:
        for other in alike[each][:TRIED]:
            changed = asked.replace(each, other)
            if other != each.lower() and changed != best:
                yield changed
    if len(typed) > 1:
        yield " OR ".join(each.lower() for each in typed)


def likest(typed: str) -> list[str]:
    """Public words that look like it, the likest first; itself, if it is one."""
    runs = sorted(trigrams(typed))
    shared = Word.objects.filter(trigrams__overlap=runs).annotate(shared=Shared(Value(runs)))
    candidates = shared.order_by("-shared", "word").values_list("word", flat=True)[:CANDIDATES]
    scored = sorted((-likeness(typed, found), found) for found in candidates)
    return [found for score, found in scored if -score >= ALIKE]
