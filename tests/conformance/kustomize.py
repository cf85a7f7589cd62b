#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""kustomize.py DRIVER: every case of the shared corpus of kustomize, one TAP line a class.

DRIVER is the build of plugins/kustomize/tests/build-driver.  The corpus lies in WEIR_SHARED (default:
../shared beside the checkout); without it the test says so and is skipped.
"""
import collections
import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile

ROOT = os.environ.get('WEIR_SOURCE_ROOT', os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
SHARED = os.environ.get('WEIR_SHARED', os.path.join(ROOT, '..', 'shared'))
CORPUS = os.path.abspath(os.path.join(SHARED, 'corpus', 'kustomize'))
DRIVER = os.path.abspath(sys.argv[1])


# What is known to fail: how many cases of a class, and why. One more or one less is an error.
KNOWN = {}


class Tally:
    def __init__(self):
        self.passed, self.failed = collections.Counter(), collections.defaultdict(list)

    def add(self, group, name, good):
        if good:
            self.passed[group] += 1
        else:
            self.failed[group].append(name)

    def groups(self):
        return sorted(set(self.passed) | set(self.failed))


def run(args, cwd):
    return subprocess.run([DRIVER] + args, cwd=cwd, capture_output=True, timeout=120)


def same(result, expected):
    """expected: a path, or None for an error."""
    if expected is None:
        return result.returncode not in (0, 2) and result.returncode > 0
    with open(expected, 'rb') as f:
        return result.returncode == 0 and result.stdout == f.read()


def build_cases(tally, folder):
    for path in sorted(glob.glob('%s/%s/*/case.json' % (CORPUS, folder))):
        with open(path) as f:
            case = json.load(f)
        base = os.path.dirname(path)
        expected = None if case['outcome'] == 'error' else base + '/expected.yaml'
        result = run(['build'] + case['flags'] + [case['path']], base + '/fs')
        tally.add(folder, case['name'], same(result, expected))
        legacy = base + '/expected.legacy.yaml'
        if os.path.exists(legacy):
            flags = [f for f in case['flags'] if f not in ('--reorder', 'none')]
            tally.add(folder + ' (legacy order)', case['name'], same(run(['build'] + flags + [case['path']], base + '/fs'), legacy))


def real_builds(tally):
    for path in sorted(glob.glob(CORPUS + '/real/*/cases.json')):
        base = os.path.dirname(path)
        with open(path) as f:
            cases = json.load(f)['cases']
        for case in cases:
            result = run(['build'] + case['flags'] + [case['path']], base + '/tree')
            tally.add('real', case['name'], same(result, base + '/' + case['expected']))


def flux_case(tally, group, name, tree, ks, variables, expected, objects, strict):
    tail = ([variables] if os.path.exists(variables) else []) + (['--strict'] if strict else [])
    tally.add(group, name, same(run(['flux', tree, ks] + tail, '/'), expected))
    if objects and os.path.exists(objects):
        result = run(['objects', tree, ks] + tail, '/')
        with open(objects, 'rb') as f:
            want = f.read()
        tally.add(group + ' objects', name, result.returncode == 0 and result.stdout == want)


def flux_builds(tally):
    for path in sorted(glob.glob(CORPUS + '/flux/build/*/case.json')):
        with open(path) as f:
            case = json.load(f)
        d = os.path.dirname(path)
        expected = d + '/expected.yaml' if os.path.exists(d + '/expected.yaml') else None
        flux_case(tally, 'flux', case['name'], d + '/tree', d + '/ks.yaml', d + '/vars.yaml', expected,
                  d + '/objects.yaml' if expected else None, case['strict'])
        if case.get('strict_differs'):
            other = d + '/expected.strict.yaml'
            flux_case(tally, 'flux strict', case['name'], d + '/tree', d + '/ks.yaml', d + '/vars.yaml',
                      other if os.path.exists(other) else None, None, True)


def real_flux(tally):
    for path in sorted(glob.glob(CORPUS + '/real/*/flux/cases.json')):
        d = os.path.dirname(path)
        with open(path) as f:
            cases = json.load(f)
        for case in cases:
            n = '%03d' % case['n']
            tree = os.path.join(os.path.dirname(d), case.get('root', 'tree'))
            expected = '%s/expected-%s.yaml' % (d, n) if case['outcome'] == 'ok' else None
            variables = os.path.join(d, case['vars']) if case.get('vars') else '/nonexistent'
            flux_case(tally, 'real flux', '%s %s' % (path.split('/')[-3], case['name']), tree, os.path.join(d, case['ks']),
                      variables, expected, '%s/objects-%s.yaml' % (d, n) if expected else None, False)


def table(tally, group, verb, path):
    result = run([verb, path], '/')
    words = result.stdout.decode(errors='replace').strip().splitlines()[-1].split()
    tally.passed[group] += int(words[0])
    tally.failed[group] += ['run %s %s' % (verb, path)] * int(words[2])


def main():
    if not os.path.isdir(CORPUS):
        print('1..0 # SKIP no corpus at %s' % CORPUS)
        return 0
    tally = Tally()
    build_cases(tally, 'krusty')
    build_cases(tally, 'extra')
    real_builds(tally)
    flux_builds(tally)
    real_flux(tally)
    table(tally, 'envsubst', 'envsubst', CORPUS + '/flux/envsubst-cases.json')
    table(tally, 'merge', 'merge', CORPUS + '/schema/merge2-cases.json')
    groups = tally.groups()
    wrong = False
    print('1..%d' % len(groups))
    for i, group in enumerate(groups, 1):
        failed = tally.failed[group]
        count, why = KNOWN.get(group, (0, ''))
        print('%s %d - %s: %d of %d%s' % ('not ok' if failed else 'ok', i, group, tally.passed[group],
                                          tally.passed[group] + len(failed),
                                          ' # TODO ' + why if failed and len(failed) == count else ''))
        for name in failed:
            print('#   ' + name)
        wrong = wrong or len(failed) not in (0, count)
    return wrong


sys.exit(main())
