# SPDX-License-Identifier: Apache-2.0
"""discord_server.py - a strict stand-in for Discord's webhooks, and a catcher of Flux-shaped posts.

`problems(message)` is the judge: every limit that Discord documents (lengths after trimming, counted
in UTF-16 units, which is never fewer than the code points that Discord counts; totals; names; what a
message must have). The server answers as Discord does: 200 with the message for ?wait=true, 204
without, 400 with code 50035, 401/404 for unknown webhooks, 429 with a fractional retry_after after 5
requests in 2 s, and the rate limit headers. `server.faults` makes the next answers something else.
"""
import json
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LIMITS = {'title': 256, 'description': 4096}
EMBED_KEYS = {'title', 'type', 'description', 'url', 'timestamp', 'color', 'footer', 'image', 'thumbnail', 'author',
              'fields'}
MESSAGE_KEYS = {'content', 'username', 'avatar_url', 'tts', 'embeds', 'allowed_mentions', 'components', 'attachments',
                'flags', 'thread_name', 'applied_tags'}
TIMESTAMP = re.compile(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)')


def units(text):
    return len(text.strip().encode('utf-16-le')) // 2


class Judge:
    def __init__(self):
        self.found = []
        self.total = 0

    def text(self, where, value, limit, required=False, counted=True):
        if value is None and not required:
            return
        if not isinstance(value, str):
            self.found.append((where, 'STRING_TYPE_CONVERT', f'Could not interpret "{value}" as string.'))
            return
        if not value.strip() and required:
            self.found.append((where, 'BASE_TYPE_REQUIRED', 'This field is required'))
        if units(value) > limit:
            self.found.append((where, 'BASE_TYPE_MAX_LENGTH', f'Must be {limit} or fewer in length.'))
        if counted:
            self.total += units(value)

    def url(self, where, value):
        if value is not None and not re.fullmatch(r'https?://\S{1,2048}', value):
            self.found.append((where, 'URL_TYPE_INVALID_URL', 'Not a well formed URL.'))

    def embed(self, where, embed):
        for key in set(embed) - EMBED_KEYS:
            self.found.append((f'{where}.{key}', 'UNKNOWN', 'not a member of an embed'))
        for key, limit in LIMITS.items():
            self.text(f'{where}.{key}', embed.get(key), limit)
        self.url(f'{where}.url', embed.get('url'))
        if 'footer' in embed:
            self.text(f'{where}.footer.text', embed['footer'].get('text'), 2048, required=True)
            self.url(f'{where}.footer.icon_url', embed['footer'].get('icon_url'))
        if 'author' in embed:
            self.text(f'{where}.author.name', embed['author'].get('name'), 256, required=True)
            self.url(f'{where}.author.url', embed['author'].get('url'))
            self.url(f'{where}.author.icon_url', embed['author'].get('icon_url'))
        for key in ('image', 'thumbnail'):
            if key in embed:
                self.url(f'{where}.{key}.url', embed[key].get('url', ''))
        if embed.get('type', 'rich') != 'rich':
            self.found.append((f'{where}.type', 'BASE_TYPE_CHOICES', 'rich alone'))
        color = embed.get('color', 0)
        if not isinstance(color, int) or not 0 <= color <= 0xffffff:
            self.found.append((f'{where}.color', 'NUMBER_TYPE_MAX', 'int value should be less than or equal to 16777215.'))
        stamp = embed.get('timestamp')
        if stamp is not None and not TIMESTAMP.fullmatch(stamp):
            self.found.append((f'{where}.timestamp', 'DATE_TIME_TYPE_PARSE', f'Could not parse {stamp}.'))
        fields = embed.get('fields', [])
        if len(fields) > 25:
            self.found.append((f'{where}.fields', 'BASE_TYPE_MAX_LENGTH', 'Must be 25 or fewer in length.'))
        for i, field in enumerate(fields):
            self.text(f'{where}.fields.{i}.name', field.get('name'), 256, required=True)
            self.text(f'{where}.fields.{i}.value', field.get('value'), 1024, required=True)
            if not isinstance(field.get('inline', False), bool):
                self.found.append((f'{where}.fields.{i}.inline', 'BOOLEAN_TYPE_CONVERT', 'Must be either true or false.'))
        if not any((embed.get(k) or '').strip() for k in ('title', 'description')) and not fields:
            self.found.append((where, 'EMBED_EMPTY', 'empty'))

    def mentions(self, message):
        allowed, content = message.get('allowed_mentions', {}), message.get('content') or ''
        for key in ('users', 'roles'):
            ids = allowed.get(key, [])
            if len(ids) > 100 or len(set(ids)) < len(ids) or not all(re.fullmatch(r'\d{1,20}', i) for i in ids):
                self.found.append((f'allowed_mentions.{key}', 'SET_TYPE_ALREADY_CONTAINS_VALUE', 'up to 100 ids, each once'))
            if ids and key in allowed.get('parse', []):
                self.found.append(('allowed_mentions', 'MENTIONS_EXCLUSIVE', f'parse and {key} are mutually exclusive'))
        # Not Discord's rule but weir's: nothing wakes anybody but the mentions that were asked for, in the content alone.
        wanted = {'parse': ['everyone'] if re.search('@here|@everyone', content) else []}
        for key, pattern in (('users', r'<@(\d+)>'), ('roles', r'<@&(\d+)>')):
            if re.search(pattern, content):
                wanted[key] = list(dict.fromkeys(re.findall(pattern, content)))
        if allowed != wanted:
            self.found.append(('allowed_mentions', 'WEIR', f'must be {wanted}'))
        if re.sub(r'<@&?\d+>|@here|@everyone|\s', '', content):
            self.found.append(('content', 'WEIR', 'mentions alone'))

    def username(self, name):
        if name is None:
            return
        self.text('username', name, 80, required=True, counted=False)
        for word in ('clyde', 'discord', '```', '@', '#', ':'):
            if word in name.lower():
                self.found.append(('username', 'USERNAME_INVALID_CONTAINS', f'Username cannot contain "{word}"'))
        if name.lower() in ('everyone', 'here'):
            self.found.append(('username', 'USERNAME_INVALID', name))


