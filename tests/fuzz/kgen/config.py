# SPDX-License-Identifier: Apache-2.0
"""`configurations`, `crds`, `openapi`, and objects of the builtin generators and transformers."""
import json

from .writer import Raw

LISTS = ['namePrefix', 'nameSuffix', 'namespace', 'commonLabels', 'labels', 'templateLabels', 'commonAnnotations', 'varReference', 'images', 'replicas']


class Config:
    def f_configurations(self, folder, objects):
        c = {}
        for name in self.rng.sample(LISTS, self.rng.randint(1, 3)):
            c[name] = [self.fieldspec(objects) for _ in range(self.rng.randint(1, 2))]
        if self.chance(0.4):
            c['nameReference'] = [{'kind': self.rng.choice(objects)['kind'], 'fieldSpecs': [
                dict(self.fieldspec(objects), path=self.pick('spec/size', 'spec/items/name', 'spec/deep/a/b/c', 'spec/list', 'data/a'))]}]
            if self.chance(0.4):
                c['nameReference'][0]['version'] = 'v1'
        return [self.new_file(folder, '.yaml', self.writer.document(c).encode())]

    def f_crds(self, folder, objects):
        prop = lambda **more: dict({'type': 'object'}, **more)
        ref = {'x-kubernetes-object-ref-api-version': 'v1', 'x-kubernetes-object-ref-kind': self.pick('ConfigMap', 'Secret')}
        if self.chance(0.5):
            ref['x-kubernetes-object-ref-name-key'] = self.pick('name', 'size')
        spec = {'deep': prop(**ref), 'size': {'type': 'string', 'x-kubernetes-annotation': ''}, 'list': {'type': 'array'},
                'template': prop(**{'x-kubernetes-label-selector': ''})}
        crd = {'example.com.v1.Widget': {'Schema': {'properties': {'apiVersion': {'type': 'string'}, 'kind': {'type': 'string'},
                                                                   'metadata': {'type': 'object'}, 'spec': {'$ref': 'example.com.v1.WidgetSpec'}}}},
               'example.com.v1.WidgetSpec': {'Schema': {'properties': {k: spec[k] for k in self.rng.sample(list(spec), 2)}}}}
        if self.wrong(0.3):
            self.pick(crd['example.com.v1.Widget'], spec['size'], crd['example.com.v1.Widget']['Schema'])[self.pick(
                'Dependencies', 'dependencies', 'title', 'items', 'enum', 'schema', 'x-y', 'additionalProperties')] = self.pick(
                    5, [], ['a'], [5], {}, {'a': []}, {'a': 5}, 'x', None, True)
        text = json.dumps(crd) if self.chance(0.5) else self.writer.document(crd)
        return [self.new_file(folder, self.pick('.json', '.yaml'), text.encode())]

    def f_openapi(self, folder, objects):
        if self.wrong(0.2):
            return self.pick({'version': 'v1.20.4'}, {'version': ''}, {'path': 'missing.json'})
        if self.chance(0.2):
            return {'version': 'v1.21.2'}
        merge = lambda items, key: {'type': 'array', 'items': items, 'x-kubernetes-patch-strategy': 'merge', 'x-kubernetes-patch-merge-key': key}
        item = {'type': 'object', 'properties': {'name': {'type': 'string'}, 'v': {'type': 'string'}}}
        spec = {'items': merge(item, self.pick('name', 'v')), 'list': self.pick({'type': 'array', 'items': {'type': 'string'}}, {
            'type': 'array', 'items': {'type': 'string'}, 'x-kubernetes-patch-strategy': 'merge'}),
                'template': {'$ref': '#/definitions/io.k8s.api.core.v1.PodTemplateSpec'}}
        schema = {'definitions': {'com.example.v1.Widget': {
            'type': 'object', 'properties': {'spec': {'type': 'object', 'properties': spec}},
            'x-kubernetes-group-version-kind': [{'group': 'example.com', 'kind': 'Widget', 'version': 'v1'}]}}}
        if self.chance(0.5):
            schema['paths'] = {self.pick('/apis/example.com/v1/widgets/{name}', '/apis/example.com/v1/namespaces/{namespace}/widgets/{name}'): {
                'get': {'x-kubernetes-action': 'get', 'x-kubernetes-group-version-kind': {'group': 'example.com', 'kind': 'Widget', 'version': 'v1'}}}}
        text = json.dumps(schema) if self.chance(0.5) else self.writer.document(schema)
        return {'path': self.new_file(folder, self.pick('.json', '.yaml'), text.encode())}

    # ---- builtin plugins ----

    def plugin(self, kind, **fields):
        self.count += 1
        p = dict({'apiVersion': 'builtin', 'kind': kind, 'metadata': {'name': 'plug-%d' % self.count}}, **fields)
        if self.chance(0.15):  # a field of some other kind, or one of its own in another type
            name = self.pick('name', 'namespace', 'literals', 'options', 'type', 'annotations', 'labels', 'imageTag', 'target', 'path', 'paths',
                             'patches', 'prefix', 'Suffix', 'replacements', 'replica', 'targets', 'value', 'unsetOnly')
            if name not in fields or self.wrong(0.5):
                p[name] = self.pick(5, Raw('1.50'), Raw('12345678901.5'), Raw('1e3'), True, 'x', [], ['x'], [{'a': 5}], {}, {'a': 1}, {'name': 5}, {'a': ['b']})
        return p

    def plugin_entries(self, folder, plugins):
        out = []
        for p in plugins:
            text = self.writer.document(p)
            out.append(text if self.chance(0.6) else self.new_file(folder, '.yaml', text.encode()))
        return out

    def specs(self, objects, *usual):
        out = [{'path': p} for p in usual if self.chance(0.85)]
        return out + ([self.fieldspec(objects)] if not out or self.chance(0.3) else [])

    def transformer(self, folder, objects):
        o = self.rng.choice(objects)
        make = self.rng.choice([
            lambda: self.plugin('PrefixTransformer', prefix=self.pick('t-', ''), fieldSpecs=self.specs(objects, 'metadata/name')),
            lambda: self.plugin('SuffixTransformer', suffix='-u', fieldSpecs=self.specs(objects, 'metadata/name')),
            lambda: self.plugin('LabelTransformer', labels=self.labels(), fieldSpecs=self.specs(objects, 'metadata/labels')),
            lambda: self.plugin('AnnotationsTransformer', annotations={'t': self.text()}, fieldSpecs=self.specs(objects, 'metadata/annotations')),
            lambda: self.plugin('ImageTagTransformer', imageTag=self.image_entry(), fieldSpecs=self.specs(objects, 'spec/template/spec/containers/image')),
            lambda: self.plugin('ReplicaCountTransformer', replica={'name': o['metadata']['name'], 'count': 3},
                                fieldSpecs=[{'path': 'spec/replicas', 'create': True, 'kind': self.pick('Deployment', o['kind'])}]),
            lambda: self.namespace_plugin(objects),
            lambda: self.plugin('PatchTransformer', **{k: v for k, v in (self.patch(folder, objects) or {'patch': 'a: b'}).items()}),
            lambda: self.plugin('PatchStrategicMergeTransformer', patches=self.writer.document(self.smp(o))),
            lambda: self.plugin('PatchStrategicMergeTransformer', paths=[self.new_file(folder, '.yaml', self.writer.document(self.smp(o)).encode())]),
            lambda: self.plugin('PatchJson6902Transformer', target={'kind': o['kind'], 'name': o['metadata']['name'], 'version': 'v1'},
                                jsonOp=json.dumps(self.plain_ops(o))),
            lambda: self.plugin('ReplacementTransformer', replacements=[self.replacement(objects)]),
            lambda: self.plugin('ValueAddTransformer', value=self.pick('added', ''), targets=[{
                'selector': self.target(o), 'fieldPath': self.pick('metadata/annotations/x', 'spec/size', 'metadata/namespace', 'spec/list/0', 'spec'),
                'filePathPosition': self.pick(0, 0, 1, 2)}]),
            lambda: self.plugin('HashTransformer'),
            lambda: self.plugin(self.pick('SortOrderTransformer', 'NoSuch', 'ConfigMapGenerator', 'NamePrefixTransformer') if self.wrong(0.5) else 'HashTransformer'),
        ])
        return make()

    def namespace_plugin(self, objects):
        p = self.plugin('NamespaceTransformer', fieldSpecs=self.specs(objects, 'metadata/namespace'))
        p['metadata']['namespace'] = self.pick('ns1', 'ns2', 'moved')
        if self.chance(0.4):
            p['unsetOnly'] = self.chance(0.8)
        if self.chance(0.4):
            p['setRoleBindingSubjects'] = 'odd' if self.wrong(0.2) else self.pick('defaultOnly', 'none', 'allServiceAccounts')
        return p

    def f_transformers(self, folder, objects):
        return self.plugin_entries(folder, [self.transformer(folder, objects) for _ in range(self.pick(1, 1, 2))])

    def f_validators(self, folder, objects):
        p = self.transformer(folder, objects)
        if self.chance(0.5):
            p = self.plugin('LabelTransformer', labels={'validated-by': 'me'}, fieldSpecs=[{'path': 'metadata/labels', 'create': True}])
        return self.plugin_entries(folder, [p])

    def f_generators(self, folder, objects):
        secret = self.chance(0.4)
        args = self.generator(folder, objects, secret)
        p = self.plugin('SecretGenerator' if secret else 'ConfigMapGenerator')
        if self.chance(0.3):
            p['metadata']['name'] = args.pop('name')
        p.update(args)
        if self.chance(0.15):
            p = self.plugin('IAMPolicyGenerator', cloud='aws' if self.wrong(0.3) else 'gke', serviceAccount={'name': 'gsa', 'projectId': self.pick('p', self.text())},
                            kubernetesService={'name': self.pick('ksa', self.text()), 'namespace': self.pick('', 'ns1')})
        return self.plugin_entries(folder, [p])
