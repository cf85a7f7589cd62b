#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""certSecretRef and proxySecretRef of Providers and GitRepositories: own CAs, client certificates, proxies."""
from lib import tap
from lib.git_server import Authority, GitServer, Repository
from lib.notify_setup import Lab
from lib.proxy import Proxy, Receiver
from lib.weir import Host, condition, wait_for, weir

CANARY = 'proxy-canary-4711'


def secret(t, name, **keys):
    for key, text in keys.items():
        t.write(f'secrets/flux-system/{name}/{key.replace("_", ".")}', text, mode=0o600)


def certificates(t, authority, name='certs', client=True):
    secret(t, name, ca_crt=authority.text(authority.ca))
    if client:
        secret(t, name, tls_crt=authority.text(authority.client_cert), tls_key=authority.text(authority.client_key))


class Alerts:
    """One app whose events go to a receiver over TLS."""

    def __init__(self, t, rest='', client_ca=False):
        self.ca = Authority(t.path('ca'))
        self.receiver = Receiver(self.ca, client_ca)
        t.defer(self.receiver.stop)
        self.lab = Lab(t, apps=1, notifier='webhook', provider='generic', rest=f'  timeout: 5s\n{rest}')
        self.lab.write_secret(self.receiver.url)

    def once(self):
        return weir('run', '--once', '-c', self.lab.config, check=0)

    def assert_delivered(self):
        got, wanted = len(self.receiver.bodies), len(self.lab.wanted())
        assert got == wanted > 0, f'{got} of {wanted}; {self.lab.undelivered()}'

    def error(self):
        rows = wait_for('a failed delivery', self.lab.undelivered)
        assert not self.receiver.bodies, self.receiver.bodies
        return rows[0]['error'] or ''


@tap.case('a Provider whose receiver has a certificate of its own CA')
def provider_ca(t):
    alerts = Alerts(t, '  certSecretRef: {name: certs}\n')
    certificates(t, alerts.ca, client=False)
    alerts.once()
    alerts.assert_delivered()


@tap.case('a Provider whose receiver wants a certificate of the client')
def provider_client(t):
    alerts = Alerts(t, '  certSecretRef: {name: certs}\n', client_ca=True)
    certificates(t, alerts.ca)
    alerts.once()
    alerts.assert_delivered()


@tap.case('without the CA nothing is sent, the reason is told; when its Secret comes, all arrives')
def provider_unknown_ca(t):
    alerts = Alerts(t, '  certSecretRef: {name: certs}\n')
    other = Authority(t.path('other'))
    certificates(t, other, client=False)
    host = Host(t, alerts.lab.config)
    host.wait_ready(*alerts.lab.units())
    wait_for('the certificate to be blamed', lambda: 'certificate' in alerts.error())
    certificates(t, alerts.ca, client=False)
    alerts.lab.commit('second')
    alerts.lab.wait_quiet()
    alerts.assert_delivered()
    assert host.stop() == 0


@tap.case('a Provider behind a proxy that wants credentials: CONNECT, and the password in no output')
def provider_proxy(t):
    proxy = Proxy('weir', CANARY)
    t.defer(proxy.stop)
    alerts = Alerts(t, '  certSecretRef: {name: certs}\n  proxySecretRef: {name: proxy}\n')
    certificates(t, alerts.ca, client=False)
    secret(t, 'proxy', address=proxy.url, username='weir', password=CANARY)
    run = alerts.once()
    alerts.assert_delivered()
    assert set(proxy.asked) == {f'CONNECT 127.0.0.1:{alerts.receiver.port}'}, proxy.asked
    assert CANARY not in run.stdout + run.stderr


@tap.case('a proxy that refuses: nothing goes around it, the reason is told without the password')
def provider_proxy_refuses(t):
    proxy = Proxy('weir', 'another')
    t.defer(proxy.stop)
    alerts = Alerts(t, '  certSecretRef: {name: certs}\n  proxySecretRef: {name: proxy}\n')
    certificates(t, alerts.ca, client=False)
    secret(t, 'proxy', address=proxy.url, username='weir', password=CANARY)
    run = weir('run', '--once', '-c', alerts.lab.config)
    said = alerts.error()
    assert proxy.refused and not proxy.asked, (proxy.refused, proxy.asked)
    assert 'prox' in said.lower() or '407' in said, said
    assert CANARY not in run.stdout + run.stderr + said


