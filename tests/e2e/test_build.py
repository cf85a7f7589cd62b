#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""`weir build`: the flags and habits of `kustomize build`, and what lies elsewhere: files over HTTP, bases in Git."""
import functools
import http.server
import os
import threading

from lib import tap
from lib.git_server import GitServer, Repository
from lib.weir import weir

MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {}\n'
FILES = {
    'base/kustomization.yaml': 'resources: [all.yaml]\n',
    'base/all.yaml': '---\n'.join([
        MAP.format('a'), 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: B.x, namespace: ns1}\n',
        'apiVersion: v1\nkind: Namespace\nmetadata: {name: ns1}\n']),
}
KINDS = ['Namespace', 'ConfigMap', 'Deployment']  # as they are sorted
NAMES = ['default_v1_configmap_a.yaml', 'ns1_apps_v1_deployment_b.x.yaml', 'v1_namespace_ns1.yaml']


def folder(t, files):
    for name, text in files.items():
        t.write(name, text)
    return t.path('base')


def kinds(text):
    return [line.split()[1] for line in text.splitlines() if line.startswith('kind: ')]


class Files:
    """A folder over HTTP on loopback."""

    def __init__(self, t, files):
        os.makedirs(t.path('served'), exist_ok=True)
        for name, text in files.items():
            t.write('served/' + name, text)
        quiet = type('Quiet', (http.server.SimpleHTTPRequestHandler,), {'log_message': lambda *a: None})
        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), functools.partial(quiet, directory=t.path('served')))
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        t.defer(self.server.server_close)
        t.defer(self.server.shutdown)

    def url(self, name):
        return f'http://127.0.0.1:{self.server.server_address[1]}/{name}'


# ---- flags ----

@tap.case('without DIR the present folder; a folder, with or without a slash; a file or nothing is an error')
def where(t):
    base = folder(t, FILES)
    want = weir('build', base, check=0).stdout
    assert kinds(want) == KINDS, want
    for args in ([], ['.'], ['./'], ['../base'], ['--', '.']):
        assert weir('build', *args, cwd=base, check=0).stdout == want, args
    for args in (['all.yaml'], ['nowhere'], ['-'], ['.', '.'], ['']):
        run = weir('build', *args, cwd=base, check=1)
        assert run.stdout == '' and run.stderr.startswith('Error: '), (args, run.stderr)


@tap.case('-o: a file, a folder with one file an object, and what cannot be written')
def output(t):
    base = folder(t, FILES)
    want = weir('build', base, check=0).stdout
    for args in (['-o', t.path('a')], ['-o' + t.path('b')], ['--output', t.path('c')], ['--output=' + t.path('d')]):
        assert weir('build', base, *args, check=0).stdout == ''
        with open(args[-1].split('=')[-1].removeprefix('-o'), encoding='utf-8') as text:
            assert text.read() == want
    assert weir('build', base, '--output=', check=0).stdout == want
    os.mkdir(t.path('out'))
    weir('build', base, '-o', t.path('out'), check=0)
    names = sorted(os.listdir(t.path('out')))
    assert names == NAMES, names
    weir('build', base, '-o', t.path('no/such/folder'), check=1)
    assert 'flag needs an argument' in weir('build', base, '-o', check=1).stderr


@tap.case('--reorder, and what it says on stderr')
def reorder(t):
    base = folder(t, FILES)
    run = weir('build', base, '--reorder', 'none', check=0)
    assert kinds(run.stdout) == ['ConfigMap', 'Deployment', 'Namespace'], run.stdout
    assert 'Flag --reorder has been deprecated' in run.stderr, run.stderr
    assert kinds(weir('build', base, '--reorder=legacy', check=0).stdout) == KINDS
    assert 'legacy or none' in weir('build', base, '--reorder', 'name', check=1).stderr


@tap.case('--load-restrictor: files beside the folder')
def restrictor(t):
    base = folder(t, {'base/kustomization.yaml': 'resources: [../shared.yaml]\n', 'shared.yaml': MAP.format('s')})
    run = weir('build', base, check=1)
    assert 'LoadRestrictionsNone' in run.stderr, run.stderr
    weir('build', base, '--load-restrictor', 'LoadRestrictionsRootOnly', check=1)
    assert weir('build', base, '--load-restrictor', 'LoadRestrictionsNone', check=0).stdout == MAP.format('s')
    assert 'not all' in weir('build', base, '--load-restrictor=all', check=1).stderr


