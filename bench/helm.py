# SPDX-License-Identifier: Apache-2.0
"""helm.py - `weir template` and `helm template` v4.2.2 over the same charts, in turns, in one run."""
import glob
import json
import os
import shutil
import subprocess

from lib.weir import SHARED, WEIR
from measure import instructions, median
from report import cost, row, verdict

VERSION = 'v4.2.2'
MISSING = f'helm is not installed (GOBIN=/tmp/gobin go install helm.sh/helm/v4/cmd/helm@{VERSION})'
CHARTS = {'redis': 'bitnami--redis', 'postgresql': 'bitnami--postgresql',
          'kube-prometheus-stack': 'prometheus-community--kube-prometheus-stack',
          'app-template': 'bjw-s--app-template', 'cert-manager': 'cert-manager--cert-manager'}
CPU, MEMORY = 12, 6  # times less


def peer():
    return shutil.which('helm') or shutil.which('helm', path=os.path.expanduser('~/go/bin') + ':/tmp/gobin')


def first_case(chart):
    """The folder of the chart's first case that renders."""
    for folder in sorted(glob.glob(os.path.join(SHARED, 'corpus/helm/charts', chart, 'case-*'))):
        if not os.path.exists(os.path.join(folder, 'error.txt')):
            return folder
    return None


def bench_templates(_):
    for name, chart in CHARTS.items():
        folder = first_case(chart)
        if not folder:
            row(f'weir template {name}', 'the Helm corpus is not beside this checkout', '', '')
            continue
        with open(os.path.join(folder, 'args.json'), encoding='utf-8') as text:
            argv = json.load(text)['argv']
        os.chdir(folder)
        mine, count = median([WEIR, *argv], runs=9), instructions([WEIR, *argv])
        if not peer():
            row(f'weir template {name}', cost(mine, count), MISSING, f'at least {CPU} times less CPU')
            continue
        other = median([peer(), *argv], runs=5)
        ratio, memory = other.cpu_ms / mine.cpu_ms, other.peak_kib / max(mine.peak_kib, 1)
        outputs = {subprocess.run([program, *argv], capture_output=True, check=False).stdout
                   for program in (WEIR, peer())}
        row(f'weir template {name}', cost(mine, count), 'helm: ' + cost(other),
            f'{verdict(ratio >= CPU and memory >= MEMORY)}: CPU {ratio:.1f}x less (goal {CPU}x), memory {memory:.1f}x '
            f'less (goal {MEMORY}x){"" if len(outputs) == 1 else ", OUTPUT DIFFERS"}')


BENCHES = {'helm': bench_templates}
