# SPDX-License-Identifier: Apache-2.0
"""example.py - the project's own example homelab behind a Git server, with a weir.yaml: for tests on a clone alone."""
import os

from .git_server import GitServer, Repository
from .weir import SOURCE

EXAMPLE = os.path.join(SOURCE, 'examples', 'homelab')


class Example:
    """t.dir/{repos,weir.yaml,state,cluster}; repo to commit to; @extra is appended to weir.yaml."""

    def __init__(self, t, plugins='git: {}, kustomize: {}', extra=''):
        self.t = t
        self.repo = Repository(t.path('repos/homelab.git'))
        self.repo.copy_in(EXAMPLE)
        self.sha = self.repo.commit('The homelab')
        self.server = GitServer(t.path('repos'))
        t.defer(self.server.stop)
        self.cluster, self.extra = t.path('cluster'), extra
        self.config = self.write_config(plugins)

    def write_config(self, plugins):
        return self.t.write('weir.yaml', f'''state: ./state
plugins: {{{plugins}}}
target: {{directory: {{path: ./cluster}}}}
mirrors:
  https://git.example.com/home/homelab: {self.server.url('homelab.git')}
objects:
- {EXAMPLE}/clusters/home/sync.yaml
{self.extra}''')
