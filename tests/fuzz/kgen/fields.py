# SPDX-License-Identifier: Apache-2.0
"""Every field of a kustomization.yaml, each with a chance of its own, with values that fit and some that do not."""

PATHS = ['metadata/labels', 'spec/template/metadata/labels', 'spec/selector', 'spec/deep', 'spec/list', 'spec/items/labels', 'metadata/annotations',
         'spec/size', 'spec/template/spec/containers/image', 'spec/template/spec/containers[]/image', 'spec/items/name', 'metadata/name',
         'spec/volumeClaimTemplates[]/metadata/labels', 'a/b\\/c', 'data', 'spec/replicas', 'metadata/namespace', 'subjects/namespace',
         'spec/template/spec/serviceAccountName', 'spec', 'spec/list[]', 'roleRef/name']
FIELDS = ('namespace', 'namePrefix', 'nameSuffix', 'commonLabels', 'labels', 'commonAnnotations', 'configMapGenerator', 'secretGenerator',
          'generatorOptions', 'images', 'replicas', 'patches', 'patchesStrategicMerge', 'patchesJson6902', 'replacements', 'vars',
          'buildMetadata', 'sortOptions', 'configurations', 'crds', 'openapi', 'generators', 'transformers', 'validators', 'metadata',
          'legacy')
# How often a field is there; one case in three has but a few fields, so that each is also seen alone.
CHANCES = dict(namespace=.25, namePrefix=.25, nameSuffix=.2, commonLabels=.15, labels=.25, commonAnnotations=.15, configMapGenerator=.3,
               secretGenerator=.15, generatorOptions=.12, images=.3, replicas=.12, patches=.5, patchesStrategicMerge=.1,
               patchesJson6902=.1, replacements=.2, vars=.06, buildMetadata=.07, sortOptions=.06, configurations=.08, crds=.04,
               openapi=.04, generators=.05, transformers=.1, validators=.02, metadata=.03, legacy=.03)


