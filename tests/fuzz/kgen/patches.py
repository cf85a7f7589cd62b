# SPDX-License-Identifier: Apache-2.0
"""Strategic merge patches and JSON 6902 patches that fit an object more or less."""
import json


class Patches:
    def part_of(self, v, depth=0):
        """A piece of a tree, changed here and there."""
        if isinstance(v, dict):
            keys = list(v)
            chosen = [k for k in keys if self.chance(0.5 if depth else 0.7)]
            out = {k: self.part_of(v[k], depth + 1) for k in chosen}
            if self.chance(0.1):
                out[self.pick('new', 'extra', 'a')] = self.value()
            if depth and self.chance(0.04):
                out['$patch'] = 'odd' if self.wrong(0.1) else self.pick('delete', 'replace', 'merge', 'merge')
            if depth and self.chance(0.02):
                out[self.pick('$retainKeys', '$setElementOrder/containers', '$deleteFromPrimitiveList/finalizers')] = ['a']
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
            if self.chance(0.04):
                out.append(self.pick({'$patch': 'replace'}, {'$patch': 'delete'}, None, {}, {'name': None}))
            if self.chance(0.04) and out and isinstance(out[0], dict):
                out[0]['$patch'] = self.pick('delete', 'replace', 'merge')
            return out
        return self.value() if self.chance(0.4) else v

    def target(self, o):
        t = {}
        if self.chance(0.8):
            t['kind'] = self.pick(o['kind'], o['kind'], o['kind'], 'Deployment|ConfigMap', '.*Set', '^' + o['kind'] + '$', o['kind'].lower(), '')
        if self.chance(0.5):
            t['name'] = self.pick(o['metadata']['name'], o['metadata']['name'], '.*', 'app|web', 'a', o['metadata']['name'][:2] + '.*', '(' if self.wrong(0.3) else '^.*[0-9]$')
        if self.chance(0.15):
            t['namespace'] = self.pick('ns1', 'default', 'ns.*')
        if self.chance(0.1):
            t['labelSelector'] = self.pick('app=web', 'app', '!tier', 'app in (web,db)', 'app!=x', 'app notin (web)', 'app==db,tier', 'x>1', 'app in web', 'a b',
                                           'a.b/c in (x, y)')
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
            if self.wrong(0.15):
                step['path'] = self.pick('', '/', step['path'] + '/', step['path'].replace('/0', '/-1'), step['path'] + '/~0~1', 'x' + step['path'],
                                         step['path'].lstrip('/'), '/metadata/annotations/a~1b', '/spec/containers/00', '/metadata/labels/~2')
            if self.wrong(0.08):
                step.pop(self.pick('value', 'op', 'path'), None)
            if step.get('path') in ('/kind', '/apiVersion', '/metadata/name', '/metadata') and self.chance(0.9):
                continue
            out.append(step)
        return out or [{'op': 'add', 'path': '/spec', 'value': {}}]

    def plain_ops(self, o):
        """The operations as JSON takes them: no scalars that are written raw."""
        return json.loads(json.dumps(self.ops(o), default=lambda raw: raw.text))

    def json_patch(self, folder, o):
        """{patch: text} or {path: file}, as YAML or JSON."""
        text = self.writer.document(self.ops(o)) if self.chance(0.75) else json.dumps(self.plain_ops(o), indent=self.pick(None, 2))
        if self.wrong(0.08):
            text = self.pick('', '[]', '- op: add', 'op: add\npath: /x\nvalue: 1\n', '[{"op": "add"}', '- null\n', '"x"')
        return {'path': self.new_file(folder, self.pick('.yaml', '.json'), text.encode())} if self.chance(0.3) else {'patch': text}

    def patch(self, folder, objects):
        o = self.rng.choice(objects)
        if o['kind'] == 'List':
            return None
        entry = {}
        if self.chance(0.35):
            entry['target'] = self.target(o)
            entry.update(self.json_patch(folder, o))
            if self.wrong(0.06):
                del entry['target']
            return entry
        docs = [self.smp(o)] + ([self.smp(self.rng.choice(objects))] if self.chance(0.06) else [])
        text = '---\n'.join(self.writer.document(d) for d in docs)
        if self.chance(0.5):
            entry['target'] = self.target(o)
        if self.chance(0.08):
            entry['options'] = {self.pick('allowNameChange', 'allowKindChange'): self.chance(0.9)}
            # What the hash of a generated object of another kind is, only the original knows.
            if 'target' in entry:
                entry['target']['kind'] = o['kind']
            elif o['kind'] not in ('ConfigMap', 'Secret') and self.chance(0.5):
                text = text.replace('kind: %s' % o['kind'], 'kind: Changed')
        if self.wrong(0.06):
            text = self.pick('', '# nothing\n', 'a: b\n', 'kind: X\n', '[', '{}', 'null', '---\n---\n')
        if self.chance(0.3):
            entry['path'] = self.new_file(folder, '.yaml', text.encode())
        else:
            entry['patch'] = text
        return entry
