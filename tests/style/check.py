#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""check.py SOURCE BUILD: the rules of the house that a compiler does not see, as TAP.

Who may include whom, no product's name in core/ and sdk/, SPDX lines, no way to start a program,
one exported symbol a plugin, none from the executable, no mutable statics in a plugin.
"""
import os
import re
import subprocess
import sys

SOURCE, BUILD = sys.argv[1], sys.argv[2]
# A dot before it makes it a file's name (".git/"), which the patterns of a source may leave out.
PRODUCTS = re.compile(r'helm|kustomiz|onepassword|discord|kubernetes|(?<![a-z.])git(?![a-z])', re.I)
COMMENT = re.compile(r'/\*.*?\*/|//[^\n]*', re.S)
# Parts of core/ that may name the two notification kinds, whose group has no product's name in it anyway.
FORBIDDEN = {'execve', 'execv', 'execvp', 'execvpe', 'execl', 'execlp', 'execle', 'fexecve', 'system', 'popen',
             'posix_spawn', 'posix_spawnp', 'vfork'}
number = 0
failed = 0


def report(name, problems):
    global number, failed
    number += 1
    print(f"{'not ok' if problems else 'ok'} {number} - {name}")
    for problem in list(problems)[:20]:
        print(f'# {problem}')
    failed += bool(problems)


def sources(*folders, suffixes=('.c', '.h')):
    for folder in folders:
        for root, _, names in os.walk(os.path.join(SOURCE, folder)):
            for name in sorted(names):
                if name.endswith(suffixes):
                    path = os.path.join(root, name)
                    yield os.path.relpath(path, SOURCE), open(path, encoding='utf-8', errors='replace').read()


def without_comments(text):
    return COMMENT.sub(lambda m: '\n' * m.group(0).count('\n'), text)


def no_products():
    for path, text in sources('core', 'sdk/lib', 'sdk/include'):
        for line, code in enumerate(without_comments(text).split('\n'), 1):
            if PRODUCTS.search(code):
                yield f'{path}:{line}: {code.strip()}'


def includes():
    for path, text in sources('core', 'sdk', 'plugins'):
        for line, code in enumerate(text.split('\n'), 1):
            found = re.match(r'\s*#\s*include\s+([<"])([^>"]+)', code)
            if not found:
                continue
            mark, name = found.groups()
            own = path.split('/')[:2]
            bad = (path.startswith('sdk/') and mark == '"' and re.search(r'(core|plugins)/', name)) \
                or (path.startswith('core/') and 'plugins/' in name) \
                or (path.startswith('plugins/') and re.search(r'core/|\.\./\.\.', name) and '/tests/' not in path) \
                or (path.startswith('plugins/') and 'plugins/' in name and own[1] not in name)
            if bad:
                yield f'{path}:{line}: {code.strip()}'


def spdx():
    for path, text in sources('core', 'sdk', 'plugins', 'tests', suffixes=('.c', '.h', '.py', '.build')):
        if 'SPDX-License-Identifier: Apache-2.0' not in '\n'.join(text.split('\n')[:3]):
            yield path


def curl_only_in_http():
    for path, text in sources('core', 'plugins', 'sdk'):
        if re.search(r'#\s*include\s*<curl/', text) and not path.startswith('core/http/'):
            yield path


def nm(path, *flags):
    out = subprocess.run(['nm', *flags, path], capture_output=True, text=True, check=False).stdout
    return [line.split() for line in out.split('\n') if line.strip()]


def binaries():
    for root, dirs, names in os.walk(BUILD):
        dirs[:] = [d for d in dirs if d not in ('meson-private', 'tests')]
        for name in sorted(names):
            if re.fullmatch(r'weir-plugin-[a-z0-9-]+\.so', name) and '/tests' not in root:
                yield os.path.join(root, name)
    weir = os.path.join(BUILD, 'core', 'weir')
    if os.path.exists(weir):
        yield weir


def programs_started():
    for path in binaries():
        for row in nm(path, '-D', '--undefined-only'):
            symbol = row[-1].split('@')[0]
            if symbol in FORBIDDEN:
                yield f'{os.path.basename(path)} imports {symbol}'


def exports():
    for path in binaries():
        names = {row[-1].split('@')[0] for row in nm(path, '-D', '--defined-only')}
        names -= {'__asan_default_options', '_IO_stdin_used'}
        names = {n for n in names if not re.match(r'__(asan|ubsan|tsan|odr|sanitizer|interceptor)', n)}
        want = {'weir_plugin_v1'} if path.endswith('.so') else set()
        if path.endswith('.so') and names != want:
            yield f'{os.path.basename(path)} exports {sorted(names)}'
        if not path.endswith('.so') and any(n.startswith(('weir_', 'plugin_', 'engine_')) for n in names):
            yield f'{os.path.basename(path)} exports {sorted(names)[:5]}'


def doubled_symbols():
    """Static libraries hide a clash: the linker takes the first definition and says nothing."""
    owner = {}
    for root, _, names in os.walk(BUILD):
        relative = os.path.relpath(root, BUILD)
        for name in sorted(names):
            if not name.endswith('.a') or not relative.startswith(('core', 'sdk')):
                continue
            path = os.path.join(root, name)
            for row in nm(path, '--defined-only', '--extern-only'):
                if len(row) == 3 and row[1] in 'TDBR' and not row[2].startswith(('__', '.')):
                    other = owner.setdefault(row[2], path)
                    if other != path:
                        yield f'{row[2]} stands in {os.path.basename(other)} and {name}'


def header_tests():
    for name in ('plugin.h', 'util.h', 'yaml.h'):
        for compiler, language, flags in (('cc', 'c', ['-std=c17', '-D_GNU_SOURCE']), ('c++', 'c++', ['-std=c++17'])):
            run = subprocess.run([compiler, '-x', language, *flags, '-Wall', '-Wextra', '-Werror', '-fsyntax-only',
                                  f'-I{SOURCE}/sdk/include', '-'], input=f'#include <weir/{name}>\n', text=True,
                                 capture_output=True, check=False)
            if run.returncode:
                yield f'{name} as {language}: {run.stderr.strip().splitlines()[0]}'


report('core/ and sdk/ name no product', list(no_products()))
report('plugins include the SDK alone, core no plugin', list(includes()))
report('every file begins with its licence', list(spdx()))
report('libcurl is used in core/http alone', list(curl_only_in_http()))
report('nothing of weir can start a program', list(programs_started()))
report('a plugin exports its descriptor alone, the executable nothing', list(exports()))
report('no two libraries of the executable define one name', list(doubled_symbols()))
report('the public headers compile alone, as C and as C++', list(header_tests()))
print(f'1..{number}')
sys.exit(1 if failed else 0)
