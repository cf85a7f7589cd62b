#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Where charts come from: HelmRepository, HelmChart, OCIRepository, against real servers on loopback."""
import glob
import json
import os

import yaml

from lib import tap
from lib.chart_server import ChartServer, Registry, basic, chart, layer
from lib.git_server import GitServer, Repository
from lib.weir import Host, condition, ready, wait_for, weir

CANARY = 'c4n4ry-p4ssw0rd'


def unit(kind, name, **spec):
    return {'apiVersion': 'source.toolkit.fluxcd.io/v1', 'kind': kind,
            'metadata': {'name': name, 'namespace': 'apps'}, 'spec': {'interval': '1h', **spec}}


def repository(url, name='charts', **spec):
    return unit('HelmRepository', name, url=url, **spec)


def helm_chart(name, version='*', source='charts', kind='HelmRepository', **spec):
    return unit('HelmChart', name, **{'chart': name, 'version': version,
                                      'sourceRef': {'kind': kind, 'name': source}, **spec})


class Setup:
    """A config whose objects are these; run() settles them once."""

    def __init__(self, t, *objects, secrets=None, mirrors=None):
        self.t, self.folder = t, t.path('host')
        os.makedirs(self.folder)
        for path, text in (secrets or {}).items():
            self.secret(path, text)
        self.objects(*objects)
        self.config = os.path.join(self.folder, 'weir.yaml')
        with open(self.config, 'w', encoding='utf-8') as out:
            yaml.safe_dump({'state': './state', 'plugins': {'helm': {}, 'git': {'allowFile': True}},
                            'target': {'directory': {'path': './cluster'}}, 'secrets': './secrets',
                            'objects': ['objects.yaml'], **({'mirrors': mirrors} if mirrors else {})}, out)

    def secret(self, path, text):
        full = os.path.join(self.folder, 'secrets', path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, 'w', encoding='utf-8') as out:
            out.write(text)

    def objects(self, *objects):
        with open(os.path.join(self.folder, 'objects.yaml'), 'w', encoding='utf-8') as out:
            yaml.safe_dump_all(objects, out)

    def run(self):
        """{"Kind/name": object}; the log must never have the secret."""
        done = weir('run', '--once', '-c', self.config)
        self.output = done.stdout + done.stderr
        got = weir('get', 'all', '-A', '-o', 'json', '-c', self.config)
        assert CANARY not in self.output + got.stdout, self.output
        return {f'{o["kind"]}/{o["metadata"]["name"]}': o for o in json.loads(got.stdout)['items']}

    def artifact_files(self):
        """Relative path -> bytes of all stored artifacts (of the same path: the last); all bytes are in .stored."""
        out, self.stored = {}, []
        for path in glob.glob(os.path.join(self.folder, 'state', 'artifacts', '*', '**'), recursive=True):
            if os.path.isfile(path):
                with open(path, 'rb') as data:
                    self.stored.append(data.read())
                out[os.path.relpath(path, os.path.join(self.folder, 'state', 'artifacts')).split('/', 1)[1]] = \
                    self.stored[-1]
        return out


def message(units, key):
    return condition(units[key]).get('message', '')


def chart_server(t, **args):
    server = ChartServer(**args)
    t.defer(server.stop)
    return server


def registry(t, **args):
    server = Registry(**args)
    t.defer(server.stop)
    return server


@tap.case('a chart out of an index: range, digest, relative and absolute addresses')
def index(t):
    server = chart_server(t)
    for version in ('1.0.0', '1.2.0', '1.10.0', '2.0.0-rc.1', '1.9.9'):
        server.add('web', version)
    server.add('far', '0.1.0', urls=[server.url + '/elsewhere/far.tgz'])
    server.files['/elsewhere/far.tgz'] = server.charts['far']['0.1.0']
    s = Setup(t, repository(server.address + '/'), helm_chart('web', '>=1.0.0 <1.10.0'), helm_chart('far'))
    units = s.run()
    assert all(ready(u) == 'True' for u in units.values()), s.output
    assert units['HelmChart/web']['status']['artifact']['revision'] == '1.9.9', units['HelmChart/web']
    assert message(units, 'HelmChart/web') == "pulled 'web' chart with version '1.9.9'"
    assert units['HelmRepository/charts']['status']['artifact']['revision'].startswith('sha256:')
    stored = s.artifact_files()
    assert server.charts['web']['1.9.9'] in s.stored and server.charts['far']['0.1.0'] in s.stored
    assert json.loads(stored['charts/web'])[0]['version'] == '1.0.0'


