#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Messages that change: rollouts and digests are edited, failures call somebody, recoveries are told."""
import time

from lib import tap
from lib.notify_setup import Lab
from lib.weir import Host, wait_for

GREEN, RED = 0x2ecc71, 0xe74c3c


def shown(lab, text=''):
    """Embeds that a reader sees now, whose title or description has @text."""
    with lab.server.lock:
        found = [m['embeds'][0] for m in lab.server.shown.values()]
    return [e for e in found if text in e['title'] or text in e.get('description', '')]


def posts(lab):
    return len(lab.server.messages)


@tap.case('rollout: each unit has one message a revision, edited to its final state')
def rollout(t):
    lab = Lab(t, apps=3, rendered=True, limit=1000)
    lab.write_config(kustomize='{}', discord='{messages: rollout}')
    host = Host(t, lab.config)
    host.wait_ready(*lab.units())
    lab.wait_quiet_edits()
    for n in range(3):
        mine = shown(lab, f'/app-{n}:')
        assert len(mine) == 1 and mine[0]['color'] == GREEN and 'succeeded' in mine[0]['title'], mine
    assert any(verb == 'PATCH' for verb, _ in lab.server.changes)
    lab.commit('second')
    wait_for('a message of the new revision', lambda: len(shown(lab, '/app-1:')) == 2)
    lab.wait_quiet_edits()
    assert not lab.server.refused, lab.server.refused
    assert host.stop() == 0


@tap.case('rollout: a failure is a new message that calls, its end edits it and says so')
def failure(t):
    lab = Lab(t, apps=2, rendered=True, limit=1000, alert='  eventMetadata: {env: lab}\n')
    lab.write_config(kustomize='{}', discord='{messages: rollout, mention: "<@&4711>"}')
    host = Host(t, lab.config)
    host.wait_ready(*lab.units())
    lab.wait_quiet_edits()
    assert not any(m.get('content') for m in lab.server.messages)
    lab.commit('broken', broken=[1])
    wait_for('a red message', lambda: [e for e in shown(lab, '/app-1:') if e['color'] == RED])
    lab.wait_quiet_edits()
    calls = [m for m in lab.server.messages if m.get('content')]
    assert [m['content'] for m in calls] == ['<@&4711>'], calls
    assert calls[0]['allowed_mentions'] == {'parse': [], 'roles': ['4711']}, calls
    lab.commit('mended')
    wait_for('the recovery', lambda: [e for e in shown(lab, '/app-1:')
                                      for f in e.get('fields', []) if f['name'] == 'Recovered'])
    lab.wait_quiet_edits()
    assert len([m for m in lab.server.messages if m.get('content')]) == 1
    assert not lab.server.refused, lab.server.refused
    assert host.stop() == 0


@tap.case('digest: a commit is one message for all units; an annotation of the Alert chooses it')
def digest(t):
    lab = Lab(t, apps=6, rendered=True, limit=1000)
    with open(t.path('notify.yaml'), encoding='utf-8') as text:
        objects = text.read()
    t.write('notify.yaml', objects.replace(
        'metadata: {name: all, namespace: flux-system}',
        'metadata: {name: all, namespace: flux-system, annotations: {weir/discord-messages: digest, '
        "weir/discord-mention: '@here'}}"))
    host = Host(t, lab.config)
    host.wait_ready(*lab.units())
    lab.wait_quiet_edits()
    assert posts(lab) == 1, [m['embeds'][0]['title'] for m in lab.server.messages]
    one = shown(lab)[0]
    assert '7 ready' in one['title'] and one['color'] == GREEN, one
    assert all(f'/app-{n}:' in one['description'] for n in range(6)), one
    lab.commit('broken', broken=[2])
    wait_for('a red digest', lambda: [e for e in shown(lab) if e['color'] == RED])
    lab.wait_quiet_edits()
    red = [e for e in shown(lab) if e['color'] == RED]
    assert len(red) == 1 and '1 failed' in red[0]['title'] and 'cm.yaml' in red[0]['description'], red
    assert len([m for m in lab.server.messages if m.get('content') == '@here']) == 1
    host.stop()
    host = Host(t, lab.config)  # the digest goes on after a restart
    before = posts(lab)
    lab.commit('mended')
    wait_for('a green digest', lambda: [e for e in shown(lab, 'recovered after') if e['color'] == GREEN])
    lab.wait_quiet_edits()
    assert posts(lab) == before + 1, 'a new commit is one new message'
    assert not lab.server.refused, lab.server.refused
    assert host.stop() == 0


@tap.case('a message that somebody deletes is made again; 429 and 500 of an edit lose nothing')
def deleted(t):
    lab = Lab(t, apps=2, rendered=True, limit=3, seconds=0.5)
    lab.write_config(kustomize='{}', discord='{messages: digest}')
    host = Host(t, lab.config)
    host.wait_ready(*lab.units())
    lab.wait_quiet_edits()
    with lab.server.lock:
        lab.server.shown.clear()
        lab.server.faults = [500]
    lab.commit('second')
    wait_for('a digest', lambda: shown(lab, '/app-1:'))
    with lab.server.lock:
        lab.server.shown.clear()
    lab.commit('third', broken=[0])
    wait_for('a red digest', lambda: [e for e in shown(lab, '/app-0:') if e['color'] == RED])
    lab.wait_quiet_edits()
    assert not lab.server.refused, lab.server.refused
    assert not lab.undelivered()
    time.sleep(0.1)
    assert host.stop() == 0


if __name__ == '__main__':
    tap.main()
