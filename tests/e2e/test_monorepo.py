#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""One commit in a repository of many Kustomizations renders the few that it concerns: by the host's counters."""
import json
import os
import re
import socket

from lib import tap
from lib.git_server import GitServer, Repository
from lib.weir import Host, wait_for, weir

UNITS = 30
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
UNIT = '''apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {{name: {name}, namespace: flux-system}}
spec:
  interval: 1h
  path: ./apps/{name}
  prune: true
  sourceRef: {{kind: GitRepository, name: fleet}}
'''
OBJECT = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}, namespace: default}}\ndata: {{value: "{value}"}}\n'
BASE = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: base, namespace: default}}\ndata: {{value: "{value}"}}\n'


class Fleet:
    def __init__(self, t):
        self.t, self.repo = t, Repository(t.path('repos/fleet.git'))
        for n in range(UNITS):
            name = f'app-{n:02d}'
            self.repo.write(f'cluster/{name}.yaml', UNIT.format(name=name))
            self.repo.write(f'apps/{name}/object.yaml', OBJECT.format(name=name, value='first'))
            # Two of them stand on a base, which lies in a folder of its own.
            base = ', ../../base' if n < 2 else ''
            suffix = f'nameSuffix: -{name}\n' if n < 2 else ''
            self.repo.write(f'apps/{name}/kustomization.yaml', f'resources: [object.yaml{base}]\n{suffix}')
        self.repo.write('base/kustomization.yaml', 'resources: [base.yaml]\n')
        self.repo.write('base/base.yaml', BASE.format(value='first'))
        self.repo.commit('All')
        server = GitServer(t.path('repos'))
        t.defer(server.stop)
        self.config = t.path('weir.yaml')
        t.write('sync.yaml', SYNC.format(url=server.url('fleet.git')))
        t.write('weir.yaml', 'state: ./state\nplugins: {git: {}, kustomize: {}}\n'
                'target: {directory: {path: ./cluster}}\nobjects: [sync.yaml]\n')
        self.host = Host(t, self.config)
        wait_for('all units', lambda: self.at('main@sha1:' + self.repo.head()), 60)

    def at(self, revision):
        run = weir('get', 'kustomizations', '-A', '-o', 'json', '-c', self.config)
        if run.returncode:
            return False
        items = json.loads(run.stdout)
        items = items['items'] if isinstance(items, dict) else items
        return len(items) == UNITS + 1 and all(
            u['status'].get('lastAppliedRevision') == revision and
            any(c['type'] == 'Ready' and c['status'] == 'True' for c in u['status']['conditions']) for u in items)

    def counters(self):
        with socket.socket(socket.AF_UNIX) as api:
            api.connect(os.path.join(os.path.dirname(self.config), 'state/weir.sock'))
            api.sendall(b'GET /metrics HTTP/1.0\r\nHost: weir\r\n\r\n')
            text = b''
            while piece := api.recv(65536):
                text += piece
        return [int(re.search(rb'^weir_%s_total (\d+)' % name, text, re.M).group(1)) for name in (b'renders', b'follows')]

    def commit(self, message):
        """[renders, follows] that it took."""
        before = self.counters()
        sha = self.repo.commit(message)
        weir('reconcile', 'source', 'git', 'fleet', '-c', self.config, check=0)
        wait_for(message, lambda: self.at('main@sha1:' + sha))
        return [now - then for then, now in zip(before, self.counters())]


@tap.case('a file of one unit, of a base of two, of nobody: so many renders, and the others follow')
def few(t):
    fleet = Fleet(t)
    fleet.repo.write('apps/app-07/object.yaml', OBJECT.format(name='app-07', value='second'))
    assert fleet.commit('One file') == [1, UNITS], 'the root and the others follow'
    text = open(t.path('cluster/default/ConfigMap/app-07.yaml'), encoding='utf-8').read()
    assert 'second' in text, text
    fleet.repo.write('base/base.yaml', BASE.format(value='second'))
    assert fleet.commit('A base') == [2, UNITS - 1]
    fleet.repo.write('README.md', 'Nobody reads this.\n')
    assert fleet.commit('No unit') == [0, UNITS + 1]
    fleet.repo.write('apps/app-09/kustomization.yml', 'resources: []\n')  # two of them: an error
    before = fleet.counters()
    fleet.repo.commit('A file that was not there')
    weir('reconcile', 'source', 'git', 'fleet', '-c', fleet.config, check=0)
    wait_for('the unit to fail', lambda: 'False' in weir('get', 'kustomizations', 'app-09', '-c', fleet.config).stdout)
    assert fleet.counters()[1] - before[1] == UNITS
    fleet.repo.remove('apps/app-09/kustomization.yml')
    assert fleet.commit('And is not there again')[1] == UNITS


@tap.case('a file of the target removed by hand comes back when it is asked for, not with a commit elsewhere')
def drift(t):
    fleet = Fleet(t)
    path = t.path('cluster/default/ConfigMap/app-03.yaml')
    os.remove(path)
    fleet.repo.write('README.md', 'Nobody reads this.\n')
    fleet.commit('No unit')
    weir('reconcile', 'kustomization', 'app-03', '-c', fleet.config, check=0)
    assert os.path.exists(path)


tap.main()
