#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""kustomize_diff.py --weir BINARY --oracle BINARY [--kustomize BINARY] [--count N] [--seed S] [--jobs J]
                  [--corpus DIR] [--keep DIR] [--minutes M]

Random kustomizations, built by weir and by kustomize v5.8.1; the bytes, or the failure, must be the
same.  The oracle is kustomize-oracle beside this script (the original in one process, many folders a
run); a difference is looked at again with the real program where --kustomize names it.  With --corpus
the cases are those of the shared corpus, changed at random, instead of generated ones.
Where the original panics, weir may do as it likes but crash.  A case is its seed: --seed S --count 1 --keep DIR shows one again.  Exit code 1 when any case differs.
"""
import argparse
import base64
import collections
import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from kgen import case as generated  # noqa: E402
from kgen import mutate  # noqa: E402

CHUNK = 25
Answer = collections.namedtuple('Answer', 'good out message panic', defaults=(False,))


class Oracle:
    """kustomize-oracle: a line in, a line out; started again when it has died."""

    def __init__(self, binary):
        self.binary, self.process = binary, None

    def ask(self, folder, args):
        if not self.process or self.process.poll() is not None:
            self.process = subprocess.Popen([self.binary], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd='/')
        self.process.stdin.write(json.dumps({'dir': folder, 'args': args}) + '\n')
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            return Answer(False, b'', 'the original has died')
        answer = json.loads(line)
        return Answer(answer['ok'], base64.b64decode(answer['out'] or ''), answer['err'], answer['panic'])


def run(binary, args, folder):
    try:
        r = subprocess.run([binary, 'build'] + args, cwd=folder, capture_output=True, timeout=60)
    except subprocess.TimeoutExpired:
        return Answer(None, b'', 'no end after 60 s')
    message = r.stderr.decode(errors='replace')
    if r.returncode < 0 or 'AddressSanitizer' in message or 'runtime error' in message:
        return Answer(None, b'', 'crash: ' + message)
    return Answer(r.returncode == 0, r.stdout if r.returncode == 0 else b'', message)


def same(a, b):
    return a.good is not None and a.good == b.good and a.out == b.out


def keep_case(args, folder, case, weir, original):
    keep = os.path.join(args.keep, str(case.seed))
    shutil.rmtree(keep, ignore_errors=True)
    shutil.copytree(folder, keep, symlinks=True)
    for name, data in (('weir.out', weir.out), ('kustomize.out', original.out), ('weir.err', weir.message.encode()),
                       ('kustomize.err', original.message.encode()), ('flags', ' '.join(case.args).encode())):
        with open(os.path.join(keep, name), 'wb') as f:
            f.write(data)


def one(seed, args, oracle, top):
    """(seed, what came out, a message)"""
    folder = os.path.join(top, 'case')
    shutil.rmtree(folder, ignore_errors=True)
    os.mkdir(folder)
    case = mutate.make(seed, folder, args.corpus) if args.corpus else generated.make(seed, folder)
    weir = run(args.weir, case.args, folder)
    original = oracle.ask(folder, case.args) if oracle else run(args.kustomize, case.args, folder)
    if oracle and args.kustomize and not original.panic and not same(weir, original):
        original = run(args.kustomize, case.args, folder)
        original = original._replace(good=bool(original.good))
    if original.panic and weir.good is not None:
        return seed, 'panic', original.message
    alike = same(weir, original)
    if args.keep and (not alike or args.count == 1):
        keep_case(args, folder, case, weir, original)
    if alike:
        return seed, 'built' if weir.good else 'refused', original.message
    if weir.good is None:
        return seed, 'weir dies', weir.message
    if weir.good == original.good:
        return seed, 'differs', ''
    return (seed, 'kustomize fails', original.message) if weir.good else (seed, 'weir fails', weir.message)


def chunk(job):
    first, count, args = job
    if not hasattr(chunk, 'oracle'):
        chunk.oracle = Oracle(args.oracle) if args.oracle else None
        chunk.top = tempfile.mkdtemp(prefix='kdiff-', dir=args.work)
    return [one(seed, args, chunk.oracle, chunk.top) for seed in range(first, first + count)]


def jobs(args):
    end = time.time() + args.minutes * 60 if args.minutes else None
    at, last = args.seed, args.seed + args.count
    while at < last and not (end and time.time() > end):
        n = min(CHUNK, last - at)
        yield at, n, args
        at += n


def bounded(pool, args):
    """Results as they come, no more asked for than are soon wanted, so that --minutes holds."""
    waiting = collections.deque()
    for job in jobs(args):
        waiting.append(pool.apply_async(chunk, (job,)))
        if len(waiting) > 2 * args.jobs:
            yield waiting.popleft().get()
    while waiting:
        yield waiting.popleft().get()


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--weir', required=True)
    p.add_argument('--oracle')
    p.add_argument('--kustomize')
    p.add_argument('--corpus')
    p.add_argument('--count', type=int, default=1000)
    p.add_argument('--minutes', type=float)
    p.add_argument('--seed', type=int, default=1)
    p.add_argument('--jobs', type=int, default=os.cpu_count())
    p.add_argument('--keep')
    p.add_argument('--reasons', action='store_true', help='why the original refused, by count')
    args = p.parse_args()
    if not args.oracle and not args.kustomize:
        p.error('--oracle or --kustomize is needed')
    # each runs in the folder of its case
    args.weir, args.oracle, args.kustomize = (b and os.path.abspath(b) for b in (args.weir, args.oracle, args.kustomize))
    args.work = tempfile.mkdtemp(prefix='kdiff-', dir='/dev/shm' if os.path.isdir('/dev/shm') else None)
    found, reasons, start = collections.Counter(), collections.Counter(), time.time()
    try:
        with multiprocessing.Pool(args.jobs) as pool:
            for results in bounded(pool, args):
                for seed, what, message in results:
                    found[what] += 1
                    if what == 'refused':
                        reasons[' '.join(message.split('Error: ', 1)[-1].split())[-70:]] += 1
                    elif what not in ('built', 'panic'):
                        print('seed %d: %s: %s' % (seed, what, ' '.join(message.split())[-300:]), flush=True)
    finally:
        shutil.rmtree(args.work, ignore_errors=True)
    if args.reasons:
        for reason, n in reasons.most_common(60):
            print('%6d %s' % (n, reason))
    bad = sum(found.values()) - found['built'] - found['refused'] - found['panic']
    print('%d cases in %.0f s: %d built alike, %d refused by both, %d made the original panic, %d different' %
          (sum(found.values()), time.time() - start, found['built'], found['refused'], found['panic'], bad))
    return bad != 0


if __name__ == '__main__':
    sys.exit(main())
