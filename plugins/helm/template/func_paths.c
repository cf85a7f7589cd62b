/* SPDX-License-Identifier: Apache-2.0 */
/* func_paths.c - paths as Go's package path sees them, and URLs taken apart and put together (go_url.c). */
#include "func.h"
#include "go_url.h"

#define CALL(name) static int name(struct exec *x, const struct value *args, size_t n, struct value *out)

/* ---- paths ---- */

/* path.Clean: no "//", "." and "x/.."; never empty. */
static struct value clean_path(struct exec *x, const char *s, size_t len)
{
	char *to = weir_arena_alloc(exec_arena(x), len + 2);
	bool rooted = len && *s == '/';
	size_t i = rooted, w = rooted, floor = rooted; /* ".." goes back to @floor, no further */

	if (rooted)
		to[0] = '/';
	while (i < len) {
		size_t end = i, n;

		while (end < len && s[end] != '/')
			end++;
		n = end - i;
		if (n == 2 && s[i] == '.' && s[i + 1] == '.') {
			if (w > floor) {
				for (w--; w > floor && to[w] != '/'; w--)
					;
			} else if (!rooted) {
				if (w)
					to[w++] = '/';
				to[w++] = '.';
				to[w++] = '.';
				floor = w;
			}
		} else if (n && !(n == 1 && s[i] == '.')) {
			if (w != (size_t)rooted)
				to[w++] = '/';
			memcpy(to + w, s + i, n);
			w += n;
		}
		i = end + 1;
	}
	if (!w)
		to[w++] = '.';
	to[w] = '\0';
	return value_str(to, w);
}

CALL(call_clean)
{
	(void)n;
	*out = clean_path(x, args[0].s, args[0].len);
	return 0;
}

/* Bytes up to and with the last slash. */
static size_t folder_length(const char *s, size_t len)
{
	while (len && s[len - 1] != '/')
		len--;
	return len;
}

CALL(call_base)
{
	const char *s = args[0].s;
	size_t len = args[0].len, start;

	(void)n;
	*out = value_cstr(".");
	if (!len)
		return 0;
	while (len && s[len - 1] == '/')
		len--;
	start = folder_length(s, len);
	*out = len > start ? value_copy_str(exec_arena(x), s + start, len - start) : value_cstr("/");
	return 0;
}

CALL(call_dir)
{
	(void)n;
	*out = clean_path(x, args[0].s, folder_length(args[0].s, args[0].len));
	return 0;
}

CALL(call_ext)
{
	size_t i = args[0].len;

	(void)n;
	*out = value_str("", 0);
	while (i-- > 0 && args[0].s[i] != '/')
		if (args[0].s[i] == '.') {
			*out = value_copy_str(exec_arena(x), args[0].s + i, args[0].len - i);
			break;
		}
	return 0;
}

CALL(call_is_abs)
{
	(void)x, (void)n;
	*out = value_bool(args[0].len && args[0].s[0] == '/');
	return 0;
}

/* ---- URLs ---- */

static void put(struct exec *x, struct map *m, const char *key, struct go_text t)
{
	map_set(m, key, strlen(key), value_copy_str(exec_arena(x), t.s ? t.s : "", t.len));
}

CALL(call_url_parse)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf why = WEIR_STRBUF_INIT, user = WEIR_STRBUF_INIT;
	struct map *m = map_new(exec_arena(x), 8);
	struct go_url url;

	(void)n;
	if (!go_url_parse(exec_arena(x), args[0].s, args[0].len, &url, &why))
		return func_fail(x, "unable to parse url: %s", why.data);
	go_url_print_user(&url, &user);
	put(x, m, "scheme", url.scheme);
	put(x, m, "host", url.host);
	put(x, m, "hostname", go_url_hostname(&url));
	put(x, m, "path", url.path);
	put(x, m, "query", url.raw_query);
	put(x, m, "opaque", url.opaque);
	put(x, m, "fragment", url.fragment);
	put(x, m, "userinfo", (struct go_text){ user.data, user.len });
	*out = value_map(m);
	return 0;
}

static int take(struct exec *x, struct map *m, const char *key, struct go_text *out)
{
	struct value *v = m ? map_get(m, key, strlen(key)) : NULL;

	*out = (struct go_text){ "", 0 };
	if (!v)
		return 0;
	if (value_is_nil(v))
		return func_fail(x, "runtime error: invalid memory address or nil pointer dereference");
	if (v->type != T_STRING)
		return func_fail(x, "unable to parse %s key, must be of type string, but %s found", key,
				 value_kind_name(v));
	*out = (struct go_text){ v->s, v->len };
	return 0;
}

CALL(call_url_join)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT, why = WEIR_STRBUF_INIT;
	struct map *m = args[0].map;
	struct go_url url = { 0 }, user;
	struct go_text userinfo;
	char *text;

	(void)n;
	if (take(x, m, "scheme", &url.scheme) || take(x, m, "host", &url.host) || take(x, m, "path", &url.path) ||
	    take(x, m, "query", &url.raw_query) || take(x, m, "opaque", &url.opaque) ||
	    take(x, m, "fragment", &url.fragment) || take(x, m, "userinfo", &userinfo))
		return -1;
	if (userinfo.len) {
		weir_strbuf_adds(&sb, "proto://");
		weir_strbuf_add(&sb, userinfo.s, userinfo.len);
		weir_strbuf_adds(&sb, "@host");
		text = weir_arena_strndup(exec_arena(x), sb.data, sb.len);
		if (!go_url_parse(exec_arena(x), text, sb.len, &user, &why))
			return func_fail(x, "unable to parse userinfo in dict: %s", why.data);
		url.has_user = user.has_user;
		url.has_password = user.has_password;
		url.username = user.username;
		url.password = user.password;
		weir_strbuf_clear(&sb);
	}
	go_url_print(&url, &sb);
	*out = value_of_strbuf(exec_arena(x), &sb);
	return 0;
}

const struct func functions_paths[] = {
	{ "base", "s", call_base },
	{ "clean", "s", call_clean },
	{ "dir", "s", call_dir },
	{ "ext", "s", call_ext },
	{ "isAbs", "s", call_is_abs },
	{ "osBase", "s", call_base },
	{ "osClean", "s", call_clean },
	{ "osDir", "s", call_dir },
	{ "osExt", "s", call_ext },
	{ "osIsAbs", "s", call_is_abs },
	{ "urlJoin", "m", call_url_join },
	{ "urlParse", "s", call_url_parse },
	{ NULL },
};
