#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""weir run as a service: signals, reload, the socket, what systemd is told, --once for programs; on sources alone."""
import json
import os
import pty
import re
import select
import signal
import socket
import stat
import subprocess
import time

from lib import tap
from lib.git_server import GitServer, Repository
from lib.weir import WEIR, Host, ready, wait_for, weir

SOURCE = '''apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {{name: {name}, namespace: flux-system}}
spec: {{interval: 10m, timeout: 10s, ref: {{branch: {branch}}}, url: {url}}}
---
'''


class World:
    """A Git repository behind a server, units `one` and `two` that fetch it, a weir.yaml."""

    def __init__(self, t, extra='', branch='main'):
        self.t = t
        self.repo = Repository(t.path('repos/home.git'))
        self.repo.write('a.yaml', 'a: 1\n')
        self.sha = self.repo.commit('Begin')
        server = GitServer(t.path('repos'))
        t.defer(server.stop)
        self.url = server.url('home.git')
        self.write_objects(['one', 'two'], branch)
        self.config = self.write_config(extra)
        self.socket = t.path('state/weir.sock')

    def write_objects(self, names, branch='main'):
        self.t.write('objects.yaml', ''.join(SOURCE.format(name=n, branch=branch, url=self.url) for n in names))

    def write_config(self, extra=''):
        return self.t.write('weir.yaml', f'state: ./state\nplugins: {{git: {{}}}}\nobjects: [objects.yaml]\n{extra}')


def http(path, target, method='GET', body=''):
    """One exchange by hand over a Unix socket or a TCP port: (status, body)."""
    if isinstance(path, int):
        sock = socket.create_connection(('127.0.0.1', path), timeout=10)
    else:
        sock = socket.socket(socket.AF_UNIX)
        sock.settimeout(10)
        sock.connect(path)
    with sock:
        sock.sendall(f'{method} {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n{body}'
                     .encode())
        answer = b''
        while chunk := sock.recv(65536):
            answer += chunk
    head, _, rest = answer.partition(b'\r\n\r\n')
    return int(head.split()[1]), rest.decode()


def free_port():
    with socket.socket() as sock:
        sock.bind(('127.0.0.1', 0))
        return sock.getsockname()[1]


@tap.case('SIGTERM ends a host with exit 0, and its socket goes')
def terminate(t):
    world = World(t)
    host = Host(t, world.config)
    host.wait_ready('GitRepository/flux-system/one', 'GitRepository/flux-system/two')
    assert stat.S_IMODE(os.stat(world.socket).st_mode) == 0o600
    assert host.stop() == 0
    assert not os.path.exists(world.socket)


@tap.case('a socket that a killed host left behind is no obstacle')
def stale_socket(t):
    world = World(t)
    host = Host(t, world.config)
    host.wait_ready('GitRepository/flux-system/one')
    host.kill()
    assert os.path.exists(world.socket)
    assert ready(next(iter(host.units().values()))) == 'True', 'the database answers meanwhile'
    host.start()
    host.wait_ready('GitRepository/flux-system/one')
    wait_for('the new host', lambda: 'host:' in weir('version', '-c', world.config).stdout)


@tap.case('a second host on the same state is refused, with the pid of the first')
def second(t):
    world = World(t)
    host = Host(t, world.config)
    host.wait_ready('GitRepository/flux-system/one')
    for args in (['run', '--once'], ['run']):
        run = weir(*args, '-c', world.config)
        assert run.returncode != 0 and str(host.process.pid) in run.stderr, run


@tap.case('a changed weir.yaml, changed objects and SIGHUP reload; a mistake is not taken, and said')
def reload(t):
    world = World(t)
    host = Host(t, world.config)
    host.wait_ready('GitRepository/flux-system/one')
    world.write_objects(['one', 'two', 'three'])  # a file under objects:
    host.wait_ready('GitRepository/flux-system/three')
    world.write_config('worker: 3\n')
    wait_for('the mistake to be said', lambda: 'did you mean "workers"' in host.log())
    assert 'stays' in host.log()
    world.write_config('workers: 3\n')
    wait_for('the right one to be taken', lambda: host.log().count('reloaded') >= 2)
    host.reload()
    wait_for('SIGHUP', lambda: host.log().count('reloaded') >= 3)
    world.write_objects(['one'])
    wait_for('units to go', lambda: list(host.units()) == ['GitRepository/flux-system/one'])
    assert host.stop() == 0


