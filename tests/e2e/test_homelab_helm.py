#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The homelab with its seven HelmReleases: charts over HTTP by an index of our making, through `mirrors:`.

expected/helmrelease-NS-NAME.yaml is what helm v4.2.2 gives for the same chart and values.
"""
import glob
import json
import os
import re
import shutil

from lib import tap
from lib.chart_server import ChartServer
from lib.git_server import GitServer, Repository
from lib.objects import assert_same_tree, contents, load_all, snapshot
from lib.weir import SHARED, Host, condition, ready, wait_for, weir

HOMELAB = os.path.join(SHARED, 'homelab')
REPOSITORIES = ['https://charts.bitnami.com/bitnami', 'https://charts.goauthentik.io', 'https://charts.longhorn.io',
                'https://cloudflare.github.io/helm-charts', 'https://k3rnelpan1c-dev.github.io/uptime-kuma-helm',
                'https://kubernetes-sigs.github.io/external-dns']
RELEASES = ['authentik', 'cloudflared', 'external-dns', 'longhorn', 'postgresql', 'redis', 'uptime-kuma']
CLUSTER_KINDS = {'Namespace', 'ClusterRole', 'ClusterRoleBinding', 'CustomResourceDefinition', 'PriorityClass',
                 'StorageClass', 'CSIDriver', 'MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'}


def setup(t):
    if not os.path.isdir(HOMELAB):
        raise tap.Skip('the homelab corpus is not beside this checkout (WEIR_SHARED)')
    repo = Repository(t.path('repos/homelab.git'))
    repo.copy_in(os.path.join(HOMELAB, 'repo'))
    repo.commit('The homelab')
    git = GitServer(t.path('repos'))
    t.defer(git.stop)
    charts = ChartServer()
    t.defer(charts.stop)
    for path in glob.glob(os.path.join(HOMELAB, 'charts', '*.tgz')):
        name, version = re.match(r'(.+)-(\d.*)\.tgz$', os.path.basename(path)).groups()
        with open(path, 'rb') as data:
            charts.add(name, version, data.read())
    with open(os.path.join(HOMELAB, 'vault.json'), encoding='utf-8') as text:
        tunnel = json.load(text)['items']['cloudflared-tunnel-secret']
    for key, value in tunnel.items():
        t.write(f'secrets/cloudflared/cloudflared-cloudflare-secret/{key}', value)
    mirrors = ''.join(f'  {url}: {charts.address}\n' for url in REPOSITORIES)
    config = t.write('weir.yaml', f'''
state: ./state
plugins:
  git: {{}}
  kustomize: {{}}
  helm: {{kubeVersion: 1.33.0}}
target:
  directory: {{path: ./cluster}}
secrets: ./secrets
mirrors:
  ssh://git@github.com/kylejschultz/kjho.me: {git.url('homelab.git')}
{mirrors}objects:
- sync.yaml
''')
    shutil.copy(os.path.join(HOMELAB, 'repo/k8s/orchestration/flux-system/gotk-sync.yaml'), t.path('sync.yaml'))
    return repo, charts, config


def with_namespace(obj, namespace):
    """As Helm applies it: what has no namespace lives in the release's."""
    if not obj['metadata'].get('namespace') and obj['kind'] not in CLUSTER_KINDS:
        obj['metadata']['namespace'] = namespace
    return obj


def release_objects():
    """All objects of expected/helmrelease-NAMESPACE-NAME.yaml; in this homelab a namespace ends before its last words."""
    out = []
    for path in sorted(glob.glob(os.path.join(HOMELAB, 'expected/helmrelease-*.yaml'))):
        stem = os.path.basename(path)[len('helmrelease-'):-len('.yaml')]
        namespace = next(stem[:-len(name) - 1] for name in RELEASES if stem.endswith('-' + name))
        out += [with_namespace(o, namespace) for o in load_all(path)]
    return out


def everything():
    kustomizations = [o for path in sorted(glob.glob(os.path.join(HOMELAB, 'expected/kustomization-*.yaml')))
                      for o in load_all(path)]
    return kustomizations + release_objects()


def units_of(config):
    got = weir('get', 'all', '-A', '-o', 'json', '-c', config, check=0).stdout
    return {f'{o["kind"]}/{o["metadata"]["namespace"]}/{o["metadata"]["name"]}': o for o in json.loads(got)['items']}


@tap.case('seven releases and six Kustomizations give the expected objects')
def complete(t):
    _, _, config = setup(t)
    run = weir('run', '--once', '-c', config)
    units = units_of(config)
    for key, unit in units.items():
        if not key.startswith('OnePasswordItem'):
            assert ready(unit) == 'True', f'{key}: {condition(unit)}\n{run.stderr}'
    assert sum(key.startswith('HelmRelease/') for key in units) == 7
    assert_same_tree(t.path('cluster'), everything())


@tap.case('a second run renders nothing and writes nothing')
def nothing_changed(t):
    _, charts, config = setup(t)
    weir('run', '--once', '-c', config)
    before, asked = snapshot(t.path('cluster')), len(charts.requests)
    run = weir('run', '--once', '-c', config)
    assert snapshot(t.path('cluster')) == before
    assert 'nothing changed' in (run.stdout + run.stderr).lower(), run.stdout + run.stderr
    assert not [r for r in charts.requests[asked:] if r[1].endswith('.tgz')], charts.requests[asked:]


@tap.case('a changed value upgrades that release alone; a removed release is uninstalled')
def change(t):
    repo, _, config = setup(t)
    host = Host(t, config)
    host.wait_ready(*(f'HelmRelease/{n}/{n}' for n in RELEASES if n != 'longhorn'),
                    'HelmRelease/longhorn-system/longhorn', seconds=60)
    before = contents(t.path('cluster'))
    path = 'k8s/core/database/redis/helmrelease.yaml'
    text = repo.read(path)
    repo.write(path, re.sub(r'(?m)^  values:\n', '  values:\n    commonLabels: {changed: "yes"}\n', text))
    repo.commit('A label')
    weir('reconcile', 'kustomization', 'core-database', '--with-source', '-c', config)
    host.wait_ready('HelmRelease/redis/redis')

    def changed():
        after = contents(t.path('cluster'))
        return {p for p in set(before) | set(after) if before.get(p) != after.get(p)}
    wait_for('the label', lambda: any(p.startswith('redis/StatefulSet') for p in changed()))
    assert all(p.startswith('redis/') for p in changed()), changed()
    listing = 'k8s/core/database/kustomization.yaml'
    repo.write(listing, '\n'.join(l for l in repo.read(listing).split('\n') if 'redis' not in l))
    repo.commit('No redis')
    weir('reconcile', 'kustomization', 'core-database', '--with-source', '-c', config)
    wait_for('redis to be gone', lambda: not any(p.startswith('redis/') for p in contents(t.path('cluster'))))
    assert host.stop() == 0


if __name__ == '__main__':
    tap.main()
