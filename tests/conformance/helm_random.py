#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Functions whose result is chance or the clock, against the properties recorded of the original.

helm_random.py TEMPLATE-SERVE: each case of the corpus's nondeterministic.json; TAP, a line per case.
Certificates are compared with the recorded ones field by field, but for numbers, dates and keys.
Skips where the corpus or openssl is not there.
"""
import base64
import datetime
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import warnings

warnings.simplefilter("ignore")
import crypt  # noqa: E402 (the C library's own check of bcrypt)

ROOT = os.environ.get("WEIR_SOURCE_ROOT", os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
CORPUS = os.path.join(ROOT, "..", "shared", "corpus", "helm", "nondeterministic.json")


def openssl(args, text):
    run = subprocess.run(["openssl"] + args, input=text.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return run.returncode, run.stdout.decode()


def blocks(text, kind):
    return re.findall(r"-----BEGIN %s-----\n.*?-----END %s-----\n" % (kind, kind), text, re.S)


def same_letters(out, sample):
    return sorted(out) == sorted(sample)


# ---- keys and certificates ----

def shape_of_key(pem):
    code, text = openssl(["pkey", "-noout", "-text"], pem)
    return code, re.sub(r"(?m)^ +[0-9a-f:]+$", "", text).split("\n")[0], pem.split("\n")[0]


def key(out, sample):
    """Samples of 300 characters are cut off: of those only the kind counts."""
    if not sample.startswith("-----"):
        out, sample = base64.b64decode(out).decode(), base64.b64decode(sample[:300 // 4 * 4]).decode()
        sample = sample[:225]
    if shape_of_key(out)[0]:
        return False
    if not sample.endswith("-----\n"):
        return out.split("\n")[0] == sample.split("\n")[0]
    return shape_of_key(out) == shape_of_key(sample)


def fields(pem):
    code, text = openssl(["x509", "-noout", "-text", "-certopt", "no_pubkey,no_sigdump,no_serial,no_validity"], pem)
    return code, re.sub(r"\b(?:[0-9A-F]{2}:){19}[0-9A-F]{2}\b", "ID", text)


def days(pem):
    text = openssl(["x509", "-noout", "-startdate", "-enddate"], pem)[1]
    start, end = [datetime.datetime.strptime(l.split("=")[1], "%b %d %H:%M:%S %Y GMT") for l in text.split("\n")[:2]]
    return (end - start).total_seconds()


def verifies(cert, ca):
    with tempfile.NamedTemporaryFile("w") as f:
        f.write(ca)
        f.flush()
        return openssl(["verify", "-partial_chain", "-CAfile", f.name], cert)[0] == 0


def key_fits(cert, pem):
    return openssl(["x509", "-noout", "-pubkey"], cert)[1] == openssl(["pkey", "-pubout"], pem)[1]


def certificate_of(template, pem):
    """Where the sample is cut off: what the template asks for."""
    text = fields(pem)[1]
    words = re.findall(r'"([a-z0-9.-]+)"', template.split("genSigned")[-1])
    return all(w in text for w in words if w not in ("ecdsa", "ed25519")) and days(pem) == 365 * 86400


def certificates(template, out, sample):
    ours, theirs = blocks(out, "CERTIFICATE"), blocks(sample, "CERTIFICATE")
    if len(sample) == 300:
        return len(ours) == 1 and certificate_of(template, ours[0])
    if not ours or [fields(c) for c in ours] != [fields(c) for c in theirs]:
        return False
    if [days(c) for c in ours] != [days(c) for c in theirs]:
        return False
    keys = blocks(out, "RSA PRIVATE KEY")
    if keys and not key_fits(ours[-1], keys[-1]):
        return False
    signer = ours[0]
    issuer, subject = [openssl(["x509", "-noout", "-" + w], ours[-1])[1].split("=", 1)[1] for w in ("issuer", "subject")]
    return verifies(ours[-1], signer) if len(ours) > 1 or issuer == subject else True


# ---- the rest ----

def bcrypted(out, password):
    return re.match(r"^\$2a\$10\$[./A-Za-z0-9]{53}$", out) and crypt.crypt(password, out) == out


def today(out, shift=0):
    now = datetime.datetime.now(datetime.timezone.utc)
    days = [now, now - datetime.timedelta(minutes=1)]
    return out in [(d + datetime.timedelta(days=shift)).strftime("%Y-%m-%d") for d in days]


def in_range(template, out):
    low, high = map(int, re.search(r"randInt (\d+) (\d+)", template).groups())
    return low <= int(out) < high


def of_clock(case, out):
    if "ago" in case["template"]:
        return re.match(r"^[0-9]+s$", out)
    if case["sample"] == "2026-11-23" or re.match(r"^\d{4}-\d\d-\d\d$", case["sample"]):
        return today(out)
    return re.sub(r"\d", "0", out) == re.sub(r"\d", "0", re.sub(r"[A-Z][a-z]{2}", out[3:6], case["sample"], 1))


def by_template(case, out):
    """What differs between runs: the property follows from the function."""
    template, sample = case["template"], case["sample"]
    if "sha256sum" in template:
        return re.match(r"^[0-9a-f]{64}$", out)
    if "bcrypt" in template:
        return bcrypted(out, "abc")
    if "CERTIFICATE" in sample:
        return certificates(template, out, sample)
    if "genPrivateKey" in template:
        return key(out, sample)
    if "randInt" in template:
        return in_range(template, out)
    if re.search(r"rand|uuid", template):
        return len(out) == len(sample) and out != sample
    return same_letters(out, sample)


NAMED = {
    "now date": lambda c, o: today(o),
    "htmlDate now": lambda c, o: today(o),
    "dateModify": lambda c, o: today(o, -1),
    "date of string": lambda c, o: abs(int(o) - datetime.date.today().year) <= 1,
    "htpasswd": lambda c, o: o.startswith("user:") and bcrypted(o[5:], "pass"),
    "bcrypt": lambda c, o: bcrypted(o, "pass"),
    "encryptAES": lambda c, o: o == "text",
    "shuffle": lambda c, o: same_letters(o, "abcdef"),
}


def holds(case, answer):
    if case["sample"].startswith("ERROR "):
        return not answer["ok"] and answer["error"] == case["sample"][6:]
    if not answer["ok"]:
        return False
    out, wanted = answer.get("output", ""), case["property"]
    if wanted.startswith("regex:") and case["name"] not in NAMED:
        return re.search(wanted[6:], out)
    if case["name"] in NAMED:
        return NAMED[case["name"]](case, out)
    if wanted == "depends on the clock":
        return of_clock(case, out)
    return by_template(case, out)


def request(case):
    r = {k: case[k] for k in ("template", "data") if k in case}
    if case["name"].endswith(" int"):
        r["numbers"] = "int64"
    return r


def main():
    if not os.path.exists(CORPUS) or not shutil.which("openssl"):
        print("1..0 # SKIP needs the corpus beside the tree, and openssl")
        return 0
    cases = json.load(open(CORPUS))["cases"]
    lines = "".join(json.dumps(request(c)) + "\n" for c in cases)
    run = subprocess.run([sys.argv[1], "serve"], input=lines, stdout=subprocess.PIPE, text=True, timeout=280,
                         env=dict(os.environ, TZ="UTC"))
    answers = [json.loads(l) for l in run.stdout.split("\n") if l]
    answers += [{"ok": False, "error": "DIED"}] * (len(cases) - len(answers))
    failed = 0
    print("1..%d" % len(cases))
    for n, (case, answer) in enumerate(zip(cases, answers), 1):
        good = bool(holds(case, answer))
        failed += not good
        print("%sok %d - %s" % ("" if good else "not ", n, case["name"].replace("#", "no. ")))
        if not good:
            print("# %s: %s\n#   sample %r\n#   got    %r" % (case["template"], case["property"], case["sample"][:300],
                  str(answer.get("output", answer.get("error")))[:300]))
    print("# %d of %d" % (len(cases) - failed, len(cases)))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
