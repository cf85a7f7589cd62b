#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Hooks of charts in a folder: left out, or below hooks/ with the option `hooks`."""
import os

import yaml

from lib import tap
from lib.chart_server import ChartServer, chart
from lib.objects import load_all
from lib.weir import weir

HOOK = '''apiVersion: batch/v1
kind: Job
metadata:
  name: {{ .Release.Name }}-migrate
  annotations: {"helm.sh/hook": "pre-install,pre-upgrade"}
spec: {template: {spec: {restartPolicy: Never, containers: [{name: m, image: "{{ .Values.image }}"}]}}}
'''
PLAIN = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ .Release.Name }}}\ndata: {image: "{{ .Values.image }}"}\n'


class Lab:
    def __init__(self, t):
        self.server = ChartServer()
        t.defer(self.server.stop)
        self.server.add('web', '1.0.0', chart('web', '1.0.0', {
            'values.yaml': 'image: one\n', 'templates/hook.yaml': HOOK, 'templates/plain.yaml': PLAIN}))
        self.t = t

    def run(self, hooks, image='one'):
        objects = [{'apiVersion': 'source.toolkit.fluxcd.io/v1', 'kind': 'HelmRepository',
                    'metadata': {'name': 'charts', 'namespace': 'apps'},
                    'spec': {'interval': '1h', 'url': self.server.address}},
                   {'apiVersion': 'helm.toolkit.fluxcd.io/v2', 'kind': 'HelmRelease',
                    'metadata': {'name': 'web', 'namespace': 'apps'},
                    'spec': {'interval': '1h', 'values': {'image': image}, 'chart': {'spec': {
                        'chart': 'web', 'sourceRef': {'kind': 'HelmRepository', 'name': 'charts'}}}}}]
        self.t.write('objects.yaml', yaml.safe_dump_all(objects))
        config = self.t.write('weir.yaml', yaml.safe_dump({
            'state': './state', 'plugins': {'helm': {'hooks': hooks}}, 'objects': ['objects.yaml'],
            'target': {'directory': {'path': './cluster', 'units': False}}}))
        self.output = weir('run', '--once', '-c', config)
        return sorted(os.path.relpath(os.path.join(folder, name), self.t.path('cluster'))
                      for folder, _, names in os.walk(self.t.path('cluster')) for name in names)


@tap.case('hooks are left out of a folder')
def left_out(t):
    assert Lab(t).run(False) == ['apps/ConfigMap/web.yaml']


@tap.case('with the option they lie below hooks/, follow their values, are repaired and go with the option')
def below_hooks(t):
    lab = Lab(t)
    both = ['apps/ConfigMap/web.yaml', 'hooks/apps/Job.batch/web-migrate.yaml']
    path = t.path('cluster/' + both[1])
    assert lab.run(True) == both, lab.output.stderr
    job, = load_all(path)
    assert job['metadata']['annotations'] == {'helm.sh/hook': 'pre-install,pre-upgrade'}
    before = os.stat(path)
    assert lab.run(True) == both
    assert os.stat(path).st_mtime_ns == before.st_mtime_ns, 'written again though nothing had changed'
    assert lab.run(True, 'two') == both
    assert load_all(path)[0]['spec']['template']['spec']['containers'][0]['image'] == 'two'
    os.remove(path)
    assert lab.run(True, 'two') == both, 'a hook that is gone comes back'
    assert lab.run(False, 'two') == both[:1], lab.output.stderr


@tap.case('a diff shows them where they would lie')
def diff(t):
    lab = Lab(t)
    lab.run(True)
    os.remove(t.path('cluster/hooks/apps/Job.batch/web-migrate.yaml'))
    shown = weir('diff', 'helmrelease', 'web', '-n', 'apps', '-c', t.path('weir.yaml')).stdout
    assert 'hooks/apps/Job.batch/web-migrate.yaml' in shown, shown


tap.main()
