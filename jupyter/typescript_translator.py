"""Teaches papermill to write and to read parameters in TypeScript, which it doesn't know."""

import json
import math
import re

from papermill.models import Parameter
from papermill.translators import Translator, papermill_translators

# let name = value;  const name: type = value; // help
DECLARATION = re.compile(
    r"^(?:let|const|var)\s+(?P<name>[\w$]+)\s*(?::\s*(?P<type>[^=]+?))?\s*=\s*(?P<value>.*?);?\s*(?://\s*(?P<help>.*))?$"
)


class TypeScriptTranslator(Translator):
    @classmethod
    def translate_str(cls, val):
        # ASCII JSON is a JavaScript literal for every string, quotes, newlines and emoji included.
        return json.dumps(val)

    @classmethod
    def translate_none(cls, val):
        return "null"

    @classmethod
    def translate_float(cls, val):
        if math.isnan(val):
            return "NaN"
        if math.isinf(val):
            return "Infinity" if val > 0 else "-Infinity"
        return repr(val)

    @classmethod
    def translate_list(cls, val):
        return f"[{', '.join(cls.translate(item) for item in val)}]"

    @classmethod
    def translate_dict(cls, val):
        # A computed key: "__proto__" as a plain one would set the prototype.
        return f"{{{', '.join(f'[{json.dumps(str(key))}]: {cls.translate(item)}' for key, item in val.items())}}}"

    @classmethod
    def comment(cls, cmt_str):
        return f"// {cmt_str}"

    @classmethod
    def assign(cls, name, str_val):
        # let, not const: a const would have the type of its one value, and `rank === 10` be an error.
        return f"let {name} = {str_val};"

    @classmethod
    def inspect(cls, parameters_cell):
        matches = (DECLARATION.match(line) for line in parameters_cell["source"].splitlines())
        return [
            Parameter(match["name"], match["type"] or "None", match["value"], match["help"] or "")
            for match in matches
            if match
        ]


papermill_translators.register("typescript", TypeScriptTranslator)
