#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_old_plugins.py TOOL: binaries built for an older ABI load today and keep the contract."""
import glob
import os
import platform
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'e2e'))
from lib import tap  # noqa: E402  pylint: disable=wrong-import-position

TOOL = os.path.abspath(sys.argv[1])
del sys.argv[1:]


def add(path):
    name = os.path.basename(path)[:-3]

    @tap.case(f'{name} loads and keeps the contract')
    def check(t):
        if platform.machine() != 'x86_64':
            raise tap.Skip(f'built for x86_64, this is {platform.machine()}')
        copy = t.path(name + '.so')
        shutil.copyfile(path, copy)
        os.chmod(copy, 0o644)
        run = subprocess.run([TOOL, 'plugin', 'test', copy, '--examples', path[:-3] + '.yaml'], capture_output=True,
                             text=True, timeout=600, check=False)
        assert run.returncode == 0 and run.stdout.count('\nok ') >= 20 and 'not ok' not in run.stdout, run


found = sorted(glob.glob(os.path.join(HERE, '*.so')))
for each in found:
    add(each)


@tap.case('there is a binary of every role for ABI 1.0')
def complete(t):
    names = [os.path.basename(path) for path in found]
    for role in ('notifier', 'source', 'renderer', 'applier'):
        assert f'abi-1.0-{role}.so' in names, names


if __name__ == '__main__':
    tap.main()
