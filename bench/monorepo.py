# SPDX-License-Identifier: Apache-2.0
"""monorepo.py - a repository of 1,000 Kustomizations and a commit that changes a file of one.

A running host takes the commit; its CPU time (user and system, all threads) is read before the commit
is asked for and when nothing has moved for half a second. The same is done with a host whose
repository holds that one unit alone. The difference is what the other 999 cost.
"""
import json
import os
import socket
import statistics
import subprocess
import time

from lib.git_server import GitServer, Repository
from lib.weir import WEIR, weir
from measure import cpu_ms, rss_kib
from report import row, verdict

UNITS, COMMITS, GOAL_MS = 1000, 9, 20

UNIT = '''apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {{name: {name}, namespace: flux-system}}
spec:
  interval: 1h
  path: ./apps/{name}
  prune: true
  sourceRef: {{kind: GitRepository, name: fleet}}
'''
SYNC = '''apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {{name: fleet, namespace: flux-system}}
spec: {{interval: 1h, url: {url}, ref: {{branch: main}}}}
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {{name: fleet, namespace: flux-system}}
spec: {{interval: 1h, path: ./cluster, prune: true, sourceRef: {{kind: GitRepository, name: fleet}}}}
'''
OBJECT = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}-{i}, namespace: default}}\ndata: {{value: "{value}"}}\n'


class Fleet:
    """A Git repository of so many units, a host that follows it, and all of them reconciled."""

    def __init__(self, scratch, units):
        self.units, self.scratch = units, scratch
        self.repo = Repository(os.path.join(scratch, 'repos/fleet.git'))
        for n in range(units):
            self.write_unit(n, 'first')
        self.repo.commit('All')
        self.server = GitServer(os.path.join(scratch, 'repos'))
        self.config = os.path.join(scratch, 'weir.yaml')
        with open(os.path.join(scratch, 'sync.yaml'), 'w', encoding='utf-8') as out:
            out.write(SYNC.format(url=self.server.url('fleet.git')))
        with open(self.config, 'w', encoding='utf-8') as out:
            out.write('state: ./state\nplugins: {git: {}, kustomize: {}}\n'
                      'target: {directory: {path: ./cluster}}\nobjects: [sync.yaml]\n')
        weir('run', '--once', '-c', self.config, check=0, timeout=300)
        self.host = subprocess.Popen([WEIR, 'run', '-c', self.config], stdout=subprocess.DEVNULL,
                                     stderr=subprocess.DEVNULL)
        for _ in range(600):
            if weir('get', 'sources', 'git', '-o', 'name', '-c', self.config).returncode == 0:
                break
            time.sleep(0.05)
        self.settle()

    def write_unit(self, n, value):
        name = f'app-{n:04d}'
        self.repo.write(f'cluster/{name}.yaml', UNIT.format(name=name))
        self.repo.write(f'apps/{name}/kustomization.yaml', 'resources: [all.yaml]\n')
        self.repo.write(f'apps/{name}/all.yaml', '---\n'.join(OBJECT.format(name=name, i=i, value=value) for i in range(5)))

    def settle(self):
        """CPU ms of the host so far, once it has not moved for half a second."""
        last, since = cpu_ms(self.host.pid), time.monotonic()
        while time.monotonic() - since < 0.5:
            time.sleep(0.05)
            now = cpu_ms(self.host.pid)
            if now > last + 0.3:
                last, since = now, time.monotonic()
        return cpu_ms(self.host.pid)

    def commit(self, value):
        """CPU ms of a pass: one file changed, fetched, built, written."""
        self.write_unit(0, value)
        sha = self.repo.commit(f'Value {value}')
        before = self.settle()
        self.reconcile('GitRepository.source.toolkit.fluxcd.io/flux-system/fleet')
        cost = self.settle() - before
        name = f'app-{self.units - 1:04d}'
        shown = weir('get', 'kustomizations', name, '-c', self.config).stdout
        assert sha[:8] in shown, f'{name} has not followed the commit:\n{shown}'
        return cost

    def reconcile(self, key):
        """Ask by the API: the command line would have the host write out all its units first."""
        body = json.dumps({'key': key, 'withSource': False}).encode()
        with socket.socket(socket.AF_UNIX) as api:
            api.connect(os.path.join(self.scratch, 'state/weir.sock'))
            api.sendall(b'POST /v1/reconcile HTTP/1.1\r\nHost: weir\r\nContent-Type: application/json\r\n'
                        b'Content-Length: %d\r\n\r\n' % len(body) + body)
            answer = b''
            while b'"phase":"ready"' not in answer and b'"phase": "ready"' not in answer:
                piece = api.recv(65536)
                assert piece and b'200' in (answer + piece)[:20], answer + piece
                answer += piece

    def close(self):
        self.host.terminate()
        self.host.wait()
        self.server.stop()


def passes(scratch, units):
    os.makedirs(scratch, exist_ok=True)
    fleet = Fleet(scratch, units)
    try:
        fleet.commit('warm')
        costs = [fleet.commit(f'v{n}') for n in range(COMMITS)]
        return statistics.median(costs), rss_kib(fleet.host.pid) / 1024
    finally:
        fleet.close()


def bench_monorepo(context):
    one, _ = passes(os.path.join(context.scratch, 'one-unit'), 1)
    all_, rss = passes(os.path.join(context.scratch, 'all-units'), UNITS)
    rest = all_ - one
    row(f'{UNITS:,} units, one file changed: the {UNITS - 1} others', f'{rest:.1f} ms CPU ({all_:.1f} in all, {one:.1f} '
        f'with that unit alone; {rss:.1f} MiB)', 'Flux: 24 CPU s a pass over 100 units',
        f'{verdict(rest <= GOAL_MS)}: at most {GOAL_MS} ms')


BENCHES = {'monorepo': bench_monorepo}
