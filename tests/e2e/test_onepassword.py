#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Secrets out of 1Password: what items become, what a period costs, what happens when Connect does not answer."""
import base64
import json
import os
import re
import subprocess
import time
from urllib.parse import quote

from lib import tap
from lib.connect import TOKEN, Connect, make_id
from lib.git_server import GitServer, Repository
from lib.objects import load_all
from lib.openapi import Description
from lib.weir import SHARED, Host, condition, ready, wait_for, weir

ITEM = '''apiVersion: onepassword.com/v1
kind: OnePasswordItem
metadata: {{name: {name}, namespace: {ns}{meta}}}
{type}spec: {{itemPath: "vaults/{vault}/items/{item}"{more}}}
---
'''
PATH, VERSION = 'operator.1password.io/item-path', 'operator.1password.io/item-version'
CHANGED, RESTARTED = 'operator.1password.io/data-changed', 'operator.1password.io/last-restarted'
KUSTOMIZATION = '''apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: apps, namespace: flux-system}
spec: {interval: 1s, path: ./, prune: true, sourceRef: {kind: GitRepository, name: home}}
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: home, namespace: flux-system}
spec: {interval: 1s, url: %s, ref: {branch: main}}
---
'''
CONFIG_MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: apps}\n'


class World:
    """A Connect, a vault "home" in it, items below `objects:`, a target folder."""

    def __init__(self, t, options='', interval='1s', vault='home', plugins=''):
        self.t, self.op = t, Connect()
        t.defer(self.op.stop)
        self.home = self.op.vault(vault)
        t.write('op-token', TOKEN + '\n', 0o600)
        self.config = t.write('weir.yaml', f'''state: ./state
plugins:
  onepassword: {{connectHost: "{self.op.url}", tokenFile: ./op-token, pollingInterval: {interval}{options}}}
{plugins}target:
  directory: {{path: ./cluster}}
objects: [objects.yaml]
''')
        self.objects = []

    def want(self, name, item=None, ns='apps', vault='home', more='', meta='', kind='', save=True):
        self.objects.append(ITEM.format(name=name, ns=ns, item=item or name, vault=vault, more=more, meta=meta,
                                        type=f'type: {kind}\n' if kind else ''))
        if save:
            self.save()

    def save(self):
        self.t.write('objects.new', ''.join(self.objects))
        os.replace(self.t.path('objects.new'), self.t.path('objects.yaml'))

    def once(self, code=0):
        return weir('run', '--once', '-c', self.config, check=code)

    def host(self):
        return Host(self.t, self.config)

    def path(self, name, ns='apps'):
        return self.t.path('cluster', ns, 'Secret', name + '.yaml')

    def secret(self, name, ns='apps'):
        try:
            return load_all(self.path(name, ns))[0]
        except FileNotFoundError:
            return None

    def data(self, name, ns='apps'):
        secret = self.secret(name, ns)
        return secret and {k: base64.b64decode(v) for k, v in secret['data'].items()}

    def note(self, name, key, ns='apps'):
        return (self.secret(name, ns) or {}).get('metadata', {}).get('annotations', {}).get(key)

    def units(self):
        run = weir('get', 'all', '-A', '-o', 'json', '-c', self.config)
        return {'/'.join(x for x in (o['kind'], o['metadata'].get('namespace'), o['metadata']['name']) if x): o
                for o in json.loads(run.stdout)['items']}

    def says(self, name, ns='apps'):
        return condition(self.units()[f'OnePasswordItem/{ns}/{name}'])

    def vault_says(self, name='home'):
        return condition(self.units()[f'OnePasswordVault/{name}'])


def text(values):
    return {k: v.encode() for k, v in values.items()}


# ---- the stand-in ----

