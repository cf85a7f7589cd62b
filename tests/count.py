#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""count.py TESTLOG: what failed, what was left out and why, and one last line `N passed, N failed`.

Meson counts programs; this counts the cases inside them, which is what a reader wants to know.
"""
import json
import re
import sys

CASE = re.compile(r'^(not )?ok\b\s*\d*\s*-?\s*(.*)$')
SKIP = re.compile(r'#\s*skip\S*\s*(.*)$', re.I)
TODO = re.compile(r'#\s*todo\s*(.*)$', re.I)


def cases_of(test):
    """(passed, failed, skipped texts, failed texts) of one program."""
    passed, failed, skipped, lost = 0, 0, [], []
    for line in test.get('stdout', '').splitlines():
        found = CASE.match(line)
        if not found:
            continue
        skip = SKIP.search(line)
        if found.group(1) and TODO.search(line):
            skipped.append('known to fail: ' + found.group(2))
        elif found.group(1):
            failed += 1
            lost.append(found.group(2))
        elif skip:
            skipped.append(skip.group(1) or found.group(2))
        else:
            passed += 1
    if re.search(r'^1\.\.0\s*#\s*skip', test.get('stdout', ''), re.I | re.M):
        skipped.append(re.search(r'^1\.\.0\s*#\s*skip\S*\s*(.*)$', test['stdout'], re.I | re.M).group(1))
    if test['result'] in ('OK', 'EXPECTEDFAIL') and passed == 0 and failed == 0 and not skipped:
        passed = 1
    if test['result'] in ('FAIL', 'ERROR', 'TIMEOUT', 'INTERRUPT', 'UNEXPECTEDPASS') and failed == 0:
        failed = 1
        lost.append(test['result'].lower())
    if test['result'] == 'SKIP' and not skipped:
        skipped.append('')
    return passed, failed, skipped, lost


def main():
    passed = failed = 0
    with open(sys.argv[1], encoding='utf-8', errors='replace') as log:
        tests = [json.loads(line) for line in log if line.strip()]
    for test in tests:
        name = test['name'].split(' / ')[-1]
        good, bad, skipped, lost = cases_of(test)
        passed += good
        failed += bad
        for reason in skipped:
            print(f'left out: {name}: {reason}')
        if bad:
            print(f'FAILED: {name}')
            for text in lost[:40]:
                print(f'    {text}')
            tail = (test.get('stdout', '') + test.get('stderr', '')).splitlines()[-40:]
            print('\n'.join('    | ' + line for line in tail))
    print(f'{passed} passed, {failed} failed')
    return 1 if failed or not passed else 0


sys.exit(main())
