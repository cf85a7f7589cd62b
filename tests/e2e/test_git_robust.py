#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What goes wrong between here and there: cut, spoilt, slow, refused answers, kills, a damaged disk. Never half a state."""
import os
import random
import threading
import time

from lib import tap
from lib.git_probe import Probe, repository
from lib.git_server import GitServer, Repository
from lib.weir import PATIENCE


def served(t, count=30):
    repo = Repository(t.path('repos/app.git'))
    for i in range(count):
        repo.write(f'd{i % 5}/f{i}.yaml', f'i: {i} {os.urandom(30).hex()}\n' * (1 + i % 7))
    repo.commit()
    server = GitServer(t.path('repos'))
    t.defer(server.stop)
    return repo, server, repository(server.url('app.git'), ref={'branch': 'main'})


def store_of(probe):
    state = os.path.join(probe.folder, 'state')
    return os.path.join(state, os.listdir(state)[0])


@tap.case('a pack that is cut anywhere is an error, and the next fetch is whole')
def cut(t):
    repo, server, obj = served(t)
    probe = Probe(t)
    first = probe.ok(obj)
    repo.write('new.yaml', 'x: ' + os.urandom(300).hex())
    sha = repo.commit()
    sizes = []
    server.spoil = lambda data: sizes.append(len(data)) or data
    Probe(t, 'measure').ok(obj)
    server.spoil = None
    # Cut quietly: the length that is announced is that of the rest, so only Git's own framing tells.
    for at in [*range(0, 60), *range(60, sizes[0], max(1, sizes[0] // 60))]:
        server.spoil = lambda data, end=at: data[:end]
        answer = probe.fetch(obj, first)
        assert answer.code != 'ok' or answer.revision == f'main@sha1:{sha}', f'{at}: {answer}'
        assert probe.read('d0/f0.yaml').startswith('i: 0')
    server.spoil = None
    got = probe.ok(obj, first)
    assert got.revision == f'main@sha1:{sha}' and 'new.yaml' in got.files
    pack = os.path.join(store_of(probe), 'objects', 'pack')
    assert all(n.endswith(('.pack', '.idx')) for n in os.listdir(pack)), os.listdir(pack)
    probe.close()


@tap.case('a connection that ends early')
def hang_up(t):
    _, server, obj = served(t)
    probe = Probe(t)
    for at in (0, 1, 40, 1000):
        server.cut = at
        probe.fails(obj, 'transient', 'app.git')
    server.cut = None
    probe.ok(obj)
    probe.close()


@tap.case('one byte of a pack turned over is always found')
def spoilt(t):
    _, server, obj = served(t, 8)
    probe, chance = Probe(t), random.Random(7)

    def flip(data):
        at = chance.randrange(len(data))
        return data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1:]

    good = Probe(t, 'good').ok(obj)
    server.spoil = flip
    for i in range(120):
        answer = Probe(t, 'one').fetch(obj) if i % 40 == 0 else probe.fetch(obj)
        if answer.code == 'ok':  # the byte was in a frame's text that says nothing
            assert answer.files == good.files, answer
            break
    server.spoil = None
    assert probe.ok(obj).files == good.files
    probe.close()


@tap.case('answers that are not Git')
def rubbish(t):
    _, server, obj = served(t)
    probe = Probe(t)
    for data in (b'', b'<html>', b'0000', b'zzzz', b'000eERR stop!\n', b'0008NAK\n', b'0008NAK\n0000',
                 b'0008NAK\n' + b'0006\x01P' + b'0000', b'0034shallow ' + b'0' * 40 + b'0000', b'ffff' + b'x' * 100):
        server.spoil = lambda _, out=data: out
        answer = probe.fetch(obj)
        assert answer.code in ('transient', 'not-found'), f'{data}: {answer}'
    server.spoil = None
    probe.ok(obj)
    probe.close()


@tap.case('statuses of the server, and its wish for a pause')
def statuses(t):
    _, server, obj = served(t)
    probe = Probe(t)
    for status, code in ((500, 'transient'), (502, 'transient'), (429, 'transient'), (403, 'auth'), (404, 'not-found'), (410, 'not-found')):
        server.status = status
        probe.fails(obj, code, 'app.git')
    server.status, server.headers = 503, {'Retry-After': '7'}
    assert probe.fails(obj, 'transient', '503').retry_after_ms == 7000
    server.status = None
    server.stop()
    probe.close()
    Probe(t).fails(obj, 'transient', 'app.git')


@tap.case('cancel and deadline end a fetch at once, in either of its requests')
def stops(t):
    _, server, obj = served(t)
    probe = Probe(t)
    server.delay = 5
    start = time.monotonic()
    assert probe.fetch(obj, timeout_ms=300).code == 'timeout'
    assert time.monotonic() - start < 2 * PATIENCE
    server.delay = 0
    slow = threading.Event()
    server.spoil = lambda data: slow.wait(5) and b'' or data
    start = time.monotonic()
    assert probe.fetch(obj, timeout_ms=500).code == 'timeout'
    assert probe.fetch(obj, cancel_ms=300).code == 'cancelled'
    assert time.monotonic() - start < 3 * PATIENCE
    slow.set()
    probe.close()
    server.spoil = None
    Probe(t).ok(obj)


@tap.case('kill -9 at any moment leaves a store that works')
def kills(t):
    repo, server, obj = served(t, 60)
    Probe(t).ok(obj)
    chance, alive, have = random.Random(11), 0, None
    for i in range(25):
        repo.write('d0/f0.yaml', f'round: {i}\n')
        sha = repo.commit()
        probe = Probe(t)
        timer = threading.Timer(chance.random() * 0.06, probe.process.kill)
        timer.start()
        try:
            probe.fetch(obj, have)
        except (AssertionError, BrokenPipeError):
            pass
        timer.cancel()
        probe.kill()
        if i % 5 == 4:
            probe = Probe(t)
            have = probe.ok(obj)
            assert have.revision == f'main@sha1:{sha}' and probe.read('d0/f0.yaml') == f'round: {i}\n'
            assert len(have.files) == 65, len(have.files)
            alive += 1
            probe.close()
    assert alive == 5
    left = [n for _, _, names in os.walk(store_of(probe)) for n in names if 'tmp' in n or n.endswith('.lock')]
    assert not left, left


@tap.case('what a killed fetch left is removed')
def sweep(t):
    repo, _, obj = served(t)
    probe = Probe(t)
    probe.ok(obj)
    objects = os.path.join(store_of(probe), 'objects')
    for name in ('tmp_object_git2_abc', 'pack/pack_git2_abc', 'pack/pack-' + '1' * 40 + '.idx.lock', 'pack/pack-' + '2' * 40 + '.pack',
                 'pack/pack-' + '3' * 40 + '.idx'):
        with open(os.path.join(objects, name), 'wb') as out:
            out.write(b'x')
    repo.write('n', 'x')
    repo.commit()
    probe.ok(obj)
    names = os.listdir(objects) + os.listdir(os.path.join(objects, 'pack'))
    assert not [n for n in names if 'tmp' in n or 'git2' in n or 'lock' in n or '111' in n or '222' in n or '333' in n], names
    probe.close()


@tap.case('a byte of the stored objects turned over: found at the next use, fetched anew')
def damage(t):
    _, server, obj = served(t)
    probe = Probe(t)
    good = probe.ok(obj)
    probe.close()
    pack = os.path.join(store_of(probe), 'objects', 'pack')
    name = os.path.join(pack, next(n for n in os.listdir(pack) if n.endswith('.pack')))
    with open(name, 'rb') as data:
        raw = bytearray(data.read())
    for at in range(60, len(raw) - 20, 97):
        raw[at] ^= 0xff
    os.chmod(name, 0o600)
    with open(name, 'wb') as data:
        data.write(raw)
    probe = Probe(t)
    opened = probe.ask('open', object=obj, revision=good.revision, info=good.info)
    found = opened.code != 'ok' or any(probe.ask('read', name='flux-system/app', path=p).code != 'ok'
                                       for p in good.files if not p.endswith('/'))
    assert found, 'nobody noticed'
    server.forget()
    again = probe.ok(obj, good)
    assert again.unchanged is False and server.requests, again
    assert again.files == good.files
    for path in good.files:
        if not path.endswith('/'):
            probe.read(path)
    probe.close()


@tap.case('two hosts on one state folder take turns')
def together(t):
    repo, _, obj = served(t)
    probes = [Probe(t) for _ in range(3)]
    for i in range(6):
        repo.write('n', f'{i}')
        sha = repo.commit()
        answers = [None] * 3

        def one(k):
            answers[k] = probes[k].fetch({**obj, 'metadata': {'name': f'app{k}', 'namespace': 'flux-system'}})

        threads = [threading.Thread(target=one, args=(k,)) for k in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert all(a.code == 'ok' and a.revision == f'main@sha1:{sha}' for a in answers), answers
        for k, probe in enumerate(probes):
            assert probe.read('n', name=f'flux-system/app{k}') == f'{i}'
    for probe in probes:
        probe.close()


@tap.case('a state folder that cannot be written says so')
def read_only(t):
    _, _, obj = served(t)
    probe = Probe(t)
    state = os.path.join(probe.folder, 'state')
    probe.ask('facts')
    os.rmdir(state)
    answer = probe.fetch(obj)
    assert answer.code == 'internal' and answer.reason == 'StorageOperationFailed', answer
    probe.close()


tap.main()
