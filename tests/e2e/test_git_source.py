#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What a GitRepository means: which commit, which revision, which files. Against `git http-backend`."""
import os

from lib import tap
from lib.git_probe import Probe, repository
from lib.git_server import GitServer, Repository, git


def served(t, name='app.git', **options):
    repo = Repository(t.path('repos', name))
    server = GitServer(t.path('repos'), **options)
    t.defer(server.stop)
    return repo, server, server.url(name)


def files(answer):
    return sorted(p for p in answer.files if not p.endswith('/'))


@tap.case('a branch: revision, files, ids and facts are those of Git')
def branch(t):
    repo, _, url = served(t)
    repo.write('apps/a.yaml', 'a: 1\n')
    repo.write('apps/deep/b.yaml', 'b: 2\n')
    sha = repo.commit('First line\n\nAnd a body')
    probe = Probe(t)
    got = probe.ok(repository(url, ref={'branch': 'main'}))
    assert got.revision == f'main@sha1:{sha}', got
    assert files(got) == ['apps/a.yaml', 'apps/deep/b.yaml'], got
    for path, object_id in got.files.items():
        assert object_id == repo.git('rev-parse', f'HEAD:{path.rstrip("/")}'), path
    info = got.info
    assert info['summary'] == 'First line' and info['author'] == 'A Tester' and info['commit'] == sha, info
    assert info['message'] == f"stored artifact for revision 'main@sha1:{sha}'", info
    assert 'url' not in info, 'a page at an unknown hoster'
    assert probe.read('apps/deep/b.yaml') == 'b: 2\n'
    probe.close()


@tap.case('nothing new is one request; news are two, and bring only what changed')
def cheap(t):
    repo, server, url = served(t)
    for i in range(200):
        repo.write(f'd{i % 20}/f{i}.yaml', f'value: {i} {os.urandom(400).hex()}\n')
    repo.commit()
    probe, obj = Probe(t), repository(url, ref={'branch': 'main'})
    first = probe.ok(obj)
    server.forget()
    assert probe.ok(obj, first).unchanged
    assert server.paths() == ['GET /app.git/info/refs'], server.paths()
    repo.write('d3/new.yaml', 'x: 1\n')
    sha = repo.commit()
    server.forget()
    second = probe.ok(obj, first)
    assert second.revision == f'main@sha1:{sha}'
    assert server.paths() == ['GET /app.git/info/refs', 'POST /app.git/git-upload-pack'], server.paths()
    store = os.path.join(probe.folder, 'state', second.info['store'], 'objects', 'pack')
    sizes = sorted(os.path.getsize(os.path.join(store, n)) for n in os.listdir(store) if n.endswith('.pack'))
    assert len(sizes) == 2 and sizes[0] < 3000, f'{sizes}: the second fetch brought what was there'
    repo.write('d3/f3.yaml', repo.read('d3/f3.yaml') + 'more: 1\n')  # travels as a delta against what is here
    repo.commit()
    third = probe.ok(obj, second)
    assert probe.read('d3/f3.yaml').endswith('more: 1\n') and third.files['d4/'] == first.files['d4/']
    packs = [os.path.join(store, n) for n in os.listdir(store) if n.endswith('.idx')]
    assert len(packs) == 3
    for pack in packs:
        git(store, 'verify-pack', pack)
    probe.close()


@tap.case('no history travels')
def shallow(t):
    repo, _, url = served(t)
    for i in range(20):
        repo.write('big.yaml', os.urandom(20000).hex())
        repo.commit(push=i == 19)
    probe = Probe(t)
    got = probe.ok(repository(url, ref={'branch': 'main'}))
    store = os.path.join(probe.folder, 'state', got.info['store'], 'objects', 'pack')
    total = sum(os.path.getsize(os.path.join(store, n)) for n in os.listdir(store))
    assert total < 60000, total
    probe.close()


@tap.case('after a restart the artifact opens without the network')
def reopen(t):
    repo, server, url = served(t)
    repo.write('a.yaml', 'a: 1\n')
    repo.write('left/out.png', 'x')
    repo.commit()
    probe, obj = Probe(t), repository(url, ref={'branch': 'main'})
    first = probe.ok(obj)
    probe.close()
    server.forget()
    probe = Probe(t)
    again = probe.ask('open', object=obj, revision=first.revision, info=first.info)
    assert again.code == 'ok' and again.files == first.files, again
    assert probe.read('a.yaml') == 'a: 1\n' and not server.requests
    lost = probe.ask('open', object=obj, revision='main@sha1:' + '0' * 40, info={**first.info, 'tree': '1' * 40})
    assert lost.code == 'not-found', lost
    for store in ('../../etc', '', 'f' * 32):
        lost = probe.ask('open', object=obj, revision='x', info={**first.info, 'store': store})
        assert lost.code == 'not-found', lost
    probe.close()


