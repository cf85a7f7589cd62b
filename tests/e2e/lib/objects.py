# SPDX-License-Identifier: Apache-2.0
"""objects.py - comparing what weir wrote with what was expected, independently of weir's own YAML.

PyYAML reads both sides (Debian's python3-yaml); the comparison is object by object.
"""
import os

import yaml


def load_all(path):
    with open(path, encoding='utf-8') as text:
        return [d for d in yaml.load_all(text, Loader=yaml.CSafeLoader) if d]


def group(obj):
    version = obj.get('apiVersion', '')
    return version.split('/')[0] if '/' in version else ''


def file_of(obj):
    """Where the directory target keeps an object, relative to its folder."""
    meta = obj['metadata']
    kind = obj['kind'] + ('.' + group(obj) if group(obj) else '')
    return os.path.join(meta.get('namespace') or '_cluster', kind, meta['name'] + '.yaml')


def files_below(folder):
    """Relative paths of all files, without what the target keeps for itself (dot folders)."""
    found = []
    for root, dirs, names in os.walk(folder):
        dirs[:] = [d for d in dirs if not d.startswith('.')]
        found += [os.path.relpath(os.path.join(root, n), folder) for n in names if not n.startswith('.')]
    return sorted(found)


def assert_same_tree(folder, wanted):
    """The folder holds exactly the objects of the list @wanted."""
    expected = {file_of(o): o for o in wanted}
    present = files_below(folder)
    missing, extra = sorted(set(expected) - set(present)), sorted(set(present) - set(expected))
    assert not missing, f'missing: {missing}'
    assert not extra, f'not expected: {extra}'
    for path, want in expected.items():
        got = load_all(os.path.join(folder, path))
        assert got == [want], f'{path} differs:\n--- got\n{yaml.dump(got[0] if got else None)}\n--- wanted\n{yaml.dump(want)}'


def snapshot(folder):
    """What would change if anything were written: path -> (inode, mtime, size, bytes).

    The folder may be that of a running host: a file that goes between its listing and its reading is not there.
    """
    out = {}
    for path in files_below(folder):
        try:
            with open(os.path.join(folder, path), 'rb') as data:
                stat = os.fstat(data.fileno())
                out[path] = (stat.st_ino, stat.st_mtime_ns, stat.st_size, data.read())
        except FileNotFoundError:
            continue
    return out


def contents(folder):
    """Path -> bytes: the tree itself, whoever wrote it and when."""
    return {path: facts[3] for path, facts in snapshot(folder).items()}
