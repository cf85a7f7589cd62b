#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Random templates through weir's engine and Helm's, compared.

helm_template_diff.py TEMPLATE-SERVE ORACLE [-n COUNT] [-s SEED] [-f FUNCTION...]

The grammar covers all actions; expressions are built from the signatures that `ORACLE funcs` prints, mostly
of fitting types, now and then of wrong ones, with odd values and printf verbs. Each difference in success or
output is printed as a case that can be piped into either program; differences of error texts are counted
and the first are shown. Exit 1 for a difference.
"""
import argparse
import json
import random
import re
import subprocess
import sys

BATCH = 500
# Random, clock-bound, of the network, or slow on purpose.
SKIPPED = re.compile(r"^(gen[A-Z]|rand|now$|uuid|shuffle$|htpasswd$|bcrypt$|getHost|lookup$|buildCustom|encryptAES|"
                     r"decryptAES|derivePassword|ago$|htmlDate|date|hello$|durationRound$|repeat$|until|seq$|duration$|keys$|values$)")
BUILTINS = {
    "and": "any any*", "or": "any any*", "not": "any", "len": "any", "index": "any any*", "print": "any*",
    "printf": "string any*", "println": "any*", "html": "any*", "js": "any*", "urlquery": "any*", "eq": "any any*",
    "ne": "any any", "lt": "any any", "le": "any any", "gt": "any any", "ge": "any any", "call": "any any*",
    "until": "small", "untilStep": "small small small", "seq": "small*", "repeat": "small string",
    "include": "name any", "tpl": "string any",
}
# What an interface{} parameter of a function wants, mostly.
LISTS = set("append push prepend first last rest initial reverse compact uniq without slice chunk concat sortAlpha has mustAppend "
            "mustPush mustPrepend mustFirst mustLast mustRest mustInitial mustReverse mustCompact mustUniq mustWithout mustSlice "
            "mustChunk mustHas join toStrings index".split())
NUMBERS_WANTED = set("add add1 sub mul div mod max min biggest maxf minf floor ceil round addf subf mulf divf add1f lt le gt ge".split())
TYPES = {"string": "string", "int": "int", "int64": "int64", "interface {}": "any", "bool": "bool", "float64": "float",
         "map[string]interface {}": "map", "[]interface {}": "list", "uint32": "int", "time.Time": "any"}
RESULTS = {"string": "string", "int": "int", "int64": "int64", "bool": "bool", "float64": "float",
           "map[string]interface {}": "map", "[]interface {}": "list"}


class Function:
    def __init__(self, name, params, result):
        self.name, self.params, self.result = name, params, result


def read_functions(oracle, only):
    out = {}
    for line in subprocess.run([oracle, "funcs"], stdout=subprocess.PIPE, text=True).stdout.splitlines():
        name, sig = line.split("\t")
        m = re.match(r"func\((.*?)\) ?(.*)$", sig)
        params, result = m.groups()
        params = re.sub(r"\.\.\.(\S+( {})?)", r"\1*", params) if params else ""
        words = []
        for p in params.split(", ") if params else []:
            star = "*" if p.endswith("*") else ""
            words.append(TYPES.get(p.rstrip("*"), "any") + star)
        result = RESULTS.get(result.strip("()").split(", ")[0], "any")
        out[name] = Function(name, words, result)
    for name in ("toYaml", "tpl", "include"):
        out[name].result = "string"
    for name, params in BUILTINS.items():
        known = out.get(name)
        out[name] = Function(name, params.split(), known.result if known else
                             {"len": "int", "not": "bool", "eq": "bool", "ne": "bool", "lt": "bool", "le": "bool", "gt": "bool",
                              "ge": "bool", "and": "any", "or": "any", "index": "any", "call": "any"}.get(name, "string"))
    return [f for n, f in sorted(out.items()) if (not SKIPPED.match(n) or n in BUILTINS) and (not only or n in only)]


STRINGS = ['""', '"abc"', '"Hello World"', '"12"', '"-3"', '"1.5"', '"0x1F"', '"a,b,c"', '"héllo wörld→日本"', '" x "', '"a.b.c"',
           '"true"', '"null"', '"line1\\nline2\\n"', '"tab\\tq\\"uote\\\\"', '`raw "x" \\n`', '"1.2.3"', '"v1.2.3-beta.1+m"', '">=1.0.0"',
           '"aGVsbG8="', '"[a-c]+"', '"(?i)(h)(.)"', '"$1-${2}"', '"a: 1\\nb: [x, y]"', '"{\\"a\\": [1, 2.5, null]}"', '"{{ .a }}"',
           '"{{ .Values.x | quote }}"', '"http://u:p@h:80/p?q=1#f"', '"/foo/../bar.txt"', '"FooBarBaz"', '"foo_bar-baz"', '"%"', '"_"',
           '"\\u00e9\\x00z"', '"<no value>"', '"x<y&z>\'"', '"2006-01-02"', '"map"', '"int"', '"k"', '"a"', '"name"', '"\\xff\\xfe"']
FLAGS = ["", "", "", "-", "+", "#", "0", " ", "+#", "-0", "# ", "0+"]
WIDTHS = ["", "", "", "3", "10", "*", "[1]*", "[2]"]
PRECISIONS = ["", "", "", ".2", ".0", ".", ".*", ".10", ".[1]*"]
VERBS = list("vvvsdsqxXoObcUeEfFgGtTw%z!") + ["é", ""]
NUMBERS = ["0", "1", "-1", "7", "3", "12", "1000000", "0x1F", "0b101", "0o17", "017", "1_000", "1.5", "-2.25", "1e3", "1e21", "1e-7", ".5", "'x'",
           "'\\n'", "2i", "1+2i", "9223372036854775807", "9223372036854775808", "0x1p4", "1.0", "123456789.0", "-0", "1e400", "08", "0x"]


class Maker:
    """One random template with its data."""

    def __init__(self, rng, functions):
        self.r = rng
        self.functions = functions
        self.by_result = {}
        self.often = [f for f in functions if f.name not in ("call", "fail", "required", "include", "tpl", "lt", "le", "gt", "ge", "len", "index")]
        for f in functions:
            self.by_result.setdefault(f.result, []).append(f)
        self.vars = []
        self.names = ["d1", "d2"]
        self.loops = 0
        self.plain = rng.random() < 0.5

    def pick(self, *words):
        return self.r.choice(words)

    def constant(self, kind):
        r = self.r
        if kind == "string":
            return r.choice(STRINGS)
        if kind == "name":
            return '"%s"' % r.choice(self.names + ["nope"])
        if kind == "small":
            return r.choice(["0", "1", "2", "5", "-1", "3"])
        if kind in ("int", "int64"):
            return r.choice(["0", "1", "2", "-1", "5", "80", "(int .f)", "(len .l)", "'a'", "0x10", "3.0"])
        if kind == "float":
            return r.choice(["0.5", "1", "-1.25", "1e3", ".f"])
        if kind == "bool":
            return r.choice(["true", "false", ".t", ".nope"])
        if kind == "list":
            return r.choice([".l", ".ls", "(list 1 2 3)", '(list "b" "a" "a")', ".elist", "(list)", ".maps", "(tuple 1 nil \"x\")", "nil", ".n"])
        if kind == "map":
            return r.choice([".m", ".m2", "(dict)", '(dict "a" 1 "b" (list 1))', ".empty", "nil", ".", "$"])
        if kind == "number":
            return r.choice(["1", "2", "-3", "1.5", "0", "7.25", "-0.5", "100"] if self.plain else [".f", ".g", ".big", "(int 5)", '"12"', "(float64 .g)"])
        if r.random() < 0.03:
            return r.choice(["nil", ".nope.x", ".m.n.x", ".s.x", r.choice(NUMBERS)])
        return r.choice(["$", ".n", ".f", ".g", ".big", ".s", ".es", ".t", ".u", ".m.a", ".m.b.c", ".l", ".nope", ".m.nope", "$.m", "(.m)", "(.m).a",
                         ".x", ".maps", "1", "2.5", "true", r.choice(STRINGS)])

    def format(self):
        r = self.r
        parts = []
        for _ in range(r.randint(1, 3)):
            parts.append(r.choice(["", "a", " ", "→"]) + "%" + r.choice(FLAGS) + r.choice(WIDTHS) + r.choice(PRECISIONS) +
                         r.choice(["", "", "", "", "[1]", "[3]", "[0]", "[x]"]) + r.choice(VERBS))
        return json.dumps("".join(parts), ensure_ascii=False)

    def expr(self, kind, depth):
        r = self.r
        if r.random() < 0.03:
            kind = r.choice(["string", "int", "float", "bool", "list", "map", "any"])
        if depth <= 0 or r.random() < 0.45:
            if self.vars and r.random() < 0.15:
                return r.choice(self.vars) + r.choice(["", "", ".a", ".b.c"])
            return self.constant(kind)
        fit = self.by_result.get(kind, []) if kind not in ("any", "small", "name", "number") else self.often
        if not fit or r.random() < 0.06:
            fit = self.functions
        if not fit:
            return self.constant(kind)
        call = self.call(r.choice(fit), depth)
        return "(" + call + ")" + (r.choice([".a", ".x.y"]) if r.random() < 0.03 else "")

    def arguments(self, f, depth):
        r = self.r
        args = []
        for p in f.params:
            kind = p.rstrip("*")
            if kind == "any" and r.random() < 0.9:
                kind = "list" if f.name in LISTS and not args and f.name not in ("has", "mustHas") else "number" if f.name in NUMBERS_WANTED else kind
                if f.name in ("has", "mustHas") and args:
                    kind = "list"
            count = r.choice([0, 1, 1, 2, 3]) if p.endswith("*") else 1
            args += [self.expr(kind, depth - 1) for _ in range(count)]
        if f.name == "printf" and args and r.random() < 0.9:
            args[0] = self.format()
        if r.random() < 0.03:
            args = args[:-1] if r.random() < 0.5 else args + [self.expr("any", 0)]
        return args

    def call(self, f, depth):
        r = self.r
        args = self.arguments(f, depth)
        if args and r.random() < 0.3:
            last = args.pop()
            if last.startswith("(") and last.endswith(")") and r.random() < 0.7:
                last = last[1:-1]
            text = last + " | " + " ".join([f.name] + args)
        else:
            text = " ".join([f.name] + args)
        if r.random() < 0.15:
            g = r.choice(self.functions)
            text += " | " + " ".join([g.name] + self.arguments(g, depth - 1)[:-1])
        return text

    def pipeline(self, kind="any", depth=3):
        text = self.expr(kind, depth)
        return text[1:-1] if text.startswith("(") and text.endswith(")") and text.count("(") == 1 else text

    def action(self, text):
        r = self.r
        return "{{" + r.choice(["", "", " ", "- "]) + text + r.choice(["", "", " ", " -"]) + "}}"

    def declare(self):
        name = "$" + self.pick("x", "y", "z", "")
        text = self.action("%s %s %s" % (name, self.pick(":=", ":=", ":=", "="), self.pipeline()))
        if name not in self.vars and name != "$":
            self.vars.append(name)
        return text

    def scoped(self, open_text, depth, loop=False):
        kept = list(self.vars)
        self.loops += loop
        text = self.action(open_text[0])
        self.vars += open_text[1]
        text += self.body(depth - 1)
        if self.r.random() < 0.4:
            if open_text[0].startswith("if") and self.r.random() < 0.5:
                text += self.action("else if " + self.pipeline()) + self.body(depth - 1)
            elif open_text[0].startswith("with") and self.r.random() < 0.5:
                text += self.action("else with " + self.pipeline()) + self.body(depth - 1)
            text += self.action("else") + self.body(depth - 1)
        self.loops -= loop
        self.vars = kept
        return text + self.action("end")

    def loop(self, depth):
        r = self.r
        over = r.choice([lambda: self.pipeline("list"), lambda: self.pipeline("map"), lambda: ".l", lambda: ".m", lambda: ".maps",
                         lambda: "3", lambda: self.pipeline("any", 1)])()
        form = r.choice(["%s", "%s", "$v := %s", "$k, $v := %s", "$v = %s"])
        return self.scoped(("range " + form % over, [v for v in ("$k", "$v") if v + ":" in form.replace(" ", "") or v + "," in form]), depth, True)

    def statement(self, depth):
        r = self.r
        roll = r.random()
        if depth <= 0 or roll < 0.45:
            return self.action(self.pipeline())
        if roll < 0.55:
            return self.pick("text\n", "  ", "\n\n ", "a {b} c", "é", "<no value>")
        if roll < 0.63:
            return self.declare()
        if roll < 0.72:
            return self.scoped(("if " + self.pipeline(), []), depth)
        if roll < 0.79:
            return self.scoped(("with " + self.pick("", "$w := ") + self.pipeline(), []), depth)
        if roll < 0.88:
            return self.loop(depth)
        if roll < 0.91 and (self.loops or r.random() < 0.1):
            return self.action(self.pick("break", "continue"))
        if roll < 0.94:
            return "{{" + self.pick("/* c */", "- /* c\n */ -", "/* x */ -") + "}}"
        if roll < 0.97:
            return self.action('template "%s" %s' % (r.choice(self.names + ["nope"]), self.pipeline("any", 1)))
        return self.action('block "%s" %s' % (r.choice(["b1", "d2"]), self.pipeline("any", 1))) + self.body(depth - 1) + self.action("end")

    def body(self, depth):
        return "".join(self.statement(depth) for _ in range(self.r.choice([1, 1, 1, 2, 3])))

    def template(self):
        text = ""
        if self.r.random() < 0.3:
            for name in self.names:
                kept, self.vars = self.vars, []
                text += self.action('define "%s"' % name) + self.body(1) + self.action("end")
                self.vars = kept
        text += self.body(self.r.choice([1, 2, 3]))
        if self.r.random() < 0.06:
            text = self.spoil(text)
        return text

    def spoil(self, text):
        at = self.r.randrange(len(text) + 1)
        return self.r.choice([text[:at] + text[at + 1:], text[:at] + self.r.choice('{}()|"`.$ \n:=,é@') + text[at:], text[:at]])

    def value(self, depth=2):
        r = self.r
        roll = r.random()
        if depth and roll < 0.2:
            return [self.value(depth - 1) for _ in range(r.randint(0, 3))]
        if depth and roll < 0.4:
            return {r.choice(["a", "b", "c", "k", "x", "name", "é", "a.b", ""]): self.value(depth - 1) for _ in range(r.randint(0, 4))}
        return r.choice([None, True, False, 0, 1, -1, 3, 2.5, 1e6, 1e21, 1e-7, 123456789, 1234567890123, -0.5, "", "x", "abc", "12", "1.5", "true",
                         "a b", "é", "line\nline", "{{ .a }}", "<no value>", 0.1, 100, 1e100, 65, 9007199254740993])

    def data(self):
        return {"f": 3, "g": 2.5, "big": 1234567890123, "s": "hello World", "es": "", "t": True, "u": "é→日本", "n": None,
                "m": {"a": self.value(), "b": {"c": self.value()}, "n": None}, "m2": {"a": self.value(1), "z": 0}, "empty": {}, "elist": [],
                "l": [self.value() for _ in range(self.r.randint(0, 4))], "ls": ["b", "a", "c", "a", ""],
                "maps": [{"name": "n1", "v": 1}, {"name": "n2"}, {"v": self.value(1)}], "x": self.value()}


def make_case(rng, functions):
    maker = Maker(rng, functions)
    case = {"template": maker.template(), "data": maker.data()}
    if rng.random() < 0.2:
        case["numbers"] = "int64"
    if rng.random() < 0.1:
        case["strict"] = True
    if rng.random() < 0.05:
        case["lint"] = True
    return case


class Server:
    def __init__(self, program):
        self.program = program

    def run(self, lines):
        p = subprocess.run([self.program, "serve"], input="".join(l + "\n" for l in lines).encode(), stdout=subprocess.PIPE,
                           stderr=subprocess.PIPE)
        return [json.loads(l) for l in p.stdout.decode().split("\n") if l], p.returncode, p.stderr.decode()

    def ask(self, lines):
        """An answer for each line. A program that gave up at one is asked the rest; one that died, each half."""
        got, code, said = self.run(lines)
        if len(got) == len(lines):
            return got
        if got and got[-1].get("error") == "TIMEOUT":
            return got + self.ask(lines[len(got):])
        if len(lines) == 1:
            return [{"ok": False, "error": "DIED %d %s" % (code, said[-2000:])}]
        half = len(lines) // 2
        return self.ask(lines[:half]) + self.ask(lines[half:])


def unknown(a, b):
    """A function that is not there yet: nothing to compare."""
    return "not defined" in b.get("error", "") and "function" in b["error"] and b["error"] != a.get("error")


def same(a, b):
    if a.get("error") == "TIMEOUT" or a.get("error", "").startswith("DIED") or "stack overflow" in a.get("error", "") or "0xc0" in json.dumps(a):
        return True
    return a["ok"] == b["ok"] and a.get("output") == b.get("output") and a.get("output_b64") == b.get("output_b64") and \
        not b.get("error", "").startswith("DIED")


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("serve")
    ap.add_argument("oracle")
    ap.add_argument("-n", type=int, default=10000)
    ap.add_argument("-s", type=int, default=1)
    ap.add_argument("-f", nargs="*")
    ap.add_argument("-m", type=int, default=10, help="differences shown")
    a = ap.parse_args()
    functions = read_functions(a.oracle, None)
    have = Server(a.serve).ask([json.dumps({"template": "{{ %s }}" % f.name}) for f in functions])
    functions = [f for f, h in zip(functions, have) if "not defined" not in h.get("error", "")]
    if a.f:
        functions = [f for f in functions if f.name in a.f or f.name in BUILTINS]
    rng = random.Random(a.s)
    theirs, ours = Server(a.oracle), Server(a.serve)
    done = different = texts = errors = skipped = 0
    while done < a.n:
        cases = [make_case(rng, functions) for _ in range(min(BATCH, a.n - done))]
        lines = [json.dumps(c) for c in cases]
        for case, want, got in zip(cases, theirs.ask(lines), ours.ask(lines)):
            errors += not want["ok"]
            if unknown(want, got):
                skipped += 1
                continue
            if not same(want, got):
                different += 1
                if different <= a.m:
                    print("DIFFERENT %s\n  want %s\n  got  %s" % (json.dumps(case), json.dumps(want)[:1500], json.dumps(got)[:1500]), flush=True)
            elif want.get("error") != got.get("error") and want.get("error") != "TIMEOUT" and \
                    not want.get("error", "").startswith("DIED"):
                texts += 1
                if texts <= a.m:
                    print("TEXT %s\n  want %s\n  got  %s" % (json.dumps(case["template"]), want.get("error"), got.get("error")), flush=True)
        done += len(cases)
    print("%d templates (%d functions, %d errors, %d with functions not there): %d differences, %d other texts of errors" %
          (done, len(functions), errors, skipped, different, texts))
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