@tap.case('an unchanged index is asked for once, without a body; a changed one is read again')
def conditional(t):
    server = chart_server(t)
    server.add('web', '1.0.0')
    s = Setup(t, repository(server.address), helm_chart('web'))
    host = Host(t, s.config)
    host.wait_ready('HelmRepository/apps/charts', 'HelmChart/apps/web')
    seen = len(server.requests)
    weir('reconcile', 'helmrepository', 'charts', '-n', 'apps', '-c', s.config, check=0)
    assert [r[1] for r in server.requests[seen:]] == ['/charts/index.yaml'], server.requests[seen:]
    assert 'If-None-Match' in server.requests[-1][2]
    server.add('web', '1.1.0')
    weir('reconcile', 'helmrepository', 'charts', '-n', 'apps', '-c', s.config, check=0)
    wait_for('the new version', lambda: host.units()['HelmChart/apps/web']['status']['artifact']['revision'] == '1.1.0')
    assert host.stop() == 0


@tap.case('what is wrong is said with its place')
def errors(t):
    server = chart_server(t)
    server.add('redis', '1.0.0')
    server.add('torn', '1.0.0', digest='0' * 64)
    server.add('nowhere', '1.0.0', urls=['gone.tgz'])
    s = Setup(t, repository(server.address), repository(server.url + '/nothing', 'missing'),
              repository('ftp://example.com', 'scheme'), helm_chart('redsi'), helm_chart('redis', '>=3'),
              helm_chart('torn'), helm_chart('nowhere'), helm_chart('bad', 'not a version'))
    units = s.run()
    for key, words in {'HelmChart/redsi': ("no 'redsi' chart", "did you mean 'redis'?"),
                       'HelmChart/redis': ("no 'redis' chart with version matching '>=3' found",),
                       'HelmChart/torn': ('the index says', 'digest'),
                       'HelmChart/nowhere': ('gone.tgz', 'no such file'),
                       'HelmChart/bad': ('spec.version',),
                       'HelmRepository/missing': ('/nothing/index.yaml', 'no such file'),
                       'HelmRepository/scheme': ('spec.url: must begin with https:// or http://',)}.items():
        assert ready(units[key]) == 'False', (key, units[key])
        assert all(w in message(units, key) for w in words), (key, message(units, key))


@tap.case('what is no index')
def broken_index(t):
    texts = {'empty': '', 'list': '- a\n', 'html': '<html><body>hello</body></html>\n', 'torn': 'apiVersion: v1\nentries:\n  a: [',
             'noapi': 'entries: {}\n', 'binary': '\x01\x02\x03'}
    for name, text in texts.items():
        server = chart_server(t)
        server.index = text
        s = Setup(t, repository(server.address))
        units = s.run()
        assert ready(units['HelmRepository/charts']) == 'False', (name, units)
        assert 'index.yaml' in message(units, 'HelmRepository/charts'), (name, message(units, 'HelmRepository/charts'))
        os.rename(s.folder, t.path(f'done-{name}'))


@tap.case('an index as JSON, entries without version, odd names')
def odd_index(t):
    server = chart_server(t)
    data = server.add('web', '1.0.0')
    server.index = json.dumps({'apiVersion': 'v1', 'entries': {
        'web': [None, {'name': 'web'}, {'name': 'web', 'version': '1.0.0', 'urls': ['web-1.0.0.tgz']},
                {'name': 'web', 'version': 'x'}],
        '../../evil': [{'name': 'evil', 'version': '1.0.0', 'urls': ['x']}], 'none': None}})
    s = Setup(t, repository(server.address), helm_chart('web'))
    units = s.run()
    assert ready(units['HelmChart/web']) == 'True', s.output
    assert data in s.artifact_files().values()
    assert not any('evil' in path for path in s.artifact_files())


