/* SPDX-License-Identifier: Apache-2.0 */
/* go_url.c - URLs as Go's net/url reads and prints them, with its error texts. */
#include "go_ip.h"
#include "quote.h"
#include "go_url.h"

/* ---- escapes ---- */

enum part { PATH = 1, HOST = 2, ZONE = 4, USER = 8, FRAGMENT = 16 };

/* Is @c written as %XX in that part? */
static bool is_escaped(unsigned char c, enum part part)
{
	if ((c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c && strchr("-._~", c)))
		return false;
	if (!c || c >= 0x80)
		return true;
	switch (part) {
	case PATH: return !strchr("$&+,/:;=@", c);
	case HOST:
	case ZONE: return !strchr("!$&'()*+,;=:[]<>\"", c);
	case USER: return !strchr("$&+,;=", c);
	default: return !strchr("!$&()*+,/:;=?@", c);
	}
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool bad_escape(struct weir_strbuf *why, const char *s, size_t len)
{
	weir_strbuf_adds(why, "invalid URL escape ");
	quote_string(why, s, len > 3 ? 3 : len, false);
	return false;
}

static bool check_escapes(struct go_text t, enum part part, size_t *count, struct weir_strbuf *why)
{
	size_t i;

	*count = 0;
	for (i = 0; i < t.len; i++) {
		const char *p = t.s + i;
		int value;

		if (*p != '%') {
			if ((part == HOST || part == ZONE) && (unsigned char)*p < 0x80 &&
			    is_escaped((unsigned char)*p, part)) {
				weir_strbuf_adds(why, "invalid character ");
				quote_string(why, p, 1, false);
				weir_strbuf_adds(why, " in host name");
				return false;
			}
			continue;
		}
		if (t.len - i < 3 || hex_digit(p[1]) < 0 || hex_digit(p[2]) < 0)
			return bad_escape(why, p, t.len - i);
		value = hex_digit(p[1]) << 4 | hex_digit(p[2]);
		/* Of a host only what is not ASCII may be escaped, and a zone's mark. */
		if (part == HOST && value < 0x80 && value != '%')
			return bad_escape(why, p, 3);
		if (part == ZONE && value != '%' && value != ' ' && is_escaped((unsigned char)value, HOST))
			return bad_escape(why, p, 3);
		(*count)++;
		i += 2;
	}
	return true;
}

static bool unescape(struct weir_arena *a, struct go_text t, enum part part, struct go_text *out,
		     struct weir_strbuf *why)
{
	size_t count, i, n = 0;
	char *to;

	*out = t;
	if (!check_escapes(t, part, &count, why))
		return false;
	if (!count)
		return true;
	to = weir_arena_alloc(a, t.len + 1);
	for (i = 0; i < t.len; i++) {
		if (t.s[i] != '%') {
			to[n++] = t.s[i];
			continue;
		}
		to[n++] = (char)(hex_digit(t.s[i + 1]) << 4 | hex_digit(t.s[i + 2]));
		i += 2;
	}
	*out = (struct go_text){ to, n };
	return true;
}

static void add_escaped(struct weir_strbuf *sb, struct go_text t, enum part part)
{
	size_t i;

	for (i = 0; i < t.len; i++)
		if (is_escaped((unsigned char)t.s[i], part))
			weir_strbuf_addf(sb, "%%%02X", (unsigned char)t.s[i]);
		else
			weir_strbuf_addc(sb, t.s[i]);
}

static bool same(struct go_text t, const struct weir_strbuf *sb)
{
	return t.len == sb->len && (!t.len || memcmp(t.s, sb->data, t.len) == 0);
}

/* The text unescaped, and as it was where printing would change that. */
static bool set_escaped(struct weir_arena *a, struct go_text t, enum part part, struct go_text *out,
			struct go_text *raw, struct weir_strbuf *why)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	if (!unescape(a, t, part, out, why))
		return false;
	add_escaped(&sb, *out, part);
	*raw = same(t, &sb) ? (struct go_text){ 0 } : t;
	return true;
}

/* ---- reading ---- */

static struct go_text cut(struct go_text *t, size_t n)
{
	struct go_text head = { t->s, n };

	t->s += n;
	t->len -= n;
	return head;
}

static const char *find(struct go_text t, char c)
{
	return t.len ? memchr(t.s, c, t.len) : NULL;
}

static const char *find_last(struct go_text t, char c)
{
	return t.len ? memrchr(t.s, c, t.len) : NULL;
}

static bool begins(struct go_text t, const char *word)
{
	size_t n = strlen(word);

	return t.len >= n && memcmp(t.s, word, n) == 0;
}

static bool fail(struct weir_strbuf *why, const char *text)
{
	weir_strbuf_adds(why, text);
	return false;
}

