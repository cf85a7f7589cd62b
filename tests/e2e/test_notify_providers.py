#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Notifiers other than discord, through a running host: chats, commit statuses, signed webhooks, templates.

The exact requests are the unit tests'; here they leave by the host's own HTTP, with Secrets and a swap.
"""
import hashlib
import hmac
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from lib import tap
from lib.notify_setup import Lab
from lib.weir import Host, condition, wait_for

TOKEN = 'canary-t0ken-88412'


class Receiver:
    """Keeps every request; `answers` are [(method, pattern of the path, status, body)], the first that fits."""

    def __init__(self, answers=()):
        self.requests, self.answers = [], list(answers)
        owner = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def log_message(self, *args):
                pass

            def answer(self):
                body = self.rfile.read(int(self.headers.get('Content-Length', 0) or 0))
                owner.requests.append((self.command, self.path, dict(self.headers), body))
                status, text = 200, '{}'
                for method, pattern, code, reply in owner.answers:
                    if method == self.command and re.search(pattern, self.path):
                        status, text = code, reply() if callable(reply) else reply
                        break
                data = text.encode()
                self.send_response(status)
                self.send_header('Content-Length', str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = do_PUT = answer

        self.http = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.http.daemon_threads = True
        self.url = f'http://127.0.0.1:{self.http.server_address[1]}'
        threading.Thread(target=self.http.serve_forever, kwargs={'poll_interval': 0.05}, daemon=True).start()

    def stop(self):
        self.http.shutdown()
        self.http.server_close()

    def bodies(self, method='POST'):
        return [json.loads(body) for verb, _, _, body in self.requests if verb == method]


def lab_of(t, kind, plugin, address, rest='', alert='', **secret):
    receiver = Receiver()
    t.defer(receiver.stop)
    lab = Lab(t, apps=2, rendered=True, provider=kind, rest=rest + '  timeout: 3s\n', alert=alert)
    lab.write_secret(receiver.url + address, **secret)
    lab.write_config(kustomize='{}', **{plugin: '{}'})
    return lab, receiver


def no_token_told(host, lab):
    assert TOKEN not in host.log() + json.dumps(lab.events()) + json.dumps(lab.undelivered())


@tap.case('slack: every event arrives as an attachment, with the token of the Secret')
def slack(t):
    lab, receiver = lab_of(t, 'slack', 'chat', '/services/x', rest='  channel: ops\n', token=TOKEN)
    host = Host(t, lab.config)
    host.wait_ready(*lab.units(), 'Provider/flux-system/hook')
    lab.wait_quiet_edits(receiver.requests)
    texts = [b['attachments'][0] for b in receiver.bodies()]
    assert len(texts) == len(lab.wanted()), (len(texts), lab.wanted())
    assert all(b['channel'] == 'ops' for b in receiver.bodies())
    assert all(h['Authorization'] == f'Bearer {TOKEN}' for _, _, h, _ in receiver.requests)
    assert {'kustomization/app-0.flux-system', 'gitrepository/flux-system.flux-system'} <= {a['author_name'] for a in texts}
    lab.commit('broken', broken=[1])
    wait_for('a danger', lambda: [b for b in receiver.bodies() if b['attachments'][0]['color'] == 'danger'])
    no_token_told(host, lab)
    assert host.stop() == 0


@tap.case('gitea: the commit gets one status a unit, failures too, and none that it has already')
def gitea(t):
    lab, receiver = lab_of(t, 'gitea', 'commitstatus', '/owner/lab.git', token=TOKEN)

    def listed():
        return json.dumps([{'context': b['context'], 'status': b['state'], 'description': b['description']}
                           for b in reversed(receiver.bodies())])
    receiver.answers.append(('GET', '/commits/.*/statuses', 200, listed))
    receiver.answers.append(('POST', '/statuses/', 201, '{}'))
    host = Host(t, lab.config)
    host.wait_ready(*lab.units())
    lab.wait_quiet_edits(receiver.requests)
    last = {b['context'].rsplit('/', 1)[0]: b['state'] for b in receiver.bodies()}
    assert last == {'kustomization/app-0': 'success', 'kustomization/app-1': 'success'}, last
    paths = {path for verb, path, _, _ in receiver.requests if verb == 'POST'}
    assert all(re.fullmatch(r'/api/v1/repos/owner/lab/statuses/[0-9a-f]{40}', p) for p in paths), paths
    assert {p[-40:] for p in paths} == {lab.repo.head()}, (lab.repo.head(), paths)
    assert all(h['Authorization'] == f'token {TOKEN}' for _, _, h, _ in receiver.requests)
    lab.commit('broken', broken=[1])
    wait_for('a failure', lambda: [b for b in receiver.bodies() if b['state'] == 'failure' and 'app-1' in b['context']])
    no_token_told(host, lab)
    assert host.stop() == 0


@tap.case('generic-hmac: the signature is that of the body')
def signed(t):
    lab, receiver = lab_of(t, 'generic-hmac', 'webhook', '/hook', token=TOKEN)
    host = Host(t, lab.config)
    host.wait_ready(*lab.units())
    lab.wait_quiet_edits(receiver.requests)
    assert receiver.requests
    for _, _, headers, body in receiver.requests:
        want = 'sha256=' + hmac.new(TOKEN.encode(), body, hashlib.sha256).hexdigest()
        assert headers['X-Signature'] == want and 'Authorization' not in headers, headers
    assert host.stop() == 0


@tap.case('a template gives messages other words; one that is none makes the Alert not Ready')
def template(t):
    lab, receiver = lab_of(t, 'generic', 'webhook', '/hook')
    with open(t.path('notify.yaml'), encoding='utf-8') as text:
        objects = text.read()
    named = 'metadata: {name: all, namespace: flux-system'
    t.write('notify.yaml', objects.replace(
        named, named + ', annotations: {weir/template: "{{ .involvedObject.name }} in {{ .metadata.cluster }}: {{ .reason }}"}'))
    host = Host(t, lab.config)
    host.wait_ready(*lab.units(), 'Alert/flux-system/all')
    lab.wait_quiet_edits(receiver.requests)
    assert {b['message'] for b in receiver.bodies()} >= {'app-0 in e2e: ReconciliationSucceeded'}, receiver.bodies()
    t.write('notify.yaml', objects.replace(named, named + ', annotations: {weir/template: "{{ if .x }}"}'))
    host.reload()
    said = wait_for('the Alert', lambda: [c for c in [condition(host.units()['Alert/flux-system/all'])]
                                          if 'weir/template' in c.get('message', '')])
    assert 'at character 1' in said[0]['message'], said
    assert host.stop() == 0


@tap.case('a type that weir does not deliver to says so, and its events wait')
def refused(t):
    lab, _ = lab_of(t, 'nats', 'chat', '/x')
    host = Host(t, lab.config)
    host.wait_ready(*lab.units())
    said = wait_for('the Provider', lambda: [c for c in [condition(host.units()['Provider/flux-system/hook'])]
                                             if 'nats' in c.get('message', '')])
    assert 'generic' in said[0]['message'], said
    assert lab.undelivered()
    lab.write_config(kustomize='{}', webhook='{}')  # what takes every other type
    host.reload()
    wait_for('the outbox to be empty', lambda: not lab.undelivered())
    assert host.stop() == 0


if __name__ == '__main__':
    tap.main()
