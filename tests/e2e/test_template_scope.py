#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What templates find on the root, on .Values, .Files, .Capabilities and .Subcharts: Go's types, methods and ways of printing.

tests/data/template-scope.json has an expression a row, and what Helm v4.2.2 makes of it: type, kind and JSON, or its error;
what stands in braces already is taken as it is. A third item is further files of the chart.
"""
import concurrent.futures
import json
import os
import subprocess

from lib import tap
from lib.weir import SOURCE, WEIR

VALUES = ('a: 1\nb: {c: {d: 2, l: [1]}, e: {}}\nAsMap: shadow\nn: null\nglobal: {g: 1}\n'
          's: {x: 1, global: {h: 2}}\nlist: [{m: 1}]\n')


def template(expression):
    if expression.startswith(('(range', '(with')):
        body = '{{ %s }}' % expression[1:-1]
    elif expression.startswith('{{'):
        body = expression
    else:
        body = '{{ $r := %s }}{{ printf "%%T" $r }} {{ kindOf $r }} {{ toJson $r | trunc 100 }}' % expression
    return '{{ define "inc" }}{{ typeOf . }}{{ .AsMap | toJson }}{{ end }}x: |\n  ' + body + '\n'


def answer(folder, number, row):
    """None, or what came out in place of what was to come."""
    expression, want = row[:2]
    chart = os.path.join(folder, str(number), 'rec')
    for name, text in (('Chart.yaml', 'apiVersion: v2\nname: p\nversion: 0.1.0\n'), ('values.yaml', VALUES),
                       ('charts/s/Chart.yaml', 'apiVersion: v2\nname: s\nversion: 0.1.0\n'),
                       ('charts/s/values.yaml', 'y: {z: 1}\n'), ('templates/a.txt', template(expression)),
                       *(row[2] if len(row) > 2 else {}).items()):
        path = os.path.join(chart, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w', encoding='utf-8') as out:
            out.write(text)
    run = subprocess.run([WEIR, 'template', chart], capture_output=True, text=True, check=False)
    if want.startswith('! '):
        good = run.returncode == 1 and run.stderr.split('\n\nUse --debug')[0].rstrip().endswith(want[2:])
    else:
        good = run.returncode == 0 and run.stdout.split('x: |\n  ', 1)[1].rstrip('\n') == want
    return None if good else f'{expression}\n   wanted {want}\n   got    {run.stdout}{run.stderr}'


@tap.case('what templates find on the root and below it')
def scope(t):
    with open(os.path.join(SOURCE, 'tests/data/template-scope.json'), encoding='utf-8') as text:
        rows = json.load(text)
    assert len(rows) > 150
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        wrong = [w for w in pool.map(lambda r: answer(t.path(''), *r), enumerate(rows)) if w]
    assert not wrong, f'{len(wrong)} of {len(rows)}:\n' + '\n'.join(wrong)


if __name__ == '__main__':
    tap.main()
