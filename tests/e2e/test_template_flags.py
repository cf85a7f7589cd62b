#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""`weir template`: every flag of `helm template`, its exit codes, files, and the first line of what it complains about.

The answers are those of Helm v4.2.2 to the same words (tests/fuzz/template_flags_diff.py asks it).
"""
import os
import subprocess

from lib import tap
from lib.weir import WEIR

CHARTS = {
    'c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 0.1.0\n',
    'c/values.yaml': 'a: 1\n',
    'c/templates/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "{{ .Release.Name }}", '
                          'namespace: {{ .Release.Namespace }}}\ndata: {a: {{ .Values.a | quote }}}\n',
    'c/templates/t.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: t, annotations: {helm.sh/hook: test}}\n',
    'c/crds/x.yaml': 'kind: CustomResourceDefinition\n',
    'bad/Chart.yaml': 'apiVersion: v2\nname: bad\nversion: 0.1.0\n',
    'bad/templates/a.yaml': '{{ fail "no" }}\n',
    'broken/Chart.yaml': 'apiVersion: v2\nname: broken\nversion: 0.1.0\n',
    'broken/templates/a.yaml': 'a: [\n',
    'lib/Chart.yaml': 'apiVersion: v2\nname: lib\nversion: 0.1.0\ntype: library\n',
    'empty/keep': '',
    'text.tgz': 'text\n',
}

# words, exit code, first line of stderr ('' for none)
REFUSED = [
    ([], '"weir template" requires at least 1 argument'),
    (['a', 'b', 'c', 'd'], 'expected at most two arguments, unexpected arguments: c, d'),
    (['c', '--unknown=1'], 'unknown flag: --unknown'),
    (['-x'], "unknown shorthand flag: 'x' in -x"),
    (['-gz'], "unknown shorthand flag: 'z' in -z"),
    (['c', '--=x'], 'bad flag syntax: --=x'),
    (['c', '--set'], 'flag needs an argument: --set'),
    (['c', '-f'], "flag needs an argument: 'f' in -f"),
    (['c', '--include-crds=maybe'], 'invalid argument "maybe" for "--include-crds" flag: strconv.ParseBool: parsing "maybe": invalid syntax'),
    (['c', '-g=maybe'], 'invalid argument "maybe" for "-g, --generate-name" flag: strconv.ParseBool: parsing "maybe": invalid syntax'),
    (['c', '-a', '"x'], 'invalid argument "\\"x" for "-a, --api-versions" flag: parse error on line 1, column 3: extraneous or missing " in quoted-field'),
    (['c', '-a', 'x"y'], 'invalid argument "x\\"y" for "-a, --api-versions" flag: parse error on line 1, column 2: bare " in non-quoted-field'),
    (['c', '--timeout', '5'], 'invalid argument "5" for "--timeout" flag: time: missing unit in duration "5"'),
    (['c', '--labels', 'a'], 'invalid argument "a" for "-l, --labels" flag: a must be formatted as key=value'),
    (['c', '--qps', 'x'], 'invalid argument "x" for "--qps" flag: strconv.ParseFloat: parsing "x": invalid syntax'),
    (['c', '--burst-limit', 'x'], 'invalid argument "x" for "--burst-limit" flag: strconv.ParseInt: parsing "x": invalid syntax'),
    (['c', '--wait=x'], 'invalid argument "x" for "--wait" flag: invalid wait input "x". Valid inputs are watcher, hookOnly, and legacy'),
    (['c', '--dry-run=none'], 'invalid dry-run value ("none"). Must be "server" or "client"'),
    (['c', '--dry-run=x'], 'invalid dry-run value ("x"). Must be "none", "server", or "client"'),
    (['c', '--force-replace', '--force-conflicts'],
     'if any flags in the group [force-replace force-conflicts] are set none of the others can be; [force-conflicts force-replace] were all set'),
    (['c', '--kube-version', 'x'], 'invalid kube version \'x\': could not parse "x" as version'),
    (['--generate-name', 'x', 'c'], 'cannot set --generate-name and also specify a name'),
    (['--name-template', 'z', 'x', 'c'], 'cannot set --name-template and also specify a name'),
    (['c', '--name-template', '{{ fail "x" }}'],
     'template: name-template:1:3: executing "name-template" at <fail "x">: error calling fail: x'),
    (['Bad', 'c'], 'release name check failed: release name "Bad": invalid release name, must match regex '
     '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$ and the length must not be longer than 53'),
    (['', 'c'], 'release name check failed: release name "": no name provided'),
    (['nope'], 'non-absolute URLs should be in form of repo_name/path_to_chart, got: nope'),
    (['./nope'], 'path "./nope" not found'),
    (['lib'], 'library charts are not installable'),
    (['bad'], 'execution error at (bad/templates/a.yaml:1:3): no'),
    (['broken'], 'YAML parse error on broken/templates/a.yaml: error converting YAML to JSON: yaml: line 1: did not find expected node content'),
    (['c', '-f', 'nope.yaml'], 'open nope.yaml: no such file or directory'),
    (['c', '-f', 'empty'], 'read empty: is a directory'),
    (['c', '--set-json', '{bad'], 'failed parsing --set-json data JSON: {bad'),
    (['c', '--set-json', 'a={bad'], 'failed parsing --set-json data a={bad'),
    (['c', '-s', 'templates/zz.yaml'], 'could not find template templates/zz.yaml in chart'),
    (['c', '-s', 'templates/t.yaml', '--no-hooks'], 'could not find template templates/t.yaml in chart'),
]

# What would change the result, and cannot be obeyed: refused with a sentence, never passed over.
UNSAFE = [['--verify'], ['--validate'], ['--dry-run=server'], ['--enable-dns'], ['--post-renderer', 'sed']]

# Same result as without them.
NO_CHANGE = [
    ['--dry-run'], ['--dry-run=client'], ['--server-side=false'], ['--wait'], ['--wait=legacy'], ['--wait-for-jobs'], ['--atomic'],
    ['--force'], ['--force-replace'], ['--force-conflicts'], ['--hide-notes'], ['--render-subchart-notes'], ['--release-name'],
    ['--replace'], ['--rollback-on-failure'], ['--create-namespace'], ['--description', 'x'], ['--disable-openapi-validation'],
    ['--take-ownership'], ['--skip-crds'], ['--timeout', '5m'], ['-l', 'a=b,c=d'], ['--color', 'never'], ['--colour=auto'],
    ['--burst-limit', '0x10'], ['--qps', '1.5'], ['--kubeconfig', 'x'], ['--kube-context', 'x'], ['--kube-token', 'x'],
    ['--kube-apiserver', 'x'], ['--kube-as-user', 'x'], ['--kube-as-group', 'x'], ['--kube-ca-file', 'x'],
    ['--kube-insecure-skip-tls-verify'], ['--kube-tls-server-name', 'x'], ['--content-cache', 'x'], ['--registry-config', 'x'],
    ['--repository-cache', 'x'], ['--repository-config', 'x'], ['--keyring', 'x'], ['--username', 'x', '--password', 'y'],
    ['--pass-credentials'], ['--plain-http'], ['--insecure-skip-tls-verify'], ['--verify=false'], ['--enable-dns=false'],
    ['--post-renderer', ''], ['--post-renderer-args', 'x'], ['--devel'], ['-g'], ['--namespace', ''], ['--kube-version', ''],
    ['--name-template', ''], ['-a', ''], ['--include-crds=0'], ['--is-upgrade'], ['--skip-schema-validation'], ['--'],
]


def charts(t):
    for name, text in CHARTS.items():
        t.write(name, text)


def run(t, *words, env=None):
    """Exit code, stdout, stderr of the command in the folder of the charts."""
    answer = subprocess.run([WEIR, 'template', *words], cwd=t.path(''), capture_output=True, text=True, check=False,
                            env=dict(os.environ, **(env or {})))
    return answer.returncode, answer.stdout, answer.stderr


@tap.case("what is wrong with a command line is told in Helm's words")
def what_is_wrong_is_told_in_helms_words(t):
    charts(t)
    for words, line in REFUSED:
        code, out, err = run(t, *words)
        assert code == 1 and out == '', (words, code, out)
        assert err.split('\n')[0] == 'Error: ' + line, (words, err)


@tap.case('what would change the result and cannot be obeyed is refused')
def what_cannot_be_obeyed_is_refused(t):
    charts(t)
    for words in UNSAFE:
        code, out, err = run(t, 'c', *words)
        last = err.strip().split('\n')[-1]
        assert code == 1 and out == '' and 'is not supported: ' in last, (words, code, out, err)


@tap.case('flags of an install or a cluster change nothing')
def flags_of_an_install_change_nothing(t):
    charts(t)
    code, plain, err = run(t, 'c')
    assert code == 0 and err == '' and plain.startswith('---\n# Source: c/templates/a.yaml\n'), (code, plain, err)
    for words in NO_CHANGE:
        code, out, err = run(t, 'c', *words)
        assert code == 0 and out == plain, (words, code, out, err)


@tap.case('what the other flags change')
def what_they_change(t):
    charts(t)
    cases = [
        (['web', 'c'], 'name: "web", namespace: default'),
        (['c', '-nweb'], 'namespace: web}'),
        (['c', '-n=web'], 'namespace: web}'),
        (['-gn', 'web', 'c'], 'name: "release-name", namespace: web}'),
        (['c', '--name-template', 'x-{{ "Y" | lower }}'], 'name: "x-y"'),
        (['c', '--set', 'a=2', '--set', 'a=3'], 'data: {a: "3"}'),
        (['c', '--set-json', '{"a": 7}', '--set-literal', 'a=x,y'], 'data: {a: "x,y"}'),
        (['c', '-f', '"c/values.yaml",c/values.yaml'], 'data: {a: "1"}'),
        (['c', '--include-crds=T'], '# Source: c/crds/x.yaml\nkind: CustomResourceDefinition\n'),
    ]
    for words, text in cases:
        code, out, err = run(t, *words)
        assert code == 0 and text in out, (words, code, out, err)
    for words, text in [(['--skip-tests'], 'kind: Pod'), (['--no-hooks'], 'kind: Pod'), (['-s', 'templates/a.yaml'], 'kind: Pod')]:
        code, out, err = run(t, 'c', *words)
        assert code == 0 and text not in out and 'ConfigMap' in out, (words, code, out, err)
    assert 'namespace: env}' in run(t, 'c', env={'HELM_NAMESPACE': 'env'})[1]


@tap.case('--debug shows what is no YAML')
def debug_shows_what_is_no_yaml(t):
    charts(t)
    code, out, err = run(t, 'broken', '--debug')
    assert code == 1 and out == '---\n# Source: broken/templates/a.yaml\na: [\n', (code, out)
    assert err.startswith('Error: YAML parse error') and 'Use --debug' not in err, err
    assert 'Use --debug flag to render out invalid YAML' in run(t, 'broken')[2]
    code, out, _ = run(t, 'bad', '--debug')
    assert (code, out) == (1, '\n')


@tap.case('--output-dir writes a file a template')
def output_dir(t):
    charts(t)
    code, out, err = run(t, 'web', 'c', '--output-dir', 'out', '--release-name', '--include-crds')
    assert code == 0, err
    assert out == 'wrote out/c/crds/x.yaml\nwrote out/web/c/templates/a.yaml\nwrote out/web/c/templates/t.yaml\n\n', out
    with open(t.path('out/web/c/templates/a.yaml'), encoding='utf-8') as text:
        assert text.read().startswith('---\n# Source: c/templates/a.yaml\napiVersion: v1\n')
    code, out, err = run(t, 'web', 'c', '--output-dir', 'out2', '-s', 'templates/a.yaml')
    assert code == 1 and err == 'Error: could not find template templates/a.yaml in chart\n', err


@tap.case('what is no chart')
def no_charts(t):
    charts(t)
    code, _, err = run(t, 'empty')
    assert code == 1 and err.startswith('Error: unable to detect chart at ') and 'Chart.yaml: no such file' in err, err
    code, _, err = run(t, 'text.tgz')
    assert code == 1 and "does not appear to be a gzipped archive; got 'application/octet-stream'" in err, err
    code, _, err = run(t, 'c/values.yaml')
    assert code == 1 and 'seems to be a YAML file, but expected a gzipped archive' in err, err
    code, _, err = run(t, 'name/chart')
    assert code == 1 and err.startswith('Error: repo name not found'), err


if __name__ == '__main__':
    tap.main()