@tap.case('kinds of references, and their revisions as Flux writes them')
def references(t):
    repo, _, url = served(t)
    repo.write('a.yaml', 'v: 1\n')
    one = repo.commit()
    repo.git('tag', 'v1.0.0')
    repo.git('tag', '-a', '-m', 'annotated', 'v1.1.0')
    repo.git('tag', '-a', '-m', 'tag of a tag', 'twice', 'v1.1.0')
    repo.git('update-ref', 'refs/pull/420/head', one)
    repo.git('push', '-q', 'origin', '--tags', 'refs/pull/420/head')
    repo.git('checkout', '-q', '-b', 'feature/x')
    repo.write('a.yaml', 'v: 2\n')
    two = repo.commit()
    probe = Probe(t)
    for ref, revision in (
            ({'branch': 'main'}, f'main@sha1:{one}'),
            ({'branch': 'feature/x'}, f'feature/x@sha1:{two}'),
            ({'tag': 'v1.0.0'}, f'v1.0.0@sha1:{one}'),
            ({'tag': 'v1.1.0'}, f'v1.1.0@sha1:{one}'),
            ({'tag': 'twice'}, f'twice@sha1:{one}'),
            ({'name': 'refs/heads/main'}, f'refs/heads/main@sha1:{one}'),
            ({'name': 'refs/pull/420/head'}, f'refs/pull/420/head@sha1:{one}'),
            ({'name': 'refs/tags/v1.1.0'}, f'refs/tags/v1.1.0@sha1:{one}'),
            ({'name': 'refs/tags/v1.1.0^{}'}, f'refs/tags/v1.1.0^{{}}@sha1:{one}'),
            ({'name': 'HEAD'}, f'HEAD@sha1:{one}'),
            ({'commit': two}, f'sha1:{two}'),
            ({'commit': two, 'branch': 'feature/x'}, f'feature/x@sha1:{two}'),
            ({'commit': one, 'tag': 'none', 'semver': '9.x'}, f'sha1:{one}'),
            ({'name': 'refs/heads/main', 'tag': 'none', 'branch': 'none'}, f'refs/heads/main@sha1:{one}'),
            ({'tag': 'v1.0.0', 'branch': 'none'}, f'v1.0.0@sha1:{one}')):
        got = probe.ok(repository(url, ref=ref))
        assert got.revision == revision, f'{ref}: {got.revision}, wanted {revision}'
        assert files(got) == ['a.yaml']
        assert probe.ok(repository(url, ref=ref), got).unchanged, ref
    probe.close()


@tap.case('semver: the highest tag that matches')
def semver(t):
    repo, _, url = served(t)
    commits = {}
    for tag in ('v1.0.0', '1.2.3', 'v1.10.0', 'v2.0.0-rc.1', 'v2.0.0', 'nonsense', '3.1', 'v1.9.9'):
        repo.write('version', tag)
        commits[tag] = repo.commit()
        repo.git('tag', tag)
    repo.git('push', '-q', 'origin', '--tags')
    probe = Probe(t)
    for constraint, tag in (('>=1.0.0 <2.0.0', 'v1.10.0'), ('1.2.x', '1.2.3'), ('*', 'v2.0.0'), ('~1.9', 'v1.9.9'),
                            ('>=2.0.0-0', 'v2.0.0'), ('2.0.0-rc.1', 'v2.0.0-rc.1')):
        got = probe.ok(repository(url, ref={'semver': constraint}))
        assert got.revision == f'{tag}@sha1:{commits[tag]}', f'{constraint}: {got.revision}'
    probe.fails(repository(url, ref={'semver': '>=9'}), 'not-found', '8 tags', '>=9')
    probe.fails(repository(url, ref={'semver': 'not a range'}), 'invalid', 'spec.ref.semver')
    probe.close()


