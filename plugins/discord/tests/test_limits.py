#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""test_limits.py FILTER [digest]: whatever an event holds, its message is one that Discord accepts.

Random events (all planes of Unicode, markup, blanks, thousands of characters, dozens of keys) go
through the plugin's own code (message.c); the judge is the strict server of the end-to-end tests.
"""
import json
import os
import random
import subprocess
import sys

sys.path.insert(0, os.path.join(os.environ['WEIR_SOURCE_ROOT'], 'tests', 'e2e'))
from lib.discord_server import problems, units  # noqa: E402

ALPHABETS = ['abc def\n', 'äöüß日本語 ', '😀🇩🇪👨‍👩‍👧 ', '*_`[]()<>@#-+|~\\ \n', '\u202e\u200b\u2066\ufeff\u00ad',
             '\u00a0\u2003\u3000 \t\r\n', '`', '@everyone @here <@1> ', '\U000e0041\U0010ffff\ufffe\u0301', 'https://x/a_b ']
SIZES = [0, 1, 2, 5, 30, 79, 80, 81, 255, 256, 257, 1023, 1024, 1025, 2048, 4089, 4095, 4096, 4097, 6000, 39000]
INVISIBLE = '\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c'


def text(rng, longest=39000):
    size = min(rng.choice(SIZES), longest)
    alphabet = ''.join(rng.sample(ALPHABETS, rng.randint(1, 3)))
    return ''.join(rng.choices(alphabet, k=size))


def event(rng):
    made = {
        'id': rng.choice([1, 123456789, 'a1b2c3d4e5f60718-42', text(rng, 300)]),
        'timestamp': rng.choice(['2026-11-23T09:21:04Z', '2026-11-23T09:21:04.123456789+01:00', 'yesterday', text(rng, 30)]),
        'severity': rng.choice(['info', 'error', 'trace', text(rng, 10)]),
        'reason': rng.choice(['Progressing', 'ReconciliationSucceeded', 'OCIArtifactFailed', text(rng, 500)]),
        'message': text(rng),
        'involvedObject': {'apiVersion': 'v1', 'kind': text(rng, 300), 'namespace': text(rng, 300), 'name': text(rng, 300)},
        'metadata': {text(rng, 600): text(rng, 1500) for _ in range(rng.choice([0, 1, 3, 24, 25, 26, 60]))},
        'changes': [{'ref': {'kind': text(rng, 200), 'namespace': 'x', 'name': text(rng, 300)},
                     'action': rng.choice(['created', 'configured', 'unchanged', 'pruned'])}
                    for _ in range(rng.choice([0, 1, 8, 9, 300]))],
        'reportingController': rng.choice(['weir', text(rng, 4000)]),
        'username': rng.choice([None, 'weir', 'Discord alerts', 'Clyde', 'everyone', 'a' * 80, 'a' * 81, text(rng, 300)]),
    }
    if rng.random() < 0.5:
        made['metadata'].update(revision=rng.choice(['main@sha1:' + '4f' * 20, text(rng, 5000)]),
                                summary=text(rng, 3000), author=text(rng, 3000),
                                url=rng.choice(['https://h/c/1', 'https://h/' + 'x' * 600, 'https://h/a)b', text(rng, 100)]),
                                cluster=text(rng, 3000))
    return made


def inert(message):
    shown = json.dumps(message, ensure_ascii=False)
    assert not any(c in shown for c in INVISIBLE), 'a mark of direction got through'
    for embed in message['embeds']:
        body = embed.get('description', '')
        if body.startswith('```'):
            assert '```' not in body[3:-3], 'the code block can be closed from inside'


def main():
    rng = random.Random(20261123)
    events = [event(rng) for _ in range(150 if sys.argv[2:] else 400)]
    lines = ''.join(json.dumps(e).replace('\\ufffe', '?') + '\n' for e in events)
    run = subprocess.run(sys.argv[1:], input=lines, capture_output=True, text=True, encoding='utf-8', check=False)
    messages = [json.loads(line) for line in run.stdout.splitlines()]
    bad = []
    for made, message in zip(events, messages):
        try:
            wrong = problems(message)
            inert(message)
            long_enough = sys.argv[2:] or units(made['message']) < 5000 or units(message['embeds'][0].get('description', '?' * 500)) >= 200
            if wrong or not long_enough:
                bad.append((wrong[:2], json.dumps(made)[:300]))
        except AssertionError as why:
            bad.append((str(why), json.dumps(made)[:300]))
    print('1..2')
    print(f'{"not ok" if run.returncode or len(messages) != len(events) else "ok"} 1 - every event gives a message')
    if run.returncode:
        print(f'# exit {run.returncode}: {run.stderr[:500]}')
    print(f'{"not ok" if bad else "ok"} 2 - the strict server accepts each, and nothing in it is active')
    for why in bad[:10]:
        print(f'# {why}')
    sys.exit(1 if bad or run.returncode or len(messages) != len(events) else 0)


if __name__ == '__main__':
    main()