@tap.case('spec.proxy of a Provider')
def provider_plain_proxy(t):
    proxy = Proxy()
    t.defer(proxy.stop)
    alerts = Alerts(t, f'  certSecretRef: {{name: certs}}\n  proxy: {proxy.url}\n')
    certificates(t, alerts.ca, client=False)
    alerts.once()
    alerts.assert_delivered()
    assert proxy.asked


@tap.case('the key proxy of a Provider\'s own Secret')
def provider_secret_proxy(t):
    proxy = Proxy()
    t.defer(proxy.stop)
    alerts = Alerts(t, '  certSecretRef: {name: certs}\n')
    certificates(t, alerts.ca, client=False)
    alerts.lab.write_secret(alerts.receiver.url, proxy=proxy.url)
    alerts.once()
    alerts.assert_delivered()
    assert proxy.asked


GIT = '''apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {{name: home, namespace: flux-system}}
spec:
  interval: 10m
  timeout: 10s
  url: {url}
  ref: {{branch: main}}
{rest}'''


class Git:
    def __init__(self, t, rest, tls=True, client_ca=False):
        self.t = t
        self.ca = Authority(t.path('ca'))
        repo = Repository(t.path('repos/home.git'))
        repo.write('a.yaml', 'a: 1\n')
        self.sha = repo.commit('Begin')
        self.server = GitServer(t.path('repos'), tls=self.ca if tls else None, client_ca=client_ca)
        t.defer(self.server.stop)
        t.write('git.yaml', GIT.format(url=self.server.url('home.git'), rest=rest))
        self.config = t.write('weir.yaml', 'state: ./state\nplugins: {git: {}}\nsecrets: ./secrets\nobjects: [git.yaml]\n')

    def run(self, code=0):
        run = weir('run', '--once', '-c', self.config, check=code)
        assert CANARY not in run.stdout + run.stderr
        return run

    def assert_fetched(self):
        run = weir('get', 'sources', 'git', '-o', 'json', '-c', self.config, check=0)
        assert self.sha in run.stdout, run.stdout


@tap.case('a GitRepository with its own CA and a client certificate')
def git_client(t):
    git = Git(t, '  secretRef: {name: certs}\n', client_ca=True)
    certificates(t, git.ca)
    git.run()
    git.assert_fetched()


@tap.case('a GitRepository whose CA is another: not fetched, and the certificate is blamed')
def git_unknown_ca(t):
    git = Git(t, '  secretRef: {name: certs}\n')
    certificates(t, Authority(t.path('other')), client=False)
    run = git.run(1)
    assert 'certificate' in run.stdout + run.stderr, run
    assert not git.server.requests


@tap.case('a GitRepository behind a proxy that wants credentials, over TLS and without')
def git_proxy(t):
    for tls in (True, False):
        proxy = Proxy('weir', CANARY)
        t.defer(proxy.stop)
        where = t.path('tls' if tls else 'plain')
        inner = Folder(t, where)
        git = Git(inner, '  proxySecretRef: {name: proxy}\n' + ('  secretRef: {name: certs}\n' if tls else ''), tls)
        if tls:
            certificates(inner, git.ca, client=False)
        secret(inner, 'proxy', address=proxy.url, username='weir', password=CANARY)
        git.run()
        git.assert_fetched()
        assert proxy.asked and all(a.startswith('CONNECT ' if tls else ('GET http', 'POST http')) for a in proxy.asked), proxy.asked
        assert len(git.server.requests) >= 1


class Folder:
    """A part of a test's folder, with the same calls."""

    def __init__(self, t, root):
        self.t, self.root = t, root

    def path(self, name):
        return self.t.path(f'{self.root}/{name}')

    def write(self, name, text, mode=None):
        return self.t.write(f'{self.root}/{name}', text, **({'mode': mode} if mode else {}))

    def defer(self, fn):
        self.t.defer(fn)


@tap.case('a GitRepository whose proxy refuses: nothing goes around it')
def git_proxy_refuses(t):
    proxy = Proxy('weir', 'another')
    t.defer(proxy.stop)
    git = Git(t, '  proxySecretRef: {name: proxy}\n  secretRef: {name: certs}\n')
    certificates(t, git.ca, client=False)
    secret(t, 'proxy', address=proxy.url, username='weir', password=CANARY)
    run = git.run(1)
    assert 'the proxy refused with status 407' in run.stdout + run.stderr, run
    assert not git.server.requests and not proxy.asked


if __name__ == '__main__':
    tap.main()
