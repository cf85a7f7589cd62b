# SPDX-License-Identifier: Apache-2.0
"""tap.py - a script of cases: `@case('what must hold') def f(t): ...`, then `main()`.

A case fails by raising (assert included); what it prints becomes a diagnosis. Each gets a fresh
temporary folder `t.dir`, and everything it registers with `t.defer(fn)` is undone afterwards.
"""
import io
import os
import shutil
import sys
import tempfile
import traceback

_cases = []


def case(name):
    def register(fn):
        _cases.append((name, fn))
        return fn
    return register


class Skip(Exception):
    """Raised by a case that cannot run here; its text says why."""


class Context:
    def __init__(self, name):
        self.name = name
        self.dir = tempfile.mkdtemp(prefix='weir-e2e-')
        self._undo = []

    def defer(self, fn, *args):
        self._undo.append((fn, args))

    def path(self, *parts):
        return os.path.join(self.dir, *parts)

    def write(self, name, text, mode=0o644):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w', encoding='utf-8') as out:
            out.write(text)
        os.chmod(path, mode)
        return path

    def close(self):
        for fn, args in reversed(self._undo):
            try:
                fn(*args)
            except Exception:  # pylint: disable=broad-except
                traceback.print_exc()
        if not os.environ.get('WEIR_E2E_KEEP'):
            shutil.rmtree(self.dir, ignore_errors=True)


def main():
    only = sys.argv[1:]
    cases = [c for c in _cases if not only or any(o in c[0] for o in only)]
    print(f'1..{len(cases)}', flush=True)
    failed = 0
    for number, (name, fn) in enumerate(cases, 1):
        context, log, verdict, why = Context(name), io.StringIO(), 'ok', ''
        stdout, sys.stdout = sys.stdout, log
        try:
            fn(context)
        except Skip as skip:
            why = f' # SKIP {skip}'
        except BaseException:  # pylint: disable=broad-except
            verdict = 'not ok'
            failed += 1
            traceback.print_exc(file=log)
        finally:
            context.close()
            sys.stdout = stdout
        print(f'{verdict} {number} - {name}{why}', flush=True)
        if verdict == 'not ok':
            for line in log.getvalue().splitlines()[-120:]:
                print(f'# {line}')
            sys.stdout.flush()
    sys.exit(1 if failed else 0)
