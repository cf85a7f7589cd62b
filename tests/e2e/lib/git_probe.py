# SPDX-License-Identifier: Apache-2.0
"""git_probe.py - the git plugin alone, behind plugins/git/tests/probe.c: fetch, open, read as JSON lines."""
import base64
import json
import os
import subprocess

from .weir import BUILD

PROBE = os.environ.get('WEIR_GIT_PROBE') or os.path.join(BUILD, 'plugins', 'git', 'tests', 'git-probe')


def repository(url, name='app', namespace='flux-system', **spec):
    """A GitRepository; ref=..., secretRef=... are fields of its spec."""
    return {'apiVersion': 'source.toolkit.fluxcd.io/v1', 'kind': 'GitRepository',
            'metadata': {'name': name, 'namespace': namespace}, 'spec': {'url': url, 'interval': '1m', **spec}}


def secret(name, namespace='flux-system', **data):
    """A Secret; a '.' of a key is written '__'."""
    return {'apiVersion': 'v1', 'kind': 'Secret', 'metadata': {'name': name, 'namespace': namespace},
            'data': {k.replace('__', '.'): base64.b64encode(v.encode()).decode() for k, v in data.items()}}


class Answer(dict):
    def __getattr__(self, name):
        return self.get(name)


class Probe:
    """One plugin instance; its state stays in `folder` when another takes over."""

    def __init__(self, t, folder='probe', options=None, env=None):
        path = t.path(folder)
        os.makedirs(path, exist_ok=True)
        self.folder = path
        self.process = subprocess.Popen([PROBE, path, json.dumps({'allowFile': False, 'maxPack': 1 << 30, **(options or {})})],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        env={**os.environ, **(env or {})})
        t.defer(self.kill)

    def ask(self, op, **args):
        self.process.stdin.write(json.dumps({'op': op, **args}) + '\n')
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, f'the probe ended with {self.process.wait()} in {op} {args}'
        return Answer(json.loads(line))

    def give(self, *secrets):
        self.ask('set', objects={f'Secret/{s["metadata"]["namespace"]}/{s["metadata"]["name"]}': s for s in secrets})

    def mirror(self, prefix, url):
        self.ask('set', mirrors=[{'prefix': prefix, 'url': url}])

    def fetch(self, obj, after=None, **args):
        """after: the answer of an earlier fetch, which is what the core has stored."""
        if after:
            args.update(have=after.revision, info=after.info)
        return self.ask('fetch', object=obj, **args)

    def ok(self, obj, after=None, **args):
        answer = self.fetch(obj, after, **args)
        assert answer.code == 'ok', answer
        return answer

    def fails(self, obj, code, *words, **args):
        """The fetch fails with the code, and the message has all the words."""
        answer = self.fetch(obj, **args)
        assert answer.code == code, answer
        for word in words:
            assert word in answer.message, f'no "{word}" in: {answer.message}'
        assert '\n' not in answer.message, answer.message
        return answer

    def read(self, path, name='flux-system/app'):
        answer = self.ask('read', name=name, path=path)
        assert answer.code == 'ok', answer
        return answer.text

    def close(self):
        """The plugin is closed; its exit must be clean (sanitizers speak here)."""
        self.process.stdin.close()
        assert self.process.wait(timeout=60) == 0, f'the probe ended with {self.process.returncode}'

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
