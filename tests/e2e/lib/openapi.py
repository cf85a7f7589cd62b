# SPDX-License-Identifier: Apache-2.0
"""openapi.py - does an answer look as an OpenAPI 3.0 description says?  As much of it as such descriptions use."""
import base64
import re

import yaml

TYPES = {'object': dict, 'array': list, 'string': str, 'integer': int, 'number': (int, float), 'boolean': bool}
TIME = re.compile(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)')


class Description:
    def __init__(self, path):
        with open(path, encoding='utf-8') as text:
            self.doc = yaml.load(text, Loader=yaml.CSafeLoader)

    def _deref(self, schema):
        while '$ref' in schema:
            node = self.doc
            for part in schema['$ref'].lstrip('#/').split('/'):
                node = node[part]
            schema = node
        return schema

    def find(self, path, method='get'):
        """The operation of a path of a request, without the server's prefix; None: there is no such."""
        for pattern, row in self.doc['paths'].items():
            if method in row and re.fullmatch(re.sub(r'\{[^}]+\}', '[^/]+', pattern), path):
                return pattern, row[method]
        return None

    def problems(self, path, status, headers, body_text, body):
        """[text] of what is wrong with an answer; @body: parsed JSON, or None for bytes."""
        found = self.find(path)
        if not found:
            return [f'{path}: no such path']
        answers = found[1]['responses']
        if str(status) not in answers:
            return [f'{found[0]}: status {status} is not described']
        content = answers[str(status)].get('content', {})
        kind = headers.get('Content-Type', '').split(';')[0]
        if kind not in content:
            return [f'{found[0]} {status}: type {kind}, described are {list(content)}']
        if kind != 'application/json':
            return [] if body_text else [f'{found[0]}: nothing in it']
        return self._check(content[kind].get('schema', {}), body, f'{found[0]} {status}')

    def _check(self, schema, value, where):
        schema = self._deref(schema)
        wrong = []
        for part in schema.get('allOf', []):
            wrong += self._check(part, value, where)
        kind = schema.get('type')
        if kind and (not isinstance(value, TYPES[kind]) or (kind == 'integer' and isinstance(value, bool))):
            return wrong + [f'{where}: {value!r} is no {kind}']
        if 'enum' in schema and value not in schema['enum']:
            wrong.append(f'{where}: {value!r} is not one of {schema["enum"]}')
        if 'pattern' in schema and not re.search(schema['pattern'], value):
            wrong.append(f'{where}: {value!r} does not match {schema["pattern"]}')
        if schema.get('format') == 'date-time' and not TIME.fullmatch(value):
            wrong.append(f'{where}: {value!r} is no time')
        if schema.get('format') == 'byte':
            base64.b64decode(value, validate=True)
        for key in schema.get('required', []):
            if key not in value:
                wrong.append(f'{where}: no {key}')
        for key, part in schema.get('properties', {}).items():
            if isinstance(value, dict) and key in value:
                wrong += self._check(part, value[key], f'{where}.{key}')
        for i, item in enumerate(value if kind == 'array' else []):
            wrong += self._check(schema.get('items', {}), item, f'{where}[{i}]')
        return wrong

    def unknown(self, path, body):
        """Members of a whole answer that its description does not have."""
        schema = self.find(path)[1]['responses']['200']['content']['application/json']['schema']
        return sorted(self._unknown(schema, body, ''))

    def _members(self, schema):
        schema = self._deref(schema)
        out = dict(schema.get('properties', {}))
        for part in schema.get('allOf', []):
            out.update(self._members(part))
        return out

    def _unknown(self, schema, value, where):
        schema = self._deref(schema)
        if isinstance(value, list):
            return {x for i in value for x in self._unknown(schema.get('items', {}), i, where + '[]')}
        members = self._members(schema)
        if not isinstance(value, dict) or not members:
            return set()
        out = {f'{where}.{k}' for k in value if k not in members}
        for key in value:
            if key in members:
                out |= self._unknown(members[key], value[key], f'{where}.{key}')
        return out
