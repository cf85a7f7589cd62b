#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Bad input of every kind: a clear condition for the unit it concerns, all others go on, nothing lost.

One repository holds a good unit and a bad one; each case breaks something and looks at both.
"""
import os
import socket
import subprocess

from lib import tap
from lib.git_server import GitServer, Repository, basic
from lib.objects import contents
from lib.weir import condition, ready, weir

SOURCE = '''apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: home, namespace: flux-system}
spec:
  interval: 1m
  timeout: 10s
  ref: {branch: main}
  url: http://git.example.com/home.git
'''
UNIT = '''---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {{name: {name}, namespace: flux-system}}
spec:
  interval: 10m
  timeout: 20s
  path: ./{name}
  prune: true
  sourceRef: {{kind: GitRepository, name: home}}
'''
MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}, namespace: default}}\ndata: {{key: value}}\n'


class World:
    """A repository with the folder `good`, and `bad` as the case fills it; a config for both units."""

    def __init__(self, t, files, target='./cluster', units=('good', 'bad'), objects=None):
        self.t = t
        self.repo = Repository(t.path('repos/home.git'))
        self.repo.write('good/map.yaml', MAP.format(name='good'))
        for path, data in files.items():
            self.repo.write(path, data)
        self.repo.commit('Begin')
        self.server = GitServer(t.path('repos'))
        t.defer(self.server.stop)
        self.url = self.server.url('home.git')
        t.write('objects.yaml', objects or SOURCE + ''.join(UNIT.format(name=u) for u in units))
        self.config = self.write_config(target)

    def write_config(self, target='./cluster', url=None):
        return self.t.write('weir.yaml', f'''
state: ./state
plugins: {{git: {{}}, kustomize: {{}}}}
target: {{directory: {{path: {target}}}}}
mirrors: {{"http://git.example.com/home.git": "{url or self.url}"}}
objects: [objects.yaml]
''')

    def run(self, want=1, **options):
        self.last = weir('run', '--once', '-c', self.config, check=want, **options)
        return self.units()

    def units(self):
        import json
        out = weir('get', 'all', '-A', '-o', 'json', '-c', self.config, check=0).stdout
        return {u['metadata']['name']: u for u in json.loads(out)['items']}


def assert_bad(units, *words, reason=None, good='True'):
    said = condition(units['bad'])
    print(said)
    assert said.get('status') == 'False', said
    if reason:
        assert said['reason'] in ([reason] if isinstance(reason, str) else reason), said
    for word in words:
        assert word.lower() in said['message'].lower(), f'{word!r} is not in: {said["message"]}'
    assert '\n' not in said['message'].strip(), 'more than one line'
    if good:
        assert ready(units['good']) == good, condition(units['good'])


@tap.case('a path that is not in the repository')
def missing_path(t):
    assert_bad(World(t, {}).run(), 'bad', reason=('ArtifactFailed', 'BuildFailed', 'PathNotFound', 'InvalidPath'))


@tap.case('malformed YAML is named by file, line and column')
def malformed(t):
    world = World(t, {'bad/kustomization.yaml': 'resources:\n- map.yaml\n',
                      'bad/map.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n data: {a: 1}\n'})
    assert_bad(world.run(), 'map.yaml:5:', reason='BuildFailed')


@tap.case('a field with an invalid value stalls its unit alone')
def invalid_interval(t):
    world = World(t, {'bad/map.yaml': MAP.format(name='bad')},
                  objects=SOURCE + UNIT.format(name='good') + UNIT.format(name='bad').replace('10m', '1d'))
    units = world.run()
    assert_bad(units, 'spec.interval', '1d')
    assert condition(units['bad'], 'Stalled').get('status') == 'True', units['bad']['status']


@tap.case('a kustomization that includes itself')
def cycle(t):
    world = World(t, {'bad/kustomization.yaml': 'resources:\n- ../bad2\n', 'bad2/kustomization.yaml': 'resources:\n- ../bad\n'})
    assert_bad(world.run(), 'cycle', reason='BuildFailed')


@tap.case('an alias bomb')
def bomb(t):
    lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]']
    lines += [f'a{i}: &a{i} [' + ', '.join([f'*a{i - 1}'] * 9) + ']' for i in range(1, 12)]
    text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: bomb}\n' + '\n'.join(lines) + '\n'
    assert_bad(World(t, {'bad/bomb.yaml': text}).run(), 'bomb.yaml', reason='BuildFailed')


@tap.case('nesting 100 000 deep')
def deep(t):
    text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: deep}\ndata: ' + '[' * 100000 + ']' * 100000 + '\n'
    assert_bad(World(t, {'bad/deep.yaml': text}).run(), 'deep.yaml', reason='BuildFailed')


@tap.case('a file of more than 64 MiB')
def big(t):
    world = World(t, {'bad/kustomization.yaml': 'resources:\n- big.yaml\n', 'bad/big.yaml': '# ' + 'x' * (65 << 20) + '\n'})
    assert_bad(world.run(timeout=120), 'big.yaml', reason='BuildFailed')


@tap.case('a remote that nobody listens at; what was applied stays')
def unreachable(t):
    world = World(t, {'bad/map.yaml': MAP.format(name='bad')})
    world.run(want=0)
    before = contents(t.path('cluster'))
    with socket.socket() as free:
        free.bind(('127.0.0.1', 0))
        port = free.getsockname()[1]
    world.write_config(url=f'http://127.0.0.1:{port}/home.git')
    units = world.run()
    said = condition(units['home'])
    assert said['status'] == 'False' and 'connect' in said['message'].lower(), said
    assert contents(t.path('cluster')) == before


@tap.case('wrong credentials say so, and never show them')
def credentials(t):
    world = World(t, {'bad/map.yaml': MAP.format(name='bad')})
    server = GitServer(t.path('repos'), authorization=basic('reader', 'right-password'))
    t.defer(server.stop)
    t.write('objects.yaml', SOURCE.replace('http://git.example.com/home.git', server.url('home.git')) +
            '  secretRef: {name: login}\n' + UNIT.format(name='good'))
    t.write('secrets/flux-system/login/username', 'reader')
    t.write('secrets/flux-system/login/password', 'wrong-canary-password', 0o600)
    with open(world.config, 'a', encoding='utf-8') as config:
        config.write('secrets: ./secrets\n')
    units = world.run()
    said = condition(units['home'])
    assert said['status'] == 'False' and said['reason'] in ('AuthenticationFailed', 'GitOperationFailed'), said
    assert 'credential' in said['message'].lower() or 'authenticat' in said['message'].lower(), said
    everything = world.last.stdout + world.last.stderr + str(units) + weir('events', '-c', world.config).stdout
    assert 'wrong-canary-password' not in everything
    t.write('secrets/flux-system/login/password', 'right-password', 0o600)
    world.run(want=0)


@tap.case('a target directory that cannot be written')
def read_only(t):
    if os.geteuid() != 0:
        raise tap.Skip('needs root to mount a read-only file system')
    world = World(t, {'bad/map.yaml': MAP.format(name='bad')})
    os.makedirs(t.path('cluster'))
    if subprocess.run(['mount', '-t', 'tmpfs', '-o', 'ro,size=64k', 'tmpfs', t.path('cluster')], check=False).returncode:
        raise tap.Skip('cannot mount here')
    t.defer(subprocess.run, ['umount', t.path('cluster')])
    assert_bad(world.run(), 'read-only', good=None)
    subprocess.run(['mount', '-o', 'remount,rw', t.path('cluster')], check=True)
    world.run(want=0)
    assert os.path.exists(t.path('cluster/default/ConfigMap/bad.yaml'))


@tap.case('a disk that is full: nothing half written, and all is well when there is room')
def full(t):
    if os.geteuid() != 0:
        raise tap.Skip('needs root to mount a small file system')
    big_map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: bad, namespace: default}\ndata: {key: "' + 'x' * 300000 + '"}\n'
    world = World(t, {'bad/map.yaml': big_map})
    os.makedirs(t.path('cluster'))
    if subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', t.path('cluster')], check=False).returncode:
        raise tap.Skip('cannot mount here')
    t.defer(subprocess.run, ['umount', t.path('cluster')])
    assert_bad(world.run(), 'space')
    assert not [p for p in contents(t.path('cluster')) if 'bad' in p]
    subprocess.run(['mount', '-o', 'remount,size=4m', t.path('cluster')], check=True)
    world.run(want=0)


@tap.case('a state directory that is full: an error, and the tree is right once there is room')
def full_state(t):
    if os.geteuid() != 0:
        raise tap.Skip('needs root to mount a small file system')
    world = World(t, {'bad/map.yaml': MAP.format(name='bad')})
    os.makedirs(t.path('state'))
    if subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', t.path('state')], check=False).returncode:
        raise tap.Skip('cannot mount here')
    t.defer(subprocess.run, ['umount', t.path('state')])
    run = weir('run', '--once', '-c', world.config)
    assert run.returncode != 0 and run.stderr.strip(), run
    assert run.returncode > 0, f'died of signal {-run.returncode}'
    subprocess.run(['mount', '-o', 'remount,size=32m', t.path('state')], check=True)
    world.run(want=0)


@tap.case('a build that gives nothing where there was something deletes nothing silently')
def empty(t):
    world = World(t, {'bad/map.yaml': MAP.format(name='bad')})
    world.run(want=0)
    before = contents(t.path('cluster'))
    world.repo.write('bad/map.yaml', '# nothing left\n')
    world.repo.commit('Empty')
    units = world.run()
    assert_bad(units, 'prune')
    assert contents(t.path('cluster')) == before


@tap.case('names that would leave the target directory are refused')
def escape(t):
    world = World(t, {'bad/map.yaml': MAP.format(name='"../../escaped"')})
    assert_bad(world.run(), 'escaped')
    assert not os.path.exists(t.path('escaped.yaml')) and not os.path.exists(t.path('cluster/escaped.yaml'))


@tap.case('weir.yaml: an unknown key is named with file, line and the nearest known one; exit 2')
def config_typo(t):
    world = World(t, {})
    with open(world.config, 'a', encoding='utf-8') as config:
        config.write('worker: 3\n')
    run = weir('run', '--once', '-c', world.config, check=2)
    assert 'weir.yaml:7:' in run.stderr and 'workers' in run.stderr, run.stderr


@tap.case('dependencies in a circle are reported with their path')
def dependency_cycle(t):
    units = ''.join(UNIT.format(name=n) + f'  dependsOn: [{{name: {d}}}]\n' for n, d in (('bad', 'two'), ('two', 'bad')))
    world = World(t, {'bad/map.yaml': MAP.format(name='bad'), 'two/map.yaml': MAP.format(name='two')},
                  objects=SOURCE + UNIT.format(name='good') + units)
    found = world.run()
    said = condition(found['bad'])['message']
    assert 'two' in said and ('cycle' in said or 'circular' in said), said
    assert ready(found['good']) == 'True'


if __name__ == '__main__':
    tap.main()
