"""Renders chat templates as Python does, with the environment that model libraries set up. Reads cases from the first file, writes results to the second."""
import datetime
import json
import sys

from jinja2 import nodes
from jinja2.exceptions import TemplateError
from jinja2.ext import Extension, loopcontrols
from jinja2.sandbox import ImmutableSandboxedEnvironment


class Generation(Extension):
    tags = {"generation"}

    def parse(self, parser):
        line = next(parser.stream).lineno
        body = parser.parse_statements(["name:endgeneration"], drop_needle=True)
        return nodes.CallBlock(self.call_method("_mark"), [], [], body).set_lineno(line)

    def _mark(self, caller):
        return "\x01" + caller() + "\x02"


def raise_exception(message):
    raise TemplateError(message)


def tojson(value, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


def strftime_now(format):
    return datetime.datetime(2026, 3, 7, 14, 5, 9).strftime(format)


environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=[Generation, loopcontrols])
environment.filters["tojson"] = tojson
environment.globals["raise_exception"] = raise_exception
environment.globals["strftime_now"] = strftime_now

results = []
with open(sys.argv[1], encoding="utf-8") as cases:
    for case in json.load(cases):
        try:
            results.append({"text": environment.from_string(case["template"]).render(**case["values"])})
        except Exception as error:  # a refusal is a result to compare
            results.append({"error": f"{type(error).__name__}: {error}"})
with open(sys.argv[2], "w", encoding="utf-8") as out:
    json.dump(results, out)
