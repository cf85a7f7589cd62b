#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The outbox: no event is lost or doubled, whatever the receiver, the host or its plugins do.

The receiver is the strict stand-in of lib/discord_server.py, which can be told to fail.
"""
import random
import time

from lib import tap
from lib.discord_server import Bucket
from lib.notify_setup import Lab, in_order
from lib.weir import Host, condition, ready, wait_for, weir


@tap.case('run --once delivers before it ends, and a second run sends nothing')
def once(t):
    lab = Lab(t)
    weir('run', '--once', '-c', lab.config, check=0)
    assert sorted(lab.delivered()) == sorted(lab.wanted()) and lab.delivered(), (lab.delivered(), lab.wanted())
    before = list(lab.delivered())
    weir('run', '--once', '-c', lab.config, check=0)
    assert lab.delivered() == before


@tap.case('a burst keeps the limit of Discord, and the order for each object')
def burst(t):
    lab = Lab(t, apps=12, limit=5, seconds=1.0)
    host = Host(t, lab.config)
    host.wait_ready(*lab.units())
    lab.commit('second')
    lab.wait_quiet()
    assert sorted(lab.delivered()) == sorted(lab.wanted())
    assert lab.server.too_many <= 1, f'{lab.server.too_many} requests were refused with 429'
    for name, numbers in in_order(lab.server.messages).items():
        assert numbers == sorted(numbers), (name, numbers)
    assert host.stop() == 0


@tap.case('429, 5xx, resets and hangs lose nothing and double nothing that was answered')
def faults(t):
    lab = Lab(t, apps=2, limit=1000, rest='  timeout: 1s\n')
    lab.server.slow_seconds = 3
    lab.server.faults = [500, 'reset', 503, 502, 'slow']
    host = Host(t, lab.config)
    host.wait_ready(*lab.units())
    lab.wait_quiet(seconds=120)
    assert not lab.server.faults
    assert sorted(lab.delivered()) == sorted(lab.wanted()), (lab.delivered(), lab.wanted())
    assert host.stop() == 0


@tap.case('429 is obeyed to the fraction of a second')
def retry_after(t):
    lab = Lab(t, apps=1, limit=1000)
    refused = []

    def too_many(handler):
        refused.append(time.monotonic())
        handler.answer(429, {'message': 'You are being rate limited.', 'retry_after': 1.25, 'global': False})
    lab.server.faults = [too_many]
    host = Host(t, lab.config)
    host.wait_ready(*lab.units())
    lab.wait_quiet()
    waited = lab.server.requests[0][0] - refused[0]
    assert waited >= 1.25, waited
    assert sorted(lab.delivered()) == sorted(lab.wanted())


@tap.case('the global limit holds every webhook, and nothing is lost')
def global_limit(t):
    lab = Lab(t, apps=6, limit=1000)
    lab.server.everywhere = Bucket(3, 1.5)
    host = Host(t, lab.config)
    host.wait_ready(*lab.units())
    lab.wait_quiet()
    assert sorted(lab.delivered()) == sorted(lab.wanted()), (lab.delivered(), lab.wanted())
    windows = len(lab.wanted()) / 3 + 2
    assert 0 < lab.server.too_many <= windows, f'{lab.server.too_many} requests were refused with 429'
    assert host.stop() == 0


@tap.case('a message that Discord refuses is a dead letter, and the next ones go on')
def dead_letter(t):
    lab = Lab(t, apps=2, limit=1000)
    lab.server.faults = [400]
    host = Host(t, lab.config)
    host.wait_ready(*lab.units())
    lab.wait_quiet(dead=1)
    dead = lab.undelivered()[0]
    assert dead['state'] == 'dead' and '400' in dead['error'], dead
    assert len(lab.delivered()) == len(lab.wanted()) - 1
    assert 'cannot be delivered' in host.log()
    assert host.stop() == 0


@tap.case('a webhook that is gone is called once, until its Secret changes')
def gone(t):
    lab = Lab(t, apps=3, limit=1000)
    lab.server.known = False
    host = Host(t, lab.config)
    host.wait_ready(*lab.units())
    lab.commit('second')
    wait_for('the Provider to say so', lambda: ready(host.units()['Provider/flux-system/hook']) == 'False')
    assert 'deleted' in condition(host.units()['Provider/flux-system/hook'])['message']
    time.sleep(3)
    assert len(lab.server.requests) == 1, lab.server.requests
    lab.server.known = True
    lab.server.token = 'a-new-token-canary'
    lab.write_secret(lab.server.url())
    lab.commit('third')
    lab.wait_quiet(dead=1)
    wait_for('the Provider to be ready', lambda: ready(host.units()['Provider/flux-system/hook']) == 'True')
    assert sorted(lab.delivered()) == sorted(lab.wanted())[1:], (lab.delivered(), lab.wanted())
    assert host.stop() == 0


@tap.case('kill -9 again and again: every event arrives')
def killed(t):
    random.seed(36)
    lab = Lab(t, apps=4, limit=1000)
    kills = 12
    lab.server.faults = [500 if random.random() < 0.4 else None for _ in range(60)]
    host = Host(t, lab.config)
    for n in range(kills):
        lab.commit(f'change {n}')
        time.sleep(random.uniform(0.2, 1.5))
        host.kill()
        host.start()
    lab.server.faults = []
    lab.wait_quiet(seconds=120)
    got, want = lab.delivered(), lab.wanted()
    assert set(got) == set(want), f'lost: {sorted(set(want) - set(got))}, never stored: {sorted(set(got) - set(want))}'
    doubled = len(got) - len(set(got))
    assert doubled <= kills, f'{doubled} doubled by {kills} kills'
    assert host.stop() == 0


@tap.case('a stop with SIGTERM in the middle doubles nothing')
def stopped(t):
    lab = Lab(t, apps=6, limit=1000)
    host = Host(t, lab.config)
    for n in range(4):
        lab.commit(f'change {n}')
        time.sleep(0.8)
        assert host.stop() == 0
        host.start()
    lab.wait_quiet()
    assert sorted(lab.delivered()) == sorted(lab.wanted())
    assert host.stop() == 0


@tap.case('swap under load: discord replaced by webhook and back, each event arrives once')
def swap(t):
    lab = Lab(t, apps=8, limit=1000)
    host = Host(t, lab.config)
    host.wait_ready(*lab.units())
    for n in range(8):
        lab.commit(f'change {n}')
        time.sleep(random.uniform(0.3, 1.2))
        lab.write_config(**{('webhook', 'discord')[n % 2]: '{}'})
        host.reload()
    lab.wait_quiet()
    assert sorted(lab.delivered()) == sorted(lab.wanted()), (sorted(lab.delivered()), sorted(lab.wanted()))
    shapes = {'embeds' in m for m in lab.server.messages}
    assert shapes == {True, False}, 'both notifiers must have delivered'
    assert not lab.server.refused
    assert host.stop() == 0


@tap.case('without a notifier rows wait and say so; adding one to a running host delivers them')
def no_plugin(t):
    lab = Lab(t, apps=2, notifier=None)
    host = Host(t, lab.config)
    host.wait_ready(*lab.units())
    said = wait_for('the Provider', lambda: condition(host.units().get('Provider/flux-system/hook', {})))
    assert 'no plugin delivers notifications of type "discord"' in said['message'], said
    assert 'no plugin' in wait_for('rows', lab.undelivered)[0]['error']
    lab.write_config(discord='{}')
    host.reload()
    lab.wait_quiet()
    host.wait_ready('Provider/flux-system/hook')
    assert sorted(lab.delivered()) == sorted(lab.wanted()) and lab.delivered()
    assert host.stop() == 0


if __name__ == '__main__':
    tap.main()