@tap.case('flags about running things are taken or refused, each with a word on what to do')
def refused(t):
    base = folder(t, FILES)
    want = weir('build', base, check=0).stdout
    for args in (['--as-current-user'], ['-e', 'A=b'], ['--env', 'A', '-e', 'C=d'], ['--mount', 'type=bind,src=/etc'], ['--network'],
                 ['--network=false'], ['--network-name', 'x'], ['--helm-command', '/bin/false'], ['--helm-debug'],
                 ['--helm-kube-version', '1.30'], ['--helm-api-versions', 'a/v1'], ['--stack-trace'], ['--enable-helm=false'],
                 ['--enable-exec=0'], ['--enable-alpha-plugins=F']):
        assert weir('build', base, *args, check=0).stdout == want, args
    for flag, word in (('--enable-alpha-plugins', 'patches'), ('--enable-exec', 'commit'), ('--enable-helm', 'HelmRelease')):
        run = weir('build', base, flag, check=1)
        assert run.stdout == '' and f'{flag} is refused' in run.stderr and word in run.stderr, run.stderr
    for args in (['--bad'], ['-x'], ['--network=perhaps'], ['--reorder']):
        assert weir('build', base, *args, check=1).stdout == '', args


@tap.case('the label of who manages')
def managed_by(t):
    run = weir('build', folder(t, FILES), '--enable-managedby-label', check=0)
    assert run.stdout.count('app.kubernetes.io/managed-by: kustomize-v5.8.1') == 3, run.stdout
    assert 'deprecated' in run.stderr


PLUGINS = {
    'a KRM function in a container': ('transformers', '''
apiVersion: example.com/v1
kind: Transform
metadata:
  name: t
  annotations:
    config.kubernetes.io/function: |
      container: {image: example.com/fn:v1}
''', 'functions'),
    'an exec function': ('generators', '''
apiVersion: example.com/v1
kind: Gen
metadata:
  name: g
  annotations:
    config.kubernetes.io/function: |
      exec: {path: ./PROGRAM}
''', 'functions'),
    'a Go plugin': ('transformers', 'apiVersion: someteam.example.com/v1\nkind: SedTransformer\nmetadata: {name: s}\n', 'plugins'),
    'an unknown validator': ('validators', 'apiVersion: example.com/v1\nkind: Check\nmetadata: {name: c}\n', 'functions'),
}


FILL = ('apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\ntransformers:\n- |\n  apiVersion: builtin\n'
        '  kind: AnnotationsTransformer\n  metadata: {name: p}\n  annotations: {t: b}\n  fieldSpecs:\n  - path: metadata/annotations\n')
NOTHING = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m, annotations: null}\n'


@tap.case('annotations that are null and filled by a transformer without create stay null for who reads values')
def null_with_entries(t):
    def build(*lines):
        return weir('build', folder(t, {'base/kustomization.yaml': 'resources: [m.yaml]\ncomponents: [../fill]\n' + ''.join(lines),
                                        'base/m.yaml': NOTHING, 'fill/kustomization.yaml': FILL}))

    with_entry = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  annotations:\n    t: b\n  name: m\n'
    assert build().stdout == with_entry
    target = '  target: {kind: ConfigMap}\n'
    merged = build('patches:\n- patch: "{apiVersion: v1, kind: ConfigMap, metadata: {name: m, annotations: {u: c}}}"\n', target)
    assert merged.stdout == with_entry.replace('t: b', 'u: c'), merged
    pointed = build('patches:\n- patch: "- {op: add, path: /metadata/annotations/u, value: c}"\n', target)
    assert pointed.returncode == 1 and 'has no path' in pointed.stderr, pointed
    prefixed = build('namePrefix: p-\ncommonAnnotations: {u: c}\n')
    assert prefixed.stdout == with_entry.replace('t: b\n', 't: b\n    u: c\n').replace('name: m', 'name: p-m'), prefixed.stdout


