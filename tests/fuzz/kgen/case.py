# SPDX-License-Identifier: Apache-2.0
"""One generated case: a folder `root` with its bases, and the arguments of the build."""
import random

from .chance import Chance
from .config import Config
from .fields import Fields
from .kustomizations import Kustomizations
from .objects import Objects
from .patches import Patches
from .writer import Writer


class Case(Chance, Objects, Patches, Fields, Config, Kustomizations):
    def __init__(self, seed, root):
        self.seed = seed
        self.rng = random.Random(seed)
        self.root = root
        self.writer = Writer(self.rng)
        self.count = 0
        self.args = []
        self.suffix = ''
        self.clean = self.chance(0.7)


def make(seed, root):
    case = Case(seed, root)
    case.kustomization('root', case.pick(0, 0, 1, 1, 2))
    case.args = case.pick([], [], ['--reorder', 'none'], ['--load-restrictor', 'LoadRestrictionsNone']) + ['root']
    return case