@tap.case('the stand-in gives what Connect\'s description says, errors included')
def described(t):
    path = os.path.join(SHARED, 'openapi/1password-connect.yaml')
    if not os.path.isfile(path):
        raise tap.Skip('the description is not beside this checkout (WEIR_SHARED)')
    described_by, op = Description(path), Connect()
    t.defer(op.stop)
    home, hidden = op.vault('home'), op.vault('hidden')
    iid = op.item(home, 'all', [
        {'id': make_id('1'), 'type': 'STRING', 'purpose': 'USERNAME', 'label': 'username', 'value': 'me'},
        {'id': make_id('2'), 'type': 'CONCEALED', 'purpose': 'PASSWORD', 'label': 'password', 'value': 'p', 'entropy': 1.5,
         'section': {'id': 's'}}], sections=[{'id': 's', 'label': 'prod'}], tags=['a'], favorite=False,
        urls=[{'label': 'w', 'primary': True, 'href': 'http://a'}], files={'f': b'bytes', 'large': b'x' * 200000})
    op.edit(iid, lambda item: item.update(title='another'))
    file, large = (f['id'] for f in op.items[iid]['files'])
    op.scope = {home, make_id('gone')}
    gone, items = make_id('gone'), f'/vaults/{home}/items'
    whole = f'{items}/{iid}/files'
    seen = set()
    for token, ok, where in (
            (1, 200, '/vaults'), (1, 200, '/vaults?filter=' + quote('title eq "HOME"')), (0, 401, '/vaults'),
            (1, 200, f'/vaults/{home}'), (0, 401, f'/vaults/{home}'), (1, 403, f'/vaults/{hidden}'), (1, 404, f'/vaults/{gone}'),
            (1, 200, items), (0, 401, items), (1, 404, f'/vaults/{gone}/items'), (1, 200, f'{items}/{iid}'),
            (0, 401, f'{items}/{iid}'), (1, 403, f'/vaults/{hidden}/items/{iid}'), (1, 404, f'{items}/{gone}'),
            (1, 200, whole), (0, 401, whole), (1, 404, f'{items}/{gone}/files'), (1, 413, whole + '?inline_files=true'),
            (1, 200, f'{whole}/{file}'), (1, 200, f'{whole}/{file}?inline_files=true'), (0, 401, f'{whole}/{file}'),
            (1, 403, f'/vaults/{hidden}/items/{iid}/files/{file}'), (1, 404, f'{whole}/{gone}'),
            (1, 413, f'{whole}/{large}?inline_files=true'), (1, 200, f'{whole}/{file}/content'),
            (0, 401, f'{whole}/{file}/content'), (1, 404, f'{whole}/{gone}/content')):
        status, headers, body = op.answer('/v1' + where, {'Authorization': f'Bearer {TOKEN if token else "x"}'})
        assert status == ok, (where, status, body)
        plain = where.split('?')[0]
        data = json.loads(body) if headers['Content-Type'] == 'application/json' else None
        assert not described_by.problems(plain, status, headers, body, data), described_by.problems(
            plain, status, headers, body, data)
        if status == 200 and data is not None:
            assert not described_by.unknown(plain, data), described_by.unknown(plain, data)
        seen.add((described_by.find(plain)[0], str(status)))
    wanted = {(path, status) for path, row in described_by.doc['paths'].items() if path.startswith('/vaults')
              for status in row['get']['responses']}
    assert seen == wanted, seen ^ wanted


# ---- what items become ----

@tap.case('the homelab: six items of its vault become six Secrets, byte for byte')
def homelab(t):
    path = os.path.join(SHARED, 'homelab/vault.json')
    if not os.path.isfile(path):
        raise tap.Skip('the homelab corpus is not beside this checkout (WEIR_SHARED)')
    with open(path, encoding='utf-8') as file:
        wanted = json.load(file)
    world = World(t, vault=wanted['vault']['name'])
    ids = {title: world.op.item(world.home, title, fields) for title, fields in wanted['items'].items()}
    found = {}
    for root, _, names in os.walk(os.path.join(SHARED, 'homelab/repo')):
        for name in names:
            if not name.endswith(('.yaml', '.yml')):
                continue
            source = os.path.join(root, name)
            with open(source, encoding='utf-8') as file:
                if 'OnePasswordItem' not in file.read():
                    continue
            for obj in load_all(source):
                if obj.get('kind') == 'OnePasswordItem':
                    obj['metadata'].setdefault('namespace', 'flux-system')
                    found[obj['metadata']['name']] = obj
    assert len(found) == 6, sorted(found)
    t.write('objects.yaml', '\n---\n'.join(json.dumps(o) for o in found.values()))
    world.once()
    for name, obj in found.items():
        title = obj['spec']['itemPath'].split('/')[3]
        assert world.data(name, obj['metadata']['namespace']) == text(wanted['items'][title]), name
        assert world.note(name, PATH, obj['metadata']['namespace']) == f'vaults/{world.home}/items/{ids[title]}'


