# SPDX-License-Identifier: Apache-2.0
"""Trees as YAML text in one of many looks."""


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
