# SPDX-License-Identifier: Apache-2.0
"""ssh_server.py - OpenSSH's own server on loopback for one test: host keys, one authorized key, git-upload-pack.

Debian's openssh-server has it; WEIR_SSHD names another. It runs in the foreground, as whoever runs the test.
"""
import os
import pwd
import shutil
import socket
import subprocess
import time

from .tap import Skip

SSHD = os.environ.get('WEIR_SSHD') or shutil.which('sshd', path='/usr/sbin:/usr/local/sbin')


def keygen(path, kind='ed25519', password='', *more):
    if not SSHD or not shutil.which('ssh-keygen'):
        raise Skip('sshd is not installed (Debian: openssh-server), and WEIR_SSHD names none')
    subprocess.run(['ssh-keygen', '-q', '-t', kind, '-N', password, '-C', 'test', '-f', path, *more], check=True,
                   stdin=subprocess.DEVNULL)
    with open(path, encoding='ascii') as key:
        return key.read()


def public(path):
    with open(path + '.pub', encoding='ascii') as key:
        return ' '.join(key.read().split()[:2])


class SshServer:
    """Everything that `authorized` (public keys) may ask is `git-upload-pack`, on the machine's own paths."""

    def __init__(self, t, authorized, kinds=('ed25519',), env=None):
        if not SSHD:
            raise Skip('sshd is not installed (Debian: openssh-server), and WEIR_SSHD names none')
        self.t, self.folder, self.env, self.process = t, t.path(f'sshd-{time.monotonic_ns()}'), env or {}, None
        os.makedirs(self.folder)
        self.keys = [os.path.join(self.folder, 'host_' + kind) for kind in kinds]
        for key, kind in zip(self.keys, kinds):
            keygen(key, kind)
        with socket.socket() as probe:
            probe.bind(('127.0.0.1', 0))
            self.port = probe.getsockname()[1]
        self.user = pwd.getpwuid(os.getuid()).pw_name
        self.config = os.path.join(self.folder, 'config')
        lines = [f'Port {self.port}', 'ListenAddress 127.0.0.1', f'AuthorizedKeysFile {self.folder}/authorized', 'StrictModes no',
                 f'PidFile {self.folder}/pid', 'UsePAM no', 'PasswordAuthentication no', 'KbdInteractiveAuthentication no',
                 'PermitRootLogin prohibit-password', 'LogLevel VERBOSE', 'PermitUserEnvironment no',
                 *[f'SetEnv {k}={v}' for k, v in self.env.items()], *[f'HostKey {key}' for key in self.keys]]
        self._write('config', '\n'.join(lines) + '\n')
        self._write('authorized', '\n'.join(authorized) + '\n')
        self.start()
        t.defer(self.stop)

    def _write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, 'w', encoding='ascii') as out:
            out.write(text)
        os.chmod(path, 0o600)

    def start(self):
        self.log = os.path.join(self.folder, 'log')
        with open(self.log, 'ab') as log:
            self.process = subprocess.Popen([SSHD, '-D', '-e', '-f', self.config], stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        for _ in range(200):
            if self.process.poll() is not None:
                break
            with socket.socket() as probe:
                if probe.connect_ex(('127.0.0.1', self.port)) == 0:
                    return
            time.sleep(0.05)
        with open(self.log, encoding='utf-8', errors='replace') as log:
            raise AssertionError(f'sshd did not start: {log.read()}')

    def url(self, path, user=None):
        return f'ssh://{user or self.user}@127.0.0.1:{self.port}{path}'

    def known_hosts(self, index=0):
        return f'[127.0.0.1]:{self.port} {public(self.keys[index])}\n'

    def stop(self):
        self.process.terminate()
        self.process.wait()
