#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""From an event to Discord: what arrives, how it looks, who gets it, and that no secret is told.

The receiver is the strict stand-in of lib/discord_server.py: it refuses what Discord refuses.
"""
import json
import os
import shutil
import time

from lib import tap
from lib.notify_setup import Lab
from lib.weir import Host, condition, ready, wait_for, weir

GREEN, RED = 0x2ecc71, 0xe74c3c


def embeds(lab, name=None):
    found = [m['embeds'][0] for m in lab.server.messages]
    return [e for e in found if name is None or f'/{name}:' in e['title']]


def field(embed, name):
    return next((f['value'] for f in embed.get('fields', []) if f['name'] == name), None)


@tap.case('a source that cannot be fetched is red, with the error in a code block')
def failing_source(t):
    lab = Lab(t, apps=1)
    with open(t.path('units.yaml'), encoding='utf-8') as text:
        units = text.read()
    t.write('units.yaml', units.replace('branch: app-0', 'branch: nowhere'))
    host = Host(t, lab.config)
    wait_for('a red message', lambda: embeds(lab, 'app-0'))
    red = embeds(lab, 'app-0')[0]
    assert red['color'] == RED and red['title'].startswith('\u274c GitRepository/flux-system/app-0: '), red
    assert red['description'].startswith('```') and 'nowhere' in red['description'], red
    lab.repo.push('HEAD:refs/heads/nowhere')
    weir('reconcile', 'source', 'git', 'app-0', '-c', lab.config)
    wait_for('a green message', lambda: embeds(lab, 'app-0')[-1]['color'] == GREEN)
    lab.wait_quiet()
    assert sorted(lab.delivered()) == sorted(lab.wanted())
    assert host.stop() == 0


@tap.case('a commit is green, a broken one red with the error, its revert green again')
def colours(t):
    lab = Lab(t, apps=2, rendered=True)
    host = Host(t, lab.config)
    host.wait_ready(*lab.units(), 'Alert/flux-system/all', 'Provider/flux-system/hook')
    lab.wait_quiet()
    first = [e for e in embeds(lab, 'app-1') if 'succeeded' in e['title']]
    assert first and first[-1]['color'] == GREEN, embeds(lab)
    assert field(first[-1], 'Cluster') == 'e2e', first
    assert 'main@sha1:' in field(first[-1], 'Revision'), first
    lab.commit('broken', broken=[1])
    wait_for('a red message', lambda: [e for e in embeds(lab, 'app-1') if e['color'] == RED])
    red = [e for e in embeds(lab, 'app-1') if e['color'] == RED][0]
    assert red['description'].startswith('```') and 'cm.yaml' in red['description'], red
    count = len(lab.server.messages)
    lab.commit('mended')
    wait_for('a green message', lambda: [m for m in lab.server.messages[count:]
                                         if '/app-1:' in m['embeds'][0]['title'] and m['embeds'][0]['color'] == GREEN])
    lab.wait_quiet()
    assert not lab.server.refused, lab.server.refused
    assert all('wait=true' in path for _, path, _ in lab.server.requests)
    assert sorted(lab.delivered()) == sorted(lab.wanted())
    assert host.stop() == 0


@tap.case('errors only: eventSeverity and exclusionList choose')
def selection(t):
    lab = Lab(t, apps=3, severity='error', alert="  exclusionList: ['nowhere-[2-9]']\n")
    with open(t.path('units.yaml'), encoding='utf-8') as text:
        units = text.read()
    t.write('units.yaml', units.replace('branch: app-1', 'branch: nowhere-1').replace('branch: app-2', 'branch: nowhere-2'))
    host = Host(t, lab.config)
    host.wait_ready('GitRepository/flux-system/app-0')
    wait_for('the error', lambda: embeds(lab, 'app-1'))
    wait_for('the other error', lambda: [e for e in lab.events() if 'nowhere-2' in e['message']])
    time.sleep(1)
    assert all(e['color'] == RED for e in embeds(lab)), embeds(lab)
    assert not embeds(lab, 'app-2'), embeds(lab, 'app-2')
    assert not embeds(lab, 'app-0')
    assert host.stop() == 0


@tap.case('the Secret may come later, and the Provider too: nothing is lost, and both say so')
def later(t):
    lab = Lab(t, apps=2, secret=False)
    os.rename(t.path('notify.yaml'), t.path('both.yaml'))
    t.write('notify.yaml', lab.alert)
    host = Host(t, lab.config)
    host.wait_ready(*lab.units())
    alert = wait_for('the Alert', lambda: host.units().get('Alert/flux-system/all'))
    wait_for('the Alert to say so', lambda: 'does not exist' in condition(host.units()['Alert/flux-system/all'])
             .get('message', ''))
    assert ready(alert) != 'True'
    waiting = wait_for('rows', lab.undelivered)
    assert 'Provider/flux-system/hook does not exist' in waiting[0]['error'], waiting
    t.write('notify.yaml', f'{lab.provider}---\n{lab.alert}')
    host.reload()
    host.wait_ready('Alert/flux-system/all')
    wait_for('the missing Secret to be named',
             lambda: all('Secret flux-system/hook' in (r['error'] or '') for r in lab.undelivered()))
    assert not lab.server.requests
    lab.write_secret(lab.server.url())
    lab.commit('second')
    lab.wait_quiet()
    assert sorted(lab.delivered()) == sorted(lab.wanted())
    assert host.stop() == 0


@tap.case('a Provider that is taken away: its Alert says so at once, and again when it is back')
def taken_away(t):
    lab = Lab(t, apps=1)
    host = Host(t, lab.config)
    host.wait_ready('Alert/flux-system/all', 'Provider/flux-system/hook', *lab.units())
    t.write('notify.yaml', lab.alert)
    wait_for('the Alert to say so', lambda: condition(host.units()['Alert/flux-system/all']).get('reason') == 'ProviderNotFound')
    t.write('notify.yaml', f'{lab.provider}---\n{lab.alert}')
    host.wait_ready('Alert/flux-system/all')
    assert host.stop() == 0


@tap.case('the folder of Secrets may come after the start, and be replaced')
def late_folder(t):
    lab = Lab(t, apps=1)
    os.rename(t.path('secrets'), t.path('aside'))
    host = Host(t, lab.config)
    host.wait_ready(*lab.units())
    wait_for('the folder to be missed', lambda: any('Secret flux-system/hook' in (r['error'] or '') for r in lab.undelivered()))
    os.rename(t.path('aside'), t.path('secrets'))
    lab.commit('second')
    lab.wait_quiet()
    os.rename(t.path('secrets'), t.path('aside'))
    shutil.copytree(t.path('aside'), t.path('secrets'))
    lab.write_secret(lab.server.url('/other'))
    lab.commit('third')
    lab.wait_quiet()
    assert sorted(lab.delivered()) == sorted(lab.wanted())
    assert host.stop() == 0


@tap.case('the Secret may be one that a Kustomization writes into the target')
def secret_of_target(t):
    lab = Lab(t, apps=2, secret=False, rendered=True)
    lab.repo.write('apps/0/secret.yaml', 'apiVersion: v1\nkind: Secret\nmetadata: {name: hook, namespace: flux-system}\n'
                   f'stringData: {{address: "{lab.server.url()}"}}\n')
    lab.repo.commit('with the Secret')
    host = Host(t, lab.config)
    host.wait_ready(*lab.units())
    lab.wait_quiet()
    assert sorted(lab.delivered()) == sorted(lab.wanted()) and lab.delivered()
    assert host.stop() == 0


@tap.case('the generic shape: token, headers and id')
def generic(t):
    lab = Lab(t, apps=1, notifier='webhook', provider='generic')
    lab.write_secret(lab.server.hook(), token='bearer-canary\n', headers='X-Team: "home-canary"\n')
    weir('run', '--once', '-c', lab.config, check=0)
    assert len(lab.server.posts) == len(lab.wanted()) > 0
    for headers, event in lab.server.posts:
        assert headers['authorization'] == 'Bearer bearer-canary', headers
        assert headers['x-team'] == 'home-canary' and headers['content-type'] == 'application/json'
        assert event['metadata']['cluster'] == 'e2e', event
        assert int(headers['weir-event-id'].rsplit('-', 1)[1]) in lab.wanted()


@tap.case('an object with an error says which field, and the other Alert goes on')
def invalid(t):
    lab = Lab(t, apps=1)
    bad = lab.alert.replace('name: all', 'name: bad').replace('eventSeverity: info', 'eventSeverity: loud')
    t.write('notify.yaml', f'{lab.provider}---\n{lab.alert}---\n{bad}')
    host = Host(t, lab.config)
    host.wait_ready(*lab.units(), 'Alert/flux-system/all')
    lab.wait_quiet()
    said = condition(host.units()['Alert/flux-system/bad'])
    assert said['status'] == 'False' and said['message'].startswith('spec.eventSeverity: '), said
    assert lab.delivered()
    assert host.stop() == 0


def outputs(t, host, config):
    """All that weir can be made to print, and all that it leaves behind but the Secret's own file."""
    yield 'log', host.log()
    for args in (['get', 'all', '-A', '-o', 'json'], ['get', 'all', '-A', '-o', 'yaml'], ['get', 'all', '-A', '-o', 'wide'],
                 ['events', '-A', '-o', 'json', '--limit', '0'], ['events', '--undelivered', '-o', 'json'],
                 ['events', '--undelivered'], ['events', '-A']):
        run = weir(*args, '-c', config)
        yield ' '.join(args), run.stdout + run.stderr
    with open(f'/proc/{host.process.pid}/cmdline', 'rb') as text:
        yield 'cmdline', text.read().decode()
    with open(f'/proc/{host.process.pid}/environ', 'rb') as text:
        yield 'environ', text.read().decode(errors='replace')
    for root, _, names in os.walk(t.path('state')):
        for path in (os.path.join(root, name) for name in names):
            if os.path.isfile(path):
                with open(path, 'rb') as data:
                    yield path, data.read().decode('latin-1')