@tap.case('fields, URLs and files become keys as the operator makes them')
def keys(t):
    world = World(t)
    iid = world.op.item(world.home, 'all', [
        {'id': '1', 'type': 'STRING', 'purpose': 'USERNAME', 'label': 'username', 'value': 'me'},
        {'id': '2', 'type': 'CONCEALED', 'label': 'api key (prod)', 'value': 'k\u00e9y\nwith lines'},
        {'id': '3', 'type': 'STRING', 'label': 'empty'},
        {'id': '4', 'type': 'OTP', 'label': 'otp', 'value': 'otpauth://totp/x?secret=A', 'totp': '123456'},
        {'id': '5', 'type': 'STRING', 'label': 'twice', 'value': 'first', 'section': {'id': 's1'}},
        {'id': '6', 'type': 'STRING', 'label': 'twice', 'value': 'second', 'section': {'id': 's2'}},
        {'id': '7', 'type': 'STRING', 'label': '\u5bc6', 'value': 'no key'}],
        urls=[{'label': 'site', 'primary': True, 'href': 'http://a'}, {'label': 'site', 'href': 'http://b'},
              {'label': 'twice', 'href': 'http://c'}],
        files={'tls.key': b'\x00\xff\x01bytes', 'username': b'not this one', 'empty': b'', 'a b': b'blank'})
    world.want('all', meta=', labels: {team: infra}, annotations: {other: x}')
    world.once()
    assert world.data('all') == {
        'username': b'me', 'api-key-prod': 'k\u00e9y\nwith lines'.encode(), 'otp': b'otpauth://totp/x?secret=A',
        'twice': b'second', 'site': b'http://a', 'tls.key': b'\x00\xff\x01bytes', 'a-b': b'blank'}, world.data('all')
    secret = world.secret('all')
    assert secret['metadata'] == {'name': 'all', 'namespace': 'apps', 'labels': {'team': 'infra'}, 'annotations': {
        PATH: f'vaults/{world.home}/items/{iid}', VERSION: '1'}}, secret['metadata']
    assert secret['type'] == 'Opaque' and secret['apiVersion'] == 'v1' and secret['kind'] == 'Secret'


@tap.case('options: empty values and annotations when they are wanted, other namespaces refused')
def options(t):
    world = World(t, ', allowEmptyValues: true, enableAnnotations: true, watchNamespaces: [apps]')
    world.op.item(world.home, 'a', [{'id': '1', 'type': 'STRING', 'label': 'empty'},
                                    {'id': '2', 'type': 'STRING', 'label': 'full', 'value': 'x'}])
    world.want('a', meta=', annotations: {other: x}', save=False)
    world.want('a', ns='elsewhere')
    world.once(1)
    assert world.data('a') == {'empty': b'', 'full': b'x'}
    assert world.note('a', 'other') == 'x'
    assert world.secret('a', 'elsewhere') is None
    assert 'watchNamespaces' in world.says('a', 'elsewhere')['message']


@tap.case('vaults and items are named by title in any case, or by id; of several the oldest')
def names(t):
    world = World(t)
    other = world.op.vault('Home', created='2030-01-01T00:00:00Z', vid=make_id('younger'))
    world.op.item(other, 'redis', {'k': 'wrong vault'})
    young = world.op.item(world.home, 'redis', {'k': 'young'}, created='2024-01-01T00:00:00Z')
    world.op.item(world.home, 'redis', {'k': 'old'}, created='2023-01-01T00:00:00Z')
    world.op.item(world.home, 'Redis', {'k': 'exact'}, created='2025-01-01T00:00:00Z')
    quoted = world.op.vault('my "vault" \\ 1')
    world.op.item(quoted, 'x', {'k': 'quoted'})
    for name, vault, item in (('oldest', 'home', 'redis'), ('exact', 'home', 'Redis'), ('any-case', 'HOME', 'REDIS'),
                              ('ids', world.home, young), ('vault-id', world.home, 'redis')):
        world.want(name, item, vault=vault, save=False)
    world.want('quoted', 'x', vault='my \\"vault\\" \\\\ 1')
    run = world.once()
    got = {n: world.data(n)['k'].decode() for n in ('oldest', 'exact', 'any-case', 'ids', 'vault-id', 'quoted')}
    assert got == {'oldest': 'old', 'exact': 'exact', 'any-case': 'old', 'ids': 'young', 'vault-id': 'old',
                   'quoted': 'quoted'}, got
    assert '2 1Password items found with the title' in run.stderr + run.stdout, run.stderr
    assert '2 1Password vaults found with the title' in run.stderr + run.stdout, run.stderr
    world.op.take_requests()
    time.sleep(1.1)
    world.once()
    asked = world.op.take_requests()
    assert asked.count('vault ' + world.home) == 1 and 'vaults?' + world.home not in asked, asked


@tap.case('what does not exist is said in the operator\'s words')
def missing(t):
    world = World(t)
    world.op.item(world.home, 'there', {'k': 'v'})
    world.want('no-item', save=False)
    world.want('no-vault', vault='nowhere', save=False)
    world.want('bad-path', item='a/b', save=False)
    world.want('there')
    world.once(1)
    assert world.says('no-item')['message'] == 'no items found with identifier "no-item" in vault "home"'
    assert world.vault_says('nowhere')['message'] == 'no vaults found with identifier "nowhere"'
    assert 'is not an acceptable path for One Password item' in world.says('bad-path')['message']
    assert world.data('there') == {'k': b'v'}