static bool take_scheme(struct weir_arena *a, struct go_text *rest, struct go_text *scheme, struct weir_strbuf *why)
{
	size_t i;
	char *lower;

	for (i = 0; i < rest->len; i++) {
		char c = rest->s[i];

		if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
			continue;
		if ((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.') {
			if (!i)
				return true;
			continue;
		}
		if (c != ':')
			return true;
		if (!i)
			return fail(why, "missing protocol scheme");
		*scheme = cut(rest, i);
		cut(rest, 1);
		lower = weir_arena_strndup(a, scheme->s, scheme->len);
		for (i = 0; i < scheme->len; i++)
			if (lower[i] >= 'A' && lower[i] <= 'Z')
				lower[i] |= 0x20;
		scheme->s = lower;
		return true;
	}
	return true;
}

static bool is_port(struct go_text t)
{
	size_t i;

	if (!t.len)
		return true;
	for (i = 1; i < t.len; i++)
		if (t.s[i] < '0' || t.s[i] > '9')
			return false;
	return *t.s == ':';
}

static bool bad_port(struct go_text port, struct weir_strbuf *why)
{
	weir_strbuf_adds(why, "invalid port ");
	quote_string(why, port.s, port.len, false);
	return fail(why, " after host");
}

/* "[::1%25eth0]:80" */
static bool take_literal(struct weir_arena *a, struct go_text t, struct go_text *out, struct weir_strbuf *why)
{
	const char *close = find_last(t, ']'), *mark;
	struct go_text name, port, zone = { 0 }, part;
	struct go_ip ip;
	char *text;

	if (!close)
		return fail(why, "missing ']' in host");
	port = (struct go_text){ close + 1, (size_t)(t.s + t.len - close) - 1 };
	if (!is_port(port))
		return bad_port(port, why);
	name = (struct go_text){ t.s + 1, (size_t)(close - t.s) - 1 };
	mark = memmem(name.s, name.len, "%25", 3);
	if (mark) {
		part = cut(&name, (size_t)(mark - name.s));
		if (!unescape(a, part, HOST, &part, why) || !unescape(a, name, ZONE, &zone, why))
			return false;
		name = part;
	} else if (!unescape(a, name, HOST, &name, why)) {
		return false;
	}
	text = weir_arena_printf(a, "[%.*s%.*s]%.*s", (int)name.len, name.s, (int)zone.len, zone.s ? zone.s : "",
				 (int)port.len, port.s);
	*out = (struct go_text){ text, strlen(text) };
	weir_strbuf_adds(why, "invalid host: ");
	if (!go_ip_parse(text + 1, name.len + zone.len, &ip, why))
		return false;
	weir_strbuf_clear(why);
	return !ip.is_4 || fail(why, "invalid IP-literal");
}

static bool take_host(struct weir_arena *a, struct go_text scheme, struct go_text t, struct go_text *out,
		      struct weir_strbuf *why)
{
	const char *open = find_last(t, '['), *colon = find(t, ':');
	bool http = (scheme.len == 4 || scheme.len == 5) && memcmp(scheme.s, "https", scheme.len) == 0;
	struct go_text port;

	if (open && open > t.s)
		return fail(why, "invalid IP-literal");
	if (open)
		return take_literal(a, t, out, why);
	if (colon) {
		colon = http ? colon : find_last(t, ':');
		port = (struct go_text){ colon, (size_t)(t.s + t.len - colon) };
		if (!is_port(port))
			return bad_port(port, why);
	}
	return unescape(a, t, HOST, out, why);
}

static bool is_userinfo(struct go_text t)
{
	size_t i;

	for (i = 0; i < t.len; i++) {
		char c = t.s[i];

		if (!((c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z' && !(c & 0x80)) ||
		      (c && strchr("-._:~!$&'()*+,;=%@", c))))
			return false;
	}
	return true;
}

static bool take_authority(struct weir_arena *a, struct go_url *u, struct go_text t, struct weir_strbuf *why)
{
	const char *at = find_last(t, '@'), *colon;
	struct go_text user = { 0 };

	if (at) {
		user = cut(&t, (size_t)(at - t.s));
		cut(&t, 1);
	}
	if (!take_host(a, u->scheme, t, &u->host, why))
		return false;
	if (!at)
		return true;
	if (!is_userinfo(user))
		return fail(why, "net/url: invalid userinfo");
	u->has_user = true;
	u->username = user;
	colon = find(user, ':');
	if (colon) {
		u->username = cut(&user, (size_t)(colon - user.s));
		cut(&user, 1);
		u->has_password = true;
	}
	return unescape(a, u->username, USER, &u->username, why) &&
	       (!colon || unescape(a, user, USER, &u->password, why));
}

static void take_query(struct go_url *u, struct go_text *rest)
{
	const char *mark = find(*rest, '?');
	struct go_text path;

	if (!mark)
		return;
	path = cut(rest, (size_t)(mark - rest->s));
	cut(rest, 1);
	u->force_query = !rest->len;
	u->raw_query = *rest;
	*rest = path;
}

static bool parse(struct weir_arena *a, struct go_text rest, struct go_url *u, struct weir_strbuf *why)
{
	struct go_text authority;
	const char *slash;
	size_t i;

	for (i = 0; i < rest.len; i++)
		if ((unsigned char)rest.s[i] < ' ' || rest.s[i] == 0x7f)
			return fail(why, "net/url: invalid control character in URL");
	if (rest.len == 1 && *rest.s == '*') {
		u->path = rest;
		return true;
	}
	if (!take_scheme(a, &rest, &u->scheme, why))
		return false;
	take_query(u, &rest);
	if (!begins(rest, "/")) {
		if (u->scheme.len) {
			u->opaque = rest;
			return true;
		}
		slash = find(rest, '/');
		if (find((struct go_text){ rest.s, slash ? (size_t)(slash - rest.s) : rest.len }, ':'))
			return fail(why, "first path segment in URL cannot contain colon");
	}
	if ((u->scheme.len || !begins(rest, "///")) && begins(rest, "//")) {
		cut(&rest, 2);
		slash = find(rest, '/');
		authority = cut(&rest, slash ? (size_t)(slash - rest.s) : rest.len);
		if (!take_authority(a, u, authority, why))
			return false;
	} else if (u->scheme.len && begins(rest, "/")) {
		u->omit_host = true;
	}
	return set_escaped(a, rest, PATH, &u->path, &u->raw_path, why);
}

static void prefix(struct weir_strbuf *why, struct go_text url)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	weir_strbuf_adds(&sb, "parse ");
	quote_string(&sb, url.s, url.len, false);
	weir_strbuf_addf(&sb, ": %s", why->data);
	weir_strbuf_clear(why);
	weir_strbuf_add(why, sb.data, sb.len);
}

bool go_url_parse(struct weir_arena *a, const char *s, size_t len, struct go_url *u, struct weir_strbuf *why)
{
	struct go_text whole = { s, len }, fragment = whole, head;
	const char *hash = find(whole, '#');

	*u = (struct go_url){ 0 };
	head = cut(&fragment, hash ? (size_t)(hash - s) : len);
	if (!parse(a, head, u, why)) {
		prefix(why, head);
		return false;
	}
	if (fragment.len < 2)
		return true;
	cut(&fragment, 1);
	if (set_escaped(a, fragment, FRAGMENT, &u->fragment, &u->raw_fragment, why))
		return true;
	prefix(why, whole);
	return false;
}

struct go_text go_url_hostname(const struct go_url *u)
{
	struct go_text t = u->host;
	const char *colon = find_last(t, ':');

	if (colon && is_port((struct go_text){ colon, (size_t)(t.s + t.len - colon) }))
		t.len = (size_t)(colon - t.s);
	if (t.len >= 2 && *t.s == '[' && t.s[t.len - 1] == ']')
		t = (struct go_text){ t.s + 1, t.len - 2 };
	return t;
}

/* ---- printing ---- */

void go_url_print_user(const struct go_url *u, struct weir_strbuf *sb)
{
	weir_strbuf_add(sb, "", 0);
	if (!u->has_user)
		return;
	add_escaped(sb, u->username, USER);
	if (u->has_password) {
		weir_strbuf_addc(sb, ':');
		add_escaped(sb, u->password, USER);
	}
}

static void add(struct weir_strbuf *sb, struct go_text t)
{
	if (t.len)
		weir_strbuf_add(sb, t.s, t.len);
}

static void add_path(const struct go_url *u, struct weir_strbuf *sb)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf path = WEIR_STRBUF_INIT;
	size_t segment;

	if (u->path.len == 1 && *u->path.s == '*')
		weir_strbuf_addc(&path, '*');
	else
		add_escaped(&path, u->path, PATH);
	if (path.len && path.data[0] != '/' && u->host.len)
		weir_strbuf_addc(sb, '/');
	if (!sb->len && path.len) {
		segment = strcspn(path.data, "/");
		if (memchr(path.data, ':', segment))
			weir_strbuf_adds(sb, "./");
	}
	if (path.len)
		weir_strbuf_add(sb, path.data, path.len);
}

void go_url_print(const struct go_url *u, struct weir_strbuf *sb)
{
	weir_strbuf_add(sb, "", 0);
	if (u->scheme.len) {
		add(sb, u->scheme);
		weir_strbuf_addc(sb, ':');
	}
	if (u->opaque.len) {
		add(sb, u->opaque);
	} else {
		if (u->host.len || u->has_user || (u->scheme.len && !u->omit_host && u->path.len))
			weir_strbuf_adds(sb, "//");
		if (u->has_user) {
			go_url_print_user(u, sb);
			weir_strbuf_addc(sb, '@');
		}
		add_escaped(sb, u->host, HOST);
		add_path(u, sb);
	}
	if (u->force_query || u->raw_query.len) {
		weir_strbuf_addc(sb, '?');
		add(sb, u->raw_query);
	}
	if (u->fragment.len) {
		weir_strbuf_addc(sb, '#');
		add_escaped(sb, u->fragment, FRAGMENT);
	}
}