@tap.case('"<<" is no string any more behind a JSON patch: vars refuse it')
def merge_key_as_text(t):
    job = ('apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: j}\nspec: {jobTemplate: {spec: {template: {spec: '
           '{containers: [{name: c, args: ["<<"]}]}}}}}\n')
    file = 'resources: [j.yaml]\nvars: [{name: X, objref: {apiVersion: batch/v1, kind: CronJob, name: j}}]\n'
    assert weir('build', folder(t, {'base/kustomization.yaml': file, 'base/j.yaml': job})).returncode == 0
    patch = 'patches:\n- patch: "- {op: add, path: /metadata/labels, value: {a: b}}"\n  target: {kind: CronJob}\n'
    run = weir('build', folder(t, {'base/kustomization.yaml': file + patch, 'base/j.yaml': job}))
    assert run.returncode == 1 and 'expect a string' in run.stderr, run


@tap.case('functions, exec and Go plugins and charts are refused, with what to use instead; nothing runs')
def plugins(t):
    program = t.write('base/PROGRAM', f'#!/bin/sh\ntouch {t.path("PWNED")}\n', 0o755)
    assert os.access(program, os.X_OK)
    for name, (field, text, word) in PLUGINS.items():
        t.write('base/plugin.yaml', text)
        t.write('base/kustomization.yaml', f'{field}: [plugin.yaml]\n')
        run = weir('build', t.path('base'), check=1)
        assert word in run.stderr and 'commit' in run.stderr, (name, run.stderr)
    for field in ('helmCharts: [{name: x, repo: "https://example.com"}]', 'helmChartInflationGenerator: [{chartName: x}]'):
        t.write('base/kustomization.yaml', field + '\n')
        run = weir('build', t.path('base'), check=1)
        assert 'HelmRelease' in run.stderr or 'weir template' in run.stderr, run.stderr
    assert not os.path.exists(t.path('PWNED'))


# ---- HTTP ----

@tap.case('files over HTTP: resources, patches, generator files; a 404 names the address; --no-remote')
def over_http(t):
    served = Files(t, {'m.yaml': MAP.format('m'), 'p.yaml': MAP.format('m') + 'data: {a: b}\n', 'f.txt': 'text'})
    t.write('base/kustomization.yaml', f'''
resources: ["{served.url('m.yaml')}"]
patches: [{{path: "{served.url('p.yaml')}"}}]
configMapGenerator: [{{name: g, files: ["k={served.url('f.txt')}"], options: {{disableNameSuffixHash: true}}}}]
''')
    run = weir('build', t.path('base'), check=0)
    assert '  a: b\n' in run.stdout and '  k: text\n' in run.stdout, run.stdout
    assert 'switched off' in weir('build', t.path('base'), '--no-remote', check=1).stderr
    t.write('base/kustomization.yaml', f'resources: ["{served.url("gone.yaml")}"]\n')
    run = weir('build', t.path('base'), check=1)
    assert 'gone.yaml' in run.stderr and '404' in run.stderr, run.stderr


# ---- Git ----

class Remote:
    def __init__(self, t):
        self.repo = Repository(t.path('repos/app.git'))
        self.write('base', 'one')
        self.repo.write('overlay/kustomization.yaml', 'namePrefix: over-\nresources: [../base]\n')
        self.repo.write('files/deep/f.txt', 'text\n')
        self.repo.write('base/gen.txt', 'generated\n')
        self.first = self.repo.commit('First')
        self.repo.git('tag', 'v1')
        self.repo.git('tag', '-a', '-m', 'two', 'v1-annotated')
        self.write('base', 'two')
        self.repo.commit('Second')
        self.repo.git('checkout', '-q', '-b', 'next')
        self.write('base', 'three')
        self.repo.commit('Third')
        self.repo.push('main', 'next', 'v1', 'v1-annotated')
        self.repo.config('uploadpack.allowReachableSHA1InWant', 'true')
        self.server = GitServer(t.path('repos'))
        t.defer(self.server.stop)

    def write(self, where, name):
        self.repo.write(where + '/map.yaml', MAP.format(name))
        self.repo.write(where + '/kustomization.yaml',
                        'resources: [map.yaml]\nconfigMapGenerator: [{name: g, files: [gen.txt], options: {disableNameSuffixHash: true}}]\n')

    def url(self, rest):
        return self.server.url('app.git') + rest