@tap.case('a commit behind the tips: asked for alone where allowed, else found in the history')
def pinned(t):
    repo, server, url = served(t)
    repo.write('a', '1')
    old = repo.commit()
    repo.write('a', '2')
    repo.commit()
    repo.git('checkout', '-q', '-b', 'other')
    repo.write('a', '3')
    repo.commit()
    probe = Probe(t)
    got = probe.ok(repository(url, ref={'commit': old, 'branch': 'main'}))
    assert got.revision == f'main@sha1:{old}' and probe.read('a') == '1'
    server.forget()
    again = probe.ok(repository(url, ref={'commit': old, 'branch': 'main'}), got)
    assert again.unchanged and not server.requests, 'a pinned commit that is here needs no look at the remote'
    assert Probe(t, 'p2').ok(repository(url, ref={'commit': old})).revision == f'sha1:{old}'
    probe.fails(repository(url, ref={'commit': '1' * 40}), 'not-found', '111111111111', 'any branch')
    repo.config('uploadpack.allowReachableSHA1InWant', 'true')
    fresh = Probe(t, 'p4')
    assert fresh.ok(repository(url, ref={'commit': old})).revision == f'sha1:{old}'
    probe.close()


@tap.case('what does not exist is named together with what comes nearest')
def missing(t):
    repo, _, url = served(t)
    repo.write('a', '1')
    repo.commit()
    repo.git('tag', 'release-1')
    repo.git('push', '-q', 'origin', '--tags')
    probe = Probe(t)
    probe.fails(repository(url), 'not-found', 'branch "master"', '"main"')
    probe.fails(repository(url, ref={'branch': 'mian'}), 'not-found', 'did you mean "main"')
    probe.fails(repository(url, ref={'tag': 'release-2'}), 'not-found', 'did you mean "release-1"')
    probe.fails(repository(url, ref={'name': 'refs/heads/mai'}), 'not-found', 'refs/heads/main')
    probe.fails(repository(url.replace('app.git', 'nix.git')), 'not-found', 'nix.git', 'does not exist')
    Repository(t.path('repos/empty.git'))
    probe.fails(repository(url.replace('app.git', 'empty.git')), 'not-found', 'is empty')
    probe.close()


@tap.case('force-push, moved tag, deleted branch')
def rewritten(t):
    repo, _, url = served(t)
    repo.write('a', '1')
    repo.commit()
    repo.write('a', '2')
    repo.commit()
    repo.git('tag', 'latest')
    repo.git('push', '-q', 'origin', '--tags')
    probe, obj, tag = Probe(t), repository(url, ref={'branch': 'main'}), repository(url, name='tagged', ref={'tag': 'latest'})
    first, tagged = probe.ok(obj), probe.ok(tag)
    repo.git('reset', '-q', '--hard', 'HEAD~1')
    repo.write('b', 'x')
    sha = repo.commit()
    repo.git('tag', '-f', 'latest')
    repo.git('push', '-q', '--force', 'origin', '--tags')
    git(repo.path, 'reflog', 'expire', '--expire=now', '--all')
    git(repo.path, 'gc', '-q', '--prune=now')
    second = probe.ok(obj, first)
    assert second.revision == f'main@sha1:{sha}' and files(second) == ['a', 'b'] and probe.read('a') == '1'
    moved = probe.ok(tag, tagged)
    assert moved.revision == f'latest@sha1:{sha}'
    repo.git('push', '-q', 'origin', 'HEAD:refs/heads/other')
    git(repo.path, 'symbolic-ref', 'HEAD', 'refs/heads/other')
    repo.git('push', '-q', 'origin', '--delete', 'main')
    probe.fails(obj, 'not-found', 'branch "main"', '"other"', have=second.revision, info=second.info)
    assert probe.read('b') == 'x', 'the old artifact stays readable'
    probe.close()


@tap.case('ten thousand references')
def many(t):
    repo, _, url = served(t)
    repo.write('a', '1')
    sha = repo.commit()
    lines = ''.join(f'create refs/heads/b{i:05} {sha}\n' for i in range(10000))
    git(repo.path, 'update-ref', '--stdin', stdin=lines)
    git(repo.path, 'pack-refs', '--all')
    probe, obj = Probe(t), repository(url, ref={'branch': 'b09999'})
    got = probe.ok(obj)
    assert got.revision == f'b09999@sha1:{sha}'
    assert probe.ok(obj, got).unchanged
    probe.close()


