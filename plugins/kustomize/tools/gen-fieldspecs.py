#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""gen-fieldspecs.py DIR > fieldspec_table.c

DIR holds fieldspecs-NAME.yaml: the fields that each transformer changes by default, one list a
file.  The lists come out sorted as the original sorts them.
"""
import re
import sys

NAMES = ['nameprefix', 'namesuffix', 'namespace', 'commonlabels', 'templatelabels', 'commonannotations', 'varreference',
         'images', 'replicas']
FIRST = ['Namespace', 'ResourceQuota', 'StorageClass', 'CustomResourceDefinition', 'ServiceAccount', 'PodSecurityPolicy',
         'Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding', 'ConfigMap', 'Secret', 'Endpoints', 'Service',
         'LimitRange', 'PriorityClass', 'PersistentVolume', 'PersistentVolumeClaim', 'Deployment', 'StatefulSet',
         'CronJob', 'PodDisruptionBudget']
LAST = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration']


def parse(text):
    """Just enough YAML for these lists of flat maps, nested once."""
    out, item, inner = [], None, None
    for line in text.splitlines():
        line = line.split('#')[0].rstrip()
        m = re.match(r'^(\s*)(- )?(\w+):\s*(.*)$', line)
        if not m or (not m.group(1) and not m.group(2)):
            continue
        deep = len(m.group(1)) >= 2
        if m.group(2) and not deep:
            item, inner = {}, None
            out.append(item)
        elif m.group(2):
            inner = {}
            item['fieldSpecs'].append(inner)
        target = inner if inner is not None and (deep and len(m.group(1)) >= 2 and m.group(3) != 'fieldSpecs') else item
        if m.group(3) == 'fieldSpecs':
            item['fieldSpecs'] = []
        else:
            target[m.group(3)] = m.group(4)
    return out


def rank(kind):
    if kind in FIRST:
        return FIRST.index(kind) - len(FIRST)
    return LAST.index(kind) + 1 if kind in LAST else 0


def order(x):
    kind = x.get('kind', '')
    return rank(kind), '_'.join([x.get('group') or '~G', x.get('version') or '~V', kind or '~K'])


def row(x):
    parts = ['"%s"' % x[k] if x.get(k) else '""' for k in ('group', 'version', 'kind')]
    return '\t{ { %s, false }, "%s", %s },\n' % (', '.join(parts), x['path'].replace('\\', '\\\\'),
                                                          'true' if x.get('create') == 'true' else 'false')


def main():
    read = lambda n: parse(open('%s/fieldspecs-%s.yaml' % (sys.argv[1], n)).read())
    out = sys.stdout.write
    out('/* SPDX-License-Identifier: Apache-2.0 */\n')
    out('/* Written by tools/gen-fieldspecs.py: the fields that transformers change when nothing else is configured. */\n')
    out('/* clang-format off */\n#include "fieldspec_table.h"\n')
    for n in NAMES:
        rows = sorted(read(n), key=order)
        out('\nstatic const struct fieldspec %s[] = {\n%s};\n' % (n, ''.join(row(x) for x in rows)))
    refs = sorted(read('namereference'), key=order)
    for i, r in enumerate(refs):
        out('\nstatic const struct fieldspec refers_%d[] = { /* to %s */\n%s};\n' % (
            i, r['kind'], ''.join(row(x) for x in sorted(r['fieldSpecs'], key=order))))
    out('\n#define LIST(a) { a, sizeof(a) / sizeof((a)[0]) }\n')
    out('\nconst struct fieldspec_list fieldspec_defaults[] = {\n')
    for n in NAMES:
        out('\t[SPECS_%s] = LIST(%s),\n' % (n.upper(), n))
    out('};\n\nconst struct nameref_default nameref_defaults[] = {\n')
    for i, r in enumerate(refs):
        parts = ['"%s"' % r[k] if r.get(k) else '""' for k in ('group', 'version', 'kind')]
        out('\t{ { %s, false }, LIST(refers_%d) },\n' % (', '.join(parts), i))
    out('};\nconst size_t nameref_default_count = sizeof(nameref_defaults) / sizeof(nameref_defaults[0]);\n')


main()
