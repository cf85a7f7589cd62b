#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The service git/commit: what a folder holds becomes a commit, and nothing else of the repository changes."""
import os

from lib import tap
from lib.git_probe import Probe
from lib.git_server import git


def commit(probe, folder, message='apply\n', **more):
    answer = probe.ask('service', name='git/commit', **{'in': {'folder': folder, 'message': message, **more}})
    assert answer.code == 'ok', answer
    return answer.out['commit']


def tracked(folder, ref='HEAD'):
    return git(folder, 'ls-tree', '-r', '--name-only', ref).split('\n')


@tap.case('a folder without a repository gets one; the second time nothing changes')
def fresh(t):
    probe, folder = Probe(t), t.path('cluster')
    os.makedirs(folder)
    assert commit(probe, folder) is None, 'an empty folder is no commit'
    t.write('cluster/default/ConfigMap/a.yaml', 'a: 1\n')
    t.write('cluster/default/Secret/s.yaml', 's: 1\n', 0o600)
    t.write('cluster/run.sh', '#!/bin/sh\n', 0o755)
    os.symlink('/etc/passwd', t.path('cluster/link'))
    sha = commit(probe, folder, 'First\n\nmain@sha1:1234\n', author='A Robot <robot@example.com>', exclude=['default/Secret/s.yaml'])
    assert sha == git(folder, 'rev-parse', 'refs/heads/main')
    assert tracked(folder) == ['default/ConfigMap/a.yaml', 'run.sh'], tracked(folder)
    assert git(folder, 'log', '-1', '--format=%an <%ae>|%B').rstrip() == 'A Robot <robot@example.com>|First\n\nmain@sha1:1234'
    assert git(folder, 'ls-files', '-s', 'run.sh').startswith('100755')
    assert commit(probe, folder, exclude=['default/Secret/s.yaml']) is None
    assert git(folder, 'status', '--porcelain') == '?? default/Secret/\n?? link', git(folder, 'status', '--porcelain')
    git(folder, 'fsck', '--strict')
    probe.close()


@tap.case('changed, new and removed files; a file that became a folder')
def changes(t):
    probe, folder = Probe(t), t.path('cluster')
    for name in ('a', 'b', 'c/d', 'e'):
        t.write(f'cluster/{name}', name)
    first = commit(probe, folder)
    t.write('cluster/a', 'changed')
    os.remove(t.path('cluster/b'))
    os.remove(t.path('cluster/e'))
    t.write('cluster/e/f', 'x')
    t.write('cluster/new', 'x')
    second = commit(probe, folder)
    assert git(folder, 'diff', '--name-status', '--no-renames', first, second).split('\n') == ['M\ta', 'D\tb', 'D\te', 'A\te/f', 'A\tnew']
    assert git(folder, 'status', '--porcelain') == ''
    assert git(folder, 'rev-parse', f'{second}^') == first
    probe.close()


@tap.case('only the paths that are given')
def paths(t):
    probe, folder = Probe(t), t.path('cluster')
    t.write('cluster/mine/a', '1')
    t.write('cluster/foreign', '1')
    commit(probe, folder, paths=['mine'])
    assert tracked(folder) == ['mine/a']
    os.remove(t.path('cluster/mine/a'))
    t.write('cluster/mine/b', '2')
    commit(probe, folder, paths=['mine/a', 'mine/b'])
    assert tracked(folder) == ['mine/b']
    probe.close()


@tap.case('inside somebody\'s repository: only the folder changes, what is staged stays staged')
def enclosing(t):
    probe, outer = Probe(t), t.path('outer')
    t.write('outer/README', 'r')
    t.write('outer/clusters/home/old.yaml', 'o: 1\n')
    git(outer, 'init', '-q', '-b', 'main')
    git(outer, 'add', '-A')
    git(outer, 'commit', '-q', '-m', 'by hand')
    t.write('outer/README', 'changed')
    t.write('outer/staged', 's')
    git(outer, 'add', 'staged')
    t.write('outer/clusters/home/new.yaml', 'n: 1\n')
    os.remove(t.path('outer/clusters/home/old.yaml'))
    sha = commit(probe, t.path('outer/clusters/home'))
    assert not os.path.exists(t.path('outer/clusters/home/.git'))
    assert git(outer, 'show', '--name-status', '--no-renames', '--format=', sha).split('\n') == ['A\tclusters/home/new.yaml', 'D\tclusters/home/old.yaml']
    assert git(outer, 'status', '--porcelain').split('\n') == [' M README', 'A  staged'], git(outer, 'status', '--porcelain')
    probe.close()


@tap.case('a folder that its repository ignores gets one of its own')
def ignored(t):
    probe, outer = Probe(t), t.path('outer')
    t.write('outer/.gitignore', '/cluster/\n')
    git(outer, 'init', '-q', '-b', 'main')
    git(outer, 'add', '-A')
    git(outer, 'commit', '-q', '-m', 'by hand')
    t.write('outer/cluster/a', '1')
    sha = commit(probe, t.path('outer/cluster'))
    assert git(t.path('outer/cluster'), 'rev-parse', 'HEAD') == sha and tracked(t.path('outer/cluster')) == ['a']
    assert git(outer, 'status', '--porcelain') == ''
    probe.close()


@tap.case('refused: conflicts, a merge under way, a relative folder; hooks do not run')
def refused(t):
    probe, folder = Probe(t), t.path('cluster')
    t.write('cluster/a', '1')
    commit(probe, folder)
    t.write('cluster/.git/hooks/pre-commit', f'#!/bin/sh\ntouch {t.path("ran")}\nexit 1\n', 0o755)
    t.write('cluster/.git/hooks/post-commit', f'#!/bin/sh\ntouch {t.path("ran")}\n', 0o755)
    t.write('cluster/a', '2')
    commit(probe, folder)
    assert not os.path.exists(t.path('ran'))
    os.remove(t.path('cluster/.git/hooks/pre-commit'))
    git(folder, 'checkout', '-q', '-b', 'other', 'HEAD~1')
    t.write('cluster/a', '3')
    git(folder, 'commit', '-q', '-a', '-m', 'other')
    try:
        git(folder, 'merge', '-q', 'main')
    except AssertionError:
        pass
    answer = probe.ask('service', name='git/commit', **{'in': {'folder': folder, 'message': 'x'}})
    assert answer.code == 'transient' and 'merge' in answer.message, answer
    answer = probe.ask('service', name='git/commit', **{'in': {'folder': 'cluster', 'message': 'x'}})
    assert answer.code == 'invalid', answer
    answer = probe.ask('service', name='git/commit', **{'in': {'folder': t.path('nix'), 'message': 'x'}})
    assert answer.code != 'ok', answer
    probe.close()


tap.main()
