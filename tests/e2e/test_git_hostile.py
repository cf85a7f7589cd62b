#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Repositories made to hurt: they are refused as a whole, with the path that is wrong, and cost little."""
import hashlib
import os
import struct
import time
import zlib

from lib import tap
from lib.git_probe import Probe, repository
from lib.git_server import GitServer, Repository, git
from lib.weir import PATIENCE


def served(t):
    repo = Repository(t.path('repos/app.git'))
    repo.write('good.yaml', 'a: 1\n')
    repo.commit()
    server = GitServer(t.path('repos'))
    t.defer(server.stop)
    return repo, repository(server.url('app.git'), ref={'branch': 'main'})


def blob(repo, data=b'x'):
    return git(repo.path, 'hash-object', '-w', '--stdin', stdin=data, text=False).decode().strip()


def tree(repo, *entries):
    """A tree object of (mode, name, id), whatever the names are."""
    raw = b''.join(mode + b' ' + name + b'\0' + bytes.fromhex(oid) for mode, name, oid in entries)
    return git(repo.path, 'hash-object', '-w', '-t', 'tree', '--literally', '--stdin', stdin=raw, text=False).decode().strip()


def publish(repo, tree_id):
    text = f'tree {tree_id}\nauthor A <a@b> 1700000000 +0000\ncommitter A <a@b> 1700000000 +0000\n\nhostile\n'.encode()
    sha = git(repo.path, 'hash-object', '-w', '-t', 'commit', '--literally', '--stdin', stdin=text, text=False).decode().strip()
    git(repo.path, 'update-ref', 'refs/heads/main', sha)
    return sha


NAMES = {
    'a .git folder': b'.git', 'another case': b'.GiT', 'a trailing space': b'.git ', 'a trailing dot': b'.git.',
    'a short name': b'git~1', 'an ignorable code point': '.g\u200cit'.encode(), 'the parent': b'..', 'the folder itself': b'.',
    'a slash': b'a/../../etc/passwd', 'a newline': b'a\nb', 'an escape sequence': b'\x1b[2Jx', 'no name': b'',
}


@tap.case('names that are no names')
def names(t):
    repo, obj = served(t)
    probe = Probe(t)
    first = probe.ok(obj)
    leaf = blob(repo)
    for what, name in NAMES.items():
        publish(repo, tree(repo, (b'100644', b'ok.yaml', leaf), (b'40000', b'sub', tree(repo, (b'100644', name, leaf)))))
        if not name:  # Git's own server does not send such a tree
            probe.fails(obj, 'transient', 'the server refused', have=first.revision, info=first.info)
            continue
        got = probe.fails(obj, 'transient', 'refused', 'sub', have=first.revision, info=first.info)
        assert '\x1b' not in got.message and '\n' not in got.message, what
        publish(repo, tree(repo, (b'40000', name, tree(repo, (b'100755', b'post-checkout', leaf)))))
        probe.fails(obj, 'transient', 'refused', have=first.revision, info=first.info)
    assert probe.read('good.yaml') == 'a: 1\n', 'the artifact in use stays'
    probe.close()


@tap.case('hidden below an ignored folder is refused too')
def ignored(t):
    repo, obj = served(t)
    leaf = blob(repo)
    publish(repo, tree(repo, (b'40000', b'docs', tree(repo, (b'40000', b'.git', tree(repo, (b'100644', b'config', leaf)))))))
    obj['spec']['ignore'] = '/*\n'
    probe = Probe(t)
    probe.fails(obj, 'transient', 'docs/.git')
    probe.close()


@tap.case('doubled names, odd modes, wrong types')
def shapes(t):
    repo, obj = served(t)
    leaf, probe = blob(repo), Probe(t)
    publish(repo, tree(repo, (b'100644', b'a', leaf), (b'100644', b'a', leaf)))
    probe.fails(obj, 'transient', '"a"', 'twice')
    publish(repo, tree(repo, (b'120000', b'a', blob(repo, b'/etc')), (b'40000', b'a', tree(repo, (b'100644', b'passwd', leaf)))))
    probe.fails(obj, 'transient', '"a"', 'twice')
    publish(repo, tree(repo, (b'060000', b'dev', leaf)))
    probe.fails(obj, 'transient', '"dev"', 'mode')
    publish(repo, tree(repo, (b'40000', b'not-a-tree', leaf)))
    answer = probe.fetch(obj)
    assert answer.code != 'ok', 'a file where a folder belongs'
    publish(repo, leaf)
    assert probe.fetch(obj).code != 'ok', 'a commit of a file'
    git(repo.path, 'update-ref', 'refs/heads/main', '--', git(repo.path, 'rev-parse', 'HEAD'))
    probe.close()


@tap.case('too deep, and a bomb of shared trees')
def bombs(t):
    repo, obj = served(t)
    leaf, probe = blob(repo), Probe(t)
    deep = tree(repo, (b'100644', b'f', leaf))
    for _ in range(300):
        deep = tree(repo, (b'40000', b'd', deep))
    publish(repo, deep)
    probe.fails(obj, 'transient', 'too deep')
    wide = tree(repo, *[(b'100644', b'f%02d' % i, leaf) for i in range(50)])
    for _ in range(8):
        wide = tree(repo, *[(b'40000', b'd%02d' % i, wide) for i in range(20)])
    publish(repo, wide)
    start = time.monotonic()
    probe.fails(obj, 'transient', '500000')
    assert time.monotonic() - start < 20
    if PATIENCE == 1:  # sanitizers keep what is freed
        assert probe.ask('facts').rss_kib < 64 << 10, probe.ask('facts').rss_kib
    probe.close()


