# SPDX-License-Identifier: Apache-2.0
"""report.py - the rows of a run: printed as they come, and as one table at the end."""
import sys

ROWS = []
HEADS = ('what', 'weir', 'peer', 'goal')


def row(what, ours, theirs, goal):
    ROWS.append((what, ours, theirs, goal))
    print(f'  {what}: {ours} | {theirs} | {goal}', file=sys.stderr, flush=True)


def cost(c, minstr=None):
    text = f'{c.cpu_ms:.1f} ms CPU' + (f', {c.peak_kib / 1024:.1f} MiB' if c.peak_kib else '')
    return text + (f', {minstr:.1f} M instr.' if minstr else '')


def verdict(good):
    return 'met' if good else 'MISSED'


def table():
    widths = [max(len(str(r[i])) for r in [HEADS, *ROWS]) for i in range(4)]
    for r in (HEADS, tuple('-' * w for w in widths), *ROWS):
        print('  '.join(str(c).ljust(w) for c, w in zip(r, widths)).rstrip())