@tap.case('files that a glob of objects matches come, change and go, in folders that come too')
def globs(t):
    world = World(t)
    one = SOURCE.format(name='one', branch='main', url=world.url)
    t.write('clusters/a/sync.yaml', one)
    t.write('weir.yaml', 'state: ./state\nplugins: {git: {}}\nobjects: [clusters/*/*.yaml]\n')
    host = Host(t, world.config)
    host.wait_ready('GitRepository/flux-system/one')
    t.write('clusters/a/two.yaml', one.replace('one', 'two'))  # a new file in a folder that is there
    host.wait_ready('GitRepository/flux-system/two')
    t.write('clusters/b/three.yaml', one.replace('one', 'three'))  # a folder, and a file in it
    host.wait_ready('GitRepository/flux-system/three')
    t.write('clusters/b/four.yaml', one.replace('one', 'four'))  # in a folder that came
    host.wait_ready('GitRepository/flux-system/four')
    os.remove(t.path('clusters/b/four.yaml'))
    os.rename(t.path('clusters/a/two.yaml'), t.path('clusters/a/two.yaml.off'))
    wait_for('units to go', lambda: sorted(host.units()) == ['GitRepository/flux-system/one', 'GitRepository/flux-system/three'])
    assert host.stop() == 0


@tap.case('while weir.yaml is wrong, verbs ask the running host and say so')
def broken(t):
    world = World(t)
    host = Host(t, world.config)
    host.wait_ready('GitRepository/flux-system/one')
    for text in ('objectz: []\n', 'objects: [\n', 'state: ./state\nplugins: {git: {x: ${NOT_SET}}}\n'):
        t.write('weir.yaml', text)
        run = weir('get', 'sources', 'git', '-c', world.config, check=0)
        assert 'one' in run.stdout and 'goes on with the config from before' in run.stderr, run
        assert 'weir.yaml:' in run.stderr, run.stderr
        for verb in (['events'], ['tree', 'gitrepository', 'one'], ['reconcile', 'source', 'git', 'one']):
            weir(*verb, '-c', world.config, check=0)
        run = weir('check', '-c', world.config, check=2)
        assert 'weir.yaml:' in run.stderr + run.stdout, run
    assert host.stop() == 0
    weir('get', 'all', '-c', world.config, check=2)


@tap.case('addresses of listen: follow a reload; TCP answers probes and metrics alone')
def listen(t):
    port = free_port()
    world = World(t)
    host = Host(t, world.config)
    host.wait_ready('GitRepository/flux-system/one')
    world.write_config(f'listen: [unix:./state/weir.sock, "127.0.0.1:{port}"]\n')

    def answers():
        try:
            return http(port, '/healthz')[0] == 200
        except OSError:
            return False
    wait_for('TCP to answer', answers)
    assert http(port, '/readyz') == (200, 'ok\n')
    assert http(port, '/v1/units')[0] == 404
    weir('reconcile', 'source', 'git', 'one', '-c', world.config, check=0)
    metrics = http(port, '/metrics')[1]
    assert re.search(r'gotk_reconcile_duration_seconds_count\{kind="GitRepository",name="one",namespace="flux-system"\} [1-9]',
                     metrics), metrics
    assert 'gotk_resource_info{kind="GitRepository",name="two"' in metrics, metrics
    status, units = http(world.socket, '/v1/units')
    assert status == 200 and len(json.loads(units)['items']) == 2
    world.write_config()
    wait_for('TCP to go', lambda: not answers())
    assert host.stop() == 0


@tap.case('systemd is told: ready, reloading, stopping')
def notify(t):
    world = World(t)
    path = t.path('notify.sock')
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    sock.bind(path)
    sock.settimeout(20)
    t.defer(sock.close)
    host = Host(t, world.config, env={'NOTIFY_SOCKET': path})
    assert sock.recv(4096).startswith(b'READY=1')
    host.reload()
    assert re.match(rb'RELOADING=1\nMONOTONIC_USEC=\d+$', sock.recv(4096))
    assert sock.recv(4096).startswith(b'READY=1')
    assert host.stop() == 0
    assert sock.recv(4096).startswith(b'STOPPING=1')