def entry(kind, data, base=b'', size=None):
    """One object of a pack; 3 a blob, 7 a delta against the blob `base`. `size` may lie."""
    size = len(data) if size is None else size
    out, byte, size = [], kind << 4 | size & 15, size >> 4
    while size:
        out.append(byte | 0x80)
        byte, size = size & 0x7f, size >> 7
    return bytes([*out, byte]) + (hashlib.sha1(b'blob %d\0' % len(base) + base).digest() if kind == 7 else b'') + zlib.compress(data)


def varint(number):
    out = []
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])


def answer_of(*entries):
    """A whole answer of a server: a pack of these, in the side band."""
    data = b'PACK' + struct.pack('>II', 2, len(entries)) + b''.join(entries)
    data += hashlib.sha1(data).digest()
    out = b'0008NAK\n'
    for at in range(0, len(data), 60000):
        out += b'%04x\x01' % (len(data[at:at + 60000]) + 5) + data[at:at + 60000]
    return out + b'0000'


@tap.case('packs made to hurt: bombs, chains, lies')
def packs(t):
    repo = Repository(t.path('repos/app.git'))
    repo.write('a', '1')
    repo.commit()
    server = GitServer(t.path('repos'))
    t.defer(server.stop)
    obj, base, text = repository(server.url('app.git'), ref={'branch': 'main'}), b'\0' * (16 << 20), b'x' * 90 + b'0' * 10
    copies = varint(len(base)) + varint(0xffffff * 100) + b'\xf0\xff\xff\xff' * 100
    chain, last = [entry(3, text)], text
    for i in range(20000):
        new = last[:90] + b'%010d' % i
        chain.append(entry(7, varint(100) + varint(100) + bytes([0x90, 90, 10]) + b'%010d' % i, last))
        last = new
    for what, answer in (('a delta of 1.6 GB', answer_of(entry(3, base), entry(7, copies, base))),
                         ('a chain of deltas', answer_of(*chain)),
                         ('a size that lies', answer_of(entry(3, b'x' * 1000, size=10))),
                         ('a size that lies upwards', answer_of(entry(3, b'x', size=1 << 40))),
                         ('a base that is nowhere', answer_of(entry(7, varint(1) + varint(1) + b'\x01a', b'nowhere'))),
                         ('nothing at all', answer_of()),
                         ('something else', answer_of(entry(3, b'x')))):
        probe = Probe(t, what)
        server.spoil = lambda _, out=answer: out
        start = time.monotonic()
        probe.fails(obj, 'transient', 'app.git', timeout_ms=30000)
        assert time.monotonic() - start < 10 * PATIENCE, what
        with open(f'/proc/{probe.process.pid}/status', encoding='ascii') as status:
            peak = next(int(line.split()[1]) for line in status if line.startswith('VmHWM'))
        if PATIENCE == 1:
            assert peak < 128 << 10, f'{what}: {peak} KiB'
        server.spoil = None
        probe.ok(obj)
        probe.close()


@tap.case('a file that exceeds the limit can be there, but is not read')
def huge(t):
    repo, obj = served(t)
    repo.write('big.bin', b'\0' * (65 << 20))
    repo.commit()
    probe = Probe(t)
    got = probe.ok(obj)
    assert 'big.bin' in got.files
    answer = probe.ask('read', name='flux-system/app', path='big.bin')
    assert answer.code == 'invalid' and 'big.bin' in answer.message, answer
    probe.close()
    small = Probe(t, 'small', {'maxPack': 1 << 20})
    repo.write('noise.bin', os.urandom(2 << 20))
    repo.commit()
    answer = small.fetch(obj)
    assert answer.code != 'ok', answer
    small.close()


@tap.case('names that are not UTF-8 are left out')
def latin(t):
    repo, obj = served(t)
    leaf = blob(repo)
    publish(repo, tree(repo, (b'100644', b'ok.yaml', leaf), (b'100644', b'\xfcber.yaml', leaf)))
    probe = Probe(t)
    assert list(probe.ok(obj).files) == ['ok.yaml']
    probe.close()


@tap.case('texts of a commit cannot speak to a terminal')
def texts(t):
    repo, obj = served(t)
    tree_id = tree(repo, (b'100644', b'a', blob(repo)))
    raw = (f'tree {tree_id}\nauthor \x1b[31mEvil\xff <a@b> 99999999999999999999 +0000\ncommitter A <a@b> 1 +0000\n\n'
           '\x1b]0;title\x07 summary ' + 'x' * 5000 + '\nbody\n').encode('latin-1')
    sha = git(repo.path, 'hash-object', '-w', '-t', 'commit', '--literally', '--stdin', stdin=raw, text=False).decode().strip()
    git(repo.path, 'update-ref', 'refs/heads/main', sha)
    probe = Probe(t)
    info = probe.ok(obj).info
    assert '\x1b' not in info['summary'] + info['author'] and len(info['summary']) <= 500, info
    assert 'time' not in info, info
    probe.close()


tap.main()
