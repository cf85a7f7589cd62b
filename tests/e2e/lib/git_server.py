# SPDX-License-Identifier: Apache-2.0
"""git_server.py - repositories to commit to, and a smart-HTTP server in front of them on loopback.

The server hands every request to `git http-backend`, so that it is Git itself that answers; what can
be asked of it beside: credentials, TLS by a throw-away CA, a redirect, slow, cut, spoilt or refused
answers. It remembers each request.

    repo = Repository(t.path('repos/app.git'));  repo.write('a.yaml', 'x: 1\\n');  sha = repo.commit('First')
    server = GitServer(t.path('repos'));  t.defer(server.stop);  server.url('app.git')
"""
import base64
import http.server
import os
import shutil
import ssl
import subprocess
import threading
import time
import urllib.parse

GIT_ENV = {
    'GIT_CONFIG_NOSYSTEM': '1', 'GIT_CONFIG_GLOBAL': os.devnull, 'GIT_TERMINAL_PROMPT': '0',
    'GIT_AUTHOR_NAME': 'A Tester', 'GIT_AUTHOR_EMAIL': 'tester@example.com',
    'GIT_COMMITTER_NAME': 'A Tester', 'GIT_COMMITTER_EMAIL': 'tester@example.com',
}


def git(folder, *args, stdin=None, text=True):
    """Run git in a folder; its output, without the newline at the end."""
    run = subprocess.run(['git', '-c', 'protocol.file.allow=always', '-c', 'gc.auto=0', *args], cwd=folder, input=stdin,
                         capture_output=True, text=text, env={**os.environ, **GIT_ENV}, check=False)
    if run.returncode:
        raise AssertionError(f'git {" ".join(args)} in {folder}: {run.stderr}')
    return run.stdout.rstrip('\n') if text else run.stdout


class Repository:
    """A bare repository at `path`, and a working copy beside it where commits are made."""

    def __init__(self, path, branch='main'):
        self.path, self.work, self.branch = path, path + '.work', branch
        os.makedirs(self.work, exist_ok=True)
        git(os.path.dirname(path), 'init', '-q', '--bare', '-b', branch, path)
        git(self.work, 'init', '-q', '-b', branch)
        git(self.work, 'remote', 'add', 'origin', path)

    def git(self, *args, **options):
        return git(self.work, *args, **options)

    def file(self, name):
        return os.path.join(self.work, name)

    def write(self, name, text):
        os.makedirs(os.path.dirname(self.file(name)), exist_ok=True)
        with open(self.file(name), 'wb' if isinstance(text, bytes) else 'w') as out:
            out.write(text)

    def read(self, name):
        with open(self.file(name), encoding='utf-8') as text:
            return text.read()

    def remove(self, name):
        path = self.file(name)
        if os.path.isdir(path) and not os.path.islink(path):
            shutil.rmtree(path)
        else:
            os.remove(path)

    def copy_in(self, folder):
        """All of a folder's files, links as they are."""
        shutil.copytree(folder, self.work, symlinks=True, dirs_exist_ok=True)

    def head(self):
        return self.git('rev-parse', 'HEAD')

    def commit(self, message='change', push=True):
        """Everything in the working copy as a commit of the current branch; its id."""
        self.git('add', '-A', '-f')
        self.git('commit', '-q', '--allow-empty', '-m', message)
        if push:
            self.push()
        return self.head()

    def push(self, *args):
        self.git('push', '-q', '--force', 'origin', *(args or ['HEAD']))

    def config(self, key, value):
        """A setting of the served repository: uploadpack.allowReachableSHA1InWant, ..."""
        git(self.path, 'config', key, value)


class Authority:
    """A throw-away CA (openssl's command line) with a certificate for 127.0.0.1, and one for clients."""

    def __init__(self, folder, names='IP:127.0.0.1,DNS:localhost'):
        self.folder = folder
        os.makedirs(folder, exist_ok=True)
        self.ca = self._path('ca.pem')
        self._openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2',
                      '-subj', '/CN=weir test CA', '-keyout', self._path('ca.key'), '-out', self.ca)
        self.cert, self.key = self._issue('server', names)
        self.client_cert, self.client_key = self._issue('client', 'DNS:client')

    def _path(self, name):
        return os.path.join(self.folder, name)

    def _openssl(self, *args):
        run = subprocess.run(['openssl', *args], capture_output=True, text=True, cwd=self.folder, check=False)
        assert run.returncode == 0, run.stderr

    def _issue(self, name, alt):
        key, req, cert, ext = (self._path(name + end) for end in ('.key', '.csr', '.pem', '.ext'))
        self._openssl('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes',
                      '-subj', f'/CN={name}', '-keyout', key, '-out', req)
        with open(ext, 'w', encoding='ascii') as out:
            out.write(f'subjectAltName={alt}\n')
        self._openssl('x509', '-req', '-in', req, '-CA', self.ca, '-CAkey', self._path('ca.key'), '-CAcreateserial',
                      '-days', '2', '-extfile', ext, '-out', cert)
        return cert, key

    @staticmethod
    def text(path):
        with open(path, encoding='ascii') as pem:
            return pem.read()


def basic(user, password):
    return 'Basic ' + base64.b64encode(f'{user}:{password}'.encode()).decode()


