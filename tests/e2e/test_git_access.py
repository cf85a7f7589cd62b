#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Who may read a repository: credentials, certificates, redirects, mirrors; and that nothing secret is ever told."""
import json

from lib import tap
from lib.git_probe import Probe, repository, secret
from lib.git_server import Authority, GitServer, Repository, basic

CANARY = 'c4n4ry-p4ssw0rd'


def served(t, **options):
    repo = Repository(t.path('repos/app.git'))
    repo.write('a.yaml', 'a: 1\n')
    sha = repo.commit()
    server = GitServer(t.path('repos'), **options)
    t.defer(server.stop)
    return server, sha


def app(server, **spec):
    return repository(server.url('app.git'), ref={'branch': 'main'}, **spec)


def quiet(answer):
    assert CANARY not in json.dumps(answer), f'a secret is told: {answer}'
    return answer


@tap.case('user name and password')
def basic_auth(t):
    server, sha = served(t, authorization=basic('robot', CANARY))
    probe = Probe(t)
    quiet(probe.fails(app(server), 'auth', 'app.git', 'spec.secretRef'))
    quiet(probe.fails(app(server, secretRef={'name': 'git'}), 'not-found', 'Secret flux-system/git'))
    probe.give(secret('git', username='robot', password='wrong-' + CANARY))
    quiet(probe.fails(app(server, secretRef={'name': 'git'}), 'auth', 'Secret flux-system/git', 'refuses'))
    probe.give(secret('git', username='robot', password=CANARY))
    got = quiet(probe.ok(app(server, secretRef={'name': 'git'})))
    assert got.revision == f'main@sha1:{sha}'
    redacted = probe.ask('facts').redacted
    assert CANARY in redacted and basic('robot', CANARY).split()[1] in redacted, redacted
    probe.close()


@tap.case('user:password@ in the address')
def in_url(t):
    server, _ = served(t, authorization=basic('robot', CANARY))
    probe = Probe(t)
    address = server.url('app.git').replace('://', f'://robot:{CANARY}@')
    quiet(probe.ok(repository(address, ref={'branch': 'main'})))
    server.status = 500
    quiet(probe.fails(repository(address, ref={'branch': 'main'}), 'transient', '500'))
    probe.close()


@tap.case('bearer token')
def bearer(t):
    server, _ = served(t, authorization='Bearer ' + CANARY)
    probe = Probe(t)
    probe.give(secret('token', bearerToken=CANARY), secret('both', bearerToken=CANARY, username='x', password='y'),
               secret('broken', bearerToken=CANARY + '\r\nX-Evil: 1'))
    quiet(probe.ok(app(server, secretRef={'name': 'token'})))
    probe.give(secret('token', bearerToken=CANARY + '\n'))
    quiet(probe.ok(app(server, secretRef={'name': 'token'})))
    quiet(probe.fails(app(server, secretRef={'name': 'both'}), 'auth', 'both username and bearerToken'))
    quiet(probe.fails(app(server, secretRef={'name': 'broken'}), 'auth', 'line break'))
    odd = secret('odd')
    odd['data']['username'] = '%%%'
    probe.give(odd)
    quiet(probe.fails(app(server, secretRef={'name': 'odd'}), 'auth', 'username', 'base64'))
    assert all('X-Evil' not in headers for _, _, headers in server.requests)
    probe.close()


@tap.case('a CA of its own, and a client certificate')
def tls(t):
    authority = Authority(t.path('ca'))
    server, _ = served(t, tls=authority)
    probe = Probe(t)
    quiet(probe.fails(app(server), 'auth', 'certificate'))
    probe.give(secret('ca', ca__crt=Authority.text(authority.ca)), secret('old', caFile=Authority.text(authority.ca)))
    probe.ok(app(server, secretRef={'name': 'ca'}))
    probe.ok(app(server, secretRef={'name': 'old'}))
    probe.give(secret('wrong', ca__crt=Authority.text(Authority(t.path('ca2')).ca)))
    probe.fails(app(server, secretRef={'name': 'wrong'}), 'auth', 'certificate')
    server.stop()
    mutual = GitServer(t.path('repos'), tls=authority, client_ca=True)
    t.defer(mutual.stop)
    pair = {'tls__crt': Authority.text(authority.client_cert), 'tls__key': Authority.text(authority.client_key)}
    probe.give(secret('pair', ca__crt=Authority.text(authority.ca), **pair),
               secret('half', ca__crt=Authority.text(authority.ca), tls__crt=pair['tls__crt']))
    probe.fails(app(mutual, secretRef={'name': 'half'}), 'auth', 'without tls.key')
    probe.ok(app(mutual, secretRef={'name': 'pair'}))
    probe.close()


@tap.case('a redirect to another host gets no credentials; the pack comes from where it led')
def redirect(t):
    behind, sha = served(t)
    front = GitServer(t.path('repos'), authorization=basic('robot', CANARY))
    t.defer(front.stop)
    front.redirect = behind.url()
    probe = Probe(t)
    probe.give(secret('git', username='robot', password=CANARY))
    got = quiet(probe.ok(app(front, secretRef={'name': 'git'})))
    assert got.revision == f'main@sha1:{sha}'
    assert [m for m, _, _ in front.requests] == ['GET'] and [m for m, _, _ in behind.requests] == ['GET', 'POST']
    assert all('Authorization' not in headers for _, _, headers in behind.requests), behind.requests
    probe.close()


@tap.case('a mirrored ssh address: the Secret is not even looked up')
def mirror(t):
    server, sha = served(t)
    probe = Probe(t)
    probe.mirror('ssh://git@github.com/', server.url())
    obj = repository('ssh://git@github.com/app.git', ref={'branch': 'main'}, secretRef={'name': 'not-there'})
    got = probe.ok(obj)
    assert got.revision == f'main@sha1:{sha}'
    assert got.info['url'] == f'https://github.com/app/commit/{sha}', got.info
    probe.mirror('ssh://git@github.com/', server.url('nowhere/'))
    probe.fails(obj, 'not-found', 'ssh://git@github.com/app.git', 'mirror http://127.0.0.1')
    probe.close()


@tap.case('a mirrored https address')
def mirror_https(t):
    server, sha = served(t)
    probe = Probe(t)
    probe.mirror('https://git.example.com/x', server.url().rstrip('/'))
    probe.give(secret('git', username='robot', password=CANARY))
    got = probe.ok(repository('https://git.example.com/x/app.git', ref={'branch': 'main'}, secretRef={'name': 'git'}))
    assert got.revision == f'main@sha1:{sha}'
    assert all('Authorization' not in headers for _, _, headers in server.requests)
    probe.close()


@tap.case('two objects of one address but other Secrets share no objects')
def apart(t):
    server, _ = served(t, authorization=basic('robot', CANARY))
    probe = Probe(t)
    probe.give(secret('good', username='robot', password=CANARY), secret('bad', username='robot', password='no-password'))
    got = probe.ok(app(server, secretRef={'name': 'good'}))
    commit = got.revision.split('sha1:')[1]
    probe.fails(repository(server.url('app.git'), name='thief', ref={'commit': commit}, secretRef={'name': 'bad'}), 'auth')
    probe.fails(repository(server.url('app.git'), name='thief', namespace='other', ref={'commit': commit}), 'auth')
    probe.close()


tap.main()
