#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""gen-merge-table.py NAME SCHEMA.json[.gz] [--only-unknown OTHER.json] > merge_table_NAME.c

Writes the compact table that schema_table.h describes: of every definition the fields that a
strategic merge has to know.  SCHEMA is a swagger file of Kubernetes, or its extract
{"definitions": {name: {field: {t, ref, strategy, key, keys}}}, "gvk": {"group/version/Kind": name}}.
"""
import gzip
import json
import sys

TYPES = {'object': 0, 'array': 1, 'map': 2}


def load(path):
    opener = gzip.open if path.endswith('.gz') else open
    with opener(path, 'rt') as f:
        return json.load(f)


def ref_name(schema):
    ref = (schema or {}).get('$ref')
    return ref.rsplit('/', 1)[-1] if ref else None


def extract_field(schema):
    out = {}
    ref = ref_name(schema)
    if ref:
        out = {'t': 'object', 'ref': ref}
    elif schema.get('type') == 'array':
        out = {'t': 'array', 'ref': ref_name(schema.get('items'))}
    elif schema.get('type') == 'object':
        out = {'t': 'map', 'ref': ref_name(schema.get('additionalProperties'))}
    if out and schema.get('x-kubernetes-patch-strategy'):
        out['strategy'] = schema['x-kubernetes-patch-strategy']
        out['key'] = schema.get('x-kubernetes-patch-merge-key')
        out['keys'] = schema.get('x-kubernetes-list-map-keys')
    return out


def extract(swagger):
    definitions, gvk = {}, {}
    for name, schema in swagger['definitions'].items():
        fields = {f: extract_field(s) for f, s in schema.get('properties', {}).items()}
        definitions[name] = {f: x for f, x in fields.items() if x}
        for g in schema.get('x-kubernetes-group-version-kind', []):
            gvk['%s/%s/%s' % (g['group'], g['version'], g['kind'])] = name
    return {'definitions': definitions, 'gvk': gvk}


class Pool:
    """Every text once, NUL-ended, one behind the other."""

    def __init__(self):
        self.at, self.data = {}, []
        self.size = 0
        self.add('')

    def add(self, text):
        if text not in self.at:
            self.at[text] = self.size
            self.data.append(text)
            self.size += len(text) + 1
        return self.at[text]


def reachable(schema, roots):
    seen, todo = set(), list(roots)
    while todo:
        name = todo.pop()
        if name in seen or name not in schema['definitions']:
            continue
        seen.add(name)
        todo += [f['ref'] for f in schema['definitions'][name].values() if isinstance(f, dict) and f.get('ref')]
    return seen


def main():
    name, schema = sys.argv[1], load(sys.argv[2])
    if 'gvk' not in schema:
        schema = extract(schema)
    if '--only-unknown' in sys.argv:
        known = load(sys.argv[sys.argv.index('--only-unknown') + 1])['gvk']
        schema['gvk'] = {k: v for k, v in schema['gvk'].items() if k not in known}
        keep = reachable(schema, schema['gvk'].values())
        schema['definitions'] = {k: v for k, v in schema['definitions'].items() if k in keep}
    for missing in set(schema['gvk'].values()) - set(schema['definitions']):
        schema['definitions'][missing] = {}  # a kind without a field that matters
    pool = Pool()
    names = sorted(schema['definitions'])
    index = {n: i for i, n in enumerate(names)}
    fields, defs = [], []
    for n in names:
        start = len(fields)
        for field, x in sorted(schema['definitions'][n].items()):
            if not isinstance(x, dict):
                continue
            keys = x.get('keys') or ([x['key']] if x.get('key') else [])
            strategy = (x.get('strategy') or '').split(',')
            fields.append((pool.add(field), index.get(x.get('ref'), 0xffff), TYPES.get(x.get('t'), 0),
                           int('merge' in strategy), pool.add(','.join(keys) if x.get('strategy') else '')))
        defs.append((pool.add(n), start, len(fields) - start))
    kinds = []
    for key, n in sorted(schema['gvk'].items()):
        group, version, kind = key.split('/')
        api = group + '/' + version if group else version
        kinds.append((api + '|' + kind, pool.add(api + '|' + kind), index[n]))
    kinds.sort()
    out = sys.stdout.write
    out('/* SPDX-License-Identifier: Apache-2.0 */\n')
    out('/* Written by tools/gen-merge-table.py: do not edit. Fields, definitions and kinds as schema_table.h says. */\n')
    out('/* clang-format off */\n#include "schema_table.h"\n\n')
    out('#pragma GCC diagnostic ignored "-Woverlength-strings"\n')
    out('static const char texts[] =\n')
    for text in pool.data:
        out('\t"%s\\0"\n' % text)
    out('\t;\n\nstatic const struct table_field fields[] = {\n')
    for f in fields:
        out('\t{ %d, %d, %d, %d, %d },\n' % f)
    out('};\n\nstatic const struct table_def defs[] = {\n')
    for d in defs:
        out('\t{ %d, %d, %d },\n' % d)
    out('};\n\nstatic const struct table_kind kinds[] = {\n')
    for _, text, d in kinds:
        out('\t{ %d, %d },\n' % (text, d))
    out('};\n\nconst struct schema_table %s = {\n' % name)
    out('\t.texts = texts,\n\t.fields = fields,\n\t.defs = defs,\n\t.kinds = kinds,\n')
    out('\t.def_count = %d,\n\t.kind_count = %d,\n};\n' % (len(defs), len(kinds)))


main()
