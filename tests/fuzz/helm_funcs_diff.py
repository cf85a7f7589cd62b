#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Sprig's functions of texts, lists, maps, numbers, types in weir's engine and Helm's, compared call by call.

helm_funcs_diff.py TEMPLATE-SERVE ORACLE [-n COUNT] [-s SEED] [-f FUNCTION...] [-k KIND...]

Kinds: `table` calls every function with every argument of the pool (pairs too), then COUNT calls with random
ones; `text` gives random texts to those that take texts; `program` runs random statements on shared maps
and lists and prints all of them, which shows what is changed in place and what is a copy. A difference of
output, of success or of an error's text is printed as a case for either program. Exit 1 for a difference.
"""
import argparse
import itertools
import json
import random
import subprocess
import sys

BATCH = 1000
# One letter a parameter: s text, i int, b bool, f float64, a anything, m map, l list; * variadic.
TABLE = {
    "abbrev": "is", "abbrevboth": "iis", "trunc": "is", "trim": "s", "trimAll": "ss", "trimall": "ss", "trimPrefix": "ss",
    "trimSuffix": "ss", "upper": "s", "lower": "s", "title": "s", "untitle": "s", "repeat": "is", "substr": "iis", "nospace": "s",
    "initials": "s", "swapcase": "s", "wrap": "is", "wrapWith": "iss", "contains": "ss", "hasPrefix": "ss", "hasSuffix": "ss",
    "quote": "a*", "squote": "a*", "cat": "a*", "indent": "is", "nindent": "is", "replace": "sss", "plural": "ssi",
    "snakecase": "s", "camelcase": "s", "kebabcase": "s", "join": "sa", "split": "ss", "splitList": "ss", "splitn": "sis",
    "toStrings": "a", "sortAlpha": "a", "list": "a*", "tuple": "a*", "first": "a", "rest": "a", "last": "a", "initial": "a",
    "append": "aa", "prepend": "aa", "push": "aa", "concat": "a*", "reverse": "a", "uniq": "a", "without": "aa*", "has": "aa",
    "compact": "a", "slice": "aa*", "chunk": "ia", "seq": "i*", "until": "i", "untilStep": "iii", "dict": "a*", "get": "ms",
    "set": "msa", "unset": "ms", "hasKey": "ms", "pluck": "sm*", "keys": "m*", "pick": "ms*", "omit": "ms*", "merge": "mm*",
    "mergeOverwrite": "mm*", "values": "m", "dig": "a*", "deepCopy": "a", "mustAppend": "aa", "mustChunk": "ia",
    "mustCompact": "a", "mustDeepCopy": "a", "mustFirst": "a", "mustHas": "aa", "mustInitial": "a", "mustLast": "a",
    "mustMerge": "mm*", "mustMergeOverwrite": "mm*", "mustPrepend": "aa", "mustPush": "aa", "mustRest": "a",
    "mustReverse": "a", "mustSlice": "aa*", "mustUniq": "a", "mustWithout": "aa*", "default": "aa*", "empty": "a",
    "coalesce": "a*", "ternary": "aab", "all": "a*", "any": "a*", "typeOf": "a", "typeIs": "sa", "typeIsLike": "sa",
    "kindOf": "a", "kindIs": "sa", "deepEqual": "aa", "int": "a", "int64": "a", "float64": "a", "toDecimal": "a",
    "toString": "a", "atoi": "s", "add": "a*", "add1": "a", "add1f": "a", "addf": "a*", "sub": "aa", "subf": "aa*", "mul": "aa*",
    "mulf": "aa*", "div": "aa", "divf": "aa*", "mod": "aa", "max": "aa*", "maxf": "aa*", "min": "aa*", "minf": "aa*",
    "biggest": "aa*", "ceil": "a", "floor": "a", "round": "aif*", "hello": "", "len": "a", "index": "aa*", "not": "a",
}
DATA = {
    "n": None, "t": True, "u": False, "f": 1.5, "g": -7, "z": 0, "big": 1e20, "mil": 1000000, "neg": -2.5, "tiny": 1e-9,
    "s": "Hello World", "es": "", "num": "42", "l": [1, "two", None, True, [1], {"k": "v"}], "le": [], "ls": ["b", "a", "c", "a"],
    "lf": [3, 1, 2, 1], "m": {"a": 1, "b": {"c": "x", "d": [1, 2]}, "n": None, "e": ""}, "me": {},
    "m2": {"a": 0, "b": {"c": "y", "z": False}, "q": "r", "n": 5}, "lm": [{"a": 1}, {"a": 2}, {"b": 1}],
}
STRINGS = ["", "a", "abc", "Hello World", "hello", " pad ", "a,b,c", "a.b", "42", "-3", "+5", "007", "08", "0x1f", "0X1F", "-0x1f",
           "0o17", "0b11", "1_000", "0_7", "1e3", "1.5", "1.0", "-2.50", ".5", "5.", "1.", "00", "0.0", ".", ".0", "..", "1.0.0", "0x1p4", "inf", "-Inf",
           "+infinity", "nan", "NaN", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "1e400", "1e-400",
           "123456789012345678901234567890", " 7", "7 ", "true", "nil", "string", "map", "slice", "*x", "int", "interface {}",
           "map[string]interface {}", "k", "c", "b", "héllo wörld", "日本語テキスト", "ǆ ǅ Ǆ ß ŉ İ ı ﬁ ſ K Å", "a\nb\nc", "\n", "a\r\nb\t",
           "\u00a0x\u00a0", "\u2003x\u3000", "\u0085x", "foo_bar-baz", "FooBarBaz", "HTTPServer2Go", "_x_", "__", "4x4 Bld", "a1B2",
           "\u0301e", "x" * 40, "the quick brown fox jumps", b"\xff\xfe", b"a\xffb", b"\xe6\x97", b"\x00", b"x\x00y", b"\xed\xa0\x80", "\ufffd", "😀 smile"]
INTS = ["0", "1", "2", "-1", "3", "4", "5", "7", "10", "-3", "-10", "100"]


def quoted(s):
    """A constant of the template language; all beyond ASCII in bytes."""
    raw = s if isinstance(s, bytes) else s.encode()
    return '"' + "".join(chr(b) if 32 <= b < 127 and b not in (34, 92) else "\\x%02x" % b for b in raw) + '"'


ANY = ["nil", ".n", ".nope", ".t", ".u", ".f", ".g", ".z", ".big", ".mil", ".neg", ".tiny", ".s", ".es", ".num", ".l", ".le", ".ls", ".lf",
       ".m", ".me", ".m2", ".lm", "true", "false", "0", "1", "-1", "3", "1.5", "-0.0", "2i", "'x'", "1e3", "0x10", "9223372036854775807",
       "-9223372036854775808", '(float64 "inf")', '(float64 "-inf")', '(float64 "nan")', '(float64 "-0")', "(int64 5)", "(int64 -2)", "(int .g)",
       "(list)", "(list 1 2 3)", '(list "b" "a" nil "")', "(list (list 1) (list 1))", "(until 4)", "(until 0)", '(splitList "," "c,b,a")',
       '(splitList "," "")', "(chunk 2 (until 5))", "(chunk 2 (list))", "(dict)", '(dict "a" 1)', '(dict "a" (list 1) "b" nil)',
       '(split "," "a,b")', "(keys .me)", "(rest (list))", "(get .m2 \"a\")", "(index .l 2)", "(index .m \"n\")", "(index .m \"zz\")",
       '(list (float64 "nan"))', "(duration 5)", '(semver "1.2.3")', '(toDate "2006-01-02" "2020-03-01").Month', '(toDate "2006-01-02" "2020-03-02").Weekday',
       '(toDate "2006-01-02" "2020-01-02").Sub (toDate "2006-01-02" "2020-01-01")'.join("()"), "(list 1 1.0 (int64 1) \"1\")", "$",
       "(concat (list))", "(fromJson \"null\")", "(fromJsonArray \"null\")"]
# Times print as they are made in Go's syntax (%#v), which is not compared here.
TIME = '(toDate "2006-01-02" "2020-01-01")'
MAPS = [".m", ".me", ".m2", "(dict)", '(dict "a" 1 "b" (dict "c" 2))', '(dict "a" "" "b" (dict))', '(dict "a" nil "b" "x")',
        '(dict "a" (list 1 2) "b" (list))', "(index .lm 0)", "(fromJson \"null\")", '(dict "" 1)', "$"]
LOOSE = [TIME, "nil", ".nope", ".n", ".l", ".s", ".f", "(split \",\" \"a,b\")", "1"]


def show(name, args):
    call = " ".join([name] + args)
    if name in ("keys", "values"):
        return "{{ %s | sortAlpha }}" % call
    if TIME in args:
        return "{{ $r := %s }}{{ typeOf $r }}~{{ $r }}" % call
    return "{{ $r := %s }}{{ typeOf $r }}~{{ $r }}~{{ printf \"%%#v\" $r }}" % call


def pool(letter):
    return {"s": [quoted(s) for s in STRINGS], "i": INTS + ["(int 6)", "(len .l)"], "b": ["true", "false", ".t"],
            "f": ["0.5", ".f", "1", "-1.25", ".7"], "m": MAPS, "a": ANY + [quoted(s) for s in STRINGS]}[letter]


def letters(params):
    out = []
    for c in params:
        if c == "*":
            out[-1] += "*"
        else:
            out.append(c)
    return out


def argument(rng, letter):
    if rng.random() < 0.03:
        return rng.choice(LOOSE + ANY)
    return rng.choice(pool(letter))


def table_all(name):
    """Every argument of one parameter, every pair of two where the pools are small enough."""
    params = letters(TABLE[name])
    fixed = [p for p in params if len(p) == 1]
    if len(fixed) == 1 or (not fixed and params):
        for a in pool(params[0][0]) + LOOSE:
            yield show(name, [a])
    if len(params) > 1 or (params and params[-1].endswith("*")):
        two = (params + params)[:2]
        if all(len(p) == 1 for p in params[2:]) and len(fixed) <= 2:
            for a, b in itertools.product(pool(two[0][0]), pool(two[1][0])):
                yield show(name, [a, b])


def table_random(rng, name):
    args = []
    for p in letters(TABLE[name]):
        for _ in range(rng.choice([0, 1, 2, 3, 4]) if p.endswith("*") else 1):
            args.append(argument(rng, p[0]))
    if rng.random() < 0.02:
        args = args[:-1]
    return show(name, args)


PIECES = [" ", "\t", "\n", "-", "_", ".", ",", "a", "b", "Z", "B", "xyz", "HTTP", "Foo", "é", "É", "ß", "ǆ", "ǅ", "İ", "ſ", "日", "本", "ⅷ", "Ⅷ", "٣",
          "½", "0", "1", "42", "!", "?", "«", "😀", "\u00a0", "\u2028", "\u3000", "\u0085", "\u0301", "ʼn", "Σ", "ς", "σ", "ᾳ", "ᾼ", "Ⴀ", "ა", "Ა", "𐐀", "𐐨", "'",
          b"\xff", b"\xc3", b"\x80", b"\xe2\x82", "\ufffd", "\u4dff", "\u3400", "\ua640", "ꙁ", "\ufb00", "Ω", "K", "$", "^", "+", "\\", "\"", "\x00", "/"]


def text(rng):
    if rng.random() < 0.15:
        return chr(rng.choice([rng.randrange(1, 0xd800), rng.randrange(0xe000, 0x110000)])).encode() * rng.choice([1, 1, 2]) + rng.choice([b"", b"a", b"A b"])
    parts = rng.choices(PIECES, k=rng.choice([0, 1, 2, 3, 5, 8, 13, 30]))
    return b"".join(p if isinstance(p, bytes) else p.encode() for p in parts)


TEXTUAL = [n for n, p in TABLE.items() if "s" in p and "m" not in p and n not in ("typeIs", "kindIs", "typeIsLike")] + \
    ["quote", "squote", "cat", "int", "int64", "float64", "toDecimal", "sortAlpha", "toStrings"]
DIGITS = "0123456789" * 2 + "....eE+-_xXabfABF pino" + "000"


def number(rng):
    return "".join(rng.choices(DIGITS, k=rng.choice([1, 2, 3, 4, 6, 10, 20, 25]))).encode()


def textual(rng, name):
    args = []
    numeric = name in ("int", "int64", "float64", "toDecimal", "atoi") and rng.random() < 0.8
    for p in letters(TABLE[name]):
        for _ in range(rng.choice([0, 1, 2]) if p.endswith("*") else 1):
            if p[0] == "i":
                args.append(str(rng.choice([0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 20, -1, -2, -5])))
            elif p[0] == "a" and name in ("join", "sortAlpha", "toStrings"):
                args.append("(list %s)" % " ".join(quoted(text(rng)) for _ in range(rng.randrange(6))))
            else:
                args.append(quoted(number(rng) if numeric else text(rng)))
    if len(args) > 1 and rng.random() < 0.5 and name.startswith(("trim", "has", "contains", "split", "replace")):
        piece = rng.choice(PIECES)
        args[0] = quoted(piece)
    return show(name, args)


NUMERIC = [n for n in TABLE if n in ("add", "add1", "add1f", "addf", "sub", "subf", "mul", "mulf", "div", "divf", "mod", "max", "maxf", "min",
                                      "minf", "biggest", "ceil", "floor", "round", "int", "int64", "float64", "toString", "until")]


def float_text(rng):
    roll = rng.random()
    if roll < 0.3:
        return repr(round(rng.uniform(-1000, 1000), rng.randrange(6)))
    if roll < 0.5:
        return repr(rng.uniform(-1, 1) * 10.0 ** rng.randrange(-30, 30))
    if roll < 0.7:
        return str(rng.choice([1, -1]) * rng.getrandbits(rng.choice([3, 8, 31, 32, 53, 62, 63])))
    if roll < 0.85:
        return "(float64 %s)" % quoted(repr(rng.uniform(-9e18, 9e18)))
    return rng.choice(["0", "-0.0", "0.5", "2.5", "-0.5", "1e15", "1e22", "0.1", "0.2", "0.3", "(int64 7)", ".f", ".g", ".big"])


def numeric(rng, name):
    args = []
    for p in letters(TABLE[name]):
        for _ in range(rng.choice([0, 1, 2, 3]) if p.endswith("*") else 1):
            args.append(str(rng.randrange(-6, 20)) if p[0] == "i" else float_text(rng) if p[0] == "a" else
                        rng.choice(["0.5", "0.3", "0.9", "0.0", "1.0"]))
    return show(name, args)


class Program:
    """Statements on $m0..2 (maps) and $l0..2 (lists) that share what they hold."""

    def __init__(self, rng):
        self.rng = rng

    def key(self):
        return '"%s"' % self.rng.choice("abcd")

    def map(self):
        r = self.rng
        return r.choice(["$m0", "$m1", "$m2", "$m0", "$m1", '(dict %s %s)' % (self.key(), self.value()), "(deepCopy $m%d)" % r.randrange(3),
                         "(pick $m0 %s %s)" % (self.key(), self.key()), "(omit $m1 %s)" % self.key()])

    def list(self):
        r = self.rng
        l = r.choice(["$l0", "$l1", "$l2", "$l0", "$l1"])
        return r.choice([l, l, "(rest %s)" % l, "(initial %s)" % l, "(reverse %s)" % l, "(append %s %s)" % (l, self.value()), "(uniq %s)" % l,
                         "(concat %s $l0)" % l, "(compact %s)" % l, "(slice %s 0 1)" % l, "(slice %s 1)" % l, "(without %s %s)" % (l, self.value()),
                         "(chunk %d %s)" % (r.randrange(1, 4), l), "(splitList \",\" \"d,b,c,a\")", "(toStrings %s)" % l,
                         "(pluck %s $m0 $m1 $m2)" % self.key(), "(deepCopy %s)" % l, "(tuple %s %s)" % (self.value(), l)])

    def value(self):
        r = self.rng
        return r.choice(["1", "0", "nil", '""', '"x"', "false", "true", "(list)", "(list 1)", "(dict)", '(dict "a" 1 "b" (dict "c" 2))',
                         '(dict "b" (dict "c" 3 "d" "") "a" 0)', "(index $m0 \"a\")", "(get $m1 \"b\")", "$l0", "$l1", "1.5", '(dict "a" nil)',
                         '(dict "a" (list))', '(dict "b" false "c" (list 0))'])

    def statement(self):
        r = self.rng
        m = "$m%d" % r.randrange(3)
        return r.choice([
            "{{ $_ := set %s %s %s }}" % (m, self.key(), self.value()),
            "{{ $_ := unset %s %s }}" % (m, self.key()),
            "{{ %s = %s %s %s }}" % (m, r.choice(["merge", "mergeOverwrite", "mustMerge"]), m, " ".join(self.map() for _ in range(r.randint(1, 2)))),
            "{{ $_ := merge (dict) %s %s }}" % (self.map(), self.map()),
            "{{ %s = mergeOverwrite (dict) %s %s }}" % (m, self.map(), self.map()),
            "{{ %s = merge (dict) %s %s }}" % (m, self.map(), self.map()),
            "{{ %s = %s }}" % (m, self.map()),
            "{{ $l%d = %s }}" % (r.randrange(3), self.list()),
            "{{ $_ := sortAlpha %s }}" % self.list(),
            "{{ $l%d = sortAlpha %s }}" % (r.randrange(3), self.list()),
            "{{ with index %s %s }}{{ if kindIs \"map\" . }}{{ $_ := set . %s %s }}{{ end }}{{ end }}" % (m, self.key(), self.key(), self.value()),
            "{{ deepEqual %s %s }} {{ deepEqual %s %s }};" % (self.map(), self.map(), self.list(), self.list()),
            "{{ dig %s %s \"none\" %s | toJson }};" % (self.key(), self.key(), m),
            "{{ has %s %s }};" % (self.value(), self.list()),
        ])

    def text(self):
        setup = '{{ $m0 := dict "a" 1 "b" (dict "c" 2 "d" (list 1)) }}{{ $m1 := dict "a" 0 "b" (dict "c" "" "e" 5) "c" "z" }}{{ $m2 := deepCopy .m }}' \
            '{{ $l0 := list "c" 2 nil "a" }}{{ $l1 := splitList "," "c,a,b" }}{{ $l2 := list $m0 (list 1) }}'
        body = "".join(self.statement() for _ in range(self.rng.randint(1, 8)))
        return setup + body + "".join("|{{ $%s | toJson }} {{ typeOf $%s }}" % (v, v) for v in ("m0", "m1", "m2", "l0", "l1", "l2"))


def templates(rng, args):
    names = args.f or sorted(TABLE)
    if "table" in args.k:
        if args.a:
            for name in names:
                yield from table_all(name)
        for _ in range(args.n):
            yield table_random(rng, rng.choice(names))
    for kind, of, make in (("text", TEXTUAL, textual), ("number", NUMERIC, numeric)):
        some = [n for n in of if n in names]
        if kind in args.k and some:
            for _ in range(args.n):
                yield make(rng, rng.choice(some))
    if "program" in args.k:
        for _ in range(args.n):
            yield Program(rng).text()


def run(program, lines):
    p = subprocess.run([program, "serve"], input="".join(l + "\n" for l in lines).encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return [json.loads(l) for l in p.stdout.decode().split("\n") if l], p.stderr.decode()


def ask(program, lines):
    """An answer for each line; what a program dies of is found by halves."""
    got, said = run(program, lines)
    if len(got) == len(lines):
        return got
    if len(lines) == 1:
        return [{"ok": False, "error": "DIED " + said[:1500]}]
    if got and got[-1].get("error") == "TIMEOUT":
        return got + ask(program, lines[len(got):])
    half = len(lines) // 2
    return ask(program, lines[:half]) + ask(program, lines[half:])


def lost(answer):
    """The original died, gave up, or printed an address."""
    error = answer.get("error", "")
    return error == "TIMEOUT" or error.startswith("DIED") or "stack overflow" in error or ")(0x" in answer.get("output", "")


def batches(items):
    batch = []
    for item in items:
        batch.append(item)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("serve")
    ap.add_argument("oracle")
    ap.add_argument("-n", type=int, default=5000)
    ap.add_argument("-s", type=int, default=1)
    ap.add_argument("-f", nargs="*")
    ap.add_argument("-k", nargs="*", default=["table", "text", "number", "program"])
    ap.add_argument("-a", action="store_true", help="all arguments and pairs of the table too")
    ap.add_argument("-m", type=int, default=20, help="differences shown")
    a = ap.parse_args()
    rng = random.Random(a.s)
    done = different = errors = passed_over = 0
    for batch in batches(templates(rng, a)):
        lines = [json.dumps({"template": t, "data": DATA, **({"numbers": "int64"} if rng.random() < 0.15 else {})}) for t in batch]
        for template, line, want, got in zip(batch, lines, ask(a.oracle, lines), ask(a.serve, lines)):
            done += 1
            if lost(want) and not got.get("error", "").startswith("DIED"):
                passed_over += 1
                continue
            errors += not want["ok"]
            if any(want.get(k, "") != got.get(k, "") for k in ("ok", "output", "output_b64", "error")):
                different += 1
                if different <= a.m:
                    print("DIFFERENT %s%s\n  want %s\n  got  %s" % (template, " (int64)" if '"numbers"' in line else "", json.dumps(want)[:700], json.dumps(got)[:700]), flush=True)
    print("%d calls, %d errors, %d where the original gave up: %d differences" % (done, errors, passed_over, different))
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
