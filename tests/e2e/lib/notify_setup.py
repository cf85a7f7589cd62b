# SPDX-License-Identifier: Apache-2.0
"""notify_setup.py - a small repository whose units make events, and a weir.yaml that sends them.

An app is a source of its own (a GitRepository on a branch): each commit is an event of each app, and
no other plugin is needed. With `rendered` it is a Kustomization of a folder of one source.
"""
import json
import os

from lib import tap
from lib.discord_server import DiscordServer
from lib.git_server import GitServer, Repository
from lib.weir import BUILD, wait_for, weir

BRANCH = '''apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {{name: app-{0}, namespace: flux-system}}
spec:
  interval: {interval}
  url: {url}
  ref: {{branch: app-{0}}}
'''
APP = '''apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {{name: app-{0}, namespace: flux-system}}
spec:
  interval: 10m
  retryInterval: 1s
  path: ./apps/{0}
  prune: true
  sourceRef: {{kind: GitRepository, name: flux-system}}
'''
SOURCE = '''apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {{name: flux-system, namespace: flux-system}}
spec:
  interval: {interval}
  url: {url}
  ref: {{branch: main}}
'''
PROVIDER = '''apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Provider
metadata: {{name: {name}, namespace: flux-system}}
spec:
  type: {type}
{rest}'''
ALERT = '''apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Alert
metadata: {{name: {name}, namespace: flux-system}}
spec:
  providerRef: {{name: {provider}}}
  eventSeverity: {severity}
  eventSources:
  - {{kind: GitRepository, name: '*'}}
  - {{kind: Kustomization, name: '*'}}
{rest}'''


def config_map(number, text):
    return f'apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: app-{number}, namespace: default}}\ndata: {{k: "{text}"}}\n'


class Lab:
    """`lab.commit(text)` changes every app; `lab.server` is the Discord stand-in; `lab.config` the weir.yaml."""

    def __init__(self, t, apps=3, notifier='discord', limit=5, seconds=0.4, interval='1s', provider='discord',
                 severity='info', secret=True, rest='  timeout: 2s\n', alert='', rendered=False):
        self.t, self.apps, self.notifier, self.rendered = t, apps, notifier, rendered
        if rendered and not os.path.exists(os.path.join(BUILD, 'plugins/kustomize/weir-plugin-kustomize.so')):
            raise tap.Skip('this build has no plugin that serves Kustomizations')
        self.server = DiscordServer(limit=limit, seconds=seconds)
        t.defer(self.server.stop)
        self.repo = Repository(t.path('repos/lab.git'))
        self.commit('first')
        self.git = GitServer(t.path('repos'))
        t.defer(self.git.stop)
        url = self.git.url('lab.git')
        units = [SOURCE.format(url=url, interval=interval)]
        units += [(APP if rendered else BRANCH).format(n, url=url, interval=interval) for n in range(apps)]
        t.write('units.yaml', '---\n'.join(units))
        if secret is not None:
            rest = f'  secretRef: {{name: hook}}\n{rest}'
        self.provider = PROVIDER.format(name='hook', type=provider, rest=rest)
        self.alert = ALERT.format(name='all', provider='hook', severity=severity, rest=alert)
        t.write('notify.yaml', f'{self.provider}---\n{self.alert}')
        os.makedirs(t.path('secrets'), mode=0o700)
        if secret:
            self.write_secret(self.server.url('/slack'))
        self.config = self.write_config()

    def write_config(self, **plugins):
        """Plugins beside those that serve the units; preset: the lab's notifier."""
        rows = plugins or ({self.notifier: '{}'} if self.notifier else {})
        if self.rendered:
            rows = {'kustomize': '{}', **rows}
        more = ''.join(f'  {name}: {options}\n' for name, options in rows.items())
        return self.t.write('weir.yaml', f'''state: ./state
cluster: e2e
plugins:
  git: {{}}
{more}target:
  directory: {{path: ./cluster}}
secrets: ./secrets
objects:
- units.yaml
- notify.yaml
''')

    def write_secret(self, address, **more):
        for key, text in {'address': address, **more}.items():
            self.t.write(f'secrets/flux-system/hook/{key}', text, mode=0o600)

    def commit(self, text, broken=()):
        """All apps change; those of @broken into something that cannot be built."""
        for n in range(self.apps):
            self.repo.write(f'apps/{n}/cm.yaml', 'kind: [\n' if n in broken else config_map(n, text))
        sha = self.repo.commit(text, push=False)
        self.repo.push('HEAD', *[f'HEAD:refs/heads/app-{n}' for n in range(self.apps)])
        return sha

    def events(self):
        """Stored events that the Alert selects, oldest first."""
        run = weir('events', '-A', '-o', 'json', '--limit', '0', '-c', self.config, check=0)
        return [e for e in json.loads(run.stdout)['items']
                if e['involvedObject']['kind'] in ('GitRepository', 'Kustomization')]

    def undelivered(self):
        run = weir('events', '--undelivered', '-o', 'json', '-c', self.config, check=0)
        found = json.loads(run.stdout or '[]')
        return found['items'] if isinstance(found, dict) else found

    def delivered(self):
        """Numbers of the events that arrived, in order."""
        return [int(i.rsplit('-', 1)[1]) for i in self.server.event_ids()]

    def wanted(self):
        return [int(e['id']) for e in self.events()]

    def wait_quiet(self, seconds=60, dead=0):
        """Until nothing waits in the outbox (but so many dead letters), and no event is new."""
        last = [None]

        def quiet():
            waiting = self.undelivered()
            if len(waiting) != dead or any(row['state'] != 'dead' for row in waiting):
                return False
            now = (self.wanted(), self.delivered())
            same, last[0] = now == last[0], now
            return same
        wait_for('the outbox to be empty', quiet, seconds, every=0.7)

    def wait_quiet_edits(self, requests=None, seconds=60):
        """Until nothing waits in the outbox and no request is new: where messages are not counted as events."""
        requests = self.server.requests if requests is None else requests
        last = [None]

        def quiet():
            now = (len(self.wanted()), len(requests))
            same, last[0] = now == last[0], now
            return same and not self.undelivered()
        wait_for('the outbox to be empty', quiet, seconds, every=0.7)

    def units(self):
        kind = 'Kustomization' if self.rendered else 'GitRepository'
        return [f'{kind}/flux-system/app-{n}' for n in range(self.apps)]


def in_order(messages):
    """{object in the title: [numbers of its events, as they arrived]}"""
    found = {}
    for message in messages:
        embed = message['embeds'][0]
        name = embed['title'].split(' ')[1].rstrip(':')
        found.setdefault(name, []).append(int(embed['footer']['text'].rsplit('-', 1)[1]))
    return found
