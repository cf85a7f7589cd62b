#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What moves inside a repository is never deleted on the way: objects, whole Kustomizations, with dependencies."""
import json
import os

from lib import tap
from lib.git_server import GitServer, Repository
from lib.objects import files_below
from lib.weir import Host, condition, ready, wait_for, weir

KUSTOMIZATION = '''apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {{name: {name}, namespace: flux-system}}
spec:
  interval: 10m
  prune: true
  path: ./{path}
  sourceRef: {{kind: GitRepository, name: home}}
{more}---
'''
MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {0}, namespace: default}}\ndata: {{is: {0}}}\n---\n'


def kustomization(name, path=None, more=''):
    return KUSTOMIZATION.format(name=name, path=path or name, more=more)


class World:
    """clusters/ (the root's) holds Kustomizations, the other folders ConfigMaps."""

    def __init__(self, t):
        self.t = t
        self.repo = Repository(t.path('repos/home.git'))
        server = GitServer(t.path('repos'))
        t.defer(server.stop)
        t.write('objects.yaml', f'''apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {{name: home, namespace: flux-system}}
spec: {{interval: 10m, ref: {{branch: main}}, url: {server.url('home.git')}}}
---
''' + kustomization('root', 'clusters'))
        self.config = t.write('weir.yaml', 'state: ./state\nplugins: {git: {}, kustomize: {}}\n'
                                           'target: {directory: {path: ./cluster}}\nobjects: [objects.yaml]\n')

    def commit(self, **folders):
        """{folder: text}: each folder holds that; None removes it."""
        for folder, text in folders.items():
            if text is None:
                self.repo.remove(f'{folder}/all.yaml')
            else:
                self.repo.write(f'{folder}/all.yaml', text)
        self.repo.commit('The next step')

    def once(self, code=0):
        return weir('run', '--once', '-c', self.config, check=code)

    def changes(self):
        """(action, object) of all events so far."""
        run = weir('events', '-A', '-o', 'json', '-c', self.config, check=0)
        events = json.loads(run.stdout)
        events = events['items'] if isinstance(events, dict) else events
        found = []
        for event in events:
            for change in event.get('changes') or []:
                found.append((change['action'], f"{change['ref']['kind']}/{change['ref']['name']}"))
        return found

    def pruned(self):
        return sorted({what for action, what in self.changes() if action == 'pruned'})

    def maps(self):
        return [os.path.basename(p)[:-5] for p in files_below(self.t.path('cluster')) if '/ConfigMap/' in p]


def maps(*names):
    return ''.join(MAP.format(n) for n in names)


def moved(t, more_a, more_b):
    world = World(t)
    both = kustomization('a', more=more_a) + kustomization('b', more=more_b)
    world.commit(clusters=both, a=maps('one', 'x'), b=maps('two'))
    world.once()
    world.commit(a=maps('one'), b=maps('two', 'x'))
    world.once()
    assert world.maps() == ['one', 'two', 'x'], world.maps()
    assert world.pruned() == [], world.pruned()
    with open(t.path('cluster/default/ConfigMap/x.yaml'), encoding='utf-8') as text:
        assert 'flux-system/b' in text.readline()
    world.commit(b=maps('two'))
    world.once()
    assert world.pruned() == ['ConfigMap/x'] and world.maps() == ['one', 'two'], world.pruned()


@tap.case('an object moves from one Kustomization to another')
def objects(t):
    moved(t, '', '')


@tap.case('an object moves to a Kustomization that depends on the one that had it')
def to_dependent(t):
    moved(t, '', '  dependsOn: [{name: a}]\n')


@tap.case('an object moves to a Kustomization that the one that had it depends on')
def from_dependent(t):
    moved(t, '  dependsOn: [{name: b}]\n', '')


@tap.case('a renamed Kustomization keeps its objects')
def renamed(t):
    world = World(t)
    world.commit(clusters=kustomization('old', 'apps'), apps=maps('one', 'two'))
    world.once()
    world.commit(clusters=kustomization('new', 'apps'))
    world.once()
    assert world.maps() == ['one', 'two'], world.maps()
    assert world.pruned() == ['Kustomization/old'], world.pruned()


@tap.case('a Kustomization moves to another parent, with all that it has')
def child(t):
    world = World(t)
    inner = kustomization('inner')
    world.commit(clusters=kustomization('a') + kustomization('b'), a=inner, b=maps('two'), inner=maps('one'))
    world.once()
    world.commit(a=maps('three'), b=maps('two') + inner)
    world.once()
    assert world.maps() == ['one', 'three', 'two'], world.maps()
    assert world.pruned() == [], world.pruned()
    world.commit(clusters=kustomization('b'), a=None)
    world.once()
    assert sorted(world.pruned()) == ['ConfigMap/three', 'Kustomization/a'], world.pruned()


@tap.case('WaitForTermination: a folder has nothing that takes its time')
def termination(t):
    world = World(t)
    world.commit(clusters=kustomization('a', more='  deletionPolicy: WaitForTermination\n') + kustomization('b'),
                 a=maps('one'), b=maps('two'))
    world.once()
    world.commit(clusters=kustomization('b'))
    world.once()
    assert world.maps() == ['two'], world.maps()


@tap.case('two that want the same: the second is told; when the first lets go, the running host hands it over')
def conflict(t):
    world = World(t)
    world.commit(clusters=kustomization('a') + kustomization('b'), a=maps('one', 'x'), b=maps('two'))
    host = Host(t, world.config)
    host.wait_ready('Kustomization/flux-system/a', 'Kustomization/flux-system/b')
    world.commit(b=maps('two', 'x'))
    weir('reconcile', 'kustomization', 'b', '--with-source', '-c', world.config)
    unit = host.units()['Kustomization/flux-system/b']
    assert ready(unit) == 'False' and condition(unit)['reason'] == 'OwnedByAnother', condition(unit)
    world.commit(a=maps('one'))
    weir('reconcile', 'source', 'git', 'home', '-c', world.config)
    wait_for('b to have x', lambda: ready(host.units()['Kustomization/flux-system/b']) == 'True')
    assert world.pruned() == [], world.pruned()
    host.stop()


if __name__ == '__main__':
    tap.main()