@tap.case('ignore rules: the same commit with other rules is another artifact')
def ignore(t):
    repo, _, url = served(t)
    for path in ('a.yaml', 'b.txt', 'x.png', '.gitignore', 'deep/c.yaml', 'deep/d.txt', 'docs/e.md'):
        repo.write(path, path)
    repo.commit()
    probe = Probe(t)
    got = probe.ok(repository(url, ref={'branch': 'main'}))
    assert files(got) == ['a.yaml', 'b.txt', 'deep/c.yaml', 'deep/d.txt', 'docs/e.md'], files(got)
    other = probe.ok(repository(url, ref={'branch': 'main'}, ignore='/*\n!/deep\n*.txt\n'), got)
    assert not other.unchanged and other.revision == got.revision
    assert files(other) == ['deep/c.yaml'], files(other)
    assert other.files['deep/'] != repo.git('rev-parse', 'HEAD:deep'), 'a folder that was cut has an id of its own'
    assert 'docs/' not in other.files
    repo.write('deep/.sourceignore', '*.yaml\n')
    repo.commit()
    third = probe.ok(repository(url, ref={'branch': 'main'}), got)
    assert files(third) == ['a.yaml', 'b.txt', 'deep/.sourceignore', 'deep/d.txt', 'docs/e.md', 'x.png'], files(third)
    probe.close()


@tap.case('sparse checkout')
def sparse(t):
    repo, _, url = served(t)
    for path in ('a.yaml', 'apps/x/1.yaml', 'apps/y/2.yaml', 'apps2/3.yaml', 'infra/4.yaml'):
        repo.write(path, path)
    repo.commit()
    probe = Probe(t)
    got = probe.ok(repository(url, ref={'branch': 'main'}, sparseCheckout=['./apps/x', 'infra']))
    assert files(got) == ['apps/x/1.yaml', 'infra/4.yaml'], files(got)
    got = probe.ok(repository(url, ref={'branch': 'main'}, sparseCheckout=['apps']))
    assert files(got) == ['apps/x/1.yaml', 'apps/y/2.yaml'], files(got)
    probe.fails(repository(url, ref={'branch': 'main'}, sparseCheckout=['nix']), 'not-found', '"nix"')
    probe.close()


@tap.case('links stay out, large-file pointers are files, executables too')
def odd_files(t):
    repo, _, url = served(t)
    repo.write('real.yaml', 'a: 1\n')
    repo.write('run.sh', '#!/bin/sh\n')
    os.chmod(repo.file('run.sh'), 0o755)
    repo.write('big.bin', 'version https://git-lfs.github.com/spec/v1\noid sha256:' + 'a' * 64 + '\nsize 5\n')
    os.symlink('real.yaml', repo.file('link.yaml'))
    os.symlink('/etc', repo.file('outside'))
    os.makedirs(repo.file('d'))
    os.symlink('../../..', repo.file('d/up'))
    repo.commit()
    probe = Probe(t)
    got = probe.ok(repository(url, ref={'branch': 'main'}))
    assert sorted(got.files) == ['big.bin', 'd/', 'real.yaml', 'run.sh'], sorted(got.files)
    assert probe.read('big.bin').startswith('version https://git-lfs')
    for path in ('link.yaml', 'outside/passwd', 'd/up/x', '../state', 'd/../../etc/passwd'):
        assert probe.ask('read', name='flux-system/app', path=path).code == 'not-found', path
    assert probe.ask('read', name='flux-system/app', path='d').code == 'invalid'
    probe.close()


@tap.case('what is not supported is refused, not left out')
def unsupported(t):
    repo, server, url = served(t)
    repo.write('a', '1')
    repo.commit()
    probe = Probe(t)
    probe.fails(repository(url, ref={'branch': 'main'}, verify={'mode': 'HEAD', 'secretRef': {'name': 'keys'}}), 'unsupported',
                'spec.verify', 'signature verification is not supported yet by this version')
    probe.fails(repository(url, provider='github'), 'unsupported', 'spec.provider')
    probe.fails(repository('file://' + repo.path, ref={'branch': 'main'}), 'invalid', 'file://')
    assert not server.requests
    probe.close()


@tap.case('file:// from a mirror, and with the option')
def local(t):
    repo, _, _ = served(t)
    repo.write('a.yaml', 'x')
    one = repo.commit()
    probe = Probe(t)
    probe.mirror('https://example.com/', f'file://{t.path("repos")}/')
    obj = repository('https://example.com/app.git', ref={'branch': 'main'})
    first = probe.ok(obj)
    assert first.revision == f'main@sha1:{one}'
    repo.write('b/c.yaml', 'y')
    two = repo.commit()
    second = probe.ok(obj, first)
    assert second.revision == f'main@sha1:{two}' and files(second) == ['a.yaml', 'b/c.yaml']
    probe.fails(repository('https://example.com/none.git'), 'not-found', 'no repository')
    allowed = Probe(t, 'allowed', {'allowFile': True})
    assert allowed.ok(repository('file://' + repo.path, ref={'branch': 'main'})).revision == second.revision
    assert allowed.ok(repository('file://' + repo.path, ref={'commit': one})).revision == f'sha1:{one}'
    probe.close()
    allowed.close()


tap.main()
