# SPDX-License-Identifier: Apache-2.0
"""Words and values to choose from; the odd ones are what YAML readers and writers trip over."""
from .writer import Raw

NAMES = ['app', 'web', 'db', 'cfg', 'sec', 'sa', 'x-1']
SPACES = [None, None, None, 'ns1', 'ns2', 'default']
ODD = ['yes', 'on', 'y', 'n', 'No', '0644', '0o17', '0x1F', '1e3', '12', '-5', '1.50', '.5', '1_000', 'true', 'null', '~', '',
       ' a', 'b ', 'a: b', '# x', 'x # y', "it's", '"q"', 'a\\b', '2024-01-01', '=', '<<', '- a', '-', '?', ':', 'a:', '*x', '&y',
       '!z', '%p', '@at', '`bt', '{a}', '[b]', 'a,b', 'tab\there', 'ünï', '日本', '1:30', 'multi\nline', 'multi\nline\n',
       'multi\n\nline\n\n', '  lead\nmore', 'trail \nline', 'word ' * 25, 'x' * 100, ('word ' * 30).strip() + "'s", '9007199254740993',
       '12345678901234567890', '1.0', '$(VAR)', '${X}', 'é' * 50, 'a\tb\nc']
PLAIN = ['a', 'b', 'c', 'value', 'nginx', 'one two', 'x.y/z', 'v1']


class Chance:
    def chance(self, p):
        return self.rng.random() < p

    def pick(self, *items):
        return self.rng.choice(items)

    def wrong(self, p):
        """Something that is likely to be refused: in a part of the cases alone, so that most are built."""
        return not self.clean and self.chance(p)

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