@tap.case('credentials go to their own host alone, unless passCredentials')
def credentials(t):
    other = chart_server(t, prefix='/files')
    server = chart_server(t, authorization=basic('robot', CANARY))
    data = chart('web', '1.0.0')
    other.files['/files/web.tgz'] = data
    server.add('web', '1.0.0', data, urls=[other.url + '/files/web.tgz'])
    secrets = {'apps/login/username': 'robot', 'apps/login/password': CANARY + '\n'}
    s = Setup(t, repository(server.address), helm_chart('web'), secrets=secrets)
    units = s.run()
    assert 'spec.secretRef' in message(units, 'HelmRepository/charts')
    s.objects(repository(server.address, secretRef={'name': 'login'}), helm_chart('web'))
    units = s.run()
    assert ready(units['HelmChart/web']) == 'True', s.output
    assert all('Authorization' not in r[2] for r in other.requests)
    s.objects(repository(server.address, secretRef={'name': 'login'}, passCredentials=True), helm_chart('web', '1.0.0'))
    units = s.run()
    assert ready(units['HelmChart/web']) == 'True', s.output
    assert other.requests[-1][2].get('Authorization') == basic('robot', CANARY)
    s.secret('apps/login/password', 'wrong' + CANARY)
    server.add('web', '1.0.1')
    units = s.run()
    assert ready(units['HelmRepository/charts']) == 'False' or 'refuses' in message(units, 'HelmRepository/charts')


@tap.case('a redirect to another host takes no credentials along')
def redirected(t):
    other = chart_server(t, prefix='/files')
    server = chart_server(t, authorization=basic('robot', CANARY))
    data = server.add('web', '1.0.0')
    other.files['/files/web.tgz'] = data
    server.redirects['/charts/web-1.0.0.tgz'] = other.url + '/files/web.tgz'
    secrets = {'apps/login/username': 'robot', 'apps/login/password': CANARY}
    s = Setup(t, repository(server.address, secretRef={'name': 'login'}), helm_chart('web'), secrets=secrets)
    units = s.run()
    assert ready(units['HelmChart/web']) == 'True', s.output
    assert data in (s.artifact_files() and s.stored)
    assert other.requests and all('Authorization' not in r[2] for r in other.requests), other.requests
    server.redirects['/charts/web-1.0.0.tgz'] = 'file:///etc/passwd'
    s.objects(repository(server.address, secretRef={'name': 'login'}), helm_chart('web', '1.0.0'))
    units = s.run()
    assert ready(units['HelmChart/web']) == 'False', units
    assert not any(b'root:' in stored for stored in (s.artifact_files() and s.stored))


@tap.case('mirrors: another address, without the credentials')
def mirrors(t):
    server = chart_server(t, prefix='/bitnami')
    server.add('redis', '20.3.0', urls=['https://charts.example.com/bitnami/redis-20.3.0.tgz'])
    s = Setup(t, repository('https://charts.example.com/bitnami', secretRef={'name': 'absent'}), helm_chart('redis'),
              secrets={'apps/absent/username': 'robot', 'apps/absent/password': CANARY},
              mirrors={'https://charts.example.com/bitnami': server.address})
    units = s.run()
    assert ready(units['HelmChart/redis']) == 'True', s.output
    assert all('Authorization' not in r[2] for r in server.requests)


