# SPDX-License-Identifier: Apache-2.0
"""chart_server.py - a chart repository over HTTP and an OCI registry, with the odd behaviour of real ones.

Charts are made by chart(): bytes of a .tgz. Every request is kept in .requests: (method, path, headers).
"""
import base64
import hashlib
import io
import json
import re
import tarfile
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def chart(name, version, files=None, **metadata):
    """A chart archive: Chart.yaml of @metadata, @files {path: text} below its folder."""
    meta = {'apiVersion': 'v2', 'name': name, 'version': version, **metadata}
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode='w:gz') as tar:
        for path, text in {'Chart.yaml': json.dumps(meta), **(files or {})}.items():
            data = text.encode()
            info = tarfile.TarInfo(f'{name}/{path}')
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return out.getvalue()


def layer(files):
    """A tar.gz of {path: text}, as `flux push artifact` makes one."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode='w:gz') as tar:
        for path, text in files.items():
            info = tarfile.TarInfo(path)
            info.size = len(text)
            tar.addfile(info, io.BytesIO(text.encode()))
    return out.getvalue()


def digest(data):
    return 'sha256:' + hashlib.sha256(data).hexdigest()


def basic(user, password):
    return 'Basic ' + base64.b64encode(f'{user}:{password}'.encode()).decode()


class _Server:
    def __init__(self, address='127.0.0.1'):
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def log_message(self, *args):
                pass

            def handle_one(self):
                outer.requests.append((self.command, self.path, dict(self.headers)))
                status, headers, body = outer.answer(self.command, self.path, self.headers)
                self.send_response(status)
                for key, value in headers.items():
                    self.send_header(key, value)
                self.send_header('Content-Length', str(len(body)))
                self.end_headers()
                if self.command != 'HEAD' and status != 304:
                    self.wfile.write(body)

            do_GET = do_HEAD = handle_one

        self.requests = []
        self.http = ThreadingHTTPServer((address, 0), Handler)
        self.port = self.http.server_address[1]
        self.host = f'{address}:{self.port}'
        self.url = f'http://{self.host}'
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def stop(self):
        self.http.shutdown()
        self.http.server_close()


class ChartServer(_Server):
    """index.yaml and archives below @prefix. .charts: {name: {version: bytes}}; .status answers all when set."""

    def __init__(self, prefix='/charts', authorization=None, **args):
        self.prefix, self.authorization = prefix, authorization
        self.charts, self.extra, self.files, self.status, self.index = {}, {}, {}, None, None
        self.redirects = {}
        super().__init__(**args)

    @property
    def address(self):
        return self.url + self.prefix

    def add(self, name, version, data=None, **entry):
        data = data or chart(name, version)
        self.charts.setdefault(name, {})[version] = data
        self.extra[(name, version)] = entry
        return data

    def index_text(self):
        if self.index is not None:
            return self.index
        lines = ['apiVersion: v1', 'entries:']
        for name, versions in self.charts.items():
            lines.append(f'  {name}:')
            for version, data in versions.items():
                row = {'name': name, 'version': version, 'apiVersion': 'v2', 'description': 'a chart: with "quotes"',
                       'created': '2024-01-01T00:00:00Z', 'digest': digest(data)[7:],
                       'urls': [f'{name}-{version}.tgz'], **self.extra[(name, version)]}
                first = '-'
                for key, value in row.items():
                    lines.append(f'  {first} {key}: {json.dumps(value)}')
                    first = ' '
        return '\n'.join(lines) + '\ngenerated: "2024-01-01T00:00:00Z"\n'

    def answer(self, method, path, headers):
        if self.status:
            return self.status, {}, b''
        if self.authorization and headers.get('Authorization') != self.authorization:
            return 401, {'WWW-Authenticate': 'Basic realm="charts"'}, b''
        path = urllib.parse.unquote(path.split('?')[0])
        if path == self.prefix + '/index.yaml':
            text = self.index_text().encode()
            tag = f'"{digest(text)[7:23]}"'
            if headers.get('If-None-Match') == tag:
                return 304, {'ETag': tag}, b''
            return 200, {'ETag': tag, 'Content-Type': 'text/yaml'}, text
        if path in self.redirects:
            return 302, {'Location': self.redirects[path]}, b''
        if path in self.files:
            return 200, {}, self.files[path]
        match = re.match(re.escape(self.prefix) + r'/(.+)-(\d[^/]*)\.tgz$', path)
        data = self.charts.get(match.group(1), {}).get(match.group(2)) if match else None
        return (200, {'Content-Type': 'application/gzip'}, data) if data else (404, {}, b'')


CHART_LAYER = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip'


class Registry(_Server):
    """An OCI registry. @credentials (user, password): tokens are given for these alone; None: to everyone."""

    def __init__(self, credentials=None, token=True, page=100, **args):
        self.credentials, self.wants_token, self.page = credentials, token, page
        self.blobs, self.tags, self.wrong_blob = {}, {}, None
        self.token = 't0k3n-of-the-registry'
        super().__init__(**args)

    def push(self, name, tag, data, media_type=CHART_LAYER, **annotations):
        """One manifest of one layer; its digest."""
        config = b'{}'
        self.blobs[digest(data)], self.blobs[digest(config)] = data, config
        manifest = json.dumps({
            'schemaVersion': 2, 'mediaType': 'application/vnd.oci.image.manifest.v1+json',
            'config': {'mediaType': 'application/vnd.cncf.helm.config.v1+json', 'digest': digest(config), 'size': 2},
            'layers': [{'mediaType': media_type, 'digest': digest(data), 'size': len(data)}],
            **({'annotations': annotations} if annotations else {})}).encode()
        self.blobs[digest(manifest)] = manifest
        self.tags.setdefault(name, {})[tag] = digest(manifest)
        return digest(manifest)

    def _token(self, path, headers):
        if self.credentials and headers.get('Authorization') != basic(*self.credentials):
            return 401, {}, b'{}'
        query = urllib.parse.parse_qs(path.split('?')[1])
        assert query['service'] == ['stand-in'] and query['scope'][0].endswith(':pull'), query
        return 200, {}, json.dumps({'token': self.token}).encode()

    def _tags(self, name, path):
        query = urllib.parse.parse_qs(path.partition('?')[2])
        tags = sorted(self.tags[name])
        last = query.get('last', [''])[0]
        rest = [t for t in tags if t > last]
        answer = {'name': name, 'tags': rest[:self.page]}
        headers = {}
        if len(rest) > self.page:
            headers['Link'] = f'</v2/{name}/tags/list?last={answer["tags"][-1]}>; rel="next"'
        return 200, headers, json.dumps(answer).encode()

    def answer(self, method, path, headers):
        if path.startswith('/token'):
            return self._token(path, headers)
        if self.wants_token and headers.get('Authorization') != 'Bearer ' + self.token:
            name = path[len('/v2/'):].split('/manifests')[0].split('/tags')[0].split('/blobs')[0]
            return 401, {'WWW-Authenticate': f'Bearer realm="{self.url}/token",service="stand-in",'
                                             f'scope="repository:{name}:pull"'}, b'{}'
        match = re.match(r'/v2/(.+)/(manifests|blobs|tags)/([^?]+)', path)
        name, what, ref = match.groups()
        if name not in self.tags:
            return 404, {}, b'{}'
        if what == 'tags':
            return self._tags(name, path)
        if what == 'manifests':
            found = ref if ref.startswith('sha256:') else self.tags[name].get(ref)
            if found not in self.blobs:
                return 404, {}, b'{}'
            return 200, {'Docker-Content-Digest': found,
                         'Content-Type': 'application/vnd.oci.image.manifest.v1+json'}, self.blobs[found]
        data = self.blobs.get(ref)
        if data is None:
            return 404, {}, b'{}'
        return 200, {}, self.wrong_blob or data


