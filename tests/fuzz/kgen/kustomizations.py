# SPDX-License-Identifier: Apache-2.0
"""Folders with kustomization.yaml files: every field, bases, components."""
import os


class Kustomizations:
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
