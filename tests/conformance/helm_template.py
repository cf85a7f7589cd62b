#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The template language against the recorded answers of Helm's engine.

helm_template.py TEMPLATE-SERVE [-v] [GROUP...]: every group of the corpus's template/ through
template-serve; TAP, a line per group "passed of total". A failing case passes when it fails here too;
equal error texts are counted beside. Skips where the corpus is not there.
"""
import base64
import glob
import json
import os
import re
import subprocess
import sys

SHOWN = 5
ROOT = os.environ.get("WEIR_SOURCE_ROOT", os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
CORPUS = os.path.join(ROOT, "..", "shared", "corpus", "helm", "template")
# Groups that need every case, text of errors included where it does not vary.
COMPLETE = set()


def request(group, case):
    r = {k: case[k] for k in ("template", "templates", "data", "numbers", "strict", "lint") if k in case}
    if "data_ref" in case:
        r["data"] = group["shared"][case["data_ref"]]
    return json.dumps(r, ensure_ascii=True)


def answers(program, lines):
    """One answer a line; a program that dies answers nothing for the rest."""
    run = subprocess.run([program, "serve"], input="\n".join(lines) + "\n", stdout=subprocess.PIPE, text=True,
                         timeout=240)
    out = [json.loads(l) for l in run.stdout.split("\n") if l]
    return out + [{"ok": False, "error": "DIED"}] * (len(lines) - len(out)), run.returncode


def expected(case):
    if "error" in case:
        return None
    if case.get("expected_b64"):
        return base64.b64decode(case["expected_b64"])
    return case.get("expected", "").encode()


def got(answer):
    if "output_b64" in answer:
        return base64.b64decode(answer["output_b64"])
    return answer.get("output", "").encode()


# What is no time is "now" to these: the recorded answer is that of another moment.
CLOCK = re.compile(r"\b(date|dateInZone|date_in_zone|htmlDate|htmlDateInZone|now|ago)\b")
MOMENT = re.compile(rb"\d+|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*"
                    rb"|\b[AP]M\b|\b[ap]m\b")


def same_but_clock(case, want, have):
    """The same text but for the parts of a date."""
    return bool(CLOCK.search(case["template"])) and MOMENT.sub(b"#", want) == MOMENT.sub(b"#", have)


def judge(case, answer):
    """(passed, text of the error equal or None)"""
    want = expected(case)
    if want is None:
        return not answer["ok"] and answer.get("error") != "DIED", answer.get("error") == case["error"]
    return answer["ok"] and (got(answer) == want or same_but_clock(case, want, got(answer))), None


def run_group(program, path, verbose):
    group = json.load(open(path))
    cases = group["cases"]
    replies, code = answers(program, [request(group, c) for c in cases])
    passed = errors = same = 0
    failures = []
    for case, answer in zip(cases, replies):
        ok, text = judge(case, answer)
        passed += ok
        errors += text is not None
        same += bool(text)
        if not ok or text is False:
            failures.append((ok, case, answer))
    for ok, case, answer in failures[:None if verbose else SHOWN]:
        if ok and not verbose:
            continue
        print("# %s: %s\n#   want %r\n#   got  %r" % ("text" if ok else "FAIL", case["template"][:300] if "template" in case else "",
              case.get("error", case.get("expected")), answer.get("error", answer.get("output"))))
    print("# %s: %d of %d, error texts %d of %d%s" % (group["group"], passed, len(cases), same, errors,
          "" if code == 0 else ", exit %d" % code))
    return passed == len(cases) and code == 0


def main():
    words = [a for a in sys.argv[1:] if a != "-v"]
    paths = sorted(glob.glob(os.path.join(CORPUS, "*.json")))
    if words[1:]:
        paths = [p for p in paths if os.path.basename(p)[:-5] in words[1:]]
    if not paths:
        print("1..0 # SKIP no corpus at ../shared/corpus/helm")
        return 0
    print("1..%d" % len(paths))
    bad = 0
    for i, path in enumerate(paths):
        ok = run_group(words[0], path, "-v" in sys.argv)
        bad += not ok
        print("%s %d - %s" % ("ok" if ok else "not ok", i + 1, os.path.basename(path)[:-5]))
    return 0 if not bad else 1


if __name__ == "__main__":
    sys.exit(main())
