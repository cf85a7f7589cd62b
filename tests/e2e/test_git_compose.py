#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Artifacts of more than one repository: submodules and includes; and stores that many fetches fill."""
import os

from lib import tap
from lib.git_probe import Probe, repository, secret
from lib.git_server import GitServer, Repository, basic


def served(t, *names, **options):
    repos = [Repository(t.path('repos', name)) for name in names]
    server = GitServer(t.path('repos'), **options)
    t.defer(server.stop)
    return (*repos, server)


def link(repo, path, commit, url, name=None):
    """A gitlink and its line in .gitmodules, with any URL."""
    repo.git('update-index', '--add', '--cacheinfo', f'160000,{commit},{path}')
    text = f'[submodule "{name or path}"]\n\tpath = {path}\n\turl = {url}\n'
    try:
        old = repo.read('.gitmodules')
    except FileNotFoundError:
        old = ''
    repo.write('.gitmodules', old + text)
    repo.git('add', '.gitmodules')
    repo.git('commit', '-q', '-m', f'link {path}')
    repo.push()
    return repo.head()


def files(answer):
    return sorted(p for p in answer.files if not p.endswith('/'))


@tap.case('submodules: left out they are empty folders, brought in they are their files, and theirs')
def submodules(t):
    main, lib, base, server = served(t, 'main.git', 'group/lib.git', 'group/base.git')
    base.write('base.yaml', 'b: 1\n')
    base_sha = base.commit()
    lib.write('lib.yaml', 'l: 1\n')
    lib.commit()
    lib_sha = link(lib, 'vendor/base', base_sha, '../base.git')
    main.write('a.yaml', 'a: 1\n')
    main.commit()
    link(main, 'libs/one', lib_sha, './../group/lib.git')
    probe, url = Probe(t), server.url('main.git')
    without = probe.ok(repository(url, ref={'branch': 'main'}))
    assert sorted(without.files) == ['a.yaml', 'libs/', 'libs/one/'], without.files
    got = probe.ok(repository(url, ref={'branch': 'main'}, recurseSubmodules=True), without)
    assert files(got) == ['a.yaml', 'libs/one/lib.yaml', 'libs/one/vendor/base/base.yaml'], files(got)
    assert got.revision == without.revision
    assert probe.read('libs/one/vendor/base/base.yaml') == 'b: 1\n'
    server.forget()
    main.write('a.yaml', 'a: 2\n')
    main.git('add', 'a.yaml')
    main.git('commit', '-q', '-m', 'more')
    main.push()
    more = probe.ok(repository(url, ref={'branch': 'main'}, recurseSubmodules=True), got)
    assert more.files['libs/'] == got.files['libs/'] and more.files['a.yaml'] != got.files['a.yaml']
    assert server.paths() == ['GET /main.git/info/refs', 'POST /main.git/git-upload-pack'], server.paths()
    probe.close()
    probe = Probe(t)
    assert probe.ask('open', object=repository(url), revision=more.revision, info=more.info).files == more.files
    probe.close()


@tap.case('a submodule behind the tip of its branch')
def behind(t):
    main, lib, server = served(t, 'main.git', 'lib.git')
    lib.write('lib.yaml', 'l: 1\n')
    old = lib.commit()
    lib.write('lib.yaml', 'l: 2\n')
    lib.commit()
    link(main, 'lib', old, '../lib.git')
    probe = Probe(t)
    got = probe.ok(repository(server.url('main.git'), ref={'branch': 'main'}, recurseSubmodules=True))
    assert files(got) == ['lib/lib.yaml'] and probe.read('lib/lib.yaml') == 'l: 1\n'
    probe.close()


@tap.case('credentials go to the host of spec.url alone')
def credentials(t):
    auth = basic('robot', 'only-for-main')
    main, other, server = served(t, 'main.git', 'other.git', authorization=auth)
    other.write('o.yaml', 'o: 1\n')
    sha = other.commit()
    stranger = GitServer(t.path('repos'))
    t.defer(stranger.stop)
    link(main, 'same', sha, '../other.git')
    link(main, 'foreign', sha, stranger.url('other.git'))
    probe = Probe(t)
    probe.give(secret('git', username='robot', password='only-for-main'))
    got = probe.ok(repository(server.url('main.git'), ref={'branch': 'main'}, recurseSubmodules=True, secretRef={'name': 'git'}))
    assert files(got) == ['foreign/o.yaml', 'same/o.yaml']
    assert stranger.requests and all('Authorization' not in headers for _, _, headers in stranger.requests)
    stranger.authorization = auth
    other.write('o.yaml', 'o: 2\n')
    sha = other.commit()
    link(main, 'foreign2', sha, stranger.url('other.git'))
    answer = probe.fails(repository(server.url('main.git'), ref={'branch': 'main'}, recurseSubmodules=True, secretRef={'name': 'git'}),
                         'auth', 'submodule "foreign2"')
    assert 'only-for-main' not in answer.message
    probe.close()