@tap.case('no core dumps, files for the owner alone')
def private(t):
    world = World(t)
    host = Host(t, world.config)
    host.wait_ready('GitRepository/flux-system/one')
    with open(f'/proc/{host.process.pid}/limits', encoding='ascii') as limits:
        assert re.search(r'Max core file size\s+0\s+0', limits.read())
    for root, folders, files in os.walk(t.path('state')):
        for name in folders + files:
            mode = stat.S_IMODE(os.lstat(os.path.join(root, name)).st_mode)
            assert mode & 0o077 == 0, f'{root}/{name}: {mode:o}'


@tap.case('weir get -w and weir logs -f go on until the host ends')
def follow(t):
    world = World(t)
    host = Host(t, world.config)
    host.wait_ready('GitRepository/flux-system/one', 'GitRepository/flux-system/two')
    with open(t.path('get.out'), 'w', encoding='utf-8') as out, open(t.path('logs.out'), 'w', encoding='utf-8') as log:
        get = subprocess.Popen([WEIR, 'get', 'sources', 'git', '-w', '-c', world.config], stdout=out)
        logs = subprocess.Popen([WEIR, 'logs', '-f', '-c', world.config], stdout=log)
    with open(t.path('events.out'), 'w', encoding='utf-8') as out:
        events = subprocess.Popen([WEIR, 'events', '-f', '-c', world.config], stdout=out)
    t.defer(events.kill)
    t.defer(get.kill)
    t.defer(logs.kill)

    def text(name):
        with open(t.path(name), encoding='utf-8') as file:
            return file.read()
    wait_for('the first table', lambda: 'two' in text('get.out'))
    wait_for('the first lines', lambda: 'runs with' in text('logs.out'))
    weir('suspend', 'source', 'git', 'two', '-c', world.config, check=0)
    wait_for('the change', lambda: re.search(r'^two +.*True +True', text('get.out'), re.M))
    host.reload()
    wait_for('the line', lambda: 'reloaded' in text('logs.out'))
    wait_for('the events', lambda: 'Begin' in text('events.out'))
    world.repo.write('a.yaml', 'a: 2\n')
    world.repo.commit('Another')
    weir('reconcile', 'source', 'git', 'one', '-c', world.config, check=0)
    wait_for('the new event', lambda: 'Another' in text('events.out'))
    assert text('events.out').count('Another') == 1 and text('events.out').count('Begin') == 2, text('events.out')
    assert host.stop() == 0
    assert get.wait(timeout=10) == 0 and logs.wait(timeout=10) == 0 and events.wait(timeout=10) == 0


@tap.case('run --once: exit codes, a summary for programs, log lines as JSON')
def once(t):
    world = World(t)
    run = weir('run', '--once', '-o', 'json', '--log-format', 'json', '-c', world.config, check=0)
    summary = json.loads(run.stdout)
    assert (summary['units'], summary['ready'], summary['notReady'], summary['exitCode']) == (2, 2, [], 0), summary
    lines = [json.loads(line) for line in run.stderr.splitlines()]
    assert lines and all({'time', 'level', 'message'} <= set(line) for line in lines), run.stderr
    world.write_objects(['one', 'two'], branch='nowhere')
    run = weir('run', '--once', '-o', 'json', '-c', world.config, check=1)
    summary = json.loads(run.stdout)
    assert len(summary['notReady']) == 2 and 'nowhere' in summary['notReady'][0]['message'], summary
    assert weir('run', '--once', '-c', t.path('nothing.yaml')).returncode == 2
    assert weir('run', '-o', 'json', '-c', world.config).returncode == 2


@tap.case('run --once --timeout ends in time all the same')
def timeout(t):
    with socket.socket() as silent:
        silent.bind(('127.0.0.1', 0))
        silent.listen()  # accepts, never answers
        world = World(t)
        world.url = f'http://127.0.0.1:{silent.getsockname()[1]}/home.git'
        world.write_objects(['one'])
        began = time.monotonic()
        run = weir('run', '--once', '--timeout', '1s', '-c', world.config, check=1)
        assert time.monotonic() - began < 9, 'waited for the fetch'
        assert '--timeout' in run.stderr, run.stderr


