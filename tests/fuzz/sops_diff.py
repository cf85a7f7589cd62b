#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""sops_diff.py --driver kustomize-build-driver --sops BINARY --keygen BINARY [--count N] [--seed S] [--keep DIR]

Random trees, encrypted by the real sops with a random rule, decrypted by it and by weir: the bytes must be
the same.  Then one byte of a value is changed: both must refuse.  A case is its seed.  Exit code 1 when any differs.
"""
import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

WORDS = ['a', 'data', 'password', 'name', 'key_unencrypted', 'stringData', 'x-y', 'on', '1', 'long key with blanks', 'ä', 'a:b', 'null']
TEXTS = ['', 'plain', 'two words', ' lead', 'trail ', 'line\nline', 'end\n', '\nstart', 'a: b', '# no comment', '- x', '"q"', "it's", '42', '1.5',
         'true', 'null', '~', 'ENC[', 'x' * 200, 'word ' * 40, 'ü→😀', '\ttab', 'a\\nb', '<&>', '2001-12-14', '0x10', '{', '*a', '&a', '|', '!t', '%', '@', '`']
NUMBERS = [0, 1, -1, 42, 2 ** 53 + 1, -2 ** 63, 2 ** 63 - 1, 0.5, 1.25e-7, 1e21, 123456789.5, -3.75]


def scalar(r):
    kind = r.random()
    if kind < 0.6:
        return r.choice(TEXTS)
    if kind < 0.85:
        return r.choice(NUMBERS)
    return r.choice([True, False, None])


def tree(r, depth=0):
    kind = r.random()
    if depth > 3 or kind < 0.5 and depth:
        return scalar(r)
    if kind < 0.7 and depth:
        return [tree(r, depth + 1) for _ in range(r.randrange(4))]
    return {w: tree(r, depth + 1) for w in r.sample(WORDS, r.randrange(0 if depth else 1, 5))}


def dotenv(r):
    return ''.join(f'# {r.choice(TEXTS)!r}\n' if r.random() < 0.2 else f'K{i}={r.choice(TEXTS)!a}\n' for i in range(r.randrange(1, 6)))


def ini(r):
    values = ['v', 'two words', '1', '', 'a=b', 'a:b', '"q"x', 'x#y', 'a\\nb', 'it\'s']
    return ''.join(r.choice(['', '', '; about it\n']) + f'[s{i}]\n' + ''.join(r.choice(['', '', '# of a key\n']) + f'{r.choice("ab")}key{k} = {r.choice(values)}\n' for k in range(r.randrange(1, 4))) + '\n'
                   for i in range(r.randrange(1, 4)))


def rule(r):
    return r.choice([[], [], ['--unencrypted-suffix', 'data'], ['--encrypted-suffix', 'a'], ['--encrypted-regex', '^(data|stringData)$'],
                     ['--unencrypted-regex', '^(a|name)$'], ['--encrypted-regex', 'a', '--mac-only-encrypted']])


def make(r):
    """Name and text of a plain file."""
    kind = r.choice(['yaml', 'yaml', 'json', 'json', 'env', 'ini', 'bin'])
    if kind == 'yaml':  # JSON is YAML, and says exactly what is meant
        return 'f.yaml', '---\n'.join(json.dumps(tree(r), ensure_ascii=False) + '\n' for _ in range(r.choice([1, 1, 2])))
    if kind == 'json':
        return 'f.json', json.dumps(tree(r))
    if kind == 'bin':
        return 'f.bin', ''.join(r.choice(TEXTS) for _ in range(r.randrange(6))) + 'x'
    return {'env': ('f.env', dotenv(r)), 'ini': ('f.ini', ini(r))}[kind]


def run(args, env):
    done = subprocess.run(args, capture_output=True, env={**os.environ, **env}, timeout=60, check=False)
    return done.returncode, done.stdout, done.stderr.decode(errors='replace')


def tampered(r, text):
    places = [m.start(1) for m in re.finditer(rb'data:([A-Za-z0-9+/])', text)]
    if not places:
        return None
    at = r.choice(places)
    return text[:at] + (b'B' if text[at:at + 1] != b'B' else b'C') + text[at + 1:]


def compare(options, seed, folder, keys, recipient):
    """None, a word for what was skipped, or the difference."""
    r = random.Random(seed)
    name, text = make(r)
    path, key = os.path.join(folder, name), {'SOPS_AGE_KEY_FILE': keys}
    with open(path, 'w', encoding='utf-8') as f:
        f.write(text)
    code, out, _ = run([options.sops, '-e', '--age', recipient, *(rule(r) if name.split('.')[1] in ('yaml', 'json') else []), path], key)
    if code:
        return 'not encrypted'
    for case in (out, tampered(r, out)):
        if case is None:
            continue
        with open(path, 'wb') as f:
            f.write(case)
        theirs, ours = run([options.sops, '-d', path], key), run([options.driver, 'sops', keys, path], {})
        if ours[0] not in (0, 1) or (theirs[0] == 0) != (ours[0] == 0) or theirs[0] == 0 and theirs[1] != ours[1]:
            return f'DIFFERS\n# {text!r}\n# sops: {theirs}\n# weir: {ours}'
    return None


def main():
    p = argparse.ArgumentParser(description=__doc__.split('\n\n')[1])
    for option in ('--driver', '--sops', '--keygen'):
        p.add_argument(option, required=True)
    p.add_argument('--count', type=int, default=300)
    p.add_argument('--seed', type=int, default=1)
    p.add_argument('--keep', help='a folder for what differs')
    options = p.parse_args()
    folder = tempfile.mkdtemp(prefix='sops-diff-')
    keys = os.path.join(folder, 'keys.txt')
    run([options.keygen, '-o', keys], {})
    with open(keys, encoding='utf-8') as f:
        recipient = re.search('age1[a-z0-9]+', f.read())[0]
    skipped = differ = 0
    for seed in range(options.seed, options.seed + options.count):
        result = compare(options, seed, folder, keys, recipient)
        skipped += result == 'not encrypted'
        if result and result.startswith('DIFFERS'):
            differ += 1
            print(f'seed {seed}: {result}')
            if options.keep:
                shutil.copytree(folder, os.path.join(options.keep, str(seed)), dirs_exist_ok=True)
    shutil.rmtree(folder)
    print(f'{options.count} cases, {skipped} that sops does not encrypt, {differ} differ')
    sys.exit(1 if differ else 0)


main()
