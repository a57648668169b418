"""Papers that another part of the product wrote onto an agenda, written anew as things stand now."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import transaction

from accounts.models import User
from audit.log import record
from council.models import Council

from .drawing import Drawing, count_pages
from .models import Paper, PaperVersion
from .papers import add_version, open_paper, touch
from .texts import words_of


def renew_generated(paper: Paper, *, template: str, data: dict[str, Any], by: User) -> PaperVersion:
    """A new version of the paper, unless it would say the same. The version before it stays."""
    pdf = Drawing(Council.objects.get()).draw(template, data)
    pages, words = count_pages(pdf), words_of(pdf)
    key = json.dumps([template, data], sort_keys=True, ensure_ascii=False)
    sha256 = hashlib.sha256(key.encode()).hexdigest()
    with transaction.atomic():
        paper = open_paper(paper)
        old = paper.versions.get(current=True)
        if old.sha256 == sha256:
            return old
        version = add_version(
            paper,
            pdf,
            words,
            classification=old.classification,
            template=template,
            data=data,
            sha256=sha256,
            pages=pages,
            uploaded_by=by,
        )
        touch(paper)
        record("renew generated paper", paper, by=by, number=version.number, template=template, pages=pages)
    return version