@tap.case('addresses that no repository may name')
def hostile(t):
    main, server = served(t, 'main.git')
    main.write('a', '1')
    sha = main.commit()
    probe = Probe(t, options={'allowFile': True})
    for url, words in (('-oProxyCommand=touch', 'must begin with'), ('ext::sh -c touch% x', 'submodule'),
                       ('file:///etc', 'file of this machine'), ('../../../../etc', 'leaves the root'),
                       ('ssh://-oProxyCommand=x/y', "begins with '-'"), ('ssh://h/-x', "begins with '-'"),
                       ('git@host:x', 'ssh://git@host/x'), ('ssh://git@127.0.0.1/x', 'known_hosts'), ('/etc', 'must begin with')):
        main.git('reset', '-q', '--hard', sha)
        link(main, 'sub', sha, url)
        answer = probe.fetch(repository(server.url('main.git'), ref={'branch': 'main'}, recurseSubmodules=True))
        assert answer.code in ('transient', 'auth') and words in answer.message and 'sub' in answer.message, f'{url}: {answer}'
        assert probe.ok(repository(server.url('main.git'), ref={'branch': 'main'})).files.keys() >= {'a', 'sub/'}
    probe.close()


@tap.case('a repository that is its own submodule ends')
def recursion(t):
    main, server = served(t, 'main.git')
    main.write('a', '1')
    sha = main.commit()
    for _ in range(12):
        sha = link(main, f's{_}', sha, './')
    probe = Probe(t)
    probe.fails(repository(server.url('main.git'), ref={'branch': 'main'}, recurseSubmodules=True), 'transient', 'too many, or too deep')
    probe.close()


@tap.case('includes: files of other artifacts, anew when those change')
def includes(t):
    main, other, server = served(t, 'main.git', 'other.git')
    main.write('a.yaml', 'a: 1\n')
    main.commit()
    other.write('deep/x.yaml', 'x: 1\n')
    other.write('y.yaml', 'y: 1\n')
    other.commit()
    probe = Probe(t)
    obj = repository(server.url('main.git'), ref={'branch': 'main'}, include=[
        {'repository': {'name': 'other'}}, {'repository': {'name': 'other'}, 'fromPath': './deep', 'toPath': 'to/here'}])
    waiting = probe.fails(obj, 'not-found', 'flux-system/other', 'no artifact')
    assert waiting.reason == 'IncludeUnavailable'
    source = repository(server.url('other.git'), name='other', ref={'branch': 'main'})
    first_other = probe.ok(source)
    got = probe.ok(obj)
    assert files(got) == ['a.yaml', 'other/deep/x.yaml', 'other/y.yaml', 'to/here/x.yaml'], files(got)
    assert got.files['to/here/'] == first_other.files['deep/'], 'the id of a copied folder is Git\'s own'
    assert probe.read('to/here/x.yaml') == 'x: 1\n'
    assert probe.ok(obj, got).unchanged
    other.write('deep/x.yaml', 'x: 2\n')
    other.commit()
    probe.ok(source, first_other)
    again = probe.ok(obj, got)
    assert not again.unchanged and again.revision == got.revision and probe.read('to/here/x.yaml') == 'x: 2\n'
    for spec, words in (({'fromPath': 'nix'}, 'has no "nix"'), ({'toPath': 'a.yaml'}, 'exists already'),
                        ({'toPath': 'a.yaml/b'}, 'in the way')):
        bad = repository(server.url('main.git'), ref={'branch': 'main'}, include=[{'repository': {'name': 'other'}, **spec}])
        assert words in probe.fetch(bad).message, probe.fetch(bad)
    probe.close()


@tap.case('one store for many fetches stays bounded, and what is open stays readable')
def packing(t):
    main, server = served(t, 'main.git')
    probe, got = Probe(t), None
    obj = repository(server.url('main.git'), ref={'branch': 'main'}, ignore='*.skip\n')
    pinned = repository(server.url('main.git'), name='pinned', ref={'tag': 'keep'})
    main.write('keep.yaml', 'k: 1\n')
    main.commit()
    main.git('tag', 'keep')
    main.git('push', '-q', 'origin', '--tags')
    kept = probe.ok(pinned)
    for i in range(70):
        main.write(f'd{i % 7}/f.yaml', f'i: {i}\n')
        main.write('x.skip', f'{i}')
        main.commit()
        got = probe.ok(obj, got)
        assert probe.read(f'd{i % 7}/f.yaml') == f'i: {i}\n'
        assert probe.read('keep.yaml', name='flux-system/pinned') == 'k: 1\n'
    store = os.path.join(probe.folder, 'state', got.info['store'], 'objects')
    packs = [n for n in os.listdir(os.path.join(store, 'pack')) if n.endswith('.pack')]
    assert len(packs) <= 33, len(packs)
    loose = sum(len(f) for d, _, f in os.walk(store) if 'pack' not in d)
    assert loose < 150, loose
    probe.close()
    probe = Probe(t)
    assert probe.ask('open', object=obj, revision=got.revision, info=got.info).files == got.files
    assert probe.ask('open', object=pinned, revision=kept.revision, info=kept.info).files == kept.files
    assert probe.read('keep.yaml', name='flux-system/pinned') == 'k: 1\n'
    probe.close()


tap.main()