class Fields:
    def fields(self, k, folder, objects):
        objects = [o for o in objects if 'metadata' in o] or [self.r_configmap()]
        few = self.rng.sample(FIELDS, 3) if self.chance(0.35) else None
        for name in FIELDS:
            if name in few and self.chance(0.7) if few else self.chance(CHANCES[name]):
                value = getattr(self, 'f_' + name)(folder, objects)
                if name == 'legacy':
                    k.update(value)
                elif value is not None:
                    k[name] = value

    # ---- names, labels ----

    def f_namespace(self, folder, objects):
        return self.pick('ns1', 'prod', 'ns2', 'default', 'ns1', 'prod', '')

    def f_namePrefix(self, folder, objects):
        return self.pick('p-', 'dev-', 'x', 'p-', 'dev-', '', '1', 'a.')

    def f_nameSuffix(self, folder, objects):
        return self.pick('-s', '-v1', '-s', '-v1', '', '.0')

    def f_commonLabels(self, folder, objects):
        return self.labels()

    def f_labels(self, folder, objects):
        return [self.label(objects) for _ in range(self.pick(1, 1, 1, 2, 3))]

    def label(self, objects):
        entry = {'pairs': self.labels()}
        if self.chance(0.4):
            entry['includeSelectors'] = self.chance(0.7)
        if self.chance(0.4):
            entry['includeTemplates'] = self.chance(0.8)
        if self.chance(0.2):
            entry['fields'] = [self.fieldspec(objects) for _ in range(self.rng.randint(1, 2))]
        return entry

    def fieldspec(self, objects):
        spec = {'path': self.rng.choice(PATHS)}
        o = self.rng.choice(objects)
        if self.chance(0.6):
            spec['kind'] = o['kind']
        if self.chance(0.2):
            spec['version'] = self.pick(o['apiVersion'].split('/')[-1], 'v1')
        if self.chance(0.2):
            spec['group'] = self.pick(o['apiVersion'].split('/')[0] if '/' in o['apiVersion'] else '', 'apps')
        if self.chance(0.6):
            spec['create'] = self.chance(0.7)
        return spec

    def f_commonAnnotations(self, folder, objects):
        return {self.pick('anno', 'a', 'note', 'config.kubernetes.io/local-config' if self.chance(0.03) else 'z/y'): self.text()
                for _ in range(self.rng.randint(1, 2))}

    # ---- generators ----

    def f_configMapGenerator(self, folder, objects):
        return [self.generator(folder, objects, False) for _ in range(self.rng.randint(1, 2))]

    def f_secretGenerator(self, folder, objects):
        return [self.generator(folder, objects, True) for _ in range(self.rng.randint(1, 2))]

    def f_generatorOptions(self, folder, objects):
        return self.options()

    def options(self):
        o = {}
        if self.chance(0.4):
            o['disableNameSuffixHash'] = self.chance(0.8)
        if self.chance(0.4):
            o['labels'] = {self.pick('g', 'app', 'o'): self.text() for _ in range(self.rng.randint(1, 2))}
        if self.chance(0.3):
            o['annotations'] = {self.pick('g', 'note'): self.text()}
        if self.chance(0.25):
            o['immutable'] = self.chance(0.8)
        return o

    def new_file(self, folder, ending, data):
        self.count += 1
        name = 'f%d%s' % (self.count, ending)
        if self.chance(0.1):
            name = 'sub/' + name
        self.write(folder + '/' + name, data)
        return name

    def literal(self, key):
        text = self.text()
        if self.chance(0.2):
            text = self.pick('"%s"', "'%s'", '"%s', "%s'", '"%s\'', '\n%s\n') % text
        return self.pick('%s=%s', '%s=%s', '%s=%s', '%s=%s', '%s=%s', '%s%s', '%s= %s', '%s==%s') % (key, text) if self.chance(0.1) \
            else '%s=%s' % (key, text)

    def blob(self):
        if self.chance(0.25):
            return self.rng.choice([b'\xff\xfe\x00\x01', bytes(range(256)), b'a\x00b', b'\xc3\x28', b'\x80' * 100, b'', b'\xef\xbb\xbfbom',
                                    b'caf\xc3\xa9\n', b'x' * 60, b'line\r\nline\r\n', b'\x01\x02', b'\xe2\x80\xa8', b'tab\tx \n', b'<&>'])
        return (self.text() + self.pick('', '\n', '\n\n', '\r\n')).encode()

    def env_file(self):
        lines = [self.pick('ONE=1', '# c', '', 'TWO=two words ', 'THREE', ' FOUR=4', 'FIVE="5"', "SIX='6'", 'SEVEN=a=b', 'EIGHT=', '\tNINE=9',
                           'a=' + self.text().replace('\n', ' '), 'é=ü', '=x', 'bad key=1', 'a.b-c_d=1', 'x$=1') for _ in range(self.rng.randint(0, 4))]
        text = self.pick('\n', '\n', '\r\n').join(lines) + self.pick('', '\n')
        return (b'\xef\xbb\xbf' if self.chance(0.05) else b'') + text.encode()

    def generator(self, folder, objects, secret):
        g = {'name': self.name() if self.chance(0.1) else '%s-%d' % (self.name(), self.rng.randint(0, 999))}
        kind = 'Secret' if secret else 'ConfigMap'
        there = [o for o in objects if o['kind'] == kind] + getattr(self, 'generated', {}).get(kind, [])
        if there and self.chance(0.35):
            o = self.rng.choice(there)
            g['name'], g['behavior'] = o['metadata']['name'], 'create' if self.wrong(0.1) else self.pick('merge', 'replace')
            if o['metadata'].get('namespace') and self.chance(0.9):
                g['namespace'] = o['metadata']['namespace']
        elif self.wrong(0.1):
            g['behavior'] = self.pick('create', 'merge', 'replace', 'odd')
        if 'behavior' not in g and self.chance(0.2):
            g['namespace'] = self.pick('ns1', 'ns2')
        keys = self.rng.sample(['a', 'b', 'c', 'd.txt', 'E', 'k1', 'k01'], self.rng.randint(1, 3))
        if self.chance(0.85):
            g['literals'] = [self.literal(k) for k in keys]
        if self.chance(0.3):
            g['files'] = [self.file_source(folder) for _ in range(self.rng.randint(1, 2))]
        if self.chance(0.15):
            g['envs'] = [self.new_file(folder, '.env', self.env_file()) for _ in range(self.pick(1, 1, 2))]
        if self.chance(0.03):
            g['env'] = self.new_file(folder, '.env', b'OLD=1\n')
        if self.chance(0.35):
            g['options'] = self.options()
        if secret and self.chance(0.3):
            g['type'] = self.pick('kubernetes.io/tls', 'Opaque', '')
        self.generated = getattr(self, 'generated', {})
        self.generated.setdefault(kind, []).append({'metadata': {'name': g['name'], 'namespace': g.get('namespace')}})
        return g

    def file_source(self, folder):
        if self.wrong(0.1):
            return self.pick('missing.txt', 'k=missing', '=x', 'k=', 'a=b=c', '../outside.txt', '.')
        name = self.new_file(folder, self.pick('.txt', '.bin', '', '.yaml'), self.blob())
        return self.pick('%s', 'key=%s', './%s', 'k.v=%s') % name

    # ---- images, replicas ----

    def f_images(self, folder, objects):
        return [self.image_entry() for _ in range(self.rng.randint(1, 3))]

    def image_entry(self):
        e = {'name': self.pick('nginx', 'ghcr.io/a/web', 'localhost:5000/side', 'busybox', 'ghcr.io/.*', 'ngin', 'nginx:1.2', 'busybox:1',
                               'ghcr\\.io/a/web', '(nginx|busybox)', 'ghcr.io/a', '') if self.chance(0.5) else self.pick('nginx', 'ghcr.io/a/web')}
        if self.chance(0.4):
            e['newName'] = self.pick('mirror/x', 'nginx', 'localhost:5000/y', 'ghcr.io/a/web')
        if self.chance(0.6):
            e['newTag'] = self.pick('v9', '1.10', 'latest', '12', 'true', '', '1e3')
        if self.chance(0.2):
            e['digest'] = self.pick('sha256:ffff', 'sha256:0a', '')
        if self.chance(0.1):
            e['tagSuffix'] = self.pick('-t', '')
        return e

    def f_replicas(self, folder, objects):
        scaled = objects if self.wrong(0.15) else [o for o in objects if o['kind'] in ('Deployment', 'StatefulSet')]
        if scaled:
            return [{'name': self.rng.choice(scaled)['metadata']['name'], 'count': self.rng.randint(0, 9)} for _ in range(self.pick(1, 1, 2))]

    # ---- patches ----

    def f_patches(self, folder, objects):
        found = [self.patch(folder, objects) for _ in range(self.rng.randint(1, 3))]
        return [p for p in found if p]

    def f_patchesStrategicMerge(self, folder, objects):
        out = []
        for _ in range(self.pick(1, 1, 2)):
            text = '---\n'.join(self.writer.document(self.smp(self.rng.choice(objects))) for _ in range(self.pick(1, 1, 1, 2)))
            out.append(text if self.chance(0.6) else self.new_file(folder, '.yaml', text.encode()))
        return out

    def f_patchesJson6902(self, folder, objects):
        o = self.rng.choice(objects)
        entry = {'target': {'version': 'v1', 'kind': o['kind'], 'name': o['metadata']['name']}}
        if self.chance(0.2):
            entry['target'] = self.target(o)
        entry.update(self.json_patch(folder, o))
        return [entry]

    # ---- replacements, vars ----

    def f_replacements(self, folder, objects):
        found = [r for r in (self.replacement(objects) for _ in range(self.rng.randint(1, 2))) if r]
        if found and self.chance(0.15):
            body = found if self.chance(0.7) else found[0]
            return [{'path': self.new_file(folder, '.yaml', self.writer.document(body).encode())}]
        return found or None

    def dotted(self, o):
        return [p[1:].replace('.', '\\.').replace('/', '.').replace('~1', '/') for p in self.paths(o) if p]

    def vague(self, path):
        """The same place said otherwise."""
        if self.chance(0.4):
            path = path.replace('containers.0', self.pick('containers.[name=main]', 'containers.*', 'containers.[name=m.*]', 'containers.[name=no]') if not self.clean else
                                'containers.0')
            path = path.replace('env.0', self.pick('env.[name=A]', 'env.*')).replace('ports.0', self.pick('ports.*', 'ports.[containerPort=80]'))
        if self.wrong(0.12):
            path += self.pick('.x', '.0', '.a.b', '.-', '.*', '.[name=q]', '.[=q]')
        return path

    def field_options(self, target):
        o = {}
        if self.chance(0.7):
            o['delimiter'] = self.pick('-', ' ', '/', '.', ':', '')
            if self.chance(0.8):
                o['index'] = self.pick(0, 1, 2, -1, 5)
        if target and self.chance(0.5):
            o['create'] = True
        return o

    def replacement(self, objects):
        src, dst = self.rng.choice(objects), self.rng.choice(objects)
        source = {'kind': src['kind'], 'name': src['metadata']['name']}
        if self.chance(0.1):
            source.pop(self.pick('kind', 'name'))
        if self.chance(0.8):
            source['fieldPath'] = self.vague(self.rng.choice(self.dotted(src)))
        if src['metadata'].get('namespace') and self.chance(0.5):
            source['namespace'] = src['metadata']['namespace']
        if self.chance(0.1):
            source['version'] = 'v1'
        if self.chance(0.2):
            source['options'] = self.field_options(False)
        targets = [self.replacement_target(self.rng.choice(objects) if self.chance(0.3) else dst) for _ in range(self.pick(1, 1, 1, 2))]
        if self.chance(0.08):
            return {'sourceValue': self.text(), 'targets': targets}
        return {'source': source, 'targets': targets}

    def replacement_target(self, dst):
        target = {'select': {'kind': dst['kind']}}
        if self.chance(0.7):
            target['select']['name'] = self.pick(dst['metadata']['name'], dst['metadata']['name'], '.*', dst['metadata']['name'][:2] + '.*')
        if self.chance(0.1):
            target['select'] = self.target(dst)
        if self.chance(0.9):
            usual = [p for p in self.dotted(dst) if not p.startswith(('kind', 'apiVersion', 'metadata.name'))] or ['metadata.x']
            target['fieldPaths'] = [self.vague(self.rng.choice(usual)) for _ in range(self.pick(1, 1, 2))]
        if self.chance(0.1):
            target['reject'] = [self.pick({'name': self.name()}, {'kind': dst['kind'], 'name': 'x.*'}, {'labelSelector': 'app=web'}, {})]
        if self.chance(0.35):
            target['options'] = self.field_options(True)
        return target

    def f_vars(self, folder, objects):
        out = []
        for name in self.rng.sample(['VAR', 'OTHER', 'A_B'], self.pick(1, 1, 2)):
            o = self.rng.choice(objects)
            v = {'name': name, 'objref': {'apiVersion': o['apiVersion'], 'kind': o['kind'], 'name': o['metadata']['name']}}
            if o['metadata'].get('namespace') and self.chance(0.4):
                v['objref']['namespace'] = o['metadata']['namespace']
            if self.chance(0.8):
                v['fieldref'] = {'fieldPath': self.pick('metadata.name', 'spec.replicas', 'metadata.namespace', 'data.a', 'metadata.labels.app',
                                                        'spec.template.spec.containers[0].image', 'spec.ports[0].port', 'metadata.annotations',
                                                        self.rng.choice(self.dotted(o)))}
            out.append(v)
        return out

    # ---- the rest ----

    def f_buildMetadata(self, folder, objects):
        return self.rng.sample(['originAnnotations', 'transformerAnnotations', 'managedByLabel'], self.rng.randint(1, 3))

    def f_sortOptions(self, folder, objects):
        if self.wrong(0.4):
            return self.pick({'order': 'legacy', 'legacySortOptions': {}}, {'order': 'fifo', 'legacySortOptions': {'orderLast': ['Pod']}},
                             {'order': 'other'}, {})
        return self.pick({'order': 'fifo'}, {'order': 'legacy'}, {'order': 'legacy', 'legacySortOptions': {'orderFirst': [], 'orderLast': ['Pod']}}, {'order': 'legacy', 'legacySortOptions': {'orderFirst': ['Service']}},
                         {'order': 'legacy', 'legacySortOptions': {'orderFirst': ['Service', 'Pod'], 'orderLast': ['ConfigMap']}})

    def f_metadata(self, folder, objects):
        return self.pick({'name': 'k'}, {'name': 'k', 'labels': {'a': 'b'}, 'annotations': {'c': 'd'}}, {'namespace': 'ns1'})

    def f_legacy(self, folder, objects):
        if self.clean:
            return self.pick({'imageTags': [{'name': 'nginx', 'newTag': 'v3'}]}, {'NAMEPREFIX': 'up-'}, {'patches': None}, {'replicas': []},
                             {'images': [None]})
        return self.pick({'imageTags': [{'name': 'nginx', 'newTag': 'v3'}]}, {'unknown': 1}, {'Resources': []}, {'NAMEPREFIX': 'up-'},
                         {'kind': 'Other'}, {'apiVersion': 'v2'}, {'namespace': 5}, {'images': {}}, {'helmGlobals': {'chartHome': 'x'}},
                         {'patches': None}, {'resources': None}, {'replicas': [None]}, {'images': [None]})
