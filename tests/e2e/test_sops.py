#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""spec.decryption, from a Git repository to a directory: what arrives, what is refused, and that nothing secret is told."""
import base64
import json
import os

from lib import tap
from lib.git_server import GitServer, Repository
from lib.weir import Host, SOURCE, condition, ready, wait_for, weir

DATA = os.path.join(SOURCE, 'plugins', 'kustomize', 'tests', 'data', 'sops')
CANARIES = ['canary-user-1', 'canary-password-1', 'canary-env-1', 'canary-json-1', 'canary-binary-1', 'canary-yaml-1',
            'canary-patch-1', 'AGE-SECRET-KEY-1']
UNIT = 'Kustomization/flux-system/app'
OBJECTS = '''apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: app, namespace: flux-system}
spec: {interval: 1m, ref: {branch: main}, url: http://git.example.com/app.git}
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: app, namespace: flux-system}
spec:
  interval: 10m
  retryInterval: 1s
  path: ./
  prune: true
  sourceRef: {kind: GitRepository, name: app}
'''
DECRYPTION = '  decryption: {provider: sops, secretRef: {name: age}}\n'


def text_of(*parts):
    with open(os.path.join(*parts), encoding='utf-8') as f:
        return f.read()


class World:
    def __init__(self, t, key='key.txt', change=None, decryption=DECRYPTION):
        self.t = t
        self.repo = Repository(t.path('repos/app.git'))
        self.repo.copy_in(os.path.join(DATA, 'tree'))
        if change:
            name, old, new = change
            text = text_of(DATA, 'tree', name)
            assert old in text, (name, old)
            self.repo.write(name, text.replace(old, new, 1))
        self.repo.commit('Begin')
        server = GitServer(t.path('repos'))
        t.defer(server.stop)
        if key:
            self.give(key)
        t.write('objects.yaml', OBJECTS + decryption)
        self.config = t.write('weir.yaml', f'''
state: ./state
plugins: {{git: {{}}, kustomize: {{}}}}
target: {{directory: {{path: ./cluster}}}}
mirrors: {{"http://git.example.com/app.git": "{server.url('app.git')}"}}
secrets: ./secrets
objects: [objects.yaml]
''')

    def give(self, key):
        self.t.write('secrets/flux-system/age/home.agekey', text_of(DATA, key), 0o600)

    def settle(self):
        """Until the unit has an opinion: its Ready condition. The log is checked for what must not be in it."""
        self.host = Host(self.t, self.config)
        wait_for('a condition', lambda: ready(self.unit()) in ('True', 'False') and condition(self.unit()).get('reason') not in
                 ('Progressing', 'DependencyNotReady', 'ArtifactFailed'))
        return condition(self.unit())

    def unit(self):
        return self.host.units().get(UNIT) or {}

    def told(self):
        """All that weir says to people."""
        said = self.host.log() + weir('get', 'all', '-A', '-o', 'json', '-c', self.config).stdout
        return said + weir('events', '-A', '-c', self.config).stdout + weir('logs', '-c', self.config).stdout

    def written(self):
        """All text below the target."""
        found = ''
        for folder, _, names in os.walk(self.t.path('cluster')):
            for name in names:
                with open(os.path.join(folder, name), encoding='utf-8', errors='replace') as f:
                    found += f.read()
        return found

    def end(self, canaries=None):
        told = self.told()
        assert 'app' in told
        for word in canaries or CANARIES:
            assert word not in told, f'{word} is told'
        assert self.host.stop() == 0


@tap.case('a resource, generated Secrets and a patch are decrypted; neither key nor value is told')
def decrypted(t):
    world = World(t)
    state = world.settle()
    assert state['status'] == 'True', state
    written = world.written()
    for word in ('canary-password-1', 'canary-patch-1', base64.b64encode(b'canary-env-1').decode()):
        assert word in written, written
    assert 'ENC[' not in written and 'AGE-SECRET' not in written
    world.end()


REFUSED = [
    ('another key', {'key': 'other-key.txt'}, 'no identity matched any of the recipients'),
    ('an encrypted value changed', {'change': ('secret.yaml', 'user: ENC[AES256_GCM,data:', 'user: ENC[AES256_GCM,data:AAAA')},
     'Could not decrypt with AES_GCM'),
    ('a plain value of a file changed', {'change': ('conf.json', '"e_unencrypted": "plain"', '"e_unencrypted": "other"')}, 'MAC mismatch'),
    ('the key is missing', {'key': None}, 'age'),
    ('no decryption asked for', {'decryption': ''}, ''),
]

for title, args, message in REFUSED:
    @tap.case(f'refused: {title}')
    def refused(t, args=args, message=message):
        world = World(t, **args)
        state = world.settle()
        assert state['status'] == 'False' and message in state['message'], state
        assert 'canary' not in world.written()
        world.end()


@tap.case('a key that comes later, or another one, is seen')
def later(t):
    world = World(t, key='other-key.txt')
    assert world.settle()['status'] == 'False'
    world.give('key.txt')
    weir('reconcile', 'kustomization', 'app', '-c', world.config)
    world.host.wait_ready(UNIT)
    assert 'canary-password-1' in world.written()
    world.end()


tap.main()
