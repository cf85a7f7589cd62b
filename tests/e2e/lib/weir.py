# SPDX-License-Identifier: Apache-2.0
"""weir.py - the executable under test: one-off commands and a running host."""
import json
import os
import signal
import subprocess
import time

SOURCE = os.environ.get('WEIR_SOURCE_ROOT') or os.path.abspath(os.path.join(os.path.dirname(__file__), '..', '..', '..'))
BUILD = os.environ.get('WEIR_BUILD_ROOT') or os.path.join(SOURCE, 'build')
WEIR = os.environ.get('WEIR') or os.path.join(BUILD, 'core', 'weir')
SHARED = os.environ.get('WEIR_SHARED') or os.path.join(SOURCE, '..', 'shared')
# Sanitizers make everything slower; no test waits for less than this many times its patience.
PATIENCE = float(os.environ.get('WEIR_TIMEOUT_MULTIPLIER', '1'))


def weir(*args, check=None, timeout=60, env=None, cwd=None, stdin=None):
    """Run a command; check: the exit code that must come out. Returns the CompletedProcess (text)."""
    run = subprocess.run([WEIR, *args], capture_output=True, text=True, timeout=timeout * PATIENCE, input=stdin,
                         env={**os.environ, **(env or {})}, cwd=cwd, check=False)
    if check is not None and run.returncode != check:
        raise AssertionError(f'weir {" ".join(args)}: exit {run.returncode}, wanted {check}\n'
                             f'--- stdout\n{run.stdout}\n--- stderr\n{run.stderr}')
    return run


def wait_for(what, fn, seconds=20, every=0.05):
    """Until fn() is true; its value. Fails naming what was waited for."""
    end = time.monotonic() + seconds * PATIENCE
    while True:
        value = fn()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f'waited {seconds * PATIENCE:.0f} s for {what}')
        time.sleep(every)


class Host:
    """`weir run -c CONFIG` in the background; its log is in .log()."""

    def __init__(self, context, config, *args, env=None):
        self.config, self.args, self.env = config, args, env
        self.log_path = context.path(f'host-{time.monotonic_ns()}.log')
        self.process = None
        self.start()
        context.defer(self.kill)

    def start(self):
        with open(self.log_path, 'ab') as log:
            self.process = subprocess.Popen([WEIR, 'run', '-c', self.config, *self.args], stdout=log, stderr=log,
                                            env={**os.environ, **(self.env or {})})

    def log(self):
        with open(self.log_path, encoding='utf-8', errors='replace') as log:
            return log.read()

    def signal(self, number):
        self.process.send_signal(number)

    def reload(self):
        self.signal(signal.SIGHUP)

    def kill(self):
        """As a power cut: SIGKILL."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def stop(self, seconds=20):
        """As an administrator: SIGTERM; the exit code."""
        self.signal(signal.SIGTERM)
        return self.process.wait(timeout=seconds * PATIENCE)

    def units(self):
        """{"Kind/namespace/name": object with status} of all units; {} while the host is not up."""
        run = weir('get', 'all', '-A', '-o', 'json', '-c', self.config)
        if run.returncode != 0 or not run.stdout.strip():
            return {}
        return {name(item): item for item in json.loads(run.stdout)['items']}

    def wait_ready(self, *keys, seconds=30):
        def all_ready():
            if self.process.poll() is not None:
                raise AssertionError(f'weir ended with {self.process.returncode}\n{self.log()}')
            units = self.units()
            return all(k in units and ready(units[k]) == 'True' for k in keys)
        try:
            wait_for(f'{keys} to be ready', all_ready, seconds)
        except AssertionError:
            print(json.dumps({k: (u.get('status') or {}).get('conditions') for k, u in self.units().items()}, indent=1))
            print(self.log())
            raise


def name(obj):
    meta = obj.get('metadata') or {}
    return '/'.join(x for x in (obj.get('kind'), meta.get('namespace'), meta.get('name')) if x)


def condition(unit, kind='Ready'):
    for item in (unit.get('status') or {}).get('conditions') or []:
        if item['type'] == kind:
            return item
    return {}


def ready(unit):
    return condition(unit).get('status')
