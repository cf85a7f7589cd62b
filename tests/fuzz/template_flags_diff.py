#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Random command lines of `weir template` and `helm template`: exit code, stdout, files and what is complained about.

    template_flags_diff.py --weir build/core/weir --helm helm [--seed N] [--count N]

A line that weir refuses with a sentence (--verify and its like) is counted apart. Prints each difference; exit 1 if there is one.
"""
import argparse
import concurrent.futures
import os
import random
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '../e2e'))
from test_template_flags import CHARTS  # noqa: E402

BOOLS = ('include-crds no-hooks skip-tests is-upgrade skip-schema-validation dependency-update generate-name devel debug '
         'release-name verify enable-dns insecure-skip-tls-verify plain-http pass-credentials atomic create-namespace '
         'disable-openapi-validation force force-conflicts force-replace hide-notes render-subchart-notes replace '
         'rollback-on-failure server-side skip-crds take-ownership wait-for-jobs kube-insecure-skip-tls-verify').split()
TEXTS = ('namespace kube-version name-template version username password keyring description kubeconfig kube-context kube-token '
         'kube-as-user kube-tls-server-name content-cache post-renderer-args kube-as-group').split()
VALUES = {
    'set': ['a=1', 'a=x,b=y', 'a={1,2}', 'a.b[1]=z', 'a=', '=a', 'a', 'a[', 'a[0]=1', 'a={', '', 'a=null', 'a\\,b=1', 'a[-1]=1', 'a..b=1'],
    'set-string': ['a=1', 'a=x,b=y', '', 'a', 'a.b=', 'a={x,y}'],
    'set-json': ['a=1', 'a={"b":[1,2]}', '{"a":"x"}', '{bad', 'a={bad', '', 'a', 'a=null', '{"a":1} x', ' {"a":2}', 'a=1,b=2', '[1]'],
    'set-file': ['a=c/values.yaml', 'a=nope', 'a', 'a=', 'a=c/values.yaml,b=c/Chart.yaml', 'a=empty'],
    'set-literal': ['a=x,y', 'a=', 'a', 'a.b=\\,', '', '=x'],
    'values': ['c/values.yaml', 'nope.yaml', 'c/values.yaml,c/values.yaml', '"c/values.yaml"', '', 'empty', 'broken/templates/a.yaml', '"'],
    'api-versions': ['a', 'a,b', '', '"a,b"', 'a"b', '"a""b"', '"a" ', ','],
    'show-only': ['templates/a.yaml', 'templates/*.yaml', 'templates/zz.yaml', 'templates/t.yaml', 'crds/x.yaml', '[', '', '*/*'],
    'labels': ['a=b', 'a=b,c=d', 'a', 'a=b,c', '"a=b"', 'a=b=c', '"a=b,c=d"', ''],
    'timeout': ['5m', '5', '1h2m3.5s', '', '-1s', '1x', '0', '.s', '1µs'],
    'qps': ['1', '1.5', 'x', '', '1e99', 'inf', '0x1p2', ' 1'],
    'burst-limit': ['1', '0x10', 'x', '', '-1', '99999999999999999999', '010', '+5'],
    'wait': ['=watcher', '=legacy', '=hookOnly', '=true', '=false', '=x', '', '='],
    'dry-run': ['', '=client', '=none', '=x', '=true', '=false', '=1', '=unset', '='],
}
WORDS = ['', 'x', 'X', 'v1.30', '1.30.2', 'a.b', '{{ "n" }}', '{{', '{{ .x }}', '{{ randAlphaNum 0 }}z', '>=1', 'ü']
ARGS = [['c'], ['rel', 'c'], ['Bad', 'c'], ['bad'], ['broken'], ['lib'], ['empty'], ['nope'], ['./nope'], ['a', 'b', 'c'], [], ['text.tgz'],
        ['c/values.yaml'], ['', 'c'], ['c/'], ['./c'], ['c', ''], ['x' * 54, 'c'], ['a.b-c', 'c']]


def flag(rng):
    kind = rng.random()
    if kind < 0.35:
        name = rng.choice(BOOLS)
        return [f'--{name}' + rng.choice(['', '', '', '=true', '=0', '=F', '=yes', '='])]
    if kind < 0.55:
        name, value = rng.choice(TEXTS), rng.choice(WORDS)
        return [f'--{name}={value}'] if rng.random() < 0.5 else [f'--{name}', value]
    if kind < 0.6:
        return [rng.choice(['-x', '-gn', '-nx', '-n=x', '-g', '-ga=x', '--unknown', '--=x', '---a', '-', '--', '-gz', '-n', '-a=b', '-l=a=b'])]
    name = rng.choice(list(VALUES))
    value = rng.choice(VALUES[name])
    if name in ('wait', 'dry-run'):
        return [f'--{name}{value}']
    return [f'--{name}={value}'] if rng.random() < 0.5 else [f'--{name}', value]


def line(rng):
    words = [w for _ in range(rng.randint(1, 4)) for w in flag(rng)]
    args = list(rng.choices(ARGS, [12, 12] + [1] * (len(ARGS) - 2))[0])
    if rng.random() < 0.1:
        words += [f'--output-dir={rng.choice(["out", "out/deep", ""])}']
    at = rng.randint(0, 1)
    return words + args if at else args + words


def run(binary, words, folder):
    env = {k: v for k, v in os.environ.items() if not k.startswith('HELM_')}
    env.update(HOME=folder, KUBECONFIG='')
    done = subprocess.run([binary, 'template', *words], cwd=folder, capture_output=True, env=env, timeout=60, check=False)
    err = [x for x in done.stderr.decode(errors='replace').replace('"helm template"', '"weir template"').split('\n')
           if x and not x.startswith(('level=', 'Flag --', 'warning: ', 'walk.go'))]
    files = {}
    for root, _, names in os.walk(os.path.join(folder, 'out')):
        for name in names:
            with open(os.path.join(root, name), 'rb') as data:
                files[os.path.relpath(os.path.join(root, name), folder)] = data.read()
    shutil.rmtree(os.path.join(folder, 'out'), ignore_errors=True)
    out = done.stdout
    if done.returncode and out:  # what --debug shows of a failure is in no order in Helm
        out = sorted(x.strip() for x in out.split(b'---\n'))
    return done.returncode, out, [urllib.parse.unquote(x) for x in err[:1]], files


def compare(options, number):
    words = line(random.Random(f'{options.seed}/{number}'))
    with tempfile.TemporaryDirectory(prefix='weir-flags-') as folder:
        for name, text in CHARTS.items():
            os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
            with open(os.path.join(folder, name), 'w', encoding='utf-8') as out:
                out.write(text)
        mine = run(options.weir, words, folder)
        if mine[0] == 1 and any('is not supported: ' in x for x in mine[2]):
            return words, 'refused', mine, None
        theirs = run(options.helm, words, folder)
        return words, 'same' if mine == theirs else 'different', mine, theirs


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--weir', required=True)
    parser.add_argument('--helm', required=True)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--count', type=int, default=1000)
    options = parser.parse_args()
    options.weir, options.helm = os.path.abspath(options.weir), shutil.which(options.helm) or options.helm
    counts = {'same': 0, 'refused': 0, 'different': 0}
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for words, verdict, mine, theirs in pool.map(lambda n: compare(options, n), range(options.count)):
            counts[verdict] += 1
            if verdict == 'different':
                print(' '.join(f"'{w}'" for w in words))
                print(f'   helm {theirs}\n   weir {mine}')
    print(', '.join(f'{n} {what}' for what, n in counts.items()))
    sys.exit(1 if counts['different'] else 0)


if __name__ == '__main__':
    main()
