# SPDX-License-Identifier: Apache-2.0
"""measure.py - what one process cost: CPU milliseconds, peak memory, instructions.

CPU time comes from wait4(2), peak memory from GNU time; seconds are noisy, so instruction counts (valgrind's
callgrind, repeatable for the same binary and input) stand beside them.
"""
import os
import re
import shutil
import statistics
import subprocess
import tempfile
import time


class Cost:
    def __init__(self, cpu_ms, wall_ms, peak_kib):
        self.cpu_ms, self.wall_ms, self.peak_kib = cpu_ms, wall_ms, peak_kib


def peak_kib(argv, cwd=None, env=None):
    """Peak memory, or None without GNU time: a child's own figure would count the Python that forked it."""
    if not os.path.exists('/usr/bin/time'):
        return None
    run = subprocess.run(['/usr/bin/time', '-f', 'peak %M', *argv], cwd=cwd, env=env, capture_output=True, text=True,
                         check=False)
    found = re.findall(r'^peak (\d+)$', run.stderr, re.M)
    return int(found[-1]) if found else None


def once(argv, cwd=None, env=None, want=(0,)):
    start = time.monotonic()
    with open(os.devnull, 'wb') as null, tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(argv, cwd=cwd, env=env, stdout=null, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in want:
            errors.seek(0)
            raise RuntimeError(f'{argv}: exit {process.returncode}\n{errors.read().decode()}')
    return Cost((usage.ru_utime + usage.ru_stime) * 1000, (time.monotonic() - start) * 1000, None)


def median(argv, runs=11, warm=True, before=lambda: None, **options):
    """Median of each figure over @runs runs, after one that warms the caches; before() comes first each time."""
    costs = []
    for i in range(runs + warm):
        before()
        costs.append(once(argv, **options))
    costs = costs[warm:]
    before()
    return Cost(statistics.median(c.cpu_ms for c in costs), statistics.median(c.wall_ms for c in costs),
                peak_kib(argv, options.get('cwd'), options.get('env')))


def shim(scratch):
    """valgrind knows no openat2: a library that gives openat in its place, for the counted process alone."""
    out = os.path.join(scratch, 'openat2.so')
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'openat2.c')
    made = subprocess.run(['cc', '-O1', '-shared', '-fPIC', '-o', out, source, '-ldl'], capture_output=True, check=False)
    return out if made.returncode == 0 else None


def instructions(argv, cwd=None, env=None):
    """Millions of instructions of the whole process, or None without valgrind."""
    if not shutil.which('valgrind'):
        return None
    with tempfile.TemporaryDirectory() as scratch:
        library = shim(scratch)
        if not library:
            return None
        run = subprocess.run(['valgrind', '--tool=callgrind', f'--callgrind-out-file={scratch}/out', *argv], cwd=cwd,
                             env={**(env or os.environ), 'LD_PRELOAD': library}, capture_output=True, text=True,
                             errors='replace', check=False)
        if run.returncode:
            return None
    found = re.search(r'Collected\s*:\s*(\d+)', run.stderr)
    return int(found.group(1)) / 1e6 if found else None


def rss_kib(pid):
    with open(f'/proc/{pid}/status', encoding='ascii', errors='replace') as status:
        return int(re.search(r'VmRSS:\s*(\d+)', status.read()).group(1))


def cpu_ms(pid):
    """CPU time so far of a running process and its threads."""
    with open(f'/proc/{pid}/schedstat', encoding='ascii') as stat:
        main = int(stat.read().split()[0])
    total = 0
    for task in os.listdir(f'/proc/{pid}/task'):
        try:
            with open(f'/proc/{pid}/task/{task}/schedstat', encoding='ascii') as stat:
                total += int(stat.read().split()[0])
        except FileNotFoundError:
            pass
    return max(total, main) / 1e6
