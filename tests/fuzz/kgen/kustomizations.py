# SPDX-License-Identifier: Apache-2.0
"""Folders with kustomization.yaml files: every field, bases, components."""
import os


class Kustomizations:
    def write(self, path, text):
        full = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, 'wb') as f:
            f.write(text if isinstance(text, bytes) else text.encode('utf-8', 'surrogateescape'))

    def manifest(self, folder, objects):
        self.count += 1
        name = 'r%d.yaml' % self.count
        self.write(folder + '/' + name, '---\n'.join(self.writer.document(o) for o in objects))
        return name

    def kustomization(self, folder, depth, component=False):
        before = self.suffix
        if self.chance(0.8):
            self.taken = getattr(self, 'taken', 0) + 1
            self.suffix = str(self.taken)
        objects = [self.resource() for _ in range(self.rng.randint(1, 4 if depth else 5))]
        if self.chance(0.01):
            objects += self.namespaces()
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
