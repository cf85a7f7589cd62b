# SPDX-License-Identifier: Apache-2.0
"""kustomize.py - `weir build` and `kustomize build` v5.8.1 over the same folders, in turns, in one run.

Each row is one folder: CPU and peak memory of both, how many times less weir takes, and whether the
goal is met. A row says so when the two texts differ: a fast wrong answer is none.
"""
import hashlib
import os
import shutil
import subprocess
import sys

from lib.weir import SHARED, WEIR
from measure import instructions, median
from report import cost, row, verdict

VERSION = 'v5.8.1'
MISSING = f'kustomize is not installed (GOBIN=/tmp/gobin go install sigs.k8s.io/kustomize/kustomize/v5@{VERSION})'
KUBE_PROMETHEUS = 'https://github.com/prometheus-operator/kube-prometheus'


def peer():
    return shutil.which('kustomize') or \
        shutil.which('kustomize', path=os.path.expanduser('~/go/bin') + ':/tmp/gobin')


def digest(argv):
    return hashlib.sha256(subprocess.run(argv, capture_output=True, check=True).stdout).hexdigest()


def compare(what, folder, times, runs, their_runs=None):
    """One row. times: how many times less CPU is the goal; memory is a quarter everywhere."""
    ours, theirs = [WEIR, 'build', folder], [peer(), 'build', folder]
    mine, count = median(ours, runs=runs), instructions(ours)
    if not peer():
        row(what, cost(mine, count), MISSING, f'at least {times} times less CPU, a quarter of the memory')
        return
    other = median(theirs, runs=their_runs or runs, warm=runs == their_runs or not their_runs)
    ratio = other.cpu_ms / mine.cpu_ms
    good, text = ratio >= times, f'CPU {ratio:.1f}x less (goal {times}x)'
    if mine.peak_kib and other.peak_kib:
        good = good and mine.peak_kib * 4 <= other.peak_kib
        text += f', memory {other.peak_kib / mine.peak_kib:.1f}x less (goal 4x)'
    same = '' if their_runs == 1 or digest(ours) == digest(theirs) else ', OUTPUT DIFFERS'
    row(what, cost(mine, count), 'kustomize: ' + cost(other), f'{verdict(good)}: {text}{same}')


# ---- the folders ----

def write(folder, files):
    os.makedirs(folder, exist_ok=True)
    for name, text in files.items():
        with open(os.path.join(folder, name), 'w', encoding='utf-8') as out:
            out.write(text)
    return folder


def bench_one(context):
    folder = write(os.path.join(context.scratch, 'one'), {
        'kustomization.yaml': 'resources: [configmap.yaml]\n',
        'configmap.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one}\ndata: {key: value}\n'})
    compare('build: one ConfigMap', folder, 5, 41)


def bench_flux_system(_context):
    folder = os.path.join(SHARED, 'corpus/kustomize/real/kylejschultz+kjho.me/tree/k8s/orchestration/flux-system')
    if not os.path.isdir(folder):
        row('build: flux-system, 0.6 MB', 'the corpus is not there', '', '')
        return
    compare('build: flux-system, 0.6 MB', folder, 15, 21)


def kube_prometheus(context):
    """The repository's root: where WEIR_BENCH_KUBE_PROMETHEUS says, or a clone of today's."""
    given = os.environ.get('WEIR_BENCH_KUBE_PROMETHEUS')
    if given:
        return given if os.path.exists(os.path.join(given, 'kustomization.yaml')) else None
    folder = os.path.join(context.scratch, 'kube-prometheus')
    clone = subprocess.run(['git', 'clone', '-q', '--depth', '1', KUBE_PROMETHEUS, folder], capture_output=True,
                           env={**os.environ, 'GIT_TERMINAL_PROMPT': '0'}, check=False, timeout=300)
    return folder if clone.returncode == 0 else None


def bench_kube_prometheus(context):
    folder = kube_prometheus(context)
    if folder:
        compare('build: kube-prometheus', folder, 20, 11, 5)
    else:
        row('build: kube-prometheus', 'not measured: no network, and WEIR_BENCH_KUBE_PROMETHEUS names no checkout', '', '')


def deployments(context, count, times, runs):
    tool = os.path.join(SHARED, 'tools/synthetic-kustomize.py')
    if not os.path.exists(tool):
        row(f'build: {count} Deployments', 'the generator is not there', '', '')
        return
    folder = os.path.join(context.scratch, f'deployments-{count}')
    subprocess.run([sys.executable, tool, folder, str(count)], check=True)
    compare(f'build: {count:,} Deployments, prefix, labels, images, 5 patches', folder, times, runs, 1)


def bench_1000(context):
    deployments(context, 1000, 100, 11)


def bench_5000(context):
    deployments(context, 5000, 400, 5)


BENCHES = {'one': bench_one, 'flux-system': bench_flux_system, 'kube-prometheus': bench_kube_prometheus,
           'deployments-1000': bench_1000, 'deployments-5000': bench_5000}
