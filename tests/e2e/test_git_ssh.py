#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""ssh, against OpenSSH's own server: identities, host keys, and what is said when they do not fit."""
import os
import socket
import subprocess
import time

from lib import tap
from lib.git_probe import Probe, repository, secret
from lib.git_server import Repository
from lib.ssh_server import SshServer, keygen, public
from lib.weir import PATIENCE


def served(t, **options):
    repo = Repository(t.path('repos/it\'s app.git'))
    for i in range(30):
        repo.write(f'd{i % 3}/f{i}.yaml', f'i: {i} {os.urandom(2000).hex()}\n')
    sha = repo.commit()
    identity = keygen(t.path('id'))
    server = SshServer(t, [public(t.path('id'))], **options)
    return repo, server, sha, identity


def app(server, repo, **spec):
    return repository(server.url(repo.path.replace(' ', '%20')), ref={'branch': 'main'}, secretRef={'name': 'git'}, **spec)


@tap.case('fetch, nothing new, news')
def fetch(t):
    repo, server, sha, identity = served(t)
    probe = Probe(t)
    probe.give(secret('git', identity=identity, known_hosts=server.known_hosts()))
    got = probe.ok(app(server, repo))
    assert got.revision == f'main@sha1:{sha}' and len(got.files) == 33
    assert probe.ok(app(server, repo), got).unchanged
    repo.write('new', 'x')
    sha = repo.commit()
    again = probe.ok(app(server, repo), got)
    assert again.revision == f'main@sha1:{sha}' and probe.read('new') == 'x'
    assert identity in probe.ask('facts').redacted
    probe.close()


@tap.case('kinds of identities: ecdsa, with a password, and wrong ones')
def identities(t):
    repo, server, _, _ = served(t)
    # libssh2 1.10 loses a number of each ecdsa key that it reads in OpenSSH's own format.
    known = t.write('leaks', 'leak:libssh2_userauth_publickey_frommemory\n')
    probe = Probe(t, env={'LSAN_OPTIONS': f'suppressions={known}:print_suppressions=0',
                          'ASAN_OPTIONS': 'fast_unwind_on_malloc=0:' + os.environ.get('ASAN_OPTIONS', '')})
    keys = {'ecdsa': keygen(t.path('ecdsa'), 'ecdsa'), 'locked': keygen(t.path('locked'), 'ed25519', 'open sesame'),
            'pem': keygen(t.path('pem'), 'ecdsa', '', '-m', 'PEM'), 'stranger': keygen(t.path('stranger'))}
    server._write('authorized', '\n'.join(public(t.path(k)) for k in ('ecdsa', 'locked', 'pem')) + '\n')  # pylint: disable=protected-access
    hosts = server.known_hosts()
    for name in ('ecdsa', 'pem'):
        probe.give(secret('git', identity=keys[name], known_hosts=hosts))
        probe.ok(app(server, repo, timeout='20s'))
    probe.give(secret('git', identity=keys['locked'], known_hosts=hosts, password='open sesame'))
    probe.ok(app(server, repo))
    probe.give(secret('git', identity=keys['locked'], known_hosts=hosts, password='wrong'))
    probe.fails(app(server, repo), 'auth', 'Secret flux-system/git', 'cannot be read')
    probe.give(secret('git', identity=keys['locked'], known_hosts=hosts))
    probe.fails(app(server, repo), 'auth', 'cannot be read')
    probe.give(secret('git', identity=keys['stranger'], known_hosts=hosts))
    probe.fails(app(server, repo), 'auth', 'refuses the identity of Secret flux-system/git')
    probe.give(secret('git', identity='not a key', known_hosts=hosts))
    probe.fails(app(server, repo), 'auth', 'cannot be read')
    probe.close()


@tap.case('no Secret, no identity, no known_hosts')
def incomplete(t):
    repo, server, _, identity = served(t)
    probe = Probe(t)
    bare = app(server, repo)
    del bare['spec']['secretRef']
    probe.fails(bare, 'auth', 'identity and known_hosts', 'spec.secretRef')
    probe.give(secret('git', identity=identity))
    probe.fails(app(server, repo), 'auth', 'no known_hosts')
    probe.give(secret('git', known_hosts=server.known_hosts()))
    probe.fails(app(server, repo), 'auth', 'no identity')
    probe.close()


@tap.case('the host key must be known: unknown, changed, revoked, hashed, of another type')
def host_keys(t):
    repo, server, _, identity = served(t, kinds=('ed25519', 'ecdsa'))
    probe = Probe(t)
    print_ = subprocess.run(['ssh-keygen', '-l', '-f', server.keys[0] + '.pub'], capture_output=True, text=True,
                            check=True).stdout.split()[1]

    def ask(hosts):
        probe.give(secret('git', identity=identity, known_hosts=hosts))
        return app(server, repo)

    probe.fails(ask('example.com ' + public(server.keys[0]) + '\n'), 'auth', 'unknown host', 'SHA256:')
    keygen(t.path('other'))
    probe.fails(ask(f'[127.0.0.1]:{server.port} {public(t.path("other"))}\n'), 'auth', 'has changed', print_)
    probe.fails(ask(f'@revoked * {public(server.keys[0])}\n' + server.known_hosts()), 'auth', 'revokes', print_)
    probe.ok(ask(server.known_hosts(1)))
    probe.ok(ask('# all\n' + server.known_hosts(1) + server.known_hosts(0)))
    path = t.write('hosts', server.known_hosts())
    subprocess.run(['ssh-keygen', '-q', '-H', '-f', path], check=True, capture_output=True)
    with open(path, encoding='ascii') as hashed:
        text = hashed.read()
    assert text.startswith('|1|')
    probe.ok(ask(text))
    with open(server.log, encoding='utf-8') as log:
        assert log.read().count('Accepted publickey') == 3, 'the identity was offered to a stranger'
    probe.close()


@tap.case('what the server says of a repository that is not there')
def missing(t):
    repo, server, _, identity = served(t)
    probe = Probe(t)
    probe.give(secret('git', identity=identity, known_hosts=server.known_hosts()))
    obj = repository(server.url('/nowhere/app.git'), ref={'branch': 'main'}, secretRef={'name': 'git'})
    probe.fails(obj, 'not-found', 'does not appear to be a git repository')
    for path in ('/x%27%3Btouch%20' + t.path('pwned').replace('/', '%2f'), '/$(touch%20' + t.path('pwned') + ')', '/`id`'):
        probe.fetch(repository(server.url(path), ref={'branch': 'main'}, secretRef={'name': 'git'}))
    assert not os.path.exists(t.path('pwned'))
    server.stop()
    probe.fails(app(server, repo), 'transient', 'cannot connect')
    probe.close()


@tap.case('a server that says nothing: deadline and cancel')
def silent(t):
    import socket
    repo, server, _, identity = served(t)
    probe = Probe(t)
    probe.give(secret('git', identity=identity, known_hosts=server.known_hosts()))
    with socket.socket() as mute:
        mute.bind(('127.0.0.1', 0))
        mute.listen(8)
        obj = repository(f'ssh://git@127.0.0.1:{mute.getsockname()[1]}/app.git', ref={'branch': 'main'}, secretRef={'name': 'git'})
        start = time.monotonic()
        probe.fails(obj, 'timeout', 'ssh://git@127.0.0.1', timeout_ms=400)
        assert probe.fetch(obj, cancel_ms=200).code == 'cancelled'
        assert time.monotonic() - start < 3 * PATIENCE
    probe.close()


tap.main()
