# SPDX-License-Identifier: Apache-2.0
"""connect.py - a strict stand-in for 1Password Connect 1.7: the routes, shapes and errors of its OpenAPI description.

Items are {label: value} or whole FullItems. `.requests` holds what was asked ("vaults?kjho.me", "items", "item X",
"file F/content"); `.fault(path)` may answer in place of the server: None, a status, (status, headers, body), or 'cut'.
"""
import base64
import hashlib
import json
import re
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ID = r'[\da-z]{26}'
MAX_INLINE = 100 * 1024  # OP_MAX_INLINE_FILE_SIZE_KB
TOKEN = 'eyJhbGciOiJFUzI1NiJ9.canary-token-of-connect.c2ln'


def make_id(text):
    return hashlib.sha256(text.encode()).hexdigest()[:26]


def _stamp(seconds):
    return time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(seconds))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def log_message(self, *args):
        pass

    def do_GET(self):
        outer = self.server.outer
        if self.server is not outer.http:  # a connection from before a stop()
            self.close_connection = True
            return
        with outer.lock:
            status, headers, body = outer.answer(self.path, self.headers)
        if body == 'cut':
            self.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n[{"id": "')
            self.close_connection = True
            return
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def refuse(self):
        raise AssertionError('only GET is expected of a reader')

    do_POST = do_PUT = do_PATCH = do_DELETE = refuse


class Connect:
    """Vaults, items and files behind a bearer token; .scope (None: all) are the ids of vaults that it may see."""

    def __init__(self, token=TOKEN):
        self.lock = threading.RLock()
        self.token, self.scope, self.fault, self.requests = token, None, None, []
        self.vaults, self.items, self.files, self.clock = {}, {}, {}, 1700000000
        self.lag = {}  # item id: older answer that is still given
        self.http = None
        self.port = 0
        self.start()

    def start(self):
        self.http = ThreadingHTTPServer(('127.0.0.1', self.port), _Handler)
        self.http.daemon_threads = True
        self.http.outer = self
        self.port = self.http.server_address[1]
        threading.Thread(target=self.http.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self):
        http, self.http = self.http, None
        if http:
            http.shutdown()
            http.server_close()

    @property
    def url(self):
        return f'http://127.0.0.1:{self.port}'

    # ---- what is in it ----

    def _now(self):
        self.clock += 10
        return _stamp(self.clock)

    def vault(self, name, vid=None, created=None):
        vid = vid or make_id('vault ' + name)
        now = created or self._now()
        with self.lock:
            self.vaults[vid] = {'id': vid, 'name': name, 'attributeVersion': 1, 'contentVersion': 1, 'items': 0,
                                'type': 'USER_CREATED', 'createdAt': now, 'updatedAt': now}
        return vid

    def item(self, vault, title, fields=None, iid=None, created=None, files=None, **more):
        """@fields: {label: value} (CONCEALED), or Connect's own list. @files: {name: bytes}. The item's id."""
        iid = iid or make_id(f'{vault} {title} {len(self.items)}')
        now = created or self._now()
        if isinstance(fields, dict):
            fields = [{'id': make_id('field ' + k), 'type': 'CONCEALED', 'label': k, 'value': v} for k, v in fields.items()]
        with self.lock:
            rows = []
            for name, data in (files or {}).items():
                fid = make_id(f'file {iid} {name}')
                self.files[(iid, fid)] = data
                rows.append({'id': fid, 'name': name, 'size': len(data),
                             'content_path': f'/v1/vaults/{vault}/items/{iid}/files/{fid}/content'})
            self.items[iid] = {'id': iid, 'title': title, 'vault': {'id': vault}, 'category': 'LOGIN', 'version': 1,
                               'createdAt': now, 'updatedAt': now, 'lastEditedBy': make_id('somebody'),
                               'fields': fields or [], **({'files': rows} if rows else {}), **more}
            self._moved(vault)
        return iid

    def _moved(self, vault):
        self.vaults[vault]['contentVersion'] += 1
        self.vaults[vault]['items'] = sum(i['vault']['id'] == vault for i in self.items.values())

    def edit(self, iid, change):
        """change(item) edits it; versions and times move as Connect moves them."""
        with self.lock:
            item = json.loads(json.dumps(self.items[iid]))
            change(item)
            item['version'] += 1
            item['updatedAt'] = self._now()
            self.items[iid] = item
            self._moved(item['vault']['id'])

    def set(self, iid, label, value):
        def change(item):
            for field in item['fields']:
                if field['label'] == label:
                    field['value'] = value
                    return
            item['fields'].append({'id': make_id('field ' + label), 'type': 'CONCEALED', 'label': label, 'value': value})
        self.edit(iid, change)

    def delete(self, iid):
        with self.lock:
            vault = self.items.pop(iid)['vault']['id']
            self._moved(vault)

    def take_requests(self):
        with self.lock:
            taken, self.requests = self.requests, []
        return taken

    # ---- answers ----

    @staticmethod
    def _json(status, value):
        return status, {'Content-Type': 'application/json', '1Password-Connect-Version': '1.7.1'}, json.dumps(value).encode()

    def _error(self, status, message):
        return self._json(status, {'status': status, 'message': message})

    def answer(self, target, headers):
        url = urllib.parse.urlsplit(target)
        self.requests.append(self._short(url))
        wrong = self.fault(url.path) if self.fault else None
        if wrong == 'cut':
            return 200, {}, 'cut'
        if isinstance(wrong, int):
            return self._error(wrong, 'Something went wrong')
        if wrong:
            return wrong
        if headers.get('Authorization') != 'Bearer ' + self.token:
            return self._error(401, 'Invalid token signature')
        return self._route(url.path, urllib.parse.parse_qs(url.query))

    def _short(self, url):
        asked = urllib.parse.parse_qs(url.query).get('filter', [''])[0]
        title = re.fullmatch(r'(?:title|name) eq "(.*)"', asked)
        parts = url.path.split('/')[2:]
        if parts == ['vaults']:
            return 'vaults?' + (title.group(1) if title else '')
        if len(parts) == 2:
            return 'vault ' + parts[1]
        if len(parts) == 3:
            return 'items'
        return f'item {parts[3]}' if len(parts) == 4 else 'file ' + '/'.join(parts[5:])

    def _filter(self, rows, key, query):
        text = query.get('filter', [None])[0]
        if text is None:
            return rows
        found = re.fullmatch(r'(?:title|name) eq "((?:[^"\\]|\\.)*)"', text)
        assert found, f'not a filter of SCIM\'s: {text}'
        wanted = re.sub(r'\\(.)', r'\1', found.group(1)).casefold()
        return [r for r in rows if r[key].casefold() == wanted]

    def _route(self, path, query):
        if path == '/v1/vaults':
            seen = [v for v in self.vaults.values() if self.scope is None or v['id'] in self.scope]
            return self._json(200, self._filter(seen, 'name', query))
        found = re.fullmatch(rf'/v1/vaults/({ID})(/items(?:/({ID})(/files(?:/({ID})(/content)?)?)?)?)?', path)
        assert found, f'no such route: {path}'
        vault, items, iid, files, fid, content = found.groups()
        if vault not in self.vaults and (self.scope is None or vault in self.scope):
            return self._error(404, f'vault {vault} not found')
        if self.scope is not None and vault not in self.scope:
            return self._error(403, f'vault {vault} is not in scope')
        if not items:
            return self._json(200, self.vaults[vault])
        if iid:
            return self._item(vault, iid, files, fid, content, query.get('inline_files') == ['true'])
        rows = [i for i in self.items.values() if i['vault']['id'] == vault]
        return self._json(200, [{k: v for k, v in i.items() if k not in ('fields', 'sections', 'files')}
                                for i in self._filter(rows, 'title', query)])

    def _inlined(self, iid, file):
        return dict(file, content=base64.b64encode(self.files[(iid, file['id'])]).decode())

    def _too_large(self, iid, file):
        return self._error(413, 'File is too large to inline in request. Use the '
                                f'/v1/vaults/{self.items[iid]["vault"]["id"]}/items/{iid}/files/{file["id"]}/content endpoint instead.')

    def _item(self, vault, iid, files, fid, content, inline):
        item = self.items.get(iid)
        if not item or item['vault']['id'] != vault:
            return self._error(404, f'item {iid} not found')
        if not files:
            return self._json(200, self.lag.get(iid, item))
        if fid and (iid, fid) not in self.files:
            return self._error(404, f'file {fid} not found')
        if content:
            return 200, {'Content-Type': 'application/octet-stream'}, self.files[(iid, fid)]
        rows = [f for f in item.get('files', []) if not fid or f['id'] == fid]
        large = [f for f in rows if inline and f['size'] > MAX_INLINE]
        if large:
            return self._too_large(iid, large[0])
        rows = [self._inlined(iid, f) if inline else f for f in rows]
        return self._json(200, rows[0] if fid else rows)
