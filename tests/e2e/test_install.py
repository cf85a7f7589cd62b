#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""`meson setup B --prefix=P && ninja -C B install`: the executable finds its plugins, pkg-config the SDK."""
import os
import subprocess

from lib import tap
from lib.example import EXAMPLE
from lib.weir import SOURCE, weir


@tap.case('an installed weir builds, describes its plugins, and its SDK is found by pkg-config')
def install(t):
    build, prefix = t.path('build'), t.path('prefix')
    subprocess.run(['meson', 'setup', build, SOURCE, f'--prefix={prefix}', '-Dtests=disabled'], check=True,
                   capture_output=True)
    subprocess.run(['ninja', '-C', build, 'install'], check=True, capture_output=True)
    subprocess.run(['rm', '-rf', build], check=True)
    exe = os.path.join(prefix, 'bin', 'weir')
    run = subprocess.run([exe, 'build', os.path.join(EXAMPLE, 'apps/home')], capture_output=True, text=True, check=True)
    assert run.stdout == weir('build', os.path.join(EXAMPLE, 'apps/home'), check=0).stdout
    for name in ('git', 'kustomize', 'discord', 'webhook', 'chat', 'commitstatus', 'onepassword', 'directory'):
        run = subprocess.run([exe, 'plugin', 'describe', name], capture_output=True, text=True, check=False)
        assert run.returncode == 0 and name in run.stdout, run
    found = []
    for root, _, names in os.walk(prefix):
        found += [root] if 'weir-sdk.pc' in names else []
    env = {**os.environ, 'PKG_CONFIG_PATH': ':'.join(found)}
    flags = subprocess.run(['pkg-config', '--cflags', '--libs', 'weir-sdk'], env=env, capture_output=True, text=True,
                           check=True).stdout
    assert prefix in flags, flags
    where = subprocess.run(['pkg-config', '--variable=plugindir', 'weir-sdk'], env=env, capture_output=True, text=True,
                           check=True).stdout.strip()
    assert os.path.exists(os.path.join(where, 'weir-plugin-kustomize.so')), where
    assert os.path.isdir(os.path.join(prefix, 'share/man/man1')), 'no man page'


if __name__ == '__main__':
    tap.main()
