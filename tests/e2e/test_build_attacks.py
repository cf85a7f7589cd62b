#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What was tried on renderers of kustomizations elsewhere, tried on this one.

Paths that leave (CVE-2022-24877, -24348, -24904), loops and bombs (CVE-2022-24878), texts for a shell
(CVE-2021-41254), values in messages (CVE-2025-23216), patterns that never end (CVE-2024-32476). Each attack ends
as an error within a second or two and in little memory; no byte of what lies outside is in the output or in a message.
"""
import json
import os
import resource
import subprocess
import time

from lib import tap
from lib.git_server import GitServer, Repository
from lib.weir import PATIENCE, WEIR, condition, weir

CANARY = 'CANARY-9f3b'
MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\n'
SECRET = f'apiVersion: v1\nkind: Secret\nmetadata: {{name: s}}\nstringData: {{password: {CANARY}}}\n'
SLOW, FAT = 2.0 * PATIENCE, 96 * 1024  # seconds; KiB above what an idle process has

# Every field that names a file, with {} where the name stands.
FIELDS = {
    'resources': 'resources: ["{}"]',
    'bases': 'bases: ["{}"]',
    'components': 'components: ["{}"]',
    'patches': 'resources: [m.yaml]\npatches: [{{path: "{}", target: {{kind: ConfigMap}}}}]',
    'patchesStrategicMerge': 'resources: [m.yaml]\npatchesStrategicMerge: ["{}"]',
    'patchesJson6902': 'resources: [m.yaml]\npatchesJson6902: [{{path: "{}", target: {{version: v1, kind: ConfigMap, name: m}}}}]',
    'configMapGenerator.files': 'configMapGenerator: [{{name: g, files: ["k={}"]}}]',
    'configMapGenerator.envs': 'configMapGenerator: [{{name: g, envs: ["{}"]}}]',
    'secretGenerator.files': 'secretGenerator: [{{name: g, files: ["{}"]}}]',
    'secretGenerator.env': 'secretGenerator: [{{name: g, env: "{}"}}]',
    'replacements': 'resources: [m.yaml]\nreplacements: [{{path: "{}"}}]',
    'configurations': 'resources: [m.yaml]\nconfigurations: ["{}"]',
    'crds': 'resources: [m.yaml]\ncrds: ["{}"]',
    'openapi': 'resources: [m.yaml]\nopenapi: {{path: "{}"}}\npatches: [{{path: m.yaml}}]',
    'generators': 'generators: ["{}"]',
    'transformers': 'resources: [m.yaml]\ntransformers: ["{}"]',
    'validators': 'resources: [m.yaml]\nvalidators: ["{}"]',
    'a transformer\'s file': 'resources: [m.yaml]\ntransformers: ["{{apiVersion: builtin, kind: PatchTransformer, metadata: {{name: p}}, path: '
                             '\'{}\', target: {{kind: ConfigMap}}}}"]',
}


def outside(t):
    """Files outside of the root, and the ways to them from within: names as a kustomization would have them."""
    os.makedirs(t.path('top/root/sub'), exist_ok=True)
    for name in ('secret.yaml', 'secret.txt', 'folder/secret.yaml'):
        t.write('top/' + name, SECRET if name.endswith('yaml') else f'{CANARY}=1\n')
    t.write('top/folder/kustomization.yaml', 'resources: [secret.yaml]\n')
    t.write('top/root/m.yaml', MAP)
    root, top = t.path('top/root'), t.path('top')
    links = {'link.yaml': '../secret.yaml', 'absolute.yaml': f'{top}/secret.yaml', 'chain.yaml': 'chain-2.yaml', 'chain-2.yaml': 'sub/chain-3.yaml',
             'sub/chain-3.yaml': '../../secret.txt', 'dir': '..', 'proc.yaml': '/proc/self/environ', 'loop.yaml': 'loop.yaml',
             'passwd': '/etc/passwd', 'dev.yaml': '/dev/zero'}
    for name, target in links.items():
        os.symlink(target, os.path.join(root, name))
    return ['../secret.yaml', '../secret.txt', './sub/../../secret.yaml', f'{top}/secret.yaml', '//etc/passwd', '/etc/passwd', '/proc/self/environ',
            'dir/secret.yaml', 'dir/folder/secret.yaml', *sorted(links)]


class Run:
    """One build, with its time and its peak memory above what an empty run takes."""

    idle = None

    def __init__(self, *args, cwd=None, env=None):
        limits = lambda: resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # noqa: E731
        start = time.monotonic()
        with subprocess.Popen([WEIR, 'build', *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=cwd, preexec_fn=limits,
                              env={**os.environ, 'SECRET_OF_THE_MACHINE': CANARY, **(env or {})}) as process:
            out, err = process.communicate(timeout=120 * PATIENCE)
        self.seconds = time.monotonic() - start
        self.code, self.out, self.err = process.returncode, out.decode(errors='replace'), err.decode(errors='replace')

    def refused(self, *words):
        assert self.code == 1, (self.code, self.out[:500], self.err[:500])
        assert not self.out, self.out[:500]
        assert self.err.startswith('Error: ') or '\nError: ' in self.err, self.err[:500]
        self.silent()
        for word in words:
            assert word in self.err, self.err[:800]

    def silent(self):
        assert CANARY not in self.out + self.err, self.err[:800]
        assert 'root:x:0' not in self.out + self.err
        assert len(self.err) < 4000, self.err[:800]


def peak_of(*args, cwd):
    """KiB of a build at its fattest."""
    run = subprocess.run(['/usr/bin/python3', '-c', 'import resource,subprocess,sys\nsubprocess.run(sys.argv[1:], capture_output=True)\n'
                          'print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)', WEIR, 'build', *args], capture_output=True, text=True,
                         cwd=cwd, check=True)
    return int(run.stdout)


def attack(t, text, *words, files=None, slow=SLOW):
    """A root with that kustomization must be refused, soon and in little memory."""
    t.write('root/kustomization.yaml', text)
    for name, content in (files or {}).items():
        t.write('root/' + name, content)
    run = Run('root', cwd=t.dir)
    run.refused(*words)
    assert run.seconds < slow, f'{run.seconds:.1f} s'
    t.write('idle/kustomization.yaml', 'resources: [m.yaml]\n')
    t.write('idle/m.yaml', MAP)
    peak, idle = peak_of('root', cwd=t.dir), peak_of('idle', cwd=t.dir)
    assert peak - idle < FAT * PATIENCE, f'{peak - idle} KiB'


# ---- paths ----

@tap.case('no field of a kustomization reads a file outside of its root: .., absolute names, links, chains, devices, /proc')
def paths(t):
    names = outside(t)
    for field, text in FIELDS.items():
        for name in names:
            if field == 'bases' and name in ('dir', '../folder'):
                continue
            t.write('top/root/kustomization.yaml', text.format(name))
            run = Run('.', cwd=t.path('top/root'))
            assert run.code == 1, (field, name, run.out[:300])
            run.silent()
            assert not run.out, (field, name, run.out[:300])


@tap.case('a hard link is a file of the root like any other, and a folder beside it is a base only as a whole')
def neighbours(t):
    outside(t)
    t.write('top/root/kustomization.yaml', 'resources: [../folder]\n')
    assert Run('.', cwd=t.path('top/root')).code == 0
    t.write('top/root/kustomization.yaml', 'resources: [../folder/secret.yaml]\n')
    Run('.', cwd=t.path('top/root')).refused('security')


@tap.case('in a repository nothing outside of it is reached at all, not even with a base')
def repository(t):
    repo = Repository(t.path('repos/home.git'))
    names = [*outside(t), '../../../../../../../etc', '../../..', t.path('top/folder')]
    for i, name in enumerate(names):
        repo.write(f'u{i}/kustomization.yaml', f'resources: ["{name}"]\n')
    repo.write('good/kustomization.yaml', 'resources: [m.yaml]\n')
    repo.write('good/m.yaml', MAP)
    for name in ('link.yaml', 'dir', 'passwd', 'proc.yaml'):
        os.symlink({'dir': t.path('top/folder')}.get(name, '/etc/passwd'), repo.file(f'u{names.index(name)}/{name}'))
    repo.commit('Begin')
    server = GitServer(t.path('repos'))
    t.defer(server.stop)
    units = ['good'] + [f'u{i}' for i in range(len(names))]
    unit = '---\napiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {{name: {0}, namespace: flux-system}}\n' \
           'spec: {{interval: 10m, path: ./{0}, prune: true, sourceRef: {{kind: GitRepository, name: home}}}}\n'
    t.write('objects.yaml', f'apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: {{name: home, namespace: flux-system}}\n'
                            f'spec: {{interval: 1m, url: "{server.url("home.git")}", ref: {{branch: main}}}}\n' + ''.join(unit.format(u) for u in units))
    config = t.write('weir.yaml', 'state: ./state\nplugins: {git: {}, kustomize: {}}\ntarget: {directory: {path: ./cluster}}\nobjects: [objects.yaml]\n')
    run = weir('run', '--once', '-c', config, check=1, timeout=120)
    assert CANARY not in run.stdout + run.stderr and 'root:x:0' not in run.stdout + run.stderr
    states = {u['metadata']['name']: condition(u) for u in json.loads(weir('get', 'all', '-A', '-o', 'json', '-c', config, check=0).stdout)['items']}
    assert states['good']['status'] == 'True', states['good']
    for u in units[1:]:
        assert states[u]['status'] == 'False' and CANARY not in states[u]['message'], (u, states[u])
    for folder, _, files in os.walk(t.path('cluster')):
        for name in files:
            with open(os.path.join(folder, name), encoding='utf-8') as text:
                assert CANARY not in text.read(), name


# ---- loops and bombs ----

@tap.case('circles: a folder in itself, two in each other, a component in itself, a chain of 10,000')
def circles(t):
    attack(t, 'resources: [.]\n', 'cycle')
    attack(t, 'resources: [../root]\n', 'cycle')
    t.write('b/kustomization.yaml', 'resources: [../root]\n')
    attack(t, 'resources: [../b]\n', 'cycle')
    t.write('c/kustomization.yaml', 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\ncomponents: [../c]\n')
    attack(t, 'components: [../c]\n', 'cycle')
    for i in range(10000):
        t.write(f'chain/{i}/kustomization.yaml', f'resources: [../{i + 1}]\n')
    attack(t, 'resources: [../chain/0]\n', 'nested', slow=2 * SLOW)


BOMBS = {
    'aliases': 'a: &a [x,x,x,x,x,x,x,x,x]\n' + ''.join(f'{b}: &{b} [{",".join(["*" + a] * 9)}]\n' for a, b in zip('abcdefgh', 'bcdefghi')),
    'a line of a megabyte': '{' + ','.join(f'k{i}: {{a: [1, 2, {{b: c}}]}}' for i in range(30000)) + '}\n',
    'brackets': '[' * 1000000 + '\n',
    'braces': '{a: ' * 200000 + '\n',
    'indentation': ''.join(' ' * i + 'a:\n' for i in range(3000)),
    'dashes': '- ' * 200000 + 'x\n',
    'a merge of itself': 'a: &a\n  <<: *a\n',
    'tags': '!!map ' * 100000 + '{}\n',
}


@tap.case('bombs: aliases, a megabyte on a line, brackets a million deep; as kustomization, resource, patch, values')
def bombs(t):
    for name, bomb in BOMBS.items():
        attack(t, bomb)
        attack(t, 'resources: [bomb.yaml]\n', 'bomb.yaml', files={'bomb.yaml': bomb})
        attack(t, 'resources: [m.yaml]\npatches: [{path: bomb.yaml, target: {kind: ConfigMap}}]\n', files={'bomb.yaml': bomb, 'm.yaml': MAP})
        attack(t, 'resources: [m.yaml]\nconfigurations: [bomb.yaml]\n', files={'bomb.yaml': bomb})
        attack(t, 'resources: [m.yaml]\nreplacements: [{path: bomb.yaml}]\n', files={'bomb.yaml': bomb})
        assert name


@tap.case('JSON patches: indexes beyond reason, deep and endless pointers, a value copied into itself again and again')
def pointers(t):
    where = 'resources: [m.yaml]\npatches: [{path: p.json, target: {kind: ConfigMap}}]\n'

    def patch(*ops):
        attack(t, where, files={'m.yaml': MAP + 'data: {a: b}\nlist: [1]\n', 'p.json': json.dumps(ops)})
    for index in ('99999999', '-99999999', '9223372036854775807', '18446744073709551616', '1e3', '0x1', ''):
        patch({'op': 'add', 'path': f'/list/{index}', 'value': 1})
    patch({'op': 'add', 'path': '/a' * 100000, 'value': 1})
    patch({'op': 'move', 'from': '/data', 'path': '/data/a/b/c'})
    doubling = [{'op': 'copy', 'from': '/data', 'path': f'/data/x{i}'} for i in range(60)]
    t.write('root/p.json', json.dumps(doubling))
    attack(t, where, 'copy more than')
    t.write('root/m.yaml', MAP + 'data: {a: b}\ntext: a-b\n')
    inside = '- {source: {kind: ConfigMap, fieldPath: data}, targets: [{select: {kind: ConfigMap}, fieldPaths: [data.x%d], options: {create: true}}]}\n'
    attack(t, 'resources: [m.yaml]\nreplacements:\n' + ''.join(inside % i for i in range(60)), 'copy more than')
    longer = '- {source: {kind: ConfigMap, fieldPath: text}, targets: [{select: {kind: ConfigMap}, fieldPaths: [text], ' \
             'options: {delimiter: "/", index: 9}}]}\n'
    attack(t, 'resources: [m.yaml]\nreplacements:\n' + longer * 60, 'copy more than')
    t.write('root/m.yaml', MAP + 'data: {a: b}\nlist: [1]\n')
    t.write('root/kustomization.yaml', 'resources: [m.yaml]\nreplacements:\n- sourceValue: x\n  targets: [{select: {kind: ConfigMap}, fieldPaths: '
                                       '["list.99999999"], options: {create: true}}]\n')
    Run('root', cwd=t.dir).refused()


@tap.case('patterns that other engines never end with; broken ones are errors')
def patterns(t):
    long = 'a' * 100000
    big = MAP.replace('name: m', 'name: ' + long)
    for field in ('name', 'namespace', 'kind', 'group', 'version'):
        t.write('root/kustomization.yaml', f'resources: [m.yaml]\npatches:\n- patch: "[]"\n  target: {{{field}: "(a+)+$|(a|aa)+b|(a*)*c"}}\n')
        t.write('root/m.yaml', big)
        run = Run('root', cwd=t.dir)
        assert run.seconds < SLOW, run.seconds
    for name in ('(a{1000}){1000}', '((((((a{100}){100}){100}){100}){100}){100})', '(', '[', '*a', '\\\\1', '(?<n>a)', '(?=a)'):
        attack(t, f'resources: [m.yaml]\npatches:\n- patch: "[]"\n  target: {{name: "{name}"}}\n'.replace('"[]"', '"[{op: add, path: /x, value: 1}]"'),
               files={'m.yaml': MAP})


# ---- texts ----

@tap.case('texts that a shell would run are texts')
def shells(t):
    evil = f';$(touch {t.path("PWNED")})`touch {t.path("PWNED")}`|touch {t.path("PWNED")}\'"\n&& touch {t.path("PWNED")}'
    word = json.dumps(evil)
    fields = [f'namePrefix: {word}', f'namespace: {word}', f'commonLabels: {{a: {word}}}', f'commonAnnotations: {{{word}: {word}}}', f'images: [{{name: {word}, newTag: {word}}}]',
              f'configMapGenerator: [{{name: {word}, literals: [{json.dumps("a=" + evil)}]}}]', f'patches: [{{patch: {word}}}]', f'resources: [{word}]', f'components: [{word}]',
              f'resources: [{json.dumps("https://127.0.0.1:1/" + evil)}]', f'resources: [{json.dumps("git@-oProxyCommand=touch " + t.path("PWNED") + ":a/b")}]',
              f'resources: ["ssh://-oProxyCommand=touch%20{t.path("PWNED")}/a/b"]', f'resources: ["https://127.0.0.1:1/a/b?ref=--upload-pack=touch%20{t.path("PWNED")}"]',
              f'resources: ["ext::sh -c touch% {t.path("PWNED")}"]', f'resources: ["file://{t.path("top")}"]', f'helmCharts: [{{name: {word}}}]', f'openapi: {{path: {word}}}']
    t.write('root/m.yaml', MAP)
    for field in fields:
        t.write('root/kustomization.yaml', ('' if 'resources' in field else 'resources: [m.yaml]\n') + field + '\n')
        run = Run('root', cwd=t.dir)
        assert run.code in (0, 1), (field, run.code)
    assert not os.path.exists(t.path('PWNED'))


@tap.case('the environment and the working directory decide nothing')
def environment(t):
    t.write('root/kustomization.yaml', 'resources: [m.yaml]\n')
    t.write('root/m.yaml', MAP)
    for name in ('weir-plugin-kustomize.so', 'kustomize.so', 'commands.tsv', 'weir.yaml'):
        t.write('evil/' + name, 'not a plugin\n', 0o755)
    env = {'HOME': t.path('evil'), 'XDG_CONFIG_HOME': t.path('evil'), 'XDG_DATA_HOME': t.path('evil'), 'TMPDIR': t.path('evil'),
           'GIT_SSH_COMMAND': f'touch {t.path("PWNED")}', 'GIT_CONFIG_GLOBAL': t.path('evil/gitconfig'), 'KUSTOMIZE_PLUGIN_HOME': t.path('evil'),
           'EDITOR': 'false', 'PAGER': 'false', 'KUSTOMIZE_ENABLE_ALPHA_COMMANDS': 'true'}
    run = Run(t.path('root'), cwd=t.path('evil'), env=env)
    assert run.code == 0 and 'kind: ConfigMap' in run.out, run.err
    assert not os.path.exists(t.path('PWNED'))


WRONG = {
    'a value of a wrong type': SECRET + f'data: {{a: !!int {CANARY}}}\n',
    'a key twice': SECRET + f'stringData: {{other: {CANARY}}}\n',
    'broken YAML': SECRET + f'data: {{a: "{CANARY}\n',
    'a tab': f'a:\n\tb: {CANARY}\n',
    'no object': f'just {CANARY} as text\n',
    'a text of lines': f'{CANARY}=1\n{CANARY}=2\n',
    'broken JSON': f'{{"kind": "Secret", "stringData": {{"p": {CANARY}}}}}',
    'JSON with a tail': f'{{"kind": "Secret"}} {CANARY}',
    'no kind': f'apiVersion: v1\nstringData: {{p: {CANARY}}}\nmetadata: {{name: x}}\n',
    'a separator with a word': f'a: b\n--- {CANARY}\nc: d\n',
    'binary': f'\x00\x01{CANARY}\x02',
    'not UTF-8': f'a: "{CANARY}\udcff"\n',
    'a list of texts': f'- {CANARY}\n- {CANARY}\n',
    'an infinite number': SECRET + f'x: [.inf, {CANARY}]\n',
    'control characters': SECRET + f'y: "{CANARY}\\x7f\\x80"\n',
}


@tap.case('a file that cannot be read as what it is named for: its values are in no message')
def values(t):
    for name, text in WRONG.items():
        with open(os.path.join(os.path.dirname(t.write('root/m.yaml', '')), 'bad.yaml'), 'wb') as bad:
            bad.write(text.encode('utf-8', 'surrogateescape'))
        t.write('root/m.yaml', MAP)
        for field, line in FIELDS.items():
            if field.endswith(('.files', '.envs', '.env')) or field in ('bases', 'components'):
                continue
            t.write('root/kustomization.yaml', line.format('bad.yaml'))
            run = Run('root', cwd=t.dir)
            assert CANARY not in run.err, (name, field, run.err)
        t.write('root/kustomization.yaml', text.replace('\x00', '').replace('\udcff', ''))
        run = Run('root', cwd=t.dir)
        assert CANARY not in run.err, (name, 'kustomization.yaml', run.err)


MISUSED = [
    f'secretGenerator: [{{name: g, literals: ["{CANARY}"]}}]',
    f'resources: [s.yaml]\npatches: [{{target: {{kind: Secret}}, patch: "[{{op: test, path: /stringData/password, value: {CANARY}x}}]"}}]',
    'resources: [s.yaml]\npatches: [{target: {kind: Secret}, patch: "[{op: add, path: /stringData/password/x, value: 1}]"}]',
    'resources: [s.yaml]\nreplacements: [{source: {kind: Secret, fieldPath: stringData.password, options: {delimiter: ":", index: 4}}, '
    'targets: [{select: {kind: Secret}, fieldPaths: [stringData.password]}]}]',
    'resources: [s.yaml]\nreplacements: [{source: {kind: Secret, fieldPath: stringData.password.x}, targets: [{select: {kind: Secret}}]}]',
    'resources: [s.yaml]\nconfigurations: [c.yaml]\ncommonLabels: {a: b}',
    'resources: [s.yaml]\npatches: [{patch: "{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {password: {a: b}}}"}]',
    f'resources: [s.yaml]\npatches: [{{patch: "{{apiVersion: v1, kind: Secret, metadata: {{name: s}}, stringData: {CANARY}}}"}}]',
    'resources: [s.yaml]\nvars: [{name: V, objref: {apiVersion: v1, kind: Secret, name: s}, fieldref: {fieldPath: stringData.password.x}}]',
    'secretGenerator: [{name: g, envs: [e.env]}]',
    'resources: [s.yaml, s.yaml]',
    'resources: [s.yaml]\nvalidators: ["{apiVersion: builtin, kind: LabelTransformer, metadata: {name: v}, labels: {x: y}, '
    'fieldSpecs: [{path: metadata/labels, create: true}]}"]',
]


@tap.case('steps that fail over a Secret: its values are in no message')
def misuse(t):
    t.write('root/s.yaml', SECRET)
    t.write('root/c.yaml', 'commonLabels: [{path: stringData/password/x, create: true}]\n')
    with open(t.path('root/e.env'), 'wb') as env:
        env.write(b'A=' + CANARY.encode() + b'\xff\n')
    for text in MISUSED:
        t.write('root/kustomization.yaml', text + '\n')
        Run('root', cwd=t.dir).refused()


if __name__ == '__main__':
    tap.main()
