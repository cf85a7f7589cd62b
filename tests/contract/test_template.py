#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_template.py BUILD: the installed `weir plugin new` for each role, built outside of the tree against the
installed SDK through pkg-config alone (make and meson), keeps the contract."""
import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'e2e'))
from lib import tap  # noqa: E402  pylint: disable=wrong-import-position

BUILD = os.path.abspath(sys.argv[1])
del sys.argv[1:]
ROLES = ('notifier', 'source', 'renderer', 'applier')


def run(*args, **kwargs):
    done = subprocess.run(args, capture_output=True, text=True, timeout=600, check=False, **kwargs)
    assert done.returncode == 0, f'{" ".join(args)}: exit {done.returncode}\n{done.stdout}\n{done.stderr}'
    return done.stdout


def option(name):
    rows = json.loads(run('meson', 'introspect', '--buildoptions', BUILD))
    return next(r['value'] for r in rows if r['name'] == name)


def install(t):
    """The build installed below t.dir/root; an environment in which only that is to be found."""
    if option('b_sanitize') != 'none' or option('b_coverage'):
        raise tap.Skip('the library of an instrumented build needs the same flags in what links it')
    root = t.path('root')
    run('meson', 'install', '-C', BUILD, '--no-rebuild', '--destdir', root)
    prefix = root + option('prefix')
    return {'PATH': os.environ['PATH'], 'HOME': t.dir, 'TMPDIR': t.dir, 'LC_ALL': 'C.UTF-8',
            'PKG_CONFIG_PATH': os.path.join(prefix, option('libdir'), 'pkgconfig'), 'PKG_CONFIG_SYSROOT_DIR': root,
            'WEIR': os.path.join(prefix, option('bindir'), 'weir'),
            'DESTDIR': t.path('staged')}


@tap.case('the installed pkg-config file has plugindir, abi and flags, and finds header and library')
def pkg_config(t):
    env = install(t)
    assert run('pkg-config', '--variable=abi', 'weir-sdk', env=env).strip() == '1.0'
    where = run('pkg-config', '--variable=plugindir', 'weir-sdk', env=env).strip()
    assert where.endswith('/weir/plugins-1'), where
    assert '-Wl,-z,defs' in run('pkg-config', '--variable=plugin_ldflags', 'weir-sdk', env=env)
    flags = run('pkg-config', '--cflags', '--libs', 'weir-sdk', env=env).split()
    include = next(f[2:] for f in flags if f.startswith('-I') and os.path.exists(f[2:] + '/weir/plugin.h'))
    assert include.startswith(t.dir), flags
    assert '-lweir-sdk' in flags and '-ljansson' in flags, flags


@tap.case('the pkg-config file of the build folder serves before anything is installed')
def uninstalled(t):
    env = {**os.environ, 'PKG_CONFIG_PATH': os.path.join(BUILD, 'meson-uninstalled')}
    flags = run('pkg-config', '--cflags', '--libs', 'weir-sdk', env=env).split()
    assert any(os.path.exists(f[2:] + '/weir/plugin.h') for f in flags if f.startswith('-I')), flags
    assert any(os.path.exists(f[2:] + '/libweir-sdk.a') for f in flags if f.startswith('-L')), flags
    assert os.path.isdir(run('pkg-config', '--variable=plugindir', 'weir-sdk', env=env).strip())


def no_line_is_red(text):
    assert text.count('\nok ') >= 20 and 'not ok' not in text, text


def add(role):
    @tap.case(f'a new {role} builds with make outside of the tree, keeps the contract, and installs')
    def with_make(t):
        env = install(t)
        run(env['WEIR'], 'plugin', 'new', f'my-{role}', '--role', role, '--dir', t.dir, env=env)
        folder = t.path(f'my-{role}')
        files = [os.path.relpath(os.path.join(r, n), folder) for r, _, names in os.walk(folder) for n in names]
        assert f'my-{role}.c' in files and 'tests/run' in files and len(files) == 7, files
        for name in files:
            text = open(os.path.join(folder, name), encoding='utf-8').read()
            assert not any(word in text for word in ('@NAME@', '@ID@', '@KIND@', '@ROLE@')), name
        run('make', 'CFLAGS=-O2 -Wall -Wextra -Wpedantic -Werror', cwd=folder, env=env)
        no_line_is_red(run('make', 'check', cwd=folder, env=env))
        run('make', 'install', cwd=folder, env=env)
        staged = [os.path.join(r, n) for r, _, names in os.walk(t.path('staged')) for n in names]
        assert len(staged) == 1 and staged[0].endswith(f'/weir/plugins-1/weir-plugin-my-{role}.so'), staged

    @tap.case(f'a new {role} builds with meson, and its test passes')
    def with_meson(t):
        env = install(t)
        run(env['WEIR'], 'plugin', 'new', f'x{role}', '--role', role, '--dir', t.dir, env=env)
        folder = t.path(f'x{role}')
        run('meson', 'setup', 'b', '--werror', cwd=folder, env=env)
        run('meson', 'test', '-C', 'b', cwd=folder, env=env)


for each in ROLES:
    add(each)


@tap.case('wrong names, wrong roles and folders that are there already are refused')
def refused(t):
    env = install(t)
    os.mkdir(t.path('there'))
    for name, role, words in (('Upper', 'source', 'no name for a plugin'), ('-x', 'source', 'no name'), ('', 'source', ''),
                              ('ok', 'notifer', 'notifier'), ('there', 'source', 'is there already'),
                              ('../x', 'source', 'no name')):
        done = subprocess.run([env['WEIR'], 'plugin', 'new', '--role', role, '--dir', t.dir, '--', name],
                              capture_output=True, text=True, env=env, check=False)
        assert done.returncode == 2 and words in done.stderr, (name, role, done)


if __name__ == '__main__':
    tap.main()