def problems(message):
    """[(path, code, text)] of everything for which Discord refuses this message; []: it is accepted."""
    if not isinstance(message, dict):
        return [('', 'DICT_TYPE_CONVERT', 'Only dictionaries may be used in a DictType')]
    judge = Judge()
    for key in set(message) - MESSAGE_KEYS:
        judge.found.append((key, 'UNKNOWN', 'not a member of a message'))
    judge.text('content', message.get('content'), 2000, counted=False)
    judge.username(message.get('username'))
    judge.url('avatar_url', message.get('avatar_url'))
    embeds = message.get('embeds', [])
    if len(embeds) > 10:
        judge.found.append(('embeds', 'BASE_TYPE_MAX_LENGTH', 'Must be 10 or fewer in length.'))
    for i, embed in enumerate(embeds):
        judge.embed(f'embeds.{i}', embed)
    if judge.total > 6000:
        judge.found.append(('embeds', 'MAX_EMBED_SIZE_EXCEEDED', f'Embed size exceeds maximum size of 6000 ({judge.total})'))
    if not (message.get('content') or '').strip() and not embeds:
        judge.found.append(('', 'EMPTY', 'Cannot send an empty message'))
    if not isinstance(message.get('tts', False), bool):
        judge.found.append(('tts', 'BOOLEAN_TYPE_CONVERT', 'Must be either true or false.'))
    if message.get('flags', 0) & ~(1 << 2 | 1 << 12):
        judge.found.append(('flags', 'INVALID', 'SUPPRESS_EMBEDS and SUPPRESS_NOTIFICATIONS alone'))
    judge.text('thread_name', message.get('thread_name'), 100, required='thread_name' in message, counted=False)
    judge.mentions(message)
    return judge.found


def form_error(found):
    errors = {}
    for path, code, text in found:
        node = errors
        for key in [k for k in path.split('.') if k]:
            node = node.setdefault(key, {})
        node.setdefault('_errors', []).append({'code': code, 'message': text})
    return {'code': 50035, 'message': 'Invalid Form Body', 'errors': errors}


class Bucket:
    """So many requests in so many seconds, as Discord counts them for one webhook."""

    def __init__(self, limit, seconds):
        self.limit, self.seconds, self.used, self.until = limit, seconds, 0, 0.0

    def take(self):
        """(allowed, remaining, seconds until the bucket is full again)"""
        now = time.monotonic()
        if now >= self.until:
            self.used, self.until = 0, now + self.seconds
        self.used += 1
        return self.used <= self.limit, max(0, self.limit - self.used), self.until - now