class GitServer:
    """
    Repositories below `root` at /NAME.git.  `authorization`: the header that is demanded;
    `tls`: an Authority; `client_ca`: clients must show a certificate of it.  Faults, to be set
    while it runs: `delay` seconds before each answer, `cut` after so many bytes of a pack answer,
    `spoil` (a function on the bytes of a pack answer), `status` given instead of an answer
    (with `headers`), `redirect` to another base URL (of the advertisement, as hosters do it).
    """

    def __init__(self, root, authorization=None, tls=None, client_ca=False):
        self.root, self.authorization, self.tls = root, authorization, tls
        self.delay, self.cut, self.spoil, self.status, self.headers, self.redirect = 0, None, None, None, {}, None
        self.requests = []  # (method, path with query, {header: value}), in the order they came
        outer = self

        class Handler(_Handler):
            server_of = outer

        self._http = _Server(('127.0.0.1', 0), Handler)
        self._http.daemon_threads = True
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(tls.cert, tls.key)
            if client_ca:
                context.load_verify_locations(tls.ca)
                context.verify_mode = ssl.CERT_REQUIRED
            self._http.socket = context.wrap_socket(self._http.socket, server_side=True, do_handshake_on_connect=False)
        self.port = self._http.server_address[1]
        self._thread = threading.Thread(target=self._http.serve_forever, daemon=True)
        self._thread.start()

    def url(self, name=''):
        return f'{"https" if self.tls else "http"}://127.0.0.1:{self.port}/{name}'

    def forget(self):
        self.requests.clear()

    def paths(self):
        """What was asked since forget(), as 'GET /app.git/info/refs'."""
        return [f'{method} {path.split("?")[0]}' for method, path, _ in self.requests]

    def stop(self):
        self._http.shutdown()
        self._http.server_close()


class _Server(http.server.ThreadingHTTPServer):
    request_queue_size = 64

    def handle_error(self, request, client_address):
        pass  # clients that hang up or refuse a certificate are what some tests want


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    server_of = None

    def log_message(self, *args):  # pylint: disable=arguments-differ
        pass

    def do_GET(self):
        self._answer(b'')

    def do_POST(self):
        self._answer(self._body())

    def _body(self):
        if self.headers.get('Transfer-Encoding', '').lower() != 'chunked':
            return self.rfile.read(int(self.headers.get('Content-Length') or 0))
        body = b''
        while True:
            size = int(self.rfile.readline().split(b';')[0], 16)
            chunk = self.rfile.read(size)
            self.rfile.readline()
            if not size:
                return body
            body += chunk

    def _plain(self, status, text, headers=None):
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header('Content-Type', 'text/plain')
        self.send_header('Content-Length', str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def _answer(self, body):
        server = self.server_of
        server.requests.append((self.command, self.path, dict(self.headers)))
        if server.delay:
            time.sleep(server.delay)
        if server.status:
            return self._plain(server.status, 'as the test asked\n', server.headers)
        if server.authorization and self.headers.get('Authorization') != server.authorization:
            return self._plain(401, 'who are you?\n', {'WWW-Authenticate': 'Basic realm="git"'})
        if server.redirect and '/info/refs' in self.path:
            return self._plain(302, '', {'Location': server.redirect + self.path.lstrip('/')})
        return self._backend(body)

    def _backend(self, body):
        path, _, query = self.path.partition('?')
        env = {**os.environ, **GIT_ENV, 'GIT_PROJECT_ROOT': self.server_of.root, 'GIT_HTTP_EXPORT_ALL': '1',
               'PATH_INFO': urllib.parse.unquote(path), 'QUERY_STRING': query, 'REQUEST_METHOD': self.command,
               'CONTENT_TYPE': self.headers.get('Content-Type', ''), 'CONTENT_LENGTH': str(len(body)),
               'REMOTE_ADDR': '127.0.0.1', 'GIT_CONFIG_COUNT': '1', 'GIT_CONFIG_KEY_0': 'safe.directory',
               'GIT_CONFIG_VALUE_0': '*'}
        for header, name in (('Git-Protocol', 'GIT_PROTOCOL'), ('Content-Encoding', 'HTTP_CONTENT_ENCODING')):
            if self.headers.get(header):
                env[name] = self.headers[header]
        run = subprocess.run(['git', 'http-backend'], input=body, env=env, capture_output=True, check=False)
        head, _, data = run.stdout.partition(b'\r\n\r\n')
        self._send(head.decode('latin-1'), data)

    def _send(self, head, data):
        server = self.server_of
        fields = [line.split(': ', 1) for line in head.split('\r\n') if ': ' in line]
        status = next((int(value.split()[0]) for name, value in fields if name == 'Status'), 200)
        pack = self.path.endswith('/git-upload-pack')
        if pack and server.spoil:
            data = server.spoil(data)
        length = len(data)
        if pack and server.cut is not None:
            data = data[:server.cut]
        self.send_response(status)
        for name, value in fields:
            if name != 'Status':
                self.send_header(name, value)
        self.send_header('Content-Length', str(length))
        self.end_headers()
        self.wfile.write(data)
        if len(data) != length:
            self.close_connection = True