def on_terminal(*args, columns=100, rows=30, seconds=20):
    """What a terminal would have received, and the exit code."""
    try:
        pid, fd = pty.fork()
    except OSError as error:
        raise tap.Skip(f'there are no terminals here: {error}') from error
    if pid == 0:
        os.environ.update(TERM='xterm-256color')
        os.execv(WEIR, [WEIR, *args])
    import fcntl
    import struct
    import termios
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack('HHHH', rows, columns, 0, 0))
    out, end = b'', time.monotonic() + seconds
    while time.monotonic() < end:
        if select.select([fd], [], [], 0.5)[0]:
            try:
                chunk = os.read(fd, 65536)
            except OSError:
                break
            if not chunk:
                break
            out += chunk
    os.close(fd)
    return out.decode(), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


@tap.case('on a terminal: live lines with colours, what is not ready with its whole message, a sentence')
def terminal(t):
    world = World(t)
    out, code = on_terminal('run', '--once', '-c', world.config)
    assert code == 0, out
    assert '\033[32m✔' in out and 'GitRepository/flux-system/one' in out and '2 units ready' in out, out
    world.write_objects(['one', 'two'], branch='nowhere')
    out, code = on_terminal('run', '--once', '-c', world.config)
    assert code == 1 and 'NOT READY' in out and 'there is no branch' in out, out
    out, _ = on_terminal('get', 'sources', 'git', '--no-color', '-c', world.config)
    assert '\033[' not in out and 'one' in out, out
    run = weir('get', 'sources', 'git', '-c', world.config, env={'TERM': 'xterm-256color'}, check=0)
    assert '\033[' not in run.stdout, 'colours in a pipe'


@tap.case('control characters of a commit message do not reach the terminal')
def control_characters(t):
    world = World(t)
    world.repo.write('a.yaml', 'a: 2\n')
    world.repo.commit('\033]0;owned\007 red \033[31m')
    weir('run', '--once', '-c', world.config, check=0)
    run = weir('events', '-c', world.config, check=0)
    assert 'owned' in run.stdout and '\033' not in run.stdout and '\007' not in run.stdout, run.stdout


@tap.case('completion offers verbs, flags, kinds and the names of units as they are')
def completion(t):
    world = World(t)
    weir('run', '--once', '-c', world.config, check=0)

    def offers(*words):
        out = weir('__complete', *words, check=0, cwd=t.dir).stdout
        return [line.split('\t')[0] for line in out.splitlines()]
    assert 'reconcile' in offers('rec') and offers('zzz') == []
    assert '--all-namespaces' in offers('get', '--all')
    assert offers('get', 'all', '-o', 'j') == ['json']
    assert 'gitrepositories' in offers('get', 'git')
    assert offers('get', 'sources', 'g') == ['git']
    assert offers('reconcile', 'source', 'git', '') == ['one', 'two']
    assert 'list' in offers('plugin', 'l')
    for shell in ('bash', 'zsh', 'fish'):
        assert '__complete' in weir('completion', shell, check=0).stdout
    subprocess.run(['bash', '-n'], input=weir('completion', 'bash').stdout, text=True, check=True)


@tap.case('the manual has every verb and flag, and is right roff')
def manual(t):
    page = weir('__manual', check=0).stdout
    for verb in ('run', 'get', 'reconcile', 'suspend', 'events', 'plugin list'):
        assert f'.SS weir {verb} ' in page, verb
    assert '\\fB\\-\\-status\\-selector' in page
    assert not [line for line in page.splitlines() if line.startswith("'") or re.match(r'\.[^A-Zn\\frS]', line)]


@tap.case('a second signal ends a stopping host at once')
def twice(t):
    with socket.socket() as silent:
        silent.bind(('127.0.0.1', 0))
        silent.listen()
        world = World(t)
        world.url = f'http://127.0.0.1:{silent.getsockname()[1]}/home.git'
        world.write_objects(['one'])
        host = Host(t, world.config)
        wait_for('the start', lambda: 'runs with' in host.log())
        host.signal(signal.SIGTERM)
        host.signal(signal.SIGTERM)
        code = host.process.wait(timeout=20)
        assert code in (0, 128 + signal.SIGTERM), code


if __name__ == '__main__':
    tap.main()
