# SPDX-License-Identifier: Apache-2.0
"""One case of the shared corpus with a few random changes: lines and blocks removed, doubled, moved, taken
from elsewhere, scalars exchanged. The neighbours of rules that somebody once wrote a test for."""
import functools
import glob
import json
import os
import random
import re
import shutil

from .chance import ODD

LIMIT = 200000


@functools.lru_cache(maxsize=None)
def cases(corpus):
    """[(folder, args)] of what is small enough."""
    found = []
    for path in sorted(glob.glob(corpus + '/krusty/*/case.json') + glob.glob(corpus + '/extra/*/case.json')):
        with open(path) as f:
            case = json.load(f)
        folder = os.path.join(os.path.dirname(path), 'fs')
        if os.path.isdir(folder) and sum(os.path.getsize(f) for f in texts(folder)) < LIMIT:
            found.append((folder, case['flags'] + [case['path']]))
    return found


def texts(folder):
    return sorted(os.path.join(d, n) for d, _, names in os.walk(folder) for n in names
                  if not os.path.islink(os.path.join(d, n)))


def read(path):
    with open(path, encoding='utf-8', errors='surrogateescape', newline='') as f:
        return f.read().split('\n')


@functools.lru_cache(maxsize=None)
def fields(corpus):
    """Top-level fields of all kustomizations, as blocks of lines."""
    found = []
    for folder, _ in cases(corpus):
        for path in texts(folder):
            if os.path.basename(path).lower().startswith('kustomization'):
                lines = read(path)
                found += [lines[i:end(lines, i)] for i, line in enumerate(lines) if line and line[0].isalpha()]
    return found


def depth(line):
    return len(line) - len(line.lstrip(' '))


def end(lines, i):
    """The line after the block that begins at i."""
    j = i + 1
    d = depth(lines[i])
    dash = lines[i].lstrip(' ').startswith('-')
    while j < len(lines) and (not lines[j].strip() or depth(lines[j]) > d or
                              (depth(lines[j]) == d and lines[j].lstrip(' ').startswith('- ') and not dash)):
        j += 1
    return j


class Mutation:
    def __init__(self, rng, files, corpus):
        self.rng, self.files, self.corpus = rng, files, corpus

    def some_line(self, lines):
        where = [i for i, line in enumerate(lines) if line.strip()]
        return self.rng.choice(where) if where else None

    def scalar(self):
        """A value that stands somewhere in this case, or an odd one."""
        if self.rng.random() < 0.3:
            odd = self.rng.choice(ODD)
            return odd if self.rng.random() < 0.5 and '\n' not in odd else json.dumps(odd)
        lines = read(self.rng.choice(self.files))
        found = [m.group(1) for m in (re.search(r'(?:: |- )([^\s:|>{\[][^:]*)$', line) for line in lines) if m]
        return self.rng.choice(found) if found else 'x'

    def key(self):
        lines = read(self.rng.choice(self.files))
        found = [m.group(1) for m in (re.match(r'[ -]*([\w./$-]+):', line) for line in lines) if m]
        return self.rng.choice(found) if found else 'x'

    def drop(self, lines, i):
        del lines[i:end(lines, i)]

    def drop_line(self, lines, i):
        del lines[i]

    def double(self, lines, i):
        j = end(lines, i)
        lines[j:j] = lines[i:j]

    def swap(self, lines, i):
        j = end(lines, i)
        if j < len(lines):
            k = end(lines, j)
            lines[i:k] = lines[j:k] + lines[i:j]

    def value(self, lines, i):
        lines[i] = re.sub(r'((?:: |- |^))([^\s:|>{\[][^:]*)$', lambda m: m.group(1) + self.scalar(), lines[i])

    def rename(self, lines, i):
        lines[i] = re.sub(r'^([ -]*)([\w./$-]+):', lambda m: m.group(1) + self.key() + ':', lines[i])

    def empty(self, lines, i):
        m = re.match(r'^([ -]*[\w./$-]+:)', lines[i])
        if m:
            lines[i:end(lines, i)] = [m.group(1) + self.rng.choice(['', ' null', ' {}', ' []', ' ""'])]

    def add_pair(self, lines, i):
        lines.insert(i, ' ' * depth(lines[i]) + '%s: %s' % (self.key(), self.scalar()))

    def transplant(self, lines, i):
        """A block of another place of the case, at this depth."""
        other = read(self.rng.choice(self.files))
        j = self.some_line(other)
        if j is not None:
            shift = depth(lines[i]) - depth(other[j])
            lines[i:i] = [(' ' * shift + x if shift > 0 else x[-shift:]) if x.strip() else x for x in other[j:end(other, j)]]

    def field(self, lines, i):
        """A field of some other kustomization."""
        lines[len(lines):] = self.rng.choice(fields(self.corpus))

    def apply(self):
        path = self.rng.choice(self.files)
        ours = [f for f in self.files if os.path.basename(f).lower().startswith('kustomization')]
        what = self.rng.choice([self.drop, self.drop_line, self.double, self.swap, self.value, self.value, self.value, self.rename,
                                self.empty, self.add_pair, self.transplant, self.field, self.field])
        if what == self.field or self.rng.random() < 0.4:
            path = self.rng.choice(ours) if ours else path
        lines = read(path)
        i = self.some_line(lines)
        if i is None:
            return
        what(lines, i)
        with open(path, 'w', encoding='utf-8', errors='surrogateescape', newline='') as f:
            f.write('\n'.join(lines))


class Case:
    def __init__(self, seed, args):
        self.seed, self.args = seed, args


def make(seed, root, corpus):
    rng = random.Random(seed)
    folder, args = rng.choice(cases(corpus))
    shutil.copytree(folder, root, symlinks=True, dirs_exist_ok=True)
    for d, _, names in os.walk(root):
        os.chmod(d, 0o755)
        for n in names:
            if not os.path.islink(os.path.join(d, n)):
                os.chmod(os.path.join(d, n), 0o644)
    files = texts(root)
    for _ in range(rng.choice([1, 1, 2, 3]) if files else 0):
        Mutation(rng, files, corpus).apply()
    return Case(seed, args)
