"""JSON Schema in few words. What a shape allows is what the answer holds, and the tests hold the two together."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
FLAG: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "format": "date"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
ADDRESS: Schema = {"type": "string", "format": "uri"}


def or_nothing(schema: Schema) -> Schema:
    return {**schema, "type": [schema["type"], "null"]}


def one_of(values: list[str]) -> Schema:
    return {"type": "string", "enum": sorted(values)}


def many(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def made_of(**fields: Schema) -> Schema:
    return {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def nothing_or(schema: Schema) -> Schema:
    return {"oneOf": [schema, {"type": "null"}]}


NAMED = made_of(name=TEXT, url=ADDRESS)
COMMITTEE = made_of(code=TEXT, slug=TEXT, name=TEXT, url=ADDRESS, api=ADDRESS)
