#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""helm_charts.py WEIR: `weir template` over real and handmade charts, compared with what Helm v4.2.2 gave.

One TAP line a class of charts, with how many of its cases pass. A case passes with the same bytes on
stdout (lines that differ between two runs of the original are masked, as mask.json says); a case with
error.txt must fail. Cases: ../shared/corpus/helm/{charts,charts-small}/*/case-*.
"""
import concurrent.futures
import glob
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile

WEIR = os.path.abspath(sys.argv[1])
SOURCE = os.environ.get('WEIR_SOURCE_ROOT') or os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')
SHARED = os.environ.get('WEIR_SHARED') or os.path.join(SOURCE, '..', 'shared')
CORPUS = os.path.join(SHARED, 'corpus', 'helm')


def documents(text):
    return re.split(rb'(?m)^---$', text)


def masked(docs, mask):
    out = [doc.split(b'\n') for doc in docs]
    for entry in mask.get('volatile', []):
        if entry['doc'] >= len(out):
            continue
        if 'lines' not in entry:
            out[entry['doc']] = []
        for line in entry.get('lines', []):
            if line < len(out[entry['doc']]):
                out[entry['doc']][line] = b''
    return out


def same(want, got, mask):
    if got == want or mask.get('unstable_doc_count'):
        return True
    want, got = documents(want), documents(got)
    if mask.get('reordered') and sorted(want) == sorted(got):
        return True
    return bool(mask.get('volatile')) and len(want) == len(got) and masked(want, mask) == masked(got, mask)


def read(path):
    with (gzip.open if path.endswith('.gz') else open)(path, 'rb') as data:
        return data.read()


def run(folder, home):
    """None, or what is wrong."""
    with open(os.path.join(folder, 'args.json'), encoding='utf-8') as text:
        argv = json.load(text)['argv']
    mask_path = os.path.join(folder, 'mask.json')
    mask = json.loads(read(mask_path)) if os.path.exists(mask_path) else {}
    environment = {**os.environ, 'HOME': home, 'TZ': 'UTC', 'LANG': 'C.UTF-8'}
    done = subprocess.run([WEIR, *argv], cwd=folder, env=environment, capture_output=True, timeout=600, check=False)
    if os.path.exists(os.path.join(folder, 'error.txt')):
        return None if done.returncode > 0 else f'must fail, ended with {done.returncode}'
    if done.returncode:
        return f'exit {done.returncode}: {done.stderr.decode(errors="replace")[:300]}'
    expected = os.path.join(folder, 'expected.yaml')
    want = read(expected if os.path.exists(expected) else expected + '.gz')
    return None if same(want, done.stdout, mask) else 'other output'


def kind(folder):
    """The class of a case: where its chart comes from, and what its values are."""
    chart, case = folder.split(os.sep)[-2:]
    if f'{os.sep}charts-small{os.sep}' in folder:
        return 'small ' + re.split(r'-', chart)[0]
    return 'real ' + re.sub(r'^case-(\d+-)?', '', case).split('-')[0]


def main():
    cases = sorted(glob.glob(os.path.join(CORPUS, 'charts*', '*', 'case-*')))
    if not cases:
        print('1..0 # SKIP the Helm corpus is not beside this checkout (WEIR_SHARED)')
        return 0
    classes, failed = {}, 0
    with tempfile.TemporaryDirectory() as home, concurrent.futures.ThreadPoolExecutor(2) as pool:
        for folder, wrong in zip(cases, pool.map(lambda case: run(case, home), cases)):
            row = classes.setdefault(kind(folder), [0, []])
            row[0] += 1
            if wrong:
                row[1].append((folder, wrong))
    for number, (name, (count, wrong)) in enumerate(sorted(classes.items()), 1):
        print(f"{'not ok' if wrong else 'ok'} {number} - {name}: {count - len(wrong)} of {count}")
        failed += bool(wrong)
        for folder, why in wrong[:10]:
            print(f"# {'/'.join(folder.split(os.sep)[-2:])}: {why}")
    print(f'1..{len(classes)}')
    passed = sum(count - len(wrong) for count, wrong in classes.values())
    print(f'# {passed} of {len(cases)} cases pass')
    return 1 if failed else 0


sys.exit(main())