@tap.case('further items, chosen keys and templates')
def mapping(t):
    world = World(t, plugins='  helm: {}\n')
    world.op.item(world.home, 'db', [
        {'id': '1', 'type': 'STRING', 'label': 'username', 'value': 'me'},
        {'id': '2', 'type': 'CONCEALED', 'label': 'password', 'value': 'plain'},
        {'id': '3', 'type': 'CONCEALED', 'label': 'password', 'value': 'in prod', 'section': {'id': 's'}}],
        sections=[{'id': 's', 'label': 'prod'}])
    other = world.op.vault('other')
    world.op.item(other, 'host', {'host': 'db.local', 'username': 'other'})
    world.want('both', 'db', more=', itemPaths: [vaults/other/items/host]', save=False)
    world.want('chosen', 'db', more=', keys: {POSTGRES_USER: username, pw: prod/password}', save=False)
    world.want('text', 'db', more=', keys: {u: username, p: prod/password}, template: {url: '
               '"postgres://{{ .u }}:{{ .p | urlquery }}@db", twice: "{{ .u | b64enc }}"}', save=False)
    world.want('absent', 'db', more=', keys: {x: no-such-label}')
    world.once(1)
    assert world.data('both') == {'username': b'other', 'password': b'in prod', 'host': b'db.local'}, world.data('both')
    assert world.data('chosen') == {'POSTGRES_USER': b'me', 'pw': b'in prod'}
    assert world.data('text') == {'u': b'me', 'p': b'in prod', 'url': b'postgres://me:in+prod@db', 'twice': b'bWU='}
    assert 'spec.keys.x: the item has no field, URL or file "no-such-label"' in world.says('absent')['message']
    world.op.set(next(i for i, v in world.op.items.items() if v['title'] == 'host'), 'host', 'db2.local')
    time.sleep(1.1)
    world.once(1)
    assert world.data('both')['host'] == b'db2.local'


@tap.case('a template without a plugin that renders it says so')
def no_templates(t):
    world = World(t)
    world.op.item(world.home, 'db', {'k': 'v'})
    world.want('db', more=', template: {x: "y"}')
    world.once(1)
    message = world.says('db')['message']
    assert message.startswith('spec.template: no plugin offers the service template/render'), message


# ---- what a period costs ----

@tap.case('fifty items cost one request a period; a changed one two more')
def cost(t):
    world = World(t, interval='2s')
    ids = [world.op.item(world.home, f'item-{i}', {'k': f'v{i}'}) for i in range(50)]
    for i in range(50):
        world.want(f'item-{i}', save=i == 49)
    host = world.host()
    host.wait_ready(*[f'OnePasswordItem/apps/item-{i}' for i in range(50)])
    asked = world.op.take_requests()
    assert sorted(r for r in asked if r != 'vaults?home') == sorted(['items'] + [f'item {i}' for i in ids]), asked
    wait_for('three periods', lambda: len(world.op.requests) >= 3, 12)
    asked = world.op.take_requests()
    assert set(asked) == {'vaults?home'}, asked
    world.op.set(ids[7], 'k', 'new')
    wait_for('the new value', lambda: world.data('item-7') == {'k': b'new'}, 10)
    wait_for('two more periods', lambda: world.op.requests.count('vaults?home') >= 3, 12)
    asked = [r for r in world.op.take_requests() if r != 'vaults?home']
    assert asked == ['items', f'item {ids[7]}'], asked


@tap.case('a rotated value is in the Secret within an interval, with its version and the time of the change')
def rotation(t):
    world = World(t)
    iid = world.op.item(world.home, 'db', {'password': 'one', 'gone': 'soon'}, files={'f': b'1'})
    world.want('db')
    host = world.host()
    host.wait_ready('OnePasswordItem/apps/db')
    assert world.note('db', CHANGED) is None
    world.op.set(iid, 'password', 'two')
    wait_for('the new password', lambda: world.data('db')['password'] == b'two', 5)
    assert world.note('db', VERSION) == '2'
    assert world.note('db', CHANGED) == world.op.items[iid]['updatedAt']
    changed = world.note('db', CHANGED)
    world.op.edit(iid, lambda item: item['fields'].pop(1))
    wait_for('the deleted field to leave', lambda: 'gone' not in world.data('db'), 5)
    assert world.note('db', CHANGED) > changed
    changed = world.note('db', CHANGED)
    world.op.edit(iid, lambda item: item.update(title='db', tags=['x']))
    wait_for('the next version', lambda: world.note('db', VERSION) == '4', 5)
    assert world.note('db', CHANGED) == changed, 'no value has changed'
    assert world.data('db') == {'password': b'two', 'f': b'1'}


@tap.case('a Secret that was edited or deleted by hand is repaired')
def repair(t):
    world = World(t)
    world.op.item(world.home, 'db', {'password': 'one'})
    world.want('db')
    host = world.host()
    host.wait_ready('OnePasswordItem/apps/db')
    with open(world.path('db'), encoding='utf-8') as file:
        good = file.read()
    t.write('cluster/apps/Secret/db.yaml', good.replace('b25l', 'dHdv'), 0o600)
    wait_for('the repair', lambda: open(world.path('db'), encoding='utf-8').read() == good, 10)
    os.unlink(world.path('db'))
    wait_for('the Secret to come back', lambda: os.path.exists(world.path('db')), 10)
    assert open(world.path('db'), encoding='utf-8').read() == good