class Handler(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    disable_nagle_algorithm = True

    def log_message(self, *args):
        pass

    def answer(self, status, body=None, headers=None):
        data = b'' if body is None else json.dumps(body).encode()
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if data:
            self.send_header('Content-Type', 'application/json')
        if status != 204:
            self.send_header('Content-Length', str(len(data)))
        self.end_headers()
        if data:
            self.wfile.write(data)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get('Content-Length', 0)))
        self.server.owner.post(self, body)

    def do_PATCH(self):
        body = self.rfile.read(int(self.headers.get('Content-Length', 0)))
        self.server.owner.change(self, body)

    do_DELETE = do_PATCH


class DiscordServer:
    """`url(...)`: a webhook's address. `messages`, `posts`, `requests`: what came in, in order."""

    ID = '1179874510932148234'

    def __init__(self, token='tok3n-canary-Zq81', limit=5, seconds=2.0):
        self.token, self.bucket = token, Bucket(limit, seconds)
        self.lock = threading.Lock()
        self.messages = []   # accepted Discord messages: dicts
        self.shown = {}      # {id: message as edits have left it}; deleted ones are gone
        self.changes = []    # ('PATCH' or 'DELETE', id), accepted
        self.posts = []      # accepted posts to /hook/...: (headers, dict)
        self.requests = []   # (seconds, path, status)
        self.refused = []    # what the judge found
        self.everywhere = Bucket(50, 1.0)  # Discord's global limit: over all webhooks of this machine
        self.faults = []     # for the next requests: 500, 404, 'reset', 'slow', ('cut'), or a function(handler)
        self.too_many = 0    # 429s given
        self.known = True    # False: the webhook was deleted
        self.slow_seconds = 30
        self.http = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.http.daemon_threads = True
        self.http.owner = self
        self.port = self.http.server_address[1]
        self.thread = threading.Thread(target=self.http.serve_forever, kwargs={'poll_interval': 0.05}, daemon=True)
        self.thread.start()

    def stop(self):
        self.http.shutdown()
        self.http.server_close()

    def url(self, suffix=''):
        return f'http://127.0.0.1:{self.port}/api/webhooks/{self.ID}/{self.token}{suffix}'

    def hook(self, name='flux'):
        return f'http://127.0.0.1:{self.port}/hook/{name}'

    def event_ids(self):
        """Of all that was accepted, in order, over both shapes."""
        with self.lock:
            return [event_id(m) for m in self.messages]

    # ---- one request ----

    def fault(self, handler):
        with self.lock:
            fault = self.faults.pop(0) if self.faults else None
        if fault is None:
            return False
        if callable(fault):
            return fault(handler) is not False
        self.note(handler, fault)
        if fault == 'reset':
            handler.close_connection = True
            handler.connection.close()
        elif fault == 'slow':
            time.sleep(self.slow_seconds)
            handler.close_connection = True
        else:
            handler.answer(fault, {'message': f'{fault}: made to fail', 'code': 0})
        return True

    def note(self, handler, status):
        with self.lock:
            self.requests.append((time.monotonic(), handler.path, status))

    def post(self, handler, body):
        if self.fault(handler):
            return
        path, _, query = handler.path.partition('?')
        if path.startswith('/hook/'):
            self.generic(handler, body)
            return
        found = re.fullmatch(r'/api(?:/v\d+)?/webhooks/(\d+)/([^/]+)(/slack)?', path)
        if not found or not self.known or found[1] != self.ID:
            self.refuse(handler, 404, {'message': 'Unknown Webhook', 'code': 10015})
        elif found[2] != self.token:
            self.refuse(handler, 401, {'message': 'Invalid Webhook Token', 'code': 50027})
        else:
            self.execute(handler, body, query)

    def refuse(self, handler, status, body, headers=None):
        self.note(handler, status)
        handler.answer(status, body, headers)

    def change(self, handler, body):
        """PATCH and DELETE of one message."""
        if self.fault(handler):
            return
        path, _, query = handler.path.partition('?')
        found = re.fullmatch(r'/api(?:/v\d+)?/webhooks/(\d+)/([^/]+)/messages/(\d+)', path)
        if not found or not self.known or found[1] != self.ID:
            self.refuse(handler, 404, {'message': 'Unknown Webhook', 'code': 10015})
        elif found[2] != self.token:
            self.refuse(handler, 401, {'message': 'Invalid Webhook Token', 'code': 50027})
        elif 'wait=' in query:
            self.refuse(handler, 400, {'message': 'wait is not a parameter of edits', 'code': 50035})
        else:
            self.change_message(handler, body, found[3])

    def change_message(self, handler, body, number):
        limits = self.take(handler)
        if limits is None:
            return
        if number not in self.shown:
            self.refuse(handler, 404, {'message': 'Unknown Message', 'code': 10008}, limits)
            return
        if handler.command == 'DELETE':
            with self.lock:
                del self.shown[number]
                self.changes.append(('DELETE', number))
            self.refuse(handler, 204, None, limits)
            return
        edit = json.loads(body)
        wrong = problems({**self.shown[number], **edit})
        wrong += [(key, 'UNKNOWN', 'not of an edit') for key in set(edit) & {'username', 'avatar_url', 'tts', 'thread_name'}]
        if wrong:
            with self.lock:
                self.refused += wrong
            self.refuse(handler, 400, form_error(wrong), limits)
            return
        with self.lock:
            self.shown[number] = {**self.shown[number], **edit}
            self.changes.append(('PATCH', number))
        self.note(handler, 200)
        handler.answer(200, {'id': number, 'type': 0}, limits)

    def take(self, handler):
        """One request of the webhook's bucket and of the global one: its headers, or None after a 429."""
        with self.lock:
            allowed, _, after = self.everywhere.take()
        if not allowed:
            self.too_many += 1
            self.refuse(handler, 429, {'message': 'You are being rate limited.', 'retry_after': round(after, 3),
                                       'global': True},
                        {'X-RateLimit-Global': 'true', 'X-RateLimit-Scope': 'global', 'Retry-After': str(int(after) + 1)})
            return None
        with self.lock:
            allowed, remaining, after = self.bucket.take()
        limits = {'X-RateLimit-Limit': str(self.bucket.limit), 'X-RateLimit-Remaining': str(remaining),
                  'X-RateLimit-Reset-After': f'{after:.3f}', 'X-RateLimit-Bucket': 'b0c1',
                  'X-RateLimit-Reset': f'{time.time() + after:.3f}'}
        if not allowed:
            self.too_many += 1
            self.refuse(handler, 429, {'message': 'You are being rate limited.', 'retry_after': round(after, 3),
                                       'global': False},
                        {**limits, 'X-RateLimit-Scope': 'user', 'Retry-After': str(int(after) + 1)})
            return None
        return limits

    def execute(self, handler, body, query):
        limits = self.take(handler)
        if limits is None:
            return
        try:
            message = json.loads(body)
        except ValueError:
            self.refuse(handler, 400, {'code': 50109, 'message': 'The request body contains invalid JSON.'}, limits)
            return
        if 'involvedObject' in message:  # swapped notifiers: the generic shape at a Discord address
            self.accept(handler, message, dict(handler.headers), limits, query)
            return
        wrong = problems(message)
        if wrong:
            with self.lock:
                self.refused += wrong
            self.refuse(handler, 400, form_error(wrong), limits)
            return
        self.accept(handler, message, dict(handler.headers), limits, query)

    def accept(self, handler, message, headers, limits, query):
        with self.lock:
            message['_headers'] = headers
            self.messages.append(message)
            number = len(self.messages)
            self.shown[str(10**18 + number)] = {k: v for k, v in message.items() if k != '_headers'}
        self.note(handler, 200)
        if 'wait=true' in query:
            handler.answer(200, {'id': str(10**18 + number), 'type': 0, 'embeds': message.get('embeds', [])}, limits)
        else:
            handler.answer(204, None, limits)

    def generic(self, handler, body):
        headers = {k.lower(): v for k, v in handler.headers.items()}
        try:
            event = json.loads(body)
            assert isinstance(event['involvedObject']['kind'], str) and event['severity'] in ('info', 'error', 'trace')
            assert isinstance(event['message'], str) and isinstance(event.get('metadata', {}), dict)
            assert all(isinstance(v, str) for v in event.get('metadata', {}).values())
        except (ValueError, KeyError, TypeError, AssertionError):
            self.refuse(handler, 400, {'message': 'not an event of Flux'})
            return
        with self.lock:
            self.posts.append((headers, event))
        self.note(handler, 200)
        handler.answer(200, {})


def event_id(message):
    """The id of the event that a message (of either shape) tells of."""
    headers = {k.lower(): v for k, v in message.get('_headers', {}).items()}
    if 'weir-event-id' in headers:
        return headers['weir-event-id']
    found = re.search(r'event (\S+)$', message['embeds'][0].get('footer', {}).get('text', ''))
    return found[1] if found else None
