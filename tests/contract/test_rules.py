#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_rules.py TOOL FOLDER: a plugin that breaks a rule turns red exactly the lines of that rule."""
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'e2e'))
from lib import tap  # noqa: E402  pylint: disable=wrong-import-position

TOOL, FOLDER = sys.argv[1:3]
del sys.argv[1:]
EXAMPLE = 'apiVersion: bad.weir.example/v1\nkind: Bad\nmetadata: {name: a, namespace: b}\nspec: {path: x}\n'
BROKEN = 'broken objects are refused in one line'
# Which lines must be "not ok"; others may be too only where the last column says so (a crash shows wherever it is met).
ROWS = {
    'none': [],
    'static': ['it has no mutable statics'],
    'export': ['it exports its descriptor and nothing else'],
    'system': ['it can start no program'],
    'chdir': ['it leaves the process as it is'],
    'no-help': ['it loads, and describes itself'],
    'open-leaks-files': ['when open() fails, nothing stays behind', 'nothing leaks'],
    'leak-in-close': ['nothing leaks'],
    'leak': ['nothing leaks'],
    'takes-anything': [BROKEN],
    'silent': [BROKEN],
    'two-lines': [BROKEN],
    'code': [BROKEN],
    'writes-result': [BROKEN],
    'impure': ['inspect and convert are pure'],
    'changes-object': ['inspect and convert are pure'],
    'facts': ['the examples are taken'],
    'slow': ['a call that was cancelled before it began returns', 'a call that is cancelled returns soon',
             'a call after its deadline returns'],
    'race': ['calls from two threads answer as from one'],
    'crash': [BROKEN],
    'exit': [BROKEN],
    'constructor': ['it loads, and describes itself', 'nothing runs when it is loaded'],
}
ALSO_ELSEWHERE = {'silent', 'two-lines', 'code', 'writes-result', 'impure', 'changes-object', 'facts', 'slow', 'crash',
                  'exit', 'constructor', 'takes-anything', 'open-leaks-files'}

# What would take minutes elsewhere, because it crashes, sleeps or stops at every call.
ONLY = {'slow': 'a call ', 'race': 'calls from two', 'crash': 'broken', 'exit': 'broken'}


def lines_of(name, t):
    examples = t.write('examples.yaml', EXAMPLE)
    only = ['--only', ONLY[name]] if name in ONLY else []
    run = subprocess.run([TOOL, 'plugin', 'test', os.path.join(FOLDER, f'bad-{name}.so'), '--examples', examples, *only],
                         capture_output=True, text=True, timeout=300, check=False)
    assert run.stdout.startswith('1..'), run.stdout + run.stderr
    rows = [line for line in run.stdout.split('\n') if line.startswith(('ok ', 'not ok '))]
    assert len(rows) == int(run.stdout.split('\n')[0][3:]), run.stdout
    red = [line.split(' - ', 1)[1] for line in rows if line.startswith('not ok')]
    assert (run.returncode != 0) == bool(red), f'exit {run.returncode}\n{run.stdout}'
    return red, run.stdout


def add(name, want):
    @tap.case(f'{name}: ' + (', '.join(want) if want else 'keeps every rule'))
    def check(t):
        red, text = lines_of(name, t)
        instrumented = 'built for a sanitizer' in text
        for rule in want:
            if not (instrumented and rule == 'it has no mutable statics'):
                assert rule in red, f'"{rule}" stayed green\n{text}'
        if name not in ALSO_ELSEWHERE:
            assert set(red) <= set(want), text


for row, rules in ROWS.items():
    add(row, rules)
if __name__ == '__main__':
    tap.main()