def from_git(t, world, files):
    """Objects out of a repository: a Kustomization that prunes. The repository, to commit more to."""
    repo = Repository(t.path('repos/home.git'))
    for name, content in files.items():
        repo.write(name, content)
    repo.commit('Begin')
    server = GitServer(t.path('repos'))
    t.defer(server.stop)
    world.objects = [KUSTOMIZATION % server.url('home.git')]
    world.save()
    return repo


@tap.case('removing the item removes its Secret; the vault goes with the last of them')
def removal(t):
    world = World(t, plugins='  git: {}\n  kustomize: {}\n')
    for name in ('a', 'b'):
        world.op.item(world.home, name, {'k': name})
        world.want(name)
    both, rest = ''.join(world.objects), world.objects[1]
    repo = from_git(t, world, {'items.yaml': both})
    host = world.host()
    host.wait_ready('OnePasswordItem/apps/a', 'OnePasswordItem/apps/b')
    repo.write('items.yaml', rest)
    repo.commit('Remove a')
    wait_for('a to go', lambda: not os.path.exists(world.path('a')), 10)
    host.wait_ready('OnePasswordItem/apps/b', 'OnePasswordVault/home')
    assert world.data('b') == {'k': b'b'}
    repo.write('items.yaml', CONFIG_MAP)
    repo.commit('Remove b')
    wait_for('b to go', lambda: not os.path.exists(world.path('b')), 10)
    wait_for('the vault to go', lambda: 'OnePasswordVault/home' not in host.units(), 10)


@tap.case('the type is the object\'s; another one for a Secret that exists is refused until it is deleted')
def types(t):
    world = World(t)
    world.op.item(world.home, 'reg', {'.dockerconfigjson': '{}'})
    world.want('reg', kind='kubernetes.io/dockerconfigjson')
    world.once()
    assert world.secret('reg')['type'] == 'kubernetes.io/dockerconfigjson'
    world.objects.clear()
    world.want('reg')
    world.once(1)
    message = world.says('reg')['message']
    assert message.startswith('cannot change secret type: secret type is immutable'), message
    assert world.secret('reg')['type'] == 'kubernetes.io/dockerconfigjson'
    os.unlink(world.path('reg'))
    world.once()
    assert world.secret('reg')['type'] == 'Opaque'


@tap.case('an item with the ignore tag keeps its data, and its version moves on')
def ignored(t):
    world = World(t)
    iid = world.op.item(world.home, 'db', {'password': 'one'}, tags=['operator.1password.io:ignore-secret'])
    world.want('db')
    world.once()
    assert world.data('db') == {'password': b'one'}, 'the first time it is made'
    world.op.set(iid, 'password', 'two')
    time.sleep(1.1)
    world.once()
    assert world.data('db') == {'password': b'one'} and world.note('db', VERSION) == '2'
    assert world.note('db', CHANGED) is None
    world.op.edit(iid, lambda item: item.update(tags=[]))
    time.sleep(1.1)
    world.once()
    assert world.data('db') == {'password': b'two'}


# ---- when Connect fails ----

@tap.case('an outage: the Secrets stay, the vault says since when, and it heals by itself')
def outage(t):
    world = World(t)
    iid = world.op.item(world.home, 'db', {'password': 'one'})
    world.want('db')
    host = world.host()
    host.wait_ready('OnePasswordItem/apps/db')
    world.op.stop()
    wait_for('the outage to be told', lambda: ready(host.units()['OnePasswordVault/home']) == 'False', 10)
    message = world.vault_says()['message']
    assert re.search(r'; the last good answer was at 20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$', message), message
    time.sleep(2)
    assert world.data('db') == {'password': b'one'}
    assert ready(host.units()['OnePasswordItem/apps/db']) == 'True', 'its data is what it was'
    events = weir('events', '-A', '-c', world.config, '--for', 'OnePasswordVault/home').stdout
    assert events.count('last good answer') <= 1, events
    with world.op.lock:
        world.op.items[iid]['fields'][0]['value'] = 'two'
        world.op.items[iid]['version'] += 1
        world.op.vaults[world.home]['contentVersion'] += 1
    world.op.start()
    wait_for('the new value', lambda: world.data('db') == {'password': b'two'}, 40)


