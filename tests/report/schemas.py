"""The JSON schemas of the reports, and what in a value breaks one."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from clew.report import json as contract

TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


@cache
def schema(name: str) -> dict[str, Any]:
    """The schema `screen`, `gate`, `restricted`, `matches`, `names`, `near` or `build`."""
    found: dict[str, Any] = json.loads((Path(contract.__file__).parent / f"{name}.schema.json").read_text(encoding="utf-8"))
    return found


def part(reference: str, whole: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a `$ref` names, with the schema in which it stands: `#/$defs/link`, or `urn:clew:screen:1#/$defs/link`."""
    place, _, name = reference.partition("#/$defs/")
    home = schema(place.split(":")[2]) if place else whole
    assert not place or home["$id"] == place
    return home["$defs"][name], home


def faults(value: Any, shape: dict[str, Any], whole: dict[str, Any] | None = None, place: str = "$") -> list[str]:  # noqa: ANN401 - any JSON value
    """What in a value breaks its schema; unknown keys count, so that none is added without a word."""
    home = whole or shape
    if "$ref" in shape:
        return faults(value, *part(shape["$ref"], home), place)
    if "anyOf" in shape:
        return min((faults(value, one, home, place) for one in shape["anyOf"]), key=len)
    found = [f"{place} is not {shape['const']}"] if "const" in shape and value != shape["const"] else []
    found += [f"{place} is none of {shape['enum']}"] if "enum" in shape and value not in shape["enum"] else []
    wanted = shape.get("type", [])
    names = [wanted] if isinstance(wanted, str) else wanted
    kinds = tuple(kind for name in names for kind in TYPES[name])
    if kinds and (not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds)):
        return [*found, f"{place} is a {type(value).__name__}"]
    return found + inside(value, shape, home, place)


def inside(value: Any, shape: dict[str, Any], home: dict[str, Any], place: str) -> list[str]:  # noqa: ANN401 - any JSON value
    """What within an object, a list or a text breaks its schema."""
    if isinstance(value, dict):
        found = [f"{place} lacks {key}" for key in shape["required"] if key not in value]
        found += [f"{place} has the unknown {key}" for key in value if key not in shape["properties"]]
        both = value.keys() & shape["properties"]
        return found + [fault for key in both for fault in faults(value[key], shape["properties"][key], home, f"{place}.{key}")]
    if isinstance(value, list):
        found = [f"{place} is too short"] if len(value) < shape.get("minItems", 0) else []
        return found + [fault for index, item in enumerate(value) for fault in faults(item, shape["items"], home, f"{place}[{index}]")]
    if isinstance(value, str) and "pattern" in shape and not re.search(shape["pattern"], value):
        return [f"{place} does not match"]
    return []
