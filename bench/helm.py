# SPDX-License-Identifier: Apache-2.0
"""helm.py - `weir template` and `helm template` v4.2.2 over the same charts, in turns, in one run; the engine alone;
one chart under many releases."""
import glob
import json
import os
import re
import shutil
import subprocess
import tarfile
import tempfile

from lib.chart_server import ChartServer
from lib.weir import SHARED, WEIR
from measure import instructions, median
from report import cost, row, verdict

VERSION = 'v4.2.2'
MISSING = f'helm is not installed (GOBIN=/tmp/gobin go install helm.sh/helm/v4/cmd/helm@{VERSION})'
CHARTS = {'redis': 'bitnami--redis', 'postgresql': 'bitnami--postgresql',
          'kube-prometheus-stack': 'prometheus-community--kube-prometheus-stack',
          'app-template': 'bjw-s--app-template', 'cert-manager': 'cert-manager--cert-manager'}
CPU, MEMORY, ENGINE = 12, 6, 10  # times less
RELEASES = (1, 100, 500)


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
        outputs = [subprocess.run([program, *argv], capture_output=True, check=False).stdout
                   for program in (WEIR, peer(), peer())]
        # Where Helm's own two runs differ (passwords of chance), the conformance tests compare.
        differs = outputs[1] == outputs[2] != outputs[0]
        row(f'weir template {name}', cost(mine, count), 'helm: ' + cost(other),
            f'{verdict(ratio >= CPU and memory >= MEMORY)}: CPU {ratio:.1f}x less (goal {CPU}x), memory {memory:.1f}x '
            f'less (goal {MEMORY}x){", OUTPUT DIFFERS" if differs else ""}')


# ---- the engine alone ----

def engine():
    path = os.path.join(os.path.dirname(WEIR), '../plugins/helm/tests/helm-bench-render')
    return path if os.path.exists(path) else None


def oracle():
    """A program around Helm's engine, of the Helm corpus."""
    return os.environ.get('WEIR_HELM_ORACLE') or shutil.which('helm-oracle', path='/tmp/gobin')


def bench_engine(context):
    """Least milliseconds of 30 renders in one process: values put together and templates run, until there is text."""
    for name, chart in CHARTS.items():
        archive = os.path.join(SHARED, 'corpus/helm/charts', chart, 'chart.tgz')
        if not engine() or not os.path.exists(archive):
            row(f'engine alone, {name}', 'helm-bench-render is not built, or the Helm corpus is not there', '', '')
            continue
        first, least, cut = map(float, re.search(
            r'first ([0-9.]+), then min/med: ([0-9.]+)/[0-9.]+, cutting ([0-9.]+)', subprocess.run(
                [engine(), archive, '30'], capture_output=True, text=True, check=True).stdout).groups())
        least -= cut
        mine = f'{least:.2f} ms; the first time, with parsing, {first - cut:.2f} ms'
        if not oracle():
            row(f'engine alone, {name}', mine, "the oracle of the Helm corpus is not built", f'at least {ENGINE}x')
            continue
        folder = os.path.join(context.scratch, 'engine', name)
        with tarfile.open(archive) as tar:
            tar.extractall(folder)
        said = subprocess.run([oracle(), 'bench', os.path.join(folder, os.listdir(folder)[0]), '30'],
                              capture_output=True, text=True, check=False).stdout
        match = re.search(r' render ([0-9.]+)/', said)
        if not match:
            row(f'engine alone, {name}', mine, "Helm's engine stops at this chart without values", '')
            continue
        ratio = float(match.group(1)) / least
        row(f'engine alone, {name}', mine, f"Helm's: {match.group(1)} ms",
            f'{verdict(ratio >= ENGINE)}: {ratio:.1f}x faster (goal {ENGINE}x)')


# ---- many releases of one chart ----

def release(i):
    return f'''---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {{name: r{i}, namespace: default}}
spec:
  interval: 1h
  chart:
    spec: {{chart: redis, version: 20.3.0, sourceRef: {{kind: HelmRepository, name: charts}}}}
  values: {{auth: {{password: p{i}}}, replica: {{replicaCount: {i % 5}}}}}
'''


def bench_releases(context):
    """`weir run --once` from nothing: what a release more costs."""
    archive = os.path.join(SHARED, 'homelab/charts/redis-20.3.0.tgz')
    if not os.path.exists(archive):
        row('HelmReleases of redis', 'the homelab corpus is not beside this checkout', '', '')
        return
    server, costs = ChartServer(), {}
    with open(archive, 'rb') as data:
        server.add('redis', '20.3.0', data.read())
    for count in RELEASES:
        folder = os.path.join(context.scratch, f'releases-{count}')
        os.makedirs(folder)
        with open(os.path.join(folder, 'objects.yaml'), 'w', encoding='utf-8') as out:
            out.write('apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\n'
                      'metadata: {name: charts, namespace: default}\n'
                      f'spec: {{interval: 1h, url: {server.address}}}\n')
            out.write(''.join(release(i) for i in range(count)))
        config = os.path.join(folder, 'weir.yaml')
        with open(config, 'w', encoding='utf-8') as out:
            out.write('state: ./state\nplugins: {kustomize: {}, helm: {kubeVersion: 1.33.0}}\n'
                      'target: {directory: {path: ./cluster}}\nobjects: [objects.yaml]\n')

        def forget(folder=folder):
            """Aside, not deleted: a file system may be slow to make files where many have just gone."""
            aside = tempfile.mkdtemp(dir=context.scratch)
            for name in ('state', 'cluster'):
                if os.path.exists(os.path.join(folder, name)):
                    os.rename(os.path.join(folder, name), os.path.join(aside, name))
        costs[count] = median([WEIR, 'run', '--once', '-c', config], runs=3, before=forget)
    server.stop()
    first, last = costs[RELEASES[1]], costs[RELEASES[-1]]
    each = (last.cpu_ms - first.cpu_ms) / (RELEASES[-1] - RELEASES[1])
    early = (first.cpu_ms - costs[RELEASES[0]].cpu_ms) / (RELEASES[1] - RELEASES[0])
    row('HelmReleases of redis: ' + ', '.join(map(str, RELEASES)), '; '.join(cost(costs[n]) for n in RELEASES), '',
        f'{verdict(each < early * 1.5)}: {early:.1f} ms each up to {RELEASES[1]}, {each:.1f} ms each beyond (linear)')


BENCHES = {'helm': bench_templates, 'helm-engine': bench_engine, 'helm-releases': bench_releases}