@tap.case('canary: the webhook token is in no output, whatever goes wrong')
def canary(t):
    lab = Lab(t, apps=2, limit=3, seconds=0.5, rest='  timeout: 1s\n')
    lab.server.slow_seconds = 2

    def echo(status):
        """An answer that repeats the address, as proxies and debug pages do."""
        return lambda handler: handler.answer(status, {'message': f'no {handler.path} at {lab.server.url()}', 'code': 1})
    lab.server.faults = [echo(500), 'reset', 'slow', echo(400), echo(403)]
    host = Host(t, lab.config, '--log-level', 'debug')
    host.wait_ready(*lab.units())
    lab.commit('second', broken=[0])
    wait_for('the faults to be used up', lambda: not lab.server.faults, 60)
    time.sleep(1)
    lab.server.stop()  # and connection refused at last
    lab.commit('third')
    time.sleep(2)
    token = lab.server.token
    assert any(token in r[1] for r in lab.server.requests), 'the test must have sent it'
    leaks = [name for name, text in outputs(t, host, lab.config) if token in text]
    assert not leaks, leaks
    host.stop()
    assert token not in host.log()
    assert token not in json.dumps([m for m in lab.server.messages if m.pop('_headers', None) is not None or True])


@tap.case('canary: an address written into the Provider itself is as secret')
def inline_address(t):
    lab = Lab(t, apps=1, secret=None)
    inline = lab.provider.replace('spec:\n', f'spec:\n  address: {lab.server.url()}\n')
    t.write('notify.yaml', f'{inline}---\n{lab.alert}')
    lab.server.faults = [500, 400]
    host = Host(t, lab.config, '--log-level', 'debug')
    host.wait_ready(*lab.units())
    lab.wait_quiet(dead=1)
    leaks = [name for name, text in outputs(t, host, lab.config) if lab.server.token in text and '/state/' not in name]
    assert not leaks, leaks
    assert host.stop() == 0


if __name__ == '__main__':
    tap.main()