@tap.case('401, 403, 404, 429, 500, a cut answer, another server: each is told, none harms a Secret')
def failures(t):
    world = World(t)
    iid = world.op.item(world.home, 'db', {'password': 'one'})
    world.want('db')
    world.once()
    canary = json.dumps({'message': 'value canary-in-an-error'}).encode()
    rows = (('401', lambda p: (401, {}, b'{"message": "Invalid token signature"}'), 'AuthenticationFailed',
             'it refuses the token: Invalid token signature'),
            ('403', lambda p: (403, {}, canary), 'AuthenticationFailed', 'the token does not allow this'),
            ('404', lambda p: 404 if p.endswith('/items') else None, '', 'HTTP status 404'),
            ('429', lambda p: (429, {'Retry-After': '1'}, canary), 'RateLimited', 'the rate limit is reached'),
            ('500', lambda p: (500, {}, canary), '', 'HTTP status 500'),
            ('rate limit in words', lambda p: (500, {}, b'{"message": "Rate limit of account"}'), 'RateLimited', ''),
            ('cut', lambda p: 'cut', 'ConnectionFailed', 'the answer was cut short'),
            ('no JSON', lambda p: (200, {}, b'<html>canary-in-an-error</html>'), '', 'is not 1Password Connect'),
            ('other JSON', lambda p: (200, {}, b'[{"name": "home"}]'), '', 'is not 1Password Connect'),
            ('redirect', lambda p: (302, {'Location': 'http://127.0.0.1:1/'}, b''), '', 'is connectHost its address?'))
    for name, fault, reason, says in rows:
        world.op.set(iid, 'password', name)
        world.op.fault = fault
        run = world.once(1)
        world.op.fault = None
        told = world.vault_says()
        assert says in told['message'] and told['reason'] == (reason or 'FetchFailed'), (name, told)
        assert 'canary' not in json.dumps(world.units()) + run.stdout + run.stderr, name
        assert world.data('db') == {'password': b'one'}, name
    time.sleep(1)
    world.once()
    assert world.data('db') == {'password': b'redirect'}


@tap.case('an item that cannot be had keeps its Secret, while others of the vault go on')
def one_item_fails(t):
    world = World(t)
    bad = world.op.item(world.home, 'bad', {'k': 'one'})
    good = world.op.item(world.home, 'good', {'k': 'one'})
    for name in ('bad', 'good'):
        world.want(name)
    host = world.host()
    host.wait_ready('OnePasswordItem/apps/bad', 'OnePasswordItem/apps/good')
    world.op.fault = lambda p: 500 if p.endswith(bad) else None
    world.op.set(bad, 'k', 'two')
    world.op.set(good, 'k', 'two')
    wait_for('the good one', lambda: world.data('good') == {'k': b'two'}, 10)
    wait_for('the bad one to say so', lambda: ready(host.units()['OnePasswordItem/apps/bad']) == 'False', 10)
    assert world.data('bad') == {'k': b'one'}
    assert world.says('bad')['message'].startswith('item "bad": 1Password Connect answers with HTTP status 500')
    world.op.fault = None
    wait_for('it to heal', lambda: world.data('bad') == {'k': b'two'}, 20)


@tap.case('an item deleted from the vault keeps its Secret and says so')
def deleted(t):
    world = World(t)
    iid = world.op.item(world.home, 'db', {'k': 'one'})
    world.want('db')
    host = world.host()
    host.wait_ready('OnePasswordItem/apps/db')
    world.op.delete(iid)
    wait_for('it to be told', lambda: ready(host.units()['OnePasswordItem/apps/db']) == 'False', 10)
    assert world.says('db')['message'] == 'no items found with identifier "db" in vault "home"'
    assert world.data('db') == {'k': b'one'}
    world.op.item(world.home, 'db', {'k': 'made anew'})
    wait_for('it to heal', lambda: world.data('db') == {'k': b'made anew'}, 20)


@tap.case('an item that changes between the list and its answer; a Connect that lags behind')
def in_the_middle(t):
    world = World(t)
    iid = world.op.item(world.home, 'db', {'k': 'one'})
    world.want('db')

    def change_once(path):
        if path.endswith(iid) and world.op.items[iid]['version'] == 1:
            world.op.set(iid, 'k', 'two')
    world.op.fault = change_once
    world.once()
    assert world.data('db') == {'k': b'two'} and world.note('db', VERSION) == '2'
    old = json.loads(json.dumps(world.op.items[iid]))
    world.op.set(iid, 'k', 'three')
    world.op.lag[iid] = old

    def catch_up(path):
        if path.endswith(iid) and world.op.requests.count(f'item {iid}') >= 3:
            world.op.lag.clear()
    world.op.take_requests()
    world.op.fault = catch_up
    time.sleep(1.1)
    world.once()
    assert world.data('db') == {'k': b'three'}, 'an older answer never wins'
    assert world.op.requests.count(f'item {iid}') == 3


