#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A real homelab's repository, served over smart HTTP, reconciled into a folder.

Input and expected objects lie in the shared corpus (homelab/): a public repository as it stood, and
what kustomize v5.8.1 builds for each of its six Kustomizations.
"""
import glob
import os
import random
import shutil
import signal
import subprocess
import time

from lib import tap
from lib.git_server import GitServer, Repository
from lib.objects import assert_same_tree, contents, load_all, snapshot
from lib.weir import SHARED, WEIR, Host, condition, ready, weir

HOMELAB = os.path.join(SHARED, 'homelab')
UNSERVED = {'HelmRelease': 7, 'OnePasswordItem': 5, 'HelmRepository': 7}


def setup(t):
    """The repository behind a Git server, and a weir.yaml that mirrors its ssh URL to that server."""
    if not os.path.isdir(HOMELAB):
        raise tap.Skip('the homelab corpus is not beside this checkout (WEIR_SHARED)')
    repo = Repository(t.path('repos/homelab.git'))
    repo.copy_in(os.path.join(HOMELAB, 'repo'))
    repo.commit('The homelab')
    server = GitServer(t.path('repos'))
    t.defer(server.stop)
    config = t.write('weir.yaml', f'''
state: ./state
plugins:
  git: {{}}
  kustomize: {{}}
target:
  directory: {{path: ./cluster}}
mirrors:
  ssh://git@github.com/kylejschultz/kjho.me: {server.url('homelab.git')}
objects:
- sync.yaml
''')
    shutil.copy(os.path.join(HOMELAB, 'repo/k8s/orchestration/flux-system/gotk-sync.yaml'), t.path('sync.yaml'))
    return repo, server, config


def expected():
    return [o for path in sorted(glob.glob(os.path.join(HOMELAB, 'expected/kustomization-*.yaml')))
            for o in load_all(path)]


def by_kind(units):
    counts = {}
    for unit in units.values():
        counts[unit['kind']] = counts.get(unit['kind'], 0) + 1
    return counts


def units_of(config):
    import json
    from lib.weir import name
    return {name(i): i for i in json.loads(weir('get', 'all', '-A', '-o', 'json', '-c', config, check=0).stdout)['items']}


@tap.case('the six Kustomizations of a real homelab give the expected objects')
def homelab(t):
    _, _, config = setup(t)
    run = weir('run', '--once', '-c', config)
    assert run.returncode == 1, f'units without a plugin are not ready, so 1; got {run.returncode}\n{run.stderr}'
    assert_same_tree(t.path('cluster'), expected())
    units = units_of(config)
    for key, unit in units.items():
        if unit['kind'] in ('Kustomization', 'GitRepository'):
            assert ready(unit) == 'True', f'{key}: {condition(unit)}'
    assert by_kind(units) == {'GitRepository': 1, 'Kustomization': 6, **UNSERVED}, by_kind(units)


@tap.case('objects whose plugin is not loaded are units that say so')
def unserved(t):
    _, _, config = setup(t)
    weir('run', '--once', '-c', config)
    for key, unit in units_of(config).items():
        if unit['kind'] in UNSERVED:
            said = condition(unit)
            assert said.get('status') == 'Unknown' and said.get('reason') == 'NoPlugin', f'{key}: {said}'
            group = unit['apiVersion'].split('/')[0]
            assert f"no plugin serves {unit['kind']} ({group})" in said['message'], f'{key}: {said}'


@tap.case('a second run of the same revision writes nothing and says so')
def nothing_changed(t):
    _, _, config = setup(t)
    weir('run', '--once', '-c', config)
    before = snapshot(t.path('cluster'))
    run = weir('run', '--once', '-c', config)
    assert snapshot(t.path('cluster')) == before
    assert 'nothing changed' in (run.stdout + run.stderr).lower(), run.stdout + run.stderr


@tap.case('a commit that removes a layer prunes what it had, a revert brings it back')
def prune_and_revert(t):
    repo, _, config = setup(t)
    weir('run', '--once', '-c', config)
    full = contents(t.path('cluster'))
    listing = repo.read('k8s/orchestration/kustomization.yaml')
    repo.write('k8s/orchestration/kustomization.yaml', listing.replace('  - core-storage.yaml\n', ''))
    repo.write('k8s/orchestration/core-database.yaml',
               repo.read('k8s/orchestration/core-database.yaml').replace('  dependsOn:\n    - name: core-storage\n', ''))
    repo.commit('No storage')
    weir('run', '--once', '-c', config)
    left = contents(t.path('cluster'))
    gone = {'flux-system/Kustomization.kustomize.toolkit.fluxcd.io/core-storage.yaml',
            'longhorn-system/Service/longhorn-external-dns.yaml',
            'longhorn-system/HelmRelease.helm.toolkit.fluxcd.io/longhorn.yaml'}
    assert set(full) - set(left) == gone, sorted(set(full) ^ set(left))
    repo.git('revert', '--no-edit', 'HEAD')
    repo.push()
    weir('run', '--once', '-c', config)
    assert contents(t.path('cluster')) == full


@tap.case('kill -9 at random moments: the next run ends in the same tree')
def killed(t):
    _, _, config = setup(t)
    wanted = expected()
    random.seed(20)
    for _ in range(25):
        process = subprocess.Popen([WEIR, 'run', '--once', '-c', config], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        time.sleep(random.uniform(0, 0.12))
        process.send_signal(signal.SIGKILL)
        process.wait()
        if random.random() < 0.3:
            shutil.rmtree(t.path('state'), ignore_errors=True)
    run = weir('run', '--once', '-c', config)
    assert run.returncode == 1, run.stderr
    assert_same_tree(t.path('cluster'), wanted)


@tap.case('a running host follows a commit, and repairs what is edited or deleted by hand')
def host(t):
    repo, _, config = setup(t)
    running = Host(t, config)
    running.wait_ready('Kustomization/flux-system/core-security', 'Kustomization/flux-system/core-observability')
    service = t.path('cluster/uptime-kuma/Service/uptime-kuma-external-dns.yaml')
    with open(service, encoding='utf-8') as text:
        original = text.read()
    with open(service, 'a', encoding='utf-8') as text:
        text.write('# edited by hand\nspec: {}\n')
    os.unlink(t.path('cluster/authentik/Job.batch/authentik-db-init.yaml'))
    weir('reconcile', 'kustomization', 'core-observability', '-c', config, check=0)
    weir('reconcile', 'kustomization', 'core-security', '-c', config, check=0)
    with open(service, encoding='utf-8') as text:
        assert text.read() == original
    assert os.path.exists(t.path('cluster/authentik/Job.batch/authentik-db-init.yaml'))
    path = 'k8s/core/observability/uptime-kuma/external-service.yaml'
    repo.write(path, repo.read(path).replace('kind: Service', 'kind: Service\n# a comment changes no object'))
    sha = repo.commit('A comment')
    weir('reconcile', 'kustomization', 'core-observability', '--with-source', '-c', config, check=0)
    unit = running.units()['Kustomization/flux-system/core-observability']
    assert unit['status']['lastAppliedRevision'] == f'main@sha1:{sha}', unit['status']
    assert running.stop() == 0


if __name__ == '__main__':
    tap.main()