@tap.case('bases in Git: the default branch, a branch, tags, a commit; other folders of the repository; the root of a build')
def bases(t):
    remote = Remote(t)
    for rest, name in (('//base', 'two'), ('//base?ref=main', 'two'), ('//base?ref=next', 'three'), ('//base?ref=v1', 'one'),
                       ('//base?ref=v1-annotated', 'one'), (f'//base?ref={remote.first}', 'one'), ('/base?ref=v1', 'one'),
                       ('//base?version=v1', 'one'), ('//overlay', 'over-two'), ('//overlay/?ref=next', 'over-three'),
                       ('//base?ref=v1&submodules=false', 'one')):
        t.write('base/kustomization.yaml', f'nameSuffix: -x\nresources: ["{remote.url(rest)}"]\n')
        run = weir('build', t.path('base'), check=0)
        assert f'  name: {name}-x\n' in run.stdout and 'generated' in run.stdout, (rest, run.stdout)
        run = weir('build', remote.url(rest), check=0, cwd=t.dir)
        assert f'  name: {name}\n' in run.stdout, (rest, run.stdout)
    t.write('base/kustomization.yaml', f'components: ["{remote.url("//c")}"]\n')
    assert 'no folder' in weir('build', t.path('base'), check=1).stderr


@tap.case('bases in Git: what is missing is named; nothing leaves the repository; circles end; --no-remote')
def broken_bases(t):
    remote = Remote(t)
    secret = t.write('secret.yaml', MAP.format('canary'))
    for rest, word in (('//base?ref=none', 'none'), ('//nowhere', 'nowhere'), ('//base/map.yaml', 'folder'), ('//../x', '')):
        t.write('base/kustomization.yaml', f'resources: ["{remote.url(rest)}"]\n')
        run = weir('build', t.path('base'), check=1)
        assert word in run.stderr, (rest, run.stderr)
    for line in ('resources: [../../../../secret.yaml]', f'resources: ["{secret}"]', 'resources: [link.yaml]',
                 'configMapGenerator: [{name: g, files: [../files/deep/f.txt]}]', f'resources: ["{t.path("base")}"]'):
        remote.repo.write('evil/kustomization.yaml', line + '\n')
        if not os.path.lexists(remote.repo.file('evil/link.yaml')):
            os.symlink(secret, remote.repo.file('evil/link.yaml'))
        remote.repo.commit('Evil')
        remote.repo.push('HEAD:refs/heads/evil')
        for flags in ([], ['--load-restrictor', 'LoadRestrictionsNone']):
            run = weir('build', remote.url('//evil?ref=evil'), *flags, check=1, cwd=t.dir)
            assert 'canary' not in run.stdout + run.stderr, (line, run.stderr)
    remote.repo.write('evil/kustomization.yaml', f'resources: ["{remote.url("//evil?ref=evil")}"]\n')
    remote.repo.commit('Round')
    remote.repo.push('HEAD:refs/heads/evil')
    run = weir('build', remote.url('//evil?ref=evil'), check=1)
    assert 'cycle' in run.stderr, run.stderr
    t.write('base/kustomization.yaml', f'resources: ["{remote.url("//base")}"]\n')
    assert 'switched off' in weir('build', t.path('base'), '--no-remote', check=1).stderr
    remote.server.stop()
    run = weir('build', t.path('base'), check=1)
    assert 'app.git' in run.stderr, run.stderr


@tap.case('nothing of a build stays in the temporary folder')
def leaves_nothing(t):
    remote = Remote(t)
    os.mkdir(t.path('tmp'))
    weir('build', remote.url('//base'), check=0, env={'TMPDIR': t.path('tmp')})
    weir('build', remote.url('//nowhere'), check=1, env={'TMPDIR': t.path('tmp')})
    assert os.listdir(t.path('tmp')) == []


if __name__ == '__main__':
    tap.main()