@tap.case('a list that lags behind its vault is asked for again; an older vault is not believed at once')
def lagging_list(t):
    world = World(t)
    iid = world.op.item(world.home, 'db', {'k': 'one'})
    world.want('db')
    host = world.host()
    host.wait_ready('OnePasswordItem/apps/db')
    with world.op.lock:
        stale = world.op.answer(f'/v1/vaults/{world.home}/items', {'Authorization': 'Bearer ' + TOKEN})
        world.op.take_requests()
        world.op.fault = lambda p: stale if p.endswith('/items') and world.op.requests.count('items') < 3 else None
        world.op.set(iid, 'k', 'two')
    wait_for('the new value', lambda: world.data('db') == {'k': b'two'}, 15)
    with world.op.lock:
        older = dict(world.op.vaults[world.home], contentVersion=1)
        world.op.take_requests()
        world.op.fault = lambda p: ((200, {}, json.dumps([older]).encode()) if p == '/v1/vaults' and
                                    world.op.requests.count('vaults?home') < 3 else None)
    wait_for('some periods', lambda: world.op.requests.count('vaults?home') >= 5, 15)
    assert 'items' not in world.op.requests, world.op.requests


@tap.case('files: 500 until Connect has them; any other failure fails the item as a whole')
def files(t):
    world = World(t)
    iid = world.op.item(world.home, 'cert', {'k': 'one'}, files={'tls.crt': b'CERT', 'tls.key': b'KEY'})
    world.want('cert')
    tries = []

    def not_yet(path):
        if path.endswith('/content') and len(tries) < 3:
            tries.append(path)
            return 500
        return None
    world.op.fault = not_yet
    world.once()
    assert world.data('cert') == {'k': b'one', 'tls.crt': b'CERT', 'tls.key': b'KEY'}
    assert len(tries) == 3
    world.op.set(iid, 'k', 'two')
    world.op.fault = lambda p: 404 if p.endswith('/content') else None
    time.sleep(1.1)
    world.once(1)
    assert world.data('cert') == {'k': b'one', 'tls.crt': b'CERT', 'tls.key': b'KEY'}, 'never half written'
    assert world.says('cert')['message'].startswith('file "tls.crt" of item "cert": 1Password Connect answers with HTTP')


# ---- the token ----

@tap.case('a renewed token is taken from its file at once; without one it says what is missing')
def renewed(t):
    world = World(t)
    iid = world.op.item(world.home, 'db', {'k': 'one'})
    world.want('db')
    os.unlink(t.path('op-token'))
    world.once(1)
    assert re.fullmatch(r'tokenFile /.*/op-token cannot be opened: No such file or directory',
                        world.vault_says()['message']), world.vault_says()
    t.write('op-token', TOKEN, 0o600)
    host = world.host()
    host.wait_ready('OnePasswordItem/apps/db')
    with world.op.lock:
        world.op.token = 'eyJ.another-canary-token'
        t.write('op-token.new', world.op.token + '\n', 0o600)
        os.replace(t.path('op-token.new'), t.path('op-token'))
        world.op.set(iid, 'k', 'two')
    wait_for('the new value', lambda: world.data('db') == {'k': b'two'}, 10)
    assert 'AuthenticationFailed' not in host.log()


@tap.case('the token out of the environment; both or none of the two options are refused')
def environment(t):
    world = World(t)
    world.op.item(world.home, 'db', {'k': 'one'})
    world.want('db')
    with open(world.config, encoding='utf-8') as file:
        config = file.read()
    t.write('weir.yaml', config.replace('tokenFile: ./op-token', 'token: "${OP_CONNECT_TOKEN}"'))
    run = weir('run', '--once', '-c', world.config, env={'OP_CONNECT_TOKEN': ''})
    assert run.returncode == 2 and 'token or tokenFile: one of them is required' in run.stderr, run.stderr
    weir('run', '--once', '-c', world.config, check=0, env={'OP_CONNECT_TOKEN': TOKEN})
    assert world.data('db') == {'k': b'one'}
    t.write('weir.yaml', config.replace('tokenFile: ./op-token', 'tokenFile: ./op-token, token: x'))
    run = weir('run', '--once', '-c', world.config)
    assert run.returncode == 2 and 'give one of them' in run.stderr, run.stderr


