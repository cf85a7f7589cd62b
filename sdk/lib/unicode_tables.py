#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""unicode_tables.py [FOLDER]: writes unicode_tables.c and unicode_letters.c from the Unicode files.

FOLDER holds UnicodeData.txt, Scripts.txt, CaseFolding.txt and PropertyValueAliases.txt as Debian's
package unicode-data 15.0.0 installs them (/usr/share/unicode).  Run by hand when Unicode moves on.
"""
import os
import re
import sys

FOLDER = sys.argv[1] if len(sys.argv) > 1 else '/usr/share/unicode'
HERE = os.path.dirname(os.path.abspath(__file__))
LONGEST = 2048  # runes that one packed range can hold
HEAD = '/* SPDX-License-Identifier: Apache-2.0 */\n/* %s\n * Made by unicode_tables.py of Unicode 15.0.0; not to be edited. */\n'


def lines(name):
    for line in open(os.path.join(FOLDER, name), encoding='utf-8'):
        line = line.split('#')[0].strip()
        if line:
            yield [field.strip() for field in line.split(';')]


def categories():
    table, first = {}, None
    for row in lines('UnicodeData.txt'):
        code = int(row[0], 16)
        start = first if row[1].endswith('Last>') else code
        first = code if row[1].endswith('First>') else None
        if first is None:
            table.setdefault(row[2], []).append((start, code))
    used = sorted(r for ranges in table.values() for r in ranges)
    free, at = [], 0
    for low, high in used:
        if low > at:
            free.append((at, low - 1))
        at = high + 1
    table['Cn'] = free + [(at, 0x10ffff)]
    return table


def scripts():
    table = {}
    for codes, name in lines('Scripts.txt'):
        low, _, high = codes.partition('..')
        table.setdefault(name, []).append((int(low, 16), int(high or low, 16)))
    return table


def merged(ranges):
    out = []
    for low, high in sorted(ranges):
        if out and low == out[-1][1] + 1:
            out[-1] = (out[-1][0], high)
        else:
            out.append((low, high))
    return out


def packed(ranges):
    for low, high in merged(ranges):
        while low <= high:
            end = min(high, low + LONGEST - 1)
            yield low << 11 | end - low
            low = end + 1


def orbits():
    """Each rune and the next one that equals it without regard to case."""
    groups = {}
    for row in lines('CaseFolding.txt'):
        if row[1] in 'CS':
            groups.setdefault(int(row[2], 16), set()).add(int(row[0], 16))
    follow = {}
    for target, sources in groups.items():
        orbit = sorted(sources | {target})
        for i, rune in enumerate(orbit):
            follow[rune] = orbit[(i + 1) % len(orbit)]
    return follow


def fold_runs(follow):
    """(low, high, stride, delta): runs of runes with one distance to the next of their orbit."""
    runs = []
    for rune in sorted(follow):
        delta = follow[rune] - rune
        for run in runs[:-4:-1]:
            low, high, stride, distance = run
            gap = rune - high
            if distance == delta and (gap == stride or (low == high and gap in (1, 2))):
                run[1], run[2] = rune, gap
                break
        else:
            runs.append([rune, rune, 1, delta])
    return sorted(runs)


def key(name):
    return re.sub('[-_ ]', '', name).lower()


def numbers(values, form='0x%06x'):
    text, line = '', '\t'
    for value in values:
        word = form % value + ','
        if len(line) + len(word) > 110:
            text, line = text + line.rstrip() + '\n', '\t'
        line += word + ' '
    return text + line.rstrip() + '\n'


def write_tables():
    groups, data = [], []
    for table in categories(), scripts():
        for name in sorted(table):
            ranges = list(packed(table[name]))
            groups.append((key(name), len(data), len(ranges)))
            data += ranges
    aliases = [(key(n), key(row[1])) for row in lines('PropertyValueAliases.txt') if row[0] == 'gc' for n in row[2:]
               if key(n) != key(row[1])]
    with open(os.path.join(HERE, 'unicode_tables.c'), 'w', encoding='utf-8') as out:
        out.write(HEAD % 'unicode_tables.c - categories, scripts and case orbits of Unicode.')
        out.write('#include "unicode.h"\n\n/* clang-format off */\nconst uint32_t unicode_ranges[] = {\n')
        out.write(numbers(data, '0x%x'))
        out.write('};\n\nconst struct unicode_group unicode_groups[] = {\n')
        out.writelines(f'\t{{ "{n}", {start}, {count} }},\n' for n, start, count in groups)
        out.write('};\nconst size_t unicode_group_count = sizeof(unicode_groups) / sizeof(unicode_groups[0]);\n')
        out.write('\nconst struct unicode_alias unicode_aliases[] = {\n')
        out.writelines(f'\t{{ "{a}", "{n}" }},\n' for a, n in sorted(set(aliases)))
        out.write('};\nconst size_t unicode_alias_count = sizeof(unicode_aliases) / sizeof(unicode_aliases[0]);\n')
        out.write('\nconst struct unicode_fold unicode_folds[] = {\n')
        runs = fold_runs(orbits())
        for i in range(0, len(runs), 4):
            out.write('\t' + ' '.join('{ 0x%x, 0x%x, %d, %d },' % tuple(run) for run in runs[i:i + 4]) + '\n')
        out.write('};\nconst size_t unicode_fold_count = sizeof(unicode_folds) / sizeof(unicode_folds[0]);\n')


def write_letters():
    table = categories()
    letters = packed(r for name in ('Lu', 'Ll', 'Lt', 'Lm', 'Lo') for r in table[name])
    with open(os.path.join(HERE, 'unicode_letters.c'), 'w', encoding='utf-8') as out:
        out.write(HEAD % 'unicode_letters.c - the letters and decimal digits of Unicode.')
        out.write('#include "unicode.h"\n\n/* clang-format off */\n')
        for name, ranges in ('letter', letters), ('digit', packed(table['Nd'])):
            out.write(f'const uint32_t unicode_{name}s[] = {{\n{numbers(ranges, "0x%x")}}};\n')
            out.write(f'const size_t unicode_{name}_count = sizeof(unicode_{name}s) / sizeof(unicode_{name}s[0]);\n')


write_tables()
write_letters()
