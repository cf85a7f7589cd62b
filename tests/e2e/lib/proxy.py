# SPDX-License-Identifier: Apache-2.0
"""proxy.py - a small HTTP proxy (CONNECT, and plain requests in absolute form), and an HTTPS receiver of posts.

    proxy = Proxy(user='u', password='p');  t.defer(proxy.stop);  proxy.url;  proxy.asked  # ['CONNECT 127.0.0.1:…', …]
    posts = Receiver(authority, client_ca=True);  t.defer(posts.stop);  posts.url;  posts.bodies
"""
import http.client
import http.server
import json
import select
import socket
import ssl
import threading
import urllib.parse

from lib.git_server import basic


class _Quiet(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A client that goes away is no news."""


def _serve(handler, context=None):
    server = _Quiet(('127.0.0.1', 0), handler)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


class Proxy:
    """`asked`: what came, in order; with `user` it wants credentials and answers 407 without."""

    def __init__(self, user=None, password=''):
        self.asked, self.refused = [], 0
        self.wanted = basic(user, password) if user else None
        outer = self

        class Handler(_ProxyHandler):
            proxy = outer

        self._http = _serve(Handler)
        self.url = f'http://127.0.0.1:{self._http.server_address[1]}'

    def stop(self):
        self._http.shutdown()
        self._http.server_close()


class _ProxyHandler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    proxy = None

    def log_message(self, *args):  # pylint: disable=arguments-differ
        pass

    def _allowed(self):
        if self.proxy.wanted and self.headers.get('Proxy-Authorization') != self.proxy.wanted:
            self.proxy.refused += 1
            self.send_response(407)
            self.send_header('Proxy-Authenticate', 'Basic realm="proxy"')
            self.send_header('Content-Length', '0')
            self.end_headers()
            return False
        self.proxy.asked.append(f'{self.command} {self.path}')
        return True

    def do_CONNECT(self):
        if not self._allowed():
            return
        host, _, port = self.path.rpartition(':')
        with socket.create_connection((host, int(port)), timeout=10) as far:
            self.send_response(200)
            self.end_headers()
            self.close_connection = True
            self._tunnel(far)

    def _tunnel(self, far):
        ends = {self.connection: far, far: self.connection}
        while True:
            for end in select.select(list(ends), [], [], 30)[0]:
                data = end.recv(65536)
                if not data:
                    return
                ends[end].sendall(data)

    def _forward(self):
        body = self.rfile.read(int(self.headers.get('Content-Length') or 0))
        if not self._allowed():
            return
        url = urllib.parse.urlsplit(self.path)
        far = http.client.HTTPConnection(url.netloc, timeout=10)
        headers = {k: v for k, v in self.headers.items() if not k.lower().startswith('proxy-')}
        far.request(self.command, url.path + ('?' + url.query if url.query else ''), body, headers)
        answer = far.getresponse()
        data = answer.read()
        self.send_response(answer.status)
        for key, value in answer.getheaders():
            if key.lower() not in ('transfer-encoding', 'content-length', 'connection'):
                self.send_header(key, value)
        self.send_header('Content-Length', str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        far.close()

    do_GET = do_POST = _forward


class Receiver:
    """Takes posts of JSON over TLS; with `client_ca` only from those who show a certificate of the Authority."""

    def __init__(self, authority, client_ca=False):
        self.bodies = []
        outer = self
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(authority.cert, authority.key)
        if client_ca:
            context.load_verify_locations(authority.ca)
            context.verify_mode = ssl.CERT_REQUIRED

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *args):  # pylint: disable=arguments-differ
                pass

            def do_POST(self):
                outer.bodies.append(json.loads(self.rfile.read(int(self.headers['Content-Length']))))
                self.send_response(200)
                self.send_header('Content-Length', '0')
                self.end_headers()

        self._http = _serve(Handler, context)
        self.port = self._http.server_address[1]
        self.url = f'https://127.0.0.1:{self.port}/hook'

    def stop(self):
        self._http.shutdown()
        self._http.server_close()
