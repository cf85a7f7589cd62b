#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""kustomize_diff.py --weir BINARY --kustomize BINARY [--count N] [--seed S] [--jobs J] [--keep DIR]

Random kustomizations, built by weir and by kustomize v5.8.1; the bytes, or the failure, must be the
same.  A case is its seed: --seed S --count 1 --keep DIR shows one again.  Both binaries take
`build [flags] DIR`.  Exit code 1 when any case differs.
"""
import argparse
import concurrent.futures
import os
import random
import shutil
import subprocess
import sys
import tempfile

NAMES = ['app', 'web', 'db', 'cfg', 'sec', 'sa', 'x-1']
SPACES = [None, None, None, 'ns1', 'ns2', 'default']
ODD = ['yes', 'on', 'y', 'n', 'No', '0644', '0o17', '0x1F', '1e3', '12', '-5', '1.50', '.5', '1_000', 'true', 'null', '~', '',
       ' a', 'b ', 'a: b', '# x', 'x # y', "it's", '"q"', 'a\\b', '2024-01-01', '=', '<<', '- a', '-', '?', ':', 'a:', '*x', '&y',
       '!z', '%p', '@at', '`bt', '{a}', '[b]', 'a,b', 'tab\there', 'ünï', '日本', '1:30', 'multi\nline', 'multi\nline\n',
       'multi\n\nline\n\n', '  lead\nmore', 'trail \nline', 'word ' * 25, 'x' * 100, ('word ' * 30).strip() + "'s", '9007199254740993',
       '12345678901234567890', '1.0', '$(VAR)', '${X}', 'é' * 50, 'a\tb\nc']
PLAIN = ['a', 'b', 'c', 'value', 'nginx', 'one two', 'x.y/z', 'v1']


class Raw:
    """A scalar that is written as it is: numbers, booleans, nulls."""

    def __init__(self, text):
        self.text = text


class Writer:
    """Trees as YAML in one of many looks."""

    def __init__(self, rng):
        self.rng = rng

    def plain_ok(self, s):
        if not s or s != s.strip() or any(c in s for c in '\n\t') or s[0] in '-?:,[]{}#&*!|>\'"%@`' or ': ' in s or ' #' in s \
                or s.endswith(':'):
            return False
        low = s.lower()
        return low not in ('true', 'false', 'null', '~', 'y', 'n', 'yes', 'no', 'on', 'off', '<<', '=', '.inf', '.nan') and \
            not (s[0].isdigit() or s[0] in '+-.')

    def double(self, s):
        out = s.replace('\\', '\\\\').replace('"', '\\"').replace('\n', '\\n').replace('\t', '\\t')
        return '"%s"' % out

    def scalar(self, v, indent):
        if isinstance(v, Raw):
            return v.text
        if v is None:
            return self.rng.choice(['null', '~', ''])
        if isinstance(v, bool):
            return 'true' if v else 'false'
        if isinstance(v, (int, float)):
            return str(v)
        if '\n' in v and self.rng.random() < 0.6 and v.strip() and not v.startswith((' ', '\n')) and '\t' not in v \
                and not any(line.endswith(' ') for line in v.split('\n')):
            body = v.rstrip('\n')
            tail = len(v) - len(body)
            mark = '-' if tail == 0 else '' if tail == 1 else '+'
            pad = ' ' * (indent + 2)
            lines = [pad + line if line else '' for line in body.split('\n')] + [''] * (tail - 1 if tail > 1 else 0)
            return '|%s\n%s' % (mark, '\n'.join(lines))
        looks = ['d']
        if self.plain_ok(v):
            looks += ['p'] * 6
        if '\n' not in v and '\t' not in v:
            looks += ['s']
        look = self.rng.choice(looks)
        return v if look == 'p' else self.double(v) if look == 'd' else "'%s'" % v.replace("'", "''")

    def flow(self, v):
        if isinstance(v, dict):
            return '{%s}' % ', '.join('%s: %s' % (self.key(k), self.flow(x)) for k, x in v.items())
        if isinstance(v, list):
            return '[%s]' % ', '.join(self.flow(x) for x in v)
        if isinstance(v, str):
            return self.double(v)
        return self.scalar(v, 0) or 'null'

    def key(self, k):
        return k if self.plain_ok(k) and self.rng.random() < 0.97 else self.double(k)

    def block(self, v, indent, out):
        pad = ' ' * indent
        if isinstance(v, dict):
            for k, x in v.items():
                self.pair(pad + self.key(k) + ':', x, indent, out)
        else:
            for x in v:
                if isinstance(x, (dict, list)) and x and self.rng.random() < 0.93:
                    start = len(out)
                    self.block(x, indent + 2, out)
                    out[start] = pad + '- ' + out[start].lstrip(' ')
                else:
                    text = self.flow(x) if isinstance(x, (dict, list)) else self.scalar(x, indent)
                    out.extend((pad + '- ' + text).split('\n'))

    def pair(self, head, x, indent, out):
        if isinstance(x, (dict, list)) and x and self.rng.random() < 0.95:
            out.append(head + ('  # note' if self.rng.random() < 0.02 else ''))
            self.block(x, indent + (2 if isinstance(x, dict) else self.rng.choice([0, 0, 2])), out)
        elif isinstance(x, (dict, list)):
            out.append(head + ' ' + self.flow(x))
        else:
            text = self.scalar(x, indent)
            out.extend((head + (' ' + text if text else '')).split('\n'))

    def document(self, v):
        out = []
        self.block(v, 0, out)
        return '\n'.join(out) + '\n'


class Case:
    def __init__(self, seed, root):
        self.rng = random.Random(seed)
        self.root = root
        self.writer = Writer(self.rng)
        self.count = 0
        self.flags = []
        self.suffix = ''

    # ---- chance ----

    def chance(self, p):
        return self.rng.random() < p

    def pick(self, *items):
        return self.rng.choice(items)

    def text(self):
        return self.rng.choice(ODD) if self.chance(0.35) else self.rng.choice(PLAIN)

    def value(self):
        r = self.rng.random()
        if r < 0.8:
            return self.text()
        return self.pick(1, 0, 80, 1000000, True, False, None, Raw('1.50'), Raw('0644'), Raw('1e3'), Raw('0x1F'), Raw('2024-01-01'),
                         Raw('yes'), Raw('9007199254740993'), Raw('1.0'))

    def name(self):
        return self.rng.choice(NAMES) + self.suffix

    def labels(self):
        return {self.pick('app', 'tier', 'a.b/c', 'x'): self.text() if self.chance(0.2) else self.pick('web', 'db', 'x')
                for _ in range(self.rng.randint(1, 3))}

    # ---- resources ----

    def meta(self, cluster=False):
        m = {'name': self.name()}
        ns = self.rng.choice(SPACES)
        if ns and (not cluster or self.chance(0.1)):
            m['namespace'] = ns
        if self.chance(0.4):
            m['labels'] = self.labels()
        if self.chance(0.3):
            m['annotations'] = {self.pick('a', 'b', 'note', 'config.kubernetes.io/local-config' if self.chance(0.1) else 'c'):
                                self.value() if self.chance(0.1) else self.text() for _ in range(self.rng.randint(1, 2))}
        if self.chance(0.03):
            m['annotations'] = self.pick({}, None)
        return m

    def image(self):
        return self.pick('nginx', 'nginx:1.2', 'ghcr.io/a/web:v1', 'ghcr.io/a/web@sha256:abc', 'localhost:5000/side', 'busybox:1@sha256:0a')

    def container(self, name):
        c = {'name': name, 'image': self.image()}
        if self.chance(0.4):
            c['env'] = [self.env() for _ in range(self.rng.randint(1, 3))]
        if self.chance(0.3):
            c['envFrom'] = [self.pick({'configMapRef': {'name': self.name()}}, {'secretRef': {'name': self.name()}})]
        if self.chance(0.4):
            c['ports'] = [self.port() for _ in range(self.rng.randint(1, 2))]
        if self.chance(0.3):
            c['volumeMounts'] = [{'name': 'v', 'mountPath': self.pick('/a', '/b')} for _ in range(self.rng.randint(1, 2))]
        if self.chance(0.3):
            c['args'] = [self.text() for _ in range(self.rng.randint(1, 3))]
        if self.chance(0.1):
            c['resources'] = {'limits': {'cpu': self.pick(1, '100m', Raw('0.5'))}}
        return c

    def env(self):
        e = {'name': self.pick('A', 'B', 'C')}
        r = self.rng.random()
        if r < 0.6:
            e['value'] = self.text()
        elif r < 0.8:
            e['valueFrom'] = {'configMapKeyRef': {'name': self.name(), 'key': 'a'}}
        else:
            e['valueFrom'] = {'secretKeyRef': {'name': self.name(), 'key': 'a'}}
        return e

    def port(self):
        p = {'containerPort': self.pick(80, 8080, 443)}
        if self.chance(0.4):
            p['name'] = self.pick('http', 'https')
        if self.chance(0.4):
            p['protocol'] = self.pick('TCP', 'UDP')
        return p

    def pod_spec(self):
        s = {'containers': [self.container(n) for n in self.rng.sample(['main', 'side', 'third'], self.rng.randint(1, 3))]}
        if self.chance(0.2):
            s['initContainers'] = [self.container('init')]
        if self.chance(0.3):
            s['serviceAccountName'] = self.name()
        if self.chance(0.4):
            s['volumes'] = [self.volume() for _ in range(self.rng.randint(1, 2))]
        if self.chance(0.15):
            s['tolerations'] = [{'key': self.pick('a', 'b'), 'operator': 'Exists'}]
        if self.chance(0.15):
            s['imagePullSecrets'] = [{'name': self.name()}]
        if self.chance(0.1):
            s['nodeSelector'] = self.labels()
        if self.chance(0.1):
            s['topologySpreadConstraints'] = [{'topologyKey': self.pick('a', 'b'), 'whenUnsatisfiable': 'DoNotSchedule',
                                               'labelSelector': {'matchLabels': self.labels()}}]
        return s

    def volume(self):
        v = {'name': self.pick('v', 'w')}
        v.update(self.pick({'configMap': {'name': self.name()}}, {'secret': {'secretName': self.name()}}, {'emptyDir': {}},
                           {'persistentVolumeClaim': {'claimName': self.name()}},
                           {'projected': {'sources': [{'configMap': {'name': self.name()}}, {'secret': {'name': self.name()}}]}}))
        return v

    def template(self):
        t = {'spec': self.pod_spec()}
        if self.chance(0.7):
            t['metadata'] = {'labels': self.labels()}
        return t

    def resource(self):
        make = self.rng.choice([self.r_configmap] * 3 + [self.r_secret] + [self.r_deployment] * 4 + [
            self.r_statefulset, self.r_daemonset, self.r_cronjob, self.r_job, self.r_pod, self.r_service, self.r_service, self.r_sa,
            self.r_role, self.r_binding, self.r_clusterrole, self.r_clusterbinding, self.r_ingress, self.r_netpol, self.r_pdb,
            self.r_hpa, self.r_namespace, self.r_crd, self.r_pvc, self.r_webhook, self.r_widget, self.r_widget, self.r_list])
        return make()

    def obj(self, api, kind, cluster=False, **fields):
        o = {'apiVersion': api, 'kind': kind, 'metadata': self.meta(cluster)}
        o.update(fields)
        if self.chance(0.1):
            o = dict(self.rng.sample(list(o.items()), len(o)))
        return o

    def data(self):
        return {self.pick('a', 'b', 'k1', 'k01', 'k10', 'K', 'x.yaml', 'z_'): self.text() for _ in range(self.rng.randint(1, 4))}

    def r_configmap(self):
        o = self.obj('v1', 'ConfigMap')
        if self.chance(0.9):
            o['data'] = self.data()
        return o

    def r_secret(self):
        return self.obj('v1', 'Secret', type='Opaque', **{self.pick('data', 'stringData'): {'a': 'YWJj', 'b': 'eA=='}})

    def workload(self, api, kind, **more):
        spec = {'selector': {'matchLabels': self.labels()}, 'template': self.template()}
        if self.chance(0.5):
            spec['replicas'] = self.rng.randint(0, 5)
        if self.chance(0.1):
            spec['strategy'] = self.pick({'type': 'Recreate'}, None, {})
        spec.update(more)
        return self.obj(api, kind, spec=spec)

    def r_deployment(self):
        return self.workload(self.pick('apps/v1', 'apps/v1', 'apps/v1', 'extensions/v1beta1'), 'Deployment')

    def r_statefulset(self):
        more = {'serviceName': self.name()}
        if self.chance(0.5):
            more['volumeClaimTemplates'] = [{'metadata': {'name': 'd'}, 'spec': {'storageClassName': self.name()}}]
        return self.workload('apps/v1', 'StatefulSet', **more)

    def r_daemonset(self):
        return self.workload('apps/v1', 'DaemonSet')

    def r_cronjob(self):
        return self.obj(self.pick('batch/v1', 'batch/v1beta1'), 'CronJob',
                        spec={'schedule': '* * * * *', 'jobTemplate': {'spec': {'template': self.template()}}})

    def r_job(self):
        return self.obj('batch/v1', 'Job', spec={'template': self.template()})

    def r_pod(self):
        return self.obj('v1', 'Pod', spec=self.pod_spec())

    def r_service(self):
        return self.obj('v1', 'Service', spec={'selector': self.labels(), 'ports': [
            {'port': self.pick(80, 443), 'targetPort': self.pick(80, 'http'), 'protocol': self.pick('TCP', 'UDP')}
            for _ in range(self.rng.randint(1, 2))]})

    def r_sa(self):
        return self.obj('v1', 'ServiceAccount')

    def r_role(self):
        return self.obj('rbac.authorization.k8s.io/v1', 'Role', rules=[
            {'apiGroups': [''], 'resources': ['configmaps'], 'resourceNames': [self.name(), self.name()], 'verbs': ['get']}])

    def subjects(self):
        out = []
        for _ in range(self.rng.randint(1, 2)):
            s = {'kind': self.pick('ServiceAccount', 'ServiceAccount', 'User'), 'name': self.pick('default', self.name(), self.name())}
            if self.chance(0.7):
                s['namespace'] = self.pick('ns1', 'ns2', 'default')
            out.append(s)
        return out

    def r_binding(self):
        return self.obj('rbac.authorization.k8s.io/v1', 'RoleBinding', subjects=self.subjects(), roleRef={
            'apiGroup': 'rbac.authorization.k8s.io', 'kind': self.pick('Role', 'ClusterRole'), 'name': self.name()})

    def r_clusterrole(self):
        return self.obj('rbac.authorization.k8s.io/v1', 'ClusterRole', True, rules=[])

    def r_clusterbinding(self):
        return self.obj('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', True, subjects=self.subjects(), roleRef={
            'apiGroup': 'rbac.authorization.k8s.io', 'kind': 'ClusterRole', 'name': self.name()})

    def r_ingress(self):
        return self.obj('networking.k8s.io/v1', 'Ingress', spec={
            'tls': [{'secretName': self.name(), 'hosts': ['h']}],
            'rules': [{'host': 'h', 'http': {'paths': [{'path': '/', 'backend': {'service': {'name': self.name(), 'port': {
                'number': 80}}}}]}}]})

    def r_netpol(self):
        return self.obj('networking.k8s.io/v1', 'NetworkPolicy', spec={'podSelector': {'matchLabels': self.labels()}})

    def r_pdb(self):
        return self.obj('policy/v1', 'PodDisruptionBudget', spec={'selector': {'matchLabels': self.labels()}})

    def r_hpa(self):
        return self.obj(self.pick('autoscaling/v1', 'autoscaling/v2'), 'HorizontalPodAutoscaler', spec={
            'scaleTargetRef': {'apiVersion': 'apps/v1', 'kind': self.pick('Deployment', 'StatefulSet'), 'name': self.name()},
            'metrics': [{'type': 'Resource', 'resource': {'name': 'cpu'}}]})

    def r_namespace(self):
        o = self.obj('v1', 'Namespace', True)
        o['metadata']['name'] = self.pick('ns1', 'ns2', 'app')
        return o

    def r_crd(self):
        o = self.obj('apiextensions.k8s.io/v1', 'CustomResourceDefinition', True, spec={'group': 'example.com', 'names': {'kind': 'Widget'}})
        o['metadata']['name'] = 'widgets.example.com'
        return o

    def r_pvc(self):
        return self.obj('v1', 'PersistentVolumeClaim', spec={'storageClassName': self.name(), 'volumeName': self.name()})

    def r_webhook(self):
        return self.obj('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', True, webhooks=[
            {'name': 'a.b.c', 'clientConfig': {'service': {'name': self.name(), 'namespace': self.pick('ns1', 'default')}}}])

    def r_widget(self):
        spec = {'size': self.value(), 'list': [self.value() for _ in range(self.rng.randint(0, 3))],
                'items': [{'name': self.pick('a', 'b'), 'v': self.value()} for _ in range(self.rng.randint(0, 2))]}
        if self.chance(0.3):
            spec['template'] = self.template()
        if self.chance(0.2):
            spec['deep'] = {'a': {'b': {'c': self.value(), 'd': None}}}
        return self.obj('example.com/v1', 'Widget', spec=spec)

    def r_list(self):
        return {'apiVersion': 'v1', 'kind': 'List', 'items': [self.r_configmap() for _ in range(self.rng.randint(0, 2))]}

    # ---- files ----

    def write(self, path, text):
        full = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, 'w', newline='') as f:
            f.write(text)

    def manifest(self, folder, objects):
        self.count += 1
        name = 'r%d.yaml' % self.count
        self.write(folder + '/' + name, '---\n'.join(self.writer.document(o) for o in objects))
        return name

    # ---- patches ----

    def part_of(self, v, depth=0):
        """A piece of a tree, changed here and there."""
        if isinstance(v, dict):
            keys = list(v)
            chosen = [k for k in keys if self.chance(0.5 if depth else 0.7)]
            out = {k: self.part_of(v[k], depth + 1) for k in chosen}
            if self.chance(0.1):
                out[self.pick('new', 'extra', 'a')] = self.value()
            if depth and self.chance(0.04):
                out['$patch'] = self.pick('delete', 'replace', 'merge')
            if out and self.chance(0.06):
                out[self.rng.choice(list(out))] = None
            return out
        if isinstance(v, list):
            out = [self.part_of(x, depth + 1) for x in v if self.chance(0.6)]
            for x, old in zip(out, v):
                if isinstance(x, dict) and isinstance(old, dict) and 'name' in old and self.chance(0.85):
                    x['name'] = old['name']
            if self.chance(0.15) and v and isinstance(v[0], dict):
                out.append({'name': self.pick('main', 'new', 'A'), 'value': self.text()})
            return out
        return self.value() if self.chance(0.4) else v

    def target(self, o):
        t = {}
        if self.chance(0.8):
            t['kind'] = self.pick(o['kind'], o['kind'], 'Deployment|ConfigMap', '.*Set')
        if self.chance(0.5):
            t['name'] = self.pick(o['metadata']['name'], o['metadata']['name'], '.*', 'app|web', 'a')
        if self.chance(0.15):
            t['namespace'] = self.pick('ns1', 'default', 'ns.*')
        if self.chance(0.1):
            t['labelSelector'] = self.pick('app=web', 'app', '!tier', 'app in (web,db)', 'app!=x')
        if self.chance(0.05):
            t['annotationSelector'] = self.pick('note', 'a=b', '!c')
        if self.chance(0.1):
            t['version'] = 'v1'
        if self.chance(0.1):
            t['group'] = self.pick('apps', 'batch')
        return t

    def smp(self, o):
        p = self.part_of(o)
        p['apiVersion'], p['kind'] = o['apiVersion'], o['kind']
        meta = p.get('metadata')
        if not isinstance(meta, dict):
            meta = p['metadata'] = {}
        meta['name'] = o['metadata']['name']
        if 'namespace' in o['metadata'] and self.chance(0.9):
            meta['namespace'] = o['metadata']['namespace']
        if self.chance(0.03):
            p['$patch'] = self.pick('delete', 'replace')
        return p

    def paths(self, v, prefix=''):
        yield prefix
        if isinstance(v, dict):
            for k, x in v.items():
                yield from self.paths(x, prefix + '/' + k.replace('~', '~0').replace('/', '~1'))
        elif isinstance(v, list):
            for i, x in enumerate(v):
                yield from self.paths(x, '%s/%d' % (prefix, i))

    def at(self, o, path):
        for part in path.split('/')[1:]:
            part = part.replace('~1', '/').replace('~0', '~')
            try:
                o = o[int(part)] if isinstance(o, list) else o[part]
            except (KeyError, IndexError, ValueError, TypeError):
                return None
        return o

    def ops(self, o):
        paths = list(self.paths(o))
        out = []
        for _ in range(self.rng.randint(1, 3)):
            path = self.rng.choice(paths)
            op = self.pick('add', 'replace', 'remove', 'add', 'replace', 'add', 'replace', 'add', 'copy', 'move', 'test')
            if op == 'add' and self.chance(0.6):
                path += self.pick('/new', '/new', '/-', '/0')
            step = {'op': op, 'path': path or '/metadata/labels'}
            if op in ('add', 'replace', 'test'):
                step['value'] = self.pick(self.value(), {'a': self.value()}, [self.value()])
            if op in ('copy', 'move'):
                step['from'] = self.rng.choice(paths) or '/kind'
                step['path'] = self.pick('/spec/copied', '/metadata/copied', path)
            if op == 'test' and self.chance(0.8):
                step['value'] = self.at(o, path)
            if op in ('add', 'replace') and path and self.chance(0.7) and isinstance(self.at(o, path), (dict, list)):
                step['path'], step['op'] = path + ('/new' if isinstance(self.at(o, path), dict) else '/-'), 'add'
            if step['path'] in ('/kind', '/apiVersion', '/metadata/name', '/metadata') and self.chance(0.9):
                continue
            out.append(step)
        return out or [{'op': 'add', 'path': '/spec', 'value': {}}]

    def patch(self, folder, objects):
        o = self.rng.choice(objects)
        if o['kind'] == 'List':
            return None
        entry = {}
        json_patch = self.chance(0.35)
        if json_patch:
            text = self.writer.document(self.ops(o))
            entry['target'] = self.target(o)
        else:
            text = self.writer.document(self.smp(o))
            if self.chance(0.5):
                entry['target'] = self.target(o)
            if self.chance(0.05):
                entry['options'] = {self.pick('allowNameChange', 'allowKindChange'): True}
        if self.chance(0.3):
            self.count += 1
            name = 'p%d.yaml' % self.count
            self.write(folder + '/' + name, text)
            entry['path'] = name
        else:
            entry['patch'] = text
        return entry

    # ---- kustomizations ----

    def generator(self, folder, secret):
        g = {'name': self.name() if self.chance(0.1) else '%s-%d' % (self.name(), self.rng.randint(0, 999))}
        if self.chance(0.2):
            g['namespace'] = self.pick('ns1', 'ns2')
        keys = self.rng.sample(['a', 'b', 'c', 'd.txt', 'E'], self.rng.randint(1, 3))
        g['literals'] = ['%s=%s' % (k, self.text().replace('\n', ' ')) for k in keys]
        if self.chance(0.25):
            self.count += 1
            name = 'f%d.txt' % self.count
            self.write(folder + '/' + name, self.text() + self.pick('', '\n'))
            g['files'] = [name if self.chance(0.5) else 'key=' + name]
        if self.chance(0.15):
            self.count += 1
            name = 'e%d.env' % self.count
            self.write(folder + '/' + name, 'ONE=1\n# c\n\nTWO=two words \nTHREE\n')
            g['envs'] = [name]
        if self.chance(0.1):
            g['behavior'] = self.pick('create', 'merge', 'replace')
        if self.chance(0.3):
            g['options'] = {}
            if self.chance(0.5):
                g['options']['disableNameSuffixHash'] = True
            if self.chance(0.3):
                g['options']['labels'] = {'g': 'x'}
            if self.chance(0.2):
                g['options']['annotations'] = {'g': 'y'}
            if self.chance(0.2):
                g['options']['immutable'] = True
        if secret and self.chance(0.3):
            g['type'] = 'kubernetes.io/tls'
        return g

    def replacement(self, objects):
        src, dst = self.rng.choice(objects), self.rng.choice(objects)
        if 'metadata' not in src or 'metadata' not in dst:
            return None
        dotted = lambda o: [p[1:].replace('.', '\\.').replace('/', '.').replace('~1', '/') for p in self.paths(o) if p]
        source = {'kind': src['kind'], 'name': src['metadata']['name']}
        if self.chance(0.8):
            source['fieldPath'] = self.rng.choice(dotted(src))
        if 'namespace' in src['metadata'] and self.chance(0.5):
            source['namespace'] = src['metadata']['namespace']
        target = {'select': {'kind': dst['kind']}}
        if self.chance(0.7):
            target['select']['name'] = dst['metadata']['name']
        if self.chance(0.9):
            path = self.rng.choice([p for p in dotted(dst) if not p.startswith(('kind', 'apiVersion', 'metadata.name'))] or ['metadata.x'])
            if self.chance(0.3):
                path = path.replace('containers.0', 'containers.[name=main]').replace('env.0', 'env.[name=A]').replace('ports.0', 'ports.*')
            target['fieldPaths'] = [path]
        if self.chance(0.1):
            target['reject'] = [{'name': self.name()}]
        for side in (source, target):
            if self.chance(0.15):
                side['options'] = {'delimiter': self.pick('-', ' ', '/'), 'index': self.pick(0, 1, 2)}
        if self.chance(0.15):
            target.setdefault('options', {})['create'] = True
        return {'source': source, 'targets': [target]}

    def kustomization(self, folder, depth, component=False):
        before = self.suffix
        if self.chance(0.8):
            self.taken = getattr(self, 'taken', 0) + 1
            self.suffix = str(self.taken)
        objects = [self.resource() for _ in range(self.rng.randint(1, 4 if depth else 5))]
        seen, unique = set(), []
        for o in objects:
            key = (o['kind'], o.get('metadata', {}).get('name'), o.get('metadata', {}).get('namespace'))
            if key not in seen or self.chance(0.03):
                seen.add(key)
                unique.append(o)
        objects = unique
        k = {}
        if self.chance(0.7):
            k['apiVersion'] = 'kustomize.config.k8s.io/' + ('v1alpha1' if component else 'v1beta1')
            k['kind'] = 'Component' if component else 'Kustomization'
        elif component:
            k['kind'] = 'Component'
        files = []
        if not component or self.chance(0.5):
            half = self.rng.randint(0, len(objects))
            for part in (objects[:half], objects[half:]):
                if part:
                    files.append(self.manifest(folder, part))
        below = []
        self.taken = getattr(self, 'taken', 0)
        if depth and not component:
            for i in range(self.pick(0, 1, 1, 1, 2)):
                sub = '%s-b%d' % (folder, i)
                below += self.kustomization(sub, depth - 1)
                files.append('../' + os.path.basename(sub))
            if self.chance(0.2):
                sub = '%s-c' % folder
                self.components = getattr(self, 'components', 0) + 1
                self.kustomization_component(sub, below + objects)
                k['components'] = ['../' + os.path.basename(sub)]
        self.rng.shuffle(files)
        if files:
            k['resources'] = files
        self.suffix = before
        self.fields(k, folder, below + objects)
        self.write(folder + '/kustomization.yaml', self.writer.document(k))
        return below + [o for o in objects if 'metadata' in o]

    def kustomization_component(self, folder, objects):
        k = {'apiVersion': 'kustomize.config.k8s.io/v1alpha1', 'kind': 'Component'}
        objects = [o for o in objects if 'metadata' in o]
        self.fields(k, folder, objects or [self.r_configmap()])
        self.write(folder + '/kustomization.yaml', self.writer.document(k))

    def fields(self, k, folder, objects):
        objects = [o for o in objects if 'metadata' in o] or [self.r_configmap()]
        if self.chance(0.25):
            k['namespace'] = self.pick('ns1', 'prod', 'ns2')
        if self.chance(0.25):
            k['namePrefix'] = self.pick('p-', 'dev-', 'x')
        if self.chance(0.2):
            k['nameSuffix'] = self.pick('-s', '-v1')
        if self.chance(0.15):
            k['commonLabels'] = self.labels()
        if self.chance(0.2):
            k['labels'] = [{'pairs': self.labels(), 'includeSelectors': self.chance(0.4), 'includeTemplates': self.chance(0.3)}]
        if self.chance(0.15):
            k['commonAnnotations'] = {'anno': self.text()}
        if self.chance(0.25):
            k['configMapGenerator'] = [self.generator(folder, False) for _ in range(self.rng.randint(1, 2))]
        if self.chance(0.15):
            k['secretGenerator'] = [self.generator(folder, True)]
        if self.chance(0.1):
            k['generatorOptions'] = self.pick({'disableNameSuffixHash': True}, {'labels': {'o': 'p'}}, {'immutable': True})
        if self.chance(0.25):
            k['images'] = [self.image_entry() for _ in range(self.rng.randint(1, 2))]
        if self.chance(0.1):
            scaled = [o for o in objects if o['kind'] in ('Deployment', 'StatefulSet')] if self.chance(0.9) else objects
            if scaled:
                k['replicas'] = [{'name': self.rng.choice(scaled)['metadata']['name'], 'count': self.rng.randint(0, 9)}]
        if self.chance(0.5):
            patches = [self.patch(folder, objects) for _ in range(self.rng.randint(1, 3))]
            k['patches'] = [p for p in patches if p]
        if self.chance(0.08):
            o = self.rng.choice(objects)
            k['patchesStrategicMerge'] = [self.writer.document(self.smp(o))]
        if self.chance(0.08):
            o = self.rng.choice(objects)
            k['patchesJson6902'] = [{'target': {'version': 'v1', 'kind': o['kind'], 'name': o['metadata']['name']},
                                     'patch': self.writer.document(self.ops(o))}]
        if self.chance(0.15):
            found = [r for r in (self.replacement(objects) for _ in range(self.rng.randint(1, 2))) if r]
            if found:
                k['replacements'] = found
        if self.chance(0.04):
            o = self.rng.choice(objects)
            k['vars'] = [{'name': 'VAR', 'objref': {'apiVersion': o['apiVersion'], 'kind': o['kind'], 'name': o['metadata']['name']},
                          'fieldref': {'fieldPath': self.pick('metadata.name', 'spec.replicas', 'metadata.namespace')}}]
        if self.chance(0.05):
            k['buildMetadata'] = self.rng.sample(['originAnnotations', 'transformerAnnotations', 'managedByLabel'], self.rng.randint(1, 3))
        if self.chance(0.04):
            k['sortOptions'] = self.pick({'order': 'fifo'}, {'order': 'legacy'},
                                         {'order': 'legacy', 'legacySortOptions': {'orderFirst': ['Service'], 'orderLast': ['ConfigMap']}})

    def image_entry(self):
        e = {'name': self.pick('nginx', 'ghcr.io/a/web', 'localhost:5000/side', 'busybox', 'ghcr.io/.*')}
        if self.chance(0.4):
            e['newName'] = self.pick('mirror/x', 'nginx')
        if self.chance(0.6):
            e['newTag'] = self.pick('v9', '1.10', 'latest')
        if self.chance(0.2):
            e['digest'] = 'sha256:ffff'
        if self.chance(0.1):
            e['tagSuffix'] = '-t'
        return e

    def make(self):
        self.kustomization('root', self.pick(0, 0, 1, 1, 2))
        self.flags = self.pick([], [], ['--reorder', 'none'], ['--load-restrictor', 'LoadRestrictionsNone'])


def build(binary, flags, folder):
    try:
        r = subprocess.run([binary, 'build'] + flags + ['root'], cwd=folder, capture_output=True, timeout=60)
    except subprocess.TimeoutExpired:
        return None, b'', 'timeout'
    return (r.returncode == 0), r.stdout if r.returncode == 0 else b'', r.stderr.decode(errors='replace')


def crashed(message):
    return 'AddressSanitizer' in message or 'runtime error' in message


def one(job):
    seed, args = job
    folder = tempfile.mkdtemp(prefix='kdiff-')
    try:
        case = Case(seed, folder)
        case.make()
        good, out, err = build(args.weir, case.flags, folder)
        want_good, want, want_err = build(args.kustomize, case.flags, folder)
        same = good == want_good and out == want and not crashed(err)
        if (not same or args.count == 1) and args.keep:
            keep = os.path.join(args.keep, str(seed))
            shutil.rmtree(keep, ignore_errors=True)
            shutil.copytree(folder, keep)
            for name, text in (('weir.out', out), ('kustomize.out', want), ('weir.err', err.encode()), ('kustomize.err', want_err.encode()),
                               ('flags', ' '.join(case.flags).encode())):
                with open(os.path.join(keep, name), 'wb') as f:
                    f.write(text)
        if good is None or want_good is None:
            return seed, 'timeout', err
        kind = 'same' if same else 'weir fails' if want_good and not good else 'kustomize fails' if good and not want_good else 'differs'
        return seed, (kind, 'built' if want_good else 'refused'), err if kind == 'weir fails' else want_err
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--weir', required=True)
    p.add_argument('--kustomize', required=True)
    p.add_argument('--count', type=int, default=1000)
    p.add_argument('--seed', type=int, default=1)
    p.add_argument('--jobs', type=int, default=os.cpu_count())
    p.add_argument('--keep')
    args = p.parse_args()
    built = refused = bad = 0
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        for seed, result, message in pool.map(one, ((s, args) for s in range(args.seed, args.seed + args.count))):
            if result == 'timeout' or result[0] != 'same':
                bad += 1
                print('seed %d: %s: %s' % (seed, result if result == 'timeout' else result[0], message.strip().split('\n')[-1][:300]),
                      flush=True)
            elif result[1] == 'built':
                built += 1
            else:
                refused += 1
    print('%d built alike, %d refused by both, %d different' % (built, refused, bad))
    return bad != 0


sys.exit(main())
