#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The command line, with a host running and without one: the same answers."""
import json
import os
import re

import yaml

from lib import tap
from lib.example import EXAMPLE, Example
from lib.weir import SOURCE, Host, ready, weir

VERBS = ['run', 'get', 'reconcile', 'suspend', 'resume', 'logs', 'events', 'tree', 'diff', 'history', 'export', 'check',
         'plugin', 'build', 'version']


def golden(name):
    with open(os.path.join(SOURCE, 'tests/data/example-homelab', name), encoding='utf-8') as text:
        return text.read()


@tap.case('weir build prints what kustomize prints, byte for byte')
def build(t):
    for folder in ('clusters/home', 'infrastructure', 'apps/home'):
        run = weir('build', os.path.join(EXAMPLE, folder), check=0, cwd=t.dir)
        assert run.stdout == golden(folder.replace('/', '-') + '.yaml'), folder
    assert weir('build', t.path('nowhere')).returncode == 1


@tap.case('every verb explains itself, with an example')
def helps(t):
    for verb in VERBS:
        run = weir(verb, '--help', check=0)
        assert re.search('example', run.stdout, re.I), f'{verb}: {run.stdout}'
    run = weir('--help', check=0)
    for verb in VERBS:
        assert re.search(rf'^\s+{verb}\b', run.stdout, re.M), f'{verb} is not in:\n{run.stdout}'


@tap.case('a wrong verb, flag or kind: exit 2, and the nearest right one')
def typos(t):
    example = Example(t)
    run = weir('reconcil', 'ks', 'apps', check=2)
    assert 'reconcile' in run.stderr, run.stderr
    run = weir('get', 'ks', '--all-namespace', '-c', example.config, check=2)
    assert '--all-namespaces' in run.stderr, run.stderr
    run = weir('get', 'kustomisations', '-c', example.config, check=2)
    assert 'kustomizations' in run.stderr, run.stderr


def check_reading(config):
    run = weir('get', 'kustomizations', '-c', config, check=0)
    head, *rows = run.stdout.splitlines()
    assert head.split() == ['NAME', 'REVISION', 'SUSPENDED', 'READY', 'MESSAGE'], head
    assert [r.split()[0] for r in rows if r.strip()] == ['apps', 'flux-system', 'infrastructure'], run.stdout
    assert weir('get', 'ks', 'apps', '--no-header', '-c', config, check=0).stdout.startswith('apps')
    run = weir('get', 'ks', 'nothing', '-c', config, check=1)
    assert 'nothing' in run.stderr and 'not found' in run.stderr, run.stderr
    run = weir('get', 'sources', 'git', '-A', '-c', config, check=0)
    assert run.stdout.split()[0] == 'NAMESPACE' and 'main@sha1:' in run.stdout, run.stdout
    listing = json.loads(weir('get', 'all', '-A', '-o', 'json', '-c', config, check=0).stdout)
    assert (listing['apiVersion'], listing['kind']) == ('v1', 'List') and len(listing['items']) == 4, listing
    assert all(ready(i) == 'True' for i in listing['items'])
    assert yaml.safe_load(weir('get', 'all', '-A', '-o', 'yaml', '-c', config, check=0).stdout) == listing
    names = weir('get', 'all', '-A', '-o', 'name', '-c', config, check=0).stdout.split()
    assert 'kustomization/apps' in ' '.join(names).lower(), names
    tree = weir('tree', 'ks', 'apps', '-c', config, check=0).stdout
    for text in ('Kustomization/flux-system/apps', 'Deployment/whoami/whoami', 'StatefulSet/notes/notes'):
        assert text in tree, tree
    tree = weir('tree', 'ks', 'flux-system', '-c', config, check=0).stdout
    assert 'Deployment/whoami/whoami' in tree and 'Namespace/notes' in tree, tree
    events = weir('events', '--for', 'Kustomization/apps', '-c', config, check=0).stdout
    assert 'ReconciliationSucceeded' in events, events
    history = weir('history', 'ks', 'apps', '-c', config, check=0).stdout
    assert 'main@sha1:' in history or 'sha256:' in history, history
    exported = yaml.safe_load(weir('export', 'ks', 'apps', '-c', config, check=0).stdout)
    assert exported['spec']['path'] == './apps/home' and 'status' not in exported, exported
    assert weir('diff', 'ks', 'apps', '-c', config, check=0).stdout.strip() == ''


@tap.case('what can be asked without a host, from the state database')
def offline(t):
    example = Example(t)
    weir('run', '--once', '-c', example.config, check=0)
    check_reading(example.config)
    run = weir('reconcile', 'ks', 'apps', '-c', example.config)
    assert run.returncode == 1 and 'weir run' in run.stderr, run
    weir('suspend', 'ks', 'apps', '-c', example.config, check=0)
    out = weir('get', 'ks', 'apps', '--no-header', '-c', example.config, check=0).stdout.split()
    assert out[2] == 'True', out
    before = open(os.path.join(example.cluster, 'whoami/Service/whoami.yaml'), encoding='utf-8').read()
    example.repo.write('apps/base/whoami/service.yaml', example.repo.read('apps/base/whoami/service.yaml').replace('80', '81'))
    example.repo.commit('Another port')
    weir('run', '--once', '-c', example.config)
    after = open(os.path.join(example.cluster, 'whoami/Service/whoami.yaml'), encoding='utf-8').read()
    assert before == after, 'a suspended unit was reconciled'
    weir('resume', 'ks', 'apps', '-c', example.config, check=0)
    weir('run', '--once', '-c', example.config, check=0)
    after = open(os.path.join(example.cluster, 'whoami/Service/whoami.yaml'), encoding='utf-8').read()
    assert before != after


@tap.case('what can be asked of a running host')
def online(t):
    example = Example(t)
    host = Host(t, example.config)
    host.wait_ready('Kustomization/flux-system/apps')
    check_reading(example.config)
    run = weir('reconcile', 'kustomization', 'apps', '--with-source', '-c', example.config, check=0)
    assert f'main@sha1:{example.sha}' in run.stdout + run.stderr, run
    weir('suspend', 'ks', 'apps', '-c', example.config, check=0)
    run = weir('reconcile', 'ks', 'apps', '-c', example.config, check=1)
    assert 'suspended' in run.stderr, run.stderr
    weir('resume', 'ks', 'apps', '-c', example.config, check=0)
    assert weir('check', '-c', example.config).returncode == 0
    assert 'kustomize' in weir('plugin', 'list', '-c', example.config, check=0).stdout
    assert weir('logs', '-c', example.config, check=0).stdout.strip()
    second = weir('run', '-c', example.config)
    assert second.returncode != 0 and str(host.process.pid) in second.stderr, second.stderr
    assert host.stop() == 0


@tap.case('diff shows what the next apply would change, and changes nothing')
def diff(t):
    example = Example(t)
    host = Host(t, example.config)
    host.wait_ready('Kustomization/flux-system/apps')
    path = os.path.join(example.cluster, 'whoami/Service/whoami.yaml')
    with open(path, encoding='utf-8') as text:
        edited = text.read().replace('port: 80', 'port: 8000')
    with open(path, 'w', encoding='utf-8') as text:
        text.write(edited)
    run = weir('diff', 'ks', 'apps', '-c', example.config, check=1)
    assert re.search(r'^-.*8000', run.stdout, re.M) and re.search(r'^\+.*port: 80\b', run.stdout, re.M), run.stdout
    assert open(path, encoding='utf-8').read() == edited


if __name__ == '__main__':
    tap.main()
