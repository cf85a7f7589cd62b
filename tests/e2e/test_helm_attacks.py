#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Charts that mean harm: endless templates, bombs, paths, schemas, indexes. Each ends soon, with a word on where."""
import gzip
import io
import os
import resource
import subprocess
import tarfile
import time

from lib import tap
from lib.weir import PATIENCE, WEIR

ENDLESS = {
    'a range over a thousand million': '{{ range until 1000000000 }}x{{ end }}',
    'ranges in ranges': '{{ range $i := until 100000 }}{{ range $j := until 100000 }}{{ end }}{{ end }}',
    'repeat': '{{ repeat 1000000000 "x" }}',
    'a text that doubles': '{{ $s := "x" }}{{ range until 60 }}{{ $s = print $s $s }}{{ end }}{{ $s }}',
    'include of itself': '{{ define "a" }}{{ include "a" . }}{{ end }}{{ include "a" . }}',
    'template of itself': '{{ define "x" }}{{ template "x" }}{{ end }}{{ template "x" }}',
    'tpl of itself': '{{ define "t" }}{{ tpl "{{ include \\"t\\" . }}" . }}{{ end }}{{ include "t" . }}',
    'seq': '{{ seq 1 1000000000 }}',
    'a wide number': '{{ printf "%1000000000d" 1 }}',
    'random text': '{{ randAlpha 1000000000 | len }}',
    'indent': '{{ indent 1000000000 "a" }}',
    'a map in itself': '{{ $d := dict }}{{ $_ := set $d "a" $d }}{{ deepCopy $d }}',
}


def limit():
    """Address space: sanitizers have a use for much of it, a render has none."""
    if 'san' not in WEIR:
        resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))


def template(chart, *args, seconds=10):
    """(exit code, stderr), within the time and memory that are allowed."""
    start = time.monotonic()
    run = subprocess.run([WEIR, 'template', 'x', chart, *args], capture_output=True, text=True, errors='replace',
                         timeout=60 * PATIENCE, preexec_fn=limit, check=False)
    assert time.monotonic() - start < seconds * PATIENCE, f'took {time.monotonic() - start:.1f} s'
    assert run.returncode in (0, 1), f'ended with {run.returncode}: {run.stderr[-400:]}'
    return run.returncode, run.stderr


def chart(t, name, **files):
    t.write(f'{name}/Chart.yaml', f'apiVersion: v2\nname: {name}\nversion: 1.0.0\n')
    for path, text in files.items():
        t.write(f'{name}/{path.replace("__", "/").replace("_yaml", ".yaml")}', text)
    return t.path(name)


@tap.case('templates without an end: an error that names template and line')
def endless(t):
    for number, (what, text) in enumerate(ENDLESS.items()):
        code, said = template(chart(t, f'c{number}', templates__a_yaml=text))
        assert code == 1 and 'templates/a.yaml' in said, f'{what}: {code} {said[-300:]}'


@tap.case('a regular expression that others search for ever')
def regex(t):
    text = '{{ regexMatch "(a+)+$" (printf "%sb" (repeat 40000 "a")) }}'
    code, said = template(chart(t, 'c', templates__a_yaml=text))
    assert code in (0, 1), said


@tap.case('getHostByName asks nobody')
def dns(t):
    run = subprocess.run([WEIR, 'template', 'x', chart(t, 'c', templates__a_yaml='a: "{{ getHostByName "localhost" }}"')],
                         capture_output=True, text=True, check=True)
    assert 'a: ""' in run.stdout, run.stdout


@tap.case('huge indexes and nests in --set')
def sets(t):
    folder = chart(t, 'c')
    for arg in ('a[999999999]=1', 'a[65537]=1', 'a[-1]=1', 'a[0][999999999]=1'):
        code, said = template(folder, '--set', arg)
        assert code == 1 and 'index' in said, f'{arg}: {said}'
    for arg in ('[' * 5000 + '=1', 'a' + '.a' * 500 + '=1', 'a' + '[0]' * 5000 + '=1'):
        code, said = template(folder, '--set', arg)
        assert code == 1 or '[' in arg[:5], f'{arg[:40]}: {said}'


@tap.case('schemas that lead elsewhere, or nowhere')
def schemas(t):
    for number, text in enumerate(('{"$ref": "file:///dev/zero"}', '{"$ref": "file:///etc/passwd"}', '{"$ref": "#"}',
                                   '{"$ref": "http://127.0.0.1:9/x"}', '{"$ref": "../../../etc/passwd"}',
                                   '{"allOf":' * 5000 + '[]' + '}' * 5000)):
        chart(t, f'c{number}')
        t.write(f'c{number}/values.schema.json', text)
        code, said = template(t.path(f'c{number}'))
        assert code == 1 and 'root:' not in said, f'{text[:60]}: {code} {said[-200:]}'


def archive(t, name, entries):
    """A .tgz of (TarInfo, bytes)."""
    path = t.path(name)
    with tarfile.open(path, 'w:gz') as tar:
        for info, data in entries:
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return path


def entry(name, data=b'', **fields):
    info = tarfile.TarInfo(name)
    for key, value in fields.items():
        setattr(info, key, value)
    return info, data


META = entry('c/Chart.yaml', b'apiVersion: v2\nname: c\nversion: 1.0.0\n')


@tap.case('archives: paths that leave, links, bombs, many files')
def archives(t):
    outside = t.path('evil')
    for number, bad in enumerate(('../../evil', '/evil', 'c/../../evil', 'c\\..\\..\\evil', 'c/../evil')):
        code, said = template(archive(t, f'p{number}.tgz', [META, entry(bad, b'x')]))
        assert not os.path.exists(outside), said
    code, said = template(archive(t, 'link.tgz', [META, entry('c/values.yaml', type=tarfile.SYMTYPE,
                                                              linkname='/etc/passwd')]))
    assert 'root:' not in said, said
    code, said = template(archive(t, 'big.tgz', [META, entry('c/x', b'\0' * (6 << 20))]))
    assert code == 1 and 'maximum file size' in said, said
    many = [entry(f'c/f{i}', b'\0' * (4 << 20)) for i in range(30)]
    code, said = template(archive(t, 'sum.tgz', [META, *many]))
    assert code == 1 and 'maximum size' in said, said
    code, said = template(archive(t, 'count.tgz', [META, *(entry(f'c/f{i}') for i in range(100000))]), seconds=20)
    assert code == 1 and 'files' in said, said
    with open(t.path('zeros.tgz'), 'wb') as out:
        out.write(gzip.compress(b'\0' * (64 << 20)))
    code, said = template(t.path('zeros.tgz'))
    assert code == 1, said


@tap.case('names of charts and dependencies that are paths; null among them')
def names(t):
    for number, text in enumerate(('name: ..\nversion: 1.0.0', 'name: a/b\nversion: 1.0.0', 'name: .\nversion: 1.0.0',
                                   'name: c\nversion: 1.0.0\ndependencies: [null]', 'null', '[]', 'name: [c]',
                                   'name: c\nversion: 1.0.0\ndependencies: [{name: ../x, version: 1.0.0}]',
                                   'name: c\nversion: 1.0.0\ndependencies: [{name: x, alias: ../x, version: 1.0.0}]')):
        t.write(f'n{number}/Chart.yaml', f'apiVersion: v2\n{text}\n' if ':' in text else text)
        code, said = template(t.path(f'n{number}'))
        assert code == 1, f'{text}: {said}'


tap.main()