@tap.case('no value and no token in any output, in the state, in ps or in the environment')
def canaries(t):
    world = World(t)
    values = {'password': 'canary-concealed-value', 'otp': 'canary-one-time', 'plain': 'canary-plain-value'}
    iid = world.op.item(world.home, 'db', values, files={'f.bin': b'canary-file-bytes'},
                        notes='canary-note')
    world.op.item(world.home, 'bad', {'(!)': 'canary-without-a-key'})
    world.want('db', save=False)
    world.want('bad')
    host = Host(t, world.config, '--log-level', 'debug')
    host.wait_ready('OnePasswordItem/apps/db', 'OnePasswordItem/apps/bad')
    world.op.set(iid, 'password', 'canary-rotated-value')
    wait_for('the rotation', lambda: world.data('db')['password'] == b'canary-rotated-value', 10)
    world.op.fault = lambda p: (500, {}, b'{"message": "canary-in-an-error"}')
    wait_for('a failure', lambda: ready(host.units()['OnePasswordVault/home']) == 'False', 10)
    seen = [host.log()]
    for args in (('get', 'all', '-A', '-o', 'json'), ('get', 'all', '-A', '-o', 'yaml'), ('events', '-A'),
                 ('tree', 'opi', 'db', '-n', 'apps'), ('history', 'opi', 'db', '-n', 'apps'), ('logs',),
                 ('diff', 'opi', 'db', '-n', 'apps'), ('plugin', 'list'), ('check',), ('export',)):
        run = weir(*args, '-c', world.config)
        seen.append(run.stdout + run.stderr)
    pid = host.process.pid
    seen.append(subprocess.run(['ps', 'auxwwe'], capture_output=True, text=True, check=True).stdout)
    for name in ('environ', 'cmdline'):
        with open(f'/proc/{pid}/{name}', 'rb') as file:
            seen.append(file.read().decode(errors='replace'))
    for root, _, names in os.walk(t.path('state')):
        for name in names:
            if not os.path.isfile(os.path.join(root, name)):
                continue
            with open(os.path.join(root, name), 'rb') as file:
                seen.append(os.path.join(root, name) + '\n' + file.read().decode('latin-1'))
    for one in seen:
        for word in ('canary-', base64.b64encode(b'canary-')[:8].decode()):
            at = one.find(word)
            assert at < 0, one[:80] + ' ... ' + one[max(0, at - 200):at + 100]
    assert not any('canary-token' in s for s in seen)
    host.stop()


# ---- restarts ----

DEPLOYMENT = '''apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: apps, annotations: {%s}}
spec:
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: a, image: b, env: [{name: P, valueFrom: {secretKeyRef: {name: db, key: password}}}]}]
'''


@tap.case('a workload restarts once for a change of its Secret, and an annotation asks for an item')
def restarts(t):
    world = World(t, ', autoRestart: true', plugins='  git: {}\n  kustomize: {}\n')
    iid = world.op.item(world.home, 'db', {'password': 'one'})
    from_git(t, world, {'web.yaml': DEPLOYMENT % 'operator.1password.io/item-path: vaults/home/items/db, '
                        'operator.1password.io/item-name: db'})
    host = world.host()
    host.wait_ready('Kustomization/flux-system/apps', 'OnePasswordItem/apps/db')

    def stamp():
        web = load_all(t.path('cluster/apps/Deployment.apps/web.yaml'))[0]
        return (web['spec']['template']['metadata'].get('annotations') or {}).get(RESTARTED)
    assert world.data('db') == {'password': b'one'} and stamp() is None
    world.op.set(iid, 'password', 'two')
    wait_for('the restart', stamp, 15)
    assert stamp() == world.op.items[iid]['updatedAt'] == world.note('db', CHANGED)
    first = stamp()
    time.sleep(3)
    assert stamp() == first, 'once'


@tap.case('killed at any moment of a rotation: the last value arrives, and the restart names its time')
def killed(t):
    world = World(t, ', autoRestart: true', plugins='  git: {}\n  kustomize: {}\n')
    iid = world.op.item(world.home, 'db', {'password': 'v0'})
    from_git(t, world, {'web.yaml': DEPLOYMENT % 'operator.1password.io/item-path: vaults/home/items/db, '
                        'operator.1password.io/item-name: db'})
    host = world.host()
    host.wait_ready('Kustomization/flux-system/apps', 'OnePasswordItem/apps/db')
    for i in range(1, 9):
        world.op.set(iid, 'password', f'v{i}')
        time.sleep(0.15 * i + 0.02 * (os.getpid() % 7))
        host.kill()
        host.start()

    def stamp():
        web = load_all(t.path('cluster/apps/Deployment.apps/web.yaml'))[0]
        return (web['spec']['template']['metadata'].get('annotations') or {}).get(RESTARTED)
    wait_for('the last value', lambda: world.data('db') == {'password': b'v8'}, 20)
    wait_for('the restart', lambda: stamp() == world.note('db', CHANGED), 20)
    assert stamp() == world.op.items[iid]['updatedAt']
    host.stop()


@tap.case('tenants: noCrossNamespaceRefs does not forbid the vault, which is in no namespace')
def tenants(t):
    world = World(t)
    world.op.item(world.home, 'db', {'k': 'one'})
    world.want('db')
    with open(world.config, 'a', encoding='utf-8') as file:
        file.write('noCrossNamespaceRefs: true\n')
    world.once()
    assert world.data('db') == {'k': b'one'}
    table = weir('get', 'onepasswordvaults', '-c', world.config, check=0).stdout
    assert 'home' in table, table


if __name__ == '__main__':
    tap.main()
