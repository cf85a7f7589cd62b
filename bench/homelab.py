# SPDX-License-Identifier: Apache-2.0
"""homelab.py - a real homelab behind a Git server: a pass in which nothing has changed, the idle host, from nothing."""
import os
import shutil
import subprocess
import time

from kustomize import MISSING, peer
from lib.git_server import GitServer, Repository
from lib.weir import SHARED, SOURCE, WEIR, weir
from measure import cpu_ms, instructions, median, once, rss_kib
from report import cost, row


def homelab_source():
    folder = os.path.join(SHARED, 'homelab')
    if os.path.isdir(folder):
        return os.path.join(folder, 'repo'), 'k8s/orchestration', \
            os.path.join(folder, 'repo/k8s/orchestration/flux-system/gotk-sync.yaml'), \
            'ssh://git@github.com/kylejschultz/kjho.me'
    example = os.path.join(SOURCE, 'examples', 'homelab')
    return example, 'clusters/home', os.path.join(example, 'clusters/home/sync.yaml'), \
        'https://git.example.com/home/homelab'


class Homelab:
    """The homelab behind a Git server, with a config and a first run done."""

    def __init__(self, scratch):
        self.scratch = scratch
        self.source, self.folder, sync, url = homelab_source()
        repo = Repository(os.path.join(scratch, 'repos/homelab.git'))
        repo.copy_in(self.source)
        repo.commit('The homelab')
        self.server = GitServer(os.path.join(scratch, 'repos'))
        self.config = os.path.join(scratch, 'weir.yaml')
        with open(self.config, 'w', encoding='utf-8') as out:
            out.write(f'state: ./state\nplugins: {{git: {{}}, kustomize: {{}}}}\ntarget: {{directory: {{path: ./cluster}}}}\n'
                      f'mirrors:\n  {url}: {self.server.url("homelab.git")}\nobjects: [{sync}]\n')
        weir('run', '--once', '-c', self.config)

    def close(self):
        self.server.stop()


def bench_homelab(context):
    """Nothing has changed: one remote check, one look at the target, no render."""
    lab = context.lab()
    argv = [WEIR, 'run', '--once', '-c', lab.config]
    cost_ = median(argv, want=(0, 1))
    row('homelab, nothing changed: whole `weir run --once`', cost(cost_, instructions(argv)), 'Flux: no single process',
        'below 20 ms CPU')


def wait_up(lab):
    for _ in range(600):
        if weir('get', 'all', '-A', '-o', 'name', '-c', lab.config).returncode == 0:
            return
        time.sleep(0.05)
    raise RuntimeError('the host did not come up')


def bench_idle(context):
    lab = context.lab()
    host = subprocess.Popen([WEIR, 'run', '-c', lab.config], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_up(lab)
        time.sleep(2)
        rss, before = rss_kib(host.pid), cpu_ms(host.pid)
        time.sleep(5)
        idle = cpu_ms(host.pid) - before
        row('idle host after it', f'{rss / 1024:.1f} MiB RSS, {idle:.1f} ms CPU in 5 s',
            'Flux: four controllers, 317 MB before any work', 'below 12 MiB')
        before = cpu_ms(host.pid)
        for name in ('flux-system', 'core-storage', 'core-database', 'core-network', 'core-security',
                     'core-observability') if 'k8s' in lab.folder else ('flux-system', 'infrastructure', 'apps'):
            weir('reconcile', 'kustomization', name, '-c', lab.config)
        row('the same host, each Kustomization reconciled, nothing changed', f'{cpu_ms(host.pid) - before:.1f} ms CPU',
            'Flux: 24 CPU s a pass over 100 units', 'below 20 ms CPU')
    finally:
        host.terminate()
        host.wait()


def bench_build(context):
    lab = context.lab()
    folder = os.path.join(lab.source, lab.folder)
    ours = [WEIR, 'build', folder]
    mine = median(ours, runs=31)
    theirs = MISSING
    ratio = ''
    if peer():
        other = median([peer(), 'build', folder], runs=31)
        theirs, ratio = 'kustomize: ' + cost(other), f' ({other.cpu_ms / max(mine.cpu_ms, 0.01):.1f}x)'
    row('build of the homelab\'s orchestration folder', cost(mine, instructions(ours)) + ratio, theirs,
        'at least 4 times faster')


def bench_cold(context):
    lab = context.lab()
    state, cluster = os.path.join(lab.scratch, 'state'), os.path.join(lab.scratch, 'cluster')
    shutil.rmtree(state, ignore_errors=True)
    shutil.rmtree(cluster, ignore_errors=True)
    first = once([WEIR, 'run', '--once', '-c', lab.config], want=(0, 1))
    row('homelab from nothing: fetch, build, write', f'{cost(first)}, {first.wall_ms:.0f} ms wall',
        'Flux: 60 s from a one-line commit to all ready', '')


BENCHES = {'homelab': bench_homelab, 'idle': bench_idle, 'build': bench_build, 'cold': bench_cold}
