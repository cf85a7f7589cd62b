#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The whole homelab as it runs: Git, Kustomize, Helm, 1Password and Discord, no Secret from anywhere else.

The address of the webhook comes out of the vault too: the Provider reads the Secret that its item made.
"""
import base64
import glob
import json
import os
import re
import shutil

from lib import tap
from lib.chart_server import ChartServer
from lib.connect import TOKEN, Connect
from lib.discord_server import DiscordServer
from lib.git_server import GitServer, Repository
from lib.objects import contents, load_all, snapshot
from lib.weir import SHARED, Host, condition, ready, wait_for, weir

HOMELAB = os.path.join(SHARED, 'homelab')
REPOSITORIES = ['https://charts.bitnami.com/bitnami', 'https://charts.goauthentik.io', 'https://charts.longhorn.io',
                'https://cloudflare.github.io/helm-charts', 'https://k3rnelpan1c-dev.github.io/uptime-kuma-helm',
                'https://kubernetes-sigs.github.io/external-dns']


class Homelab:
    def __init__(self, t):
        if not os.path.isdir(HOMELAB):
            raise tap.Skip('the homelab corpus is not beside this checkout (WEIR_SHARED)')
        self.t = t
        self.repo = Repository(t.path('repos/homelab.git'))
        self.repo.copy_in(os.path.join(HOMELAB, 'repo'))
        self.repo.commit('The homelab')
        git, self.charts, self.op = GitServer(t.path('repos')), ChartServer(), Connect()
        self.discord = DiscordServer(limit=40, seconds=0.2)
        for server in (git, self.charts, self.op, self.discord):
            t.defer(server.stop)
        for path in glob.glob(os.path.join(HOMELAB, 'charts', '*.tgz')):
            name, version = re.match(r'(.+)-(\d.*)\.tgz$', os.path.basename(path)).groups()
            with open(path, 'rb') as data:
                self.charts.add(name, version, data.read())
        with open(os.path.join(HOMELAB, 'vault.json'), encoding='utf-8') as text:
            self.vault = json.load(text)
        self.vault['items']['discord-webhook-secret']['address'] = self.discord.url()
        vid = self.op.vault(self.vault['vault']['name'], self.vault['vault']['id'])
        self.ids = {title: self.op.item(vid, title, fields) for title, fields in self.vault['items'].items()}
        t.write('op-token', TOKEN, 0o600)
        mirrors = ''.join(f'  {url}: {self.charts.address}\n' for url in REPOSITORIES)
        self.config = t.write('weir.yaml', f'''state: ./state
plugins:
  git: {{}}
  kustomize: {{}}
  helm: {{kubeVersion: 1.33.0}}
  discord: {{}}
  onepassword: {{connectHost: {self.op.url}, tokenFile: ./op-token, pollingInterval: 2s, autoRestart: true}}
target:
  directory: {{path: ./cluster}}
mirrors:
  ssh://git@github.com/kylejschultz/kjho.me: {git.url('homelab.git')}
{mirrors}objects:
- sync.yaml
- notifications/*.yaml
''')
        source = os.path.join(HOMELAB, 'repo/k8s/orchestration/flux-system/flux-notifications')
        os.makedirs(t.path('notifications'))
        for name in os.listdir(source):
            if name.startswith('discord'):
                shutil.copy(os.path.join(source, name), t.path('notifications', name))
        shutil.copy(os.path.join(HOMELAB, 'repo/k8s/orchestration/flux-system/gotk-sync.yaml'), t.path('sync.yaml'))

    def units(self):
        got = weir('get', 'all', '-A', '-o', 'json', '-c', self.config, check=0).stdout
        return {'/'.join(x for x in (o['kind'], o['metadata'].get('namespace'), o['metadata']['name']) if x): o
                for o in json.loads(got)['items']}

    def items(self):
        return [o for o in self.units().values() if o['kind'] == 'OnePasswordItem']

    def object(self, *path):
        return load_all(self.t.path('cluster', *path))[0]


@tap.case('one run: every unit is ready, and every Secret has the values of its item')
def complete(t):
    lab = Homelab(t)
    run = weir('run', '--once', '-c', lab.config)
    for key, unit in lab.units().items():
        assert ready(unit) == 'True', f'{key}: {condition(unit)}\n{run.stderr}'
    assert run.returncode == 0
    items = lab.items()
    assert len(items) == 6, [o['metadata']['name'] for o in items]
    for item in items:
        secret = lab.object(item['metadata']['namespace'], 'Secret', item['metadata']['name'] + '.yaml')
        title = item['spec']['itemPath'].split('/')[3]
        got = {k: base64.b64decode(v).decode() for k, v in secret['data'].items()}
        assert got == lab.vault['items'][title], item['metadata']['name']


@tap.case('a second run asks for the vault once, renders nothing and writes nothing')
def nothing_changed(t):
    lab = Homelab(t)
    weir('run', '--once', '-c', lab.config)
    before = snapshot(t.path('cluster'))
    lab.op.take_requests()
    run = weir('run', '--once', '-c', lab.config)
    assert snapshot(t.path('cluster')) == before
    assert 'nothing changed' in (run.stdout + run.stderr).lower(), run.stdout + run.stderr
    assert set(lab.op.take_requests()) <= {'vaults?kjho.me'}


@tap.case('a rotated value reaches the Secret, the release that has it among its values, and the workloads')
def rotation(t):
    lab = Homelab(t)
    host = Host(t, lab.config)

    def settled():
        units = host.units()
        return sum(u['kind'] == 'HelmRelease' for u in units.values()) == 7 and \
            all(ready(u) == 'True' for u in units.values())
    wait_for('all units', settled, 60)
    before = contents(t.path('cluster'))
    lab.op.set(lab.ids['cloudflared-tunnel-secret'], 'tunnelName', 'another-tunnel')

    def changed():
        after = contents(t.path('cluster'))
        return sorted(p for p in set(before) | set(after) if before.get(p) != after.get(p))
    wait_for('the release with the new name', lambda: any(b'another-tunnel' in data for path, data in
                                                          contents(t.path('cluster')).items() if '/ConfigMap/' in path), 30)
    assert all(p.startswith('cloudflared/') for p in changed()), changed()
    assert any('/Secret/' in p for p in changed()), changed()
    assert host.stop() == 0


GREEN, RED = 'green', 'red'


def hue(colour):
    red, green = colour >> 16, colour >> 8 & 255
    return GREEN if green > red else RED


@tap.case('the story: all is green; a broken commit turns it red with the reason; the revert turns it green')
def story(t):
    lab = Homelab(t)
    host = Host(t, lab.config)

    def told(colour, word):
        with lab.discord.lock:
            return [m for m in lab.discord.messages if hue(m['embeds'][0].get('color', 0)) == colour and
                    word in json.dumps(m['embeds'][0])]
    path = 'k8s/core/database/kustomization.yaml'
    wait_for('the databases in green', lambda: told(GREEN, 'core-database'), 60)
    wait_for('all units', lambda: sum(u['kind'] == 'HelmRelease' for u in host.units().values()) == 7 and
             all(ready(u) == 'True' for u in host.units().values()), 60)
    text = lab.repo.read(path)
    with lab.discord.lock:
        lab.discord.messages.clear()
    lab.repo.write(path, text.replace('resources:', 'resources:\n  - no-such-file.yaml'))
    lab.repo.commit('Break the databases')
    weir('reconcile', 'source', 'git', 'flux-system', '-c', lab.config)
    wait_for('the failure in red', lambda: told(RED, 'no-such-file.yaml'), 30)
    with lab.discord.lock:
        lab.discord.messages.clear()
    lab.repo.write(path, text)
    lab.repo.commit('Revert')
    weir('reconcile', 'source', 'git', 'flux-system', '-c', lab.config)
    wait_for('green again', lambda: told(GREEN, 'core-database'), 30)
    host.wait_ready('Kustomization/flux-system/core-database')
    assert not lab.discord.refused, lab.discord.refused
    token = lab.discord.token
    assert token not in host.log() + weir('get', 'all', '-A', '-o', 'json', '-c', lab.config).stdout
    assert host.stop() == 0


if __name__ == '__main__':
    tap.main()