@tap.case('a HelmRepository of type oci: tags, ranges, pages, tokens')
def oci_repository(t):
    server = registry(t, page=2)
    for version in ('1.0.0', '1.1.0', '1.2.0_build5', '2.0.0-rc1', 'latest', 'sha256-abc.sig'):
        server.push('org/charts/web', version, chart('web', version.replace('_', '+')))
    s = Setup(t, repository(f'oci://{server.host}/org/charts', type='oci', insecure=True), helm_chart('web', '1.x'))
    units = s.run()
    assert ready(units['HelmChart/web']) == 'True', s.output
    assert units['HelmChart/web']['status']['artifact']['revision'] == '1.2.0+build5', units
    assert sum('/tags/list' in r[1] and 'Bearer' in r[2].get('Authorization', '') for r in server.requests) == 3
    s.objects(repository(f'oci://{server.host}/org/charts', type='oci', insecure=True), helm_chart('web', '1.1.0'),
              helm_chart('absent', '1.0.0'))
    units = s.run()
    assert units['HelmChart/web']['status']['artifact']['revision'] == '1.1.0'
    assert 'org/charts/absent' in message(units, 'HelmChart/absent'), units


@tap.case('an OCIRepository as charts use it: a tag, the layer copied; unchanged costs one request')
def oci_copy(t):
    server = registry(t, credentials=('robot', CANARY))
    data = chart('web', '1.0.0')
    pushed = server.push('org/web', '1.0.0', data, **{'org.opencontainers.image.version': '1.0.0'})
    auth = {'auths': {server.host: {'auth': basic('robot', CANARY).split()[1]}}}
    selector = {'mediaType': 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', 'operation': 'copy'}
    source = unit('OCIRepository', 'web', url=f'oci://{server.host}/org/web', ref={'tag': '1.0.0'}, insecure=True,
                  layerSelector=selector, secretRef={'name': 'pull'})
    s = Setup(t, source, secrets={'apps/pull/.dockerconfigjson': json.dumps(auth)})
    units = s.run()
    assert ready(units['OCIRepository/web']) == 'True', s.output
    assert units['OCIRepository/web']['status']['artifact']['revision'] == '1.0.0@' + pushed
    assert s.artifact_files() == {'chart.tgz': data}
    seen = len(server.requests)
    weir('run', '--once', '-c', s.config)
    asked = [r[:2] for r in server.requests[seen:] if not r[1].startswith('/token')]
    assert set(asked) <= {('HEAD', '/v2/org/web/manifests/1.0.0')}, asked
    s.secret('apps/pull/.dockerconfigjson', json.dumps({'auths': {'other.example.com': {'auth': 'eDp5'}}}))
    s.objects({**source, 'spec': {**source['spec'], 'ref': {'tag': '1.0.1'}}})
    units = s.run()
    assert ready(units['OCIRepository/web']) == 'False' and 'secretRef' in message(units, 'OCIRepository/web') or \
        'refuses' in message(units, 'OCIRepository/web'), units


@tap.case('an OCIRepository of manifests: semver, filter, digest, unpacked, ignored files')
def oci_extract(t):
    server = registry(t, token=False)
    files = {'./': '', 'deploy/a.yaml': 'a: 1\n', './b.yaml': 'b: 2\n', 'docs/pic.png': 'x'}
    del files['./']
    first = server.push('org/m', '1.0.0', layer({'old.yaml': 'o: 1\n'}), media_type='application/vnd.cncf.flux.content')
    server.push('org/m', '1.5.0-alpine', layer(files), media_type='application/vnd.cncf.flux.content.v1.tar+gzip')
    server.push('org/m', '1.6.0', layer({'new.yaml': 'n: 1\n'}))
    address = f'oci://{server.host}/org/m'
    s = Setup(t, unit('OCIRepository', 'm', url=address, insecure=True,
                      ref={'semver': '>=1.0.0-0', 'semverFilter': '.*-alpine$'}))
    units = s.run()
    assert ready(units['OCIRepository/m']) == 'True', s.output
    assert s.artifact_files() == {'deploy/a.yaml': b'a: 1\n', 'b.yaml': b'b: 2\n'}, s.artifact_files()
    s.objects(unit('OCIRepository', 'm', url=address, insecure=True, ref={'digest': first, 'semver': '1.x'}))
    units = s.run()
    assert units['OCIRepository/m']['status']['artifact']['revision'] == first
    assert b'o: 1\n' in s.artifact_files().values()


@tap.case('a tampered blob, a path that leaves the artifact')
def oci_hostile(t):
    server = registry(t, token=False)
    server.push('org/a', 'latest', layer({'a.yaml': 'a: 1\n'}))
    server.push('org/b', 'latest', layer({'../../evil.yaml': 'a: 1\n'}))
    server.push('org/c', 'latest', b'this is no archive')
    server.wrong_blob = layer({'a.yaml': 'a: 2\n'})
    units = {n: unit('OCIRepository', n, url=f'oci://{server.host}/org/{n}', insecure=True) for n in 'abc'}
    s = Setup(t, units['a'])
    assert 'tampered' in message(s.run(), 'OCIRepository/a')
    server.wrong_blob = None
    s.objects(units['b'], units['c'])
    got = s.run()
    assert 'outside of the artifact' in message(got, 'OCIRepository/b'), got
    assert 'gzip: invalid header' in message(got, 'OCIRepository/c'), got
    assert not glob.glob(os.path.join(s.folder, '**', 'evil.yaml'), recursive=True)


@tap.case('a registry behind a mirror')
def oci_mirror(t):
    server = registry(t)
    data = chart('web', '1.0.0')
    server.push('proxy/org/web', '1.0.0', data)
    s = Setup(t, unit('OCIRepository', 'web', url='oci://ghcr.io/org/web', ref={'tag': '1.0.0'},
                      layerSelector={'operation': 'copy'}), mirrors={'oci://ghcr.io': server.url + '/proxy'})
    units = s.run()
    assert ready(units['OCIRepository/web']) == 'True', s.output
    assert s.artifact_files() == {'chart.tgz': data}


@tap.case('a chart in a Git repository: its folder, file:// dependencies, both strategies')
def git_chart(t):
    repo = Repository(t.path('repos/app.git'))
    repo.write('charts/web/Chart.yaml', 'apiVersion: v2\nname: web\nversion: 1.0.0\n'
               'dependencies:\n- {name: lib, version: 0.1.0, repository: "file://../lib"}\n')
    repo.write('charts/web/templates/a.yaml', 'a: 1\n')
    repo.write('charts/lib/Chart.yaml', 'apiVersion: v2\nname: lib\nversion: 0.1.0\n')
    sha = repo.commit()
    server = GitServer(t.path('repos'))
    t.defer(server.stop)
    git = unit('GitRepository', 'app', url=server.url('app.git'), ref={'branch': 'main'})
    s = Setup(t, git, helm_chart('web', source='app', kind='GitRepository', chart='./charts/web'),
              helm_chart('rev', source='app', kind='GitRepository', chart='charts/web', reconcileStrategy='Revision'),
              helm_chart('gone', source='app', kind='GitRepository', chart='charts/none'),
              helm_chart('out', source='app', kind='GitRepository', chart='../../etc'))
    units = s.run()
    assert ready(units['HelmChart/web']) == 'True', s.output
    assert units['HelmChart/web']['status']['artifact']['revision'] == '1.0.0'
    assert units['HelmChart/rev']['status']['artifact']['revision'] == '1.0.0+' + sha[:12]
    assert 'charts/none: no such file or folder' in message(units, 'HelmChart/gone'), units['HelmChart/gone']
    assert ready(units['HelmChart/out']) == 'False'
    assert s.artifact_files()['chart/charts/lib/Chart.yaml'].startswith(b'apiVersion')
    repo.write('charts/web/templates/a.yaml', 'a: 2\n')
    sha = repo.commit()
    units = s.run()
    assert s.artifact_files()['chart/templates/a.yaml'] in (b'a: 1\n', b'a: 2\n')
    assert units['HelmChart/web']['status']['artifact']['revision'] == '1.0.0'
    assert units['HelmChart/rev']['status']['artifact']['revision'] == '1.0.0+' + sha[:12]


tap.main()
