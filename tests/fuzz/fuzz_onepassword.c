/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_onepassword.c - any bytes as answers of 1Password Connect: the input is cut at 0xff into the
 * vault, its list, the item and a file; a part that begins with '!' has the status 500.
 */
#include <sys/eventfd.h>
#include <unistd.h>

#include "../../plugins/onepassword/index.h"
#include "../../plugins/onepassword/keys.h"
#include "../../plugins/onepassword/onepassword.h"
#include "fuzz.h"

#define PARTS 4

static struct part {
	const uint8_t *data;
	size_t len;
} parts[PARTS];
static int readable = -1; /* waits end at once */

static void cut(const uint8_t *data, size_t size)
{
	memset(parts, 0, sizeof(parts));
	for (int i = 0; i < PARTS; i++) {
		const uint8_t *end = size ? memchr(data, 0xff, size) : NULL;
		size_t len = end && i < PARTS - 1 ? (size_t)(end - data) : size;

		parts[i] = (struct part){ data, len };
		data += len + (len < size);
		size -= len + (len < size);
	}
}

static int which(const char *url)
{
	if (strstr(url, "/content"))
		return 3;
	if (strstr(url, "/items/"))
		return 2;
	return strstr(url, "/items") ? 1 : 0;
}

static int http(struct weir_call *call, const struct weir_http_req *req, struct weir_http_res *res,
		struct weir_error *err)
{
	const struct part *p = &parts[which(req->url)];
	bool bad = p->len && *p->data == '!';

	(void)call;
	(void)err;
	CLAIM(strpbrk(req->url, " \r\n\"") == NULL);
	res->status = bad ? 500 : 200;
	res->headers = json_object();
	res->body = weir_strndup("", 0);
	res->body = weir_realloc(res->body, p->len + 1);
	memcpy(res->body, p->data, p->len);
	res->body[p->len] = '\0';
	res->body_len = p->len;
	res->url = weir_strdup(req->url);
	return 0;
}

static void log_nothing(struct weir_call *call, int level, const char *fmt, ...)
{
	(void)call;
	(void)level;
	(void)fmt;
}

static void redact_nothing(struct weir_call *call, const char *secret)
{
	(void)call;
	CLAIM(strlen(secret) >= 4);
}

static bool cancelled(struct weir_call *call)
{
	(void)call;
	return false;
}

static int cancel_fd(struct weir_call *call)
{
	(void)call;
	return readable;
}

/* Any title leads to the first item of the list. */
static int tree_read(struct weir_call *call, struct weir_tree *tree, const char *path, char **data, size_t *len,
		     struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *items = json_loadb((const char *)parts[1].data, parts[1].len, 0, NULL);
	WEIR_CLEAN_JSON json_t *entries = index_entries("vvvvvvvvvvvvvvvvvvvvvvvvvv", items), *list = json_array();
	json_t *entry;
	const char *id;

	(void)call;
	(void)tree;
	if (strncmp(path, "titles/", 7) != 0)
		return weir_fail(err, WEIR_E_NOT_FOUND, NULL, "no such file");
	json_object_foreach(entries, id, entry)
		json_array_append(list, entry);
	*data = json_dumps(list, 0);
	*len = strlen(*data);
	return 0;
}

static json_t *get(struct weir_call *call, const json_t *ref, struct weir_error *err)
{
	(void)call;
	(void)ref;
	weir_fail(err, WEIR_E_NOT_FOUND, NULL, "no such object");
	return NULL;
}

static const struct weir_host host = { .size = sizeof(host),
				       .log = log_nothing,
				       .redact = redact_nothing,
				       .cancelled = cancelled,
				       .cancel_fd = cancel_fd,
				       .get = get,
				       .tree_read = tree_read,
				       .http = http };

static void check_error(int rc, struct weir_error *err)
{
	CLAIM(rc < 0 && err->code == rc && err->message && *err->message);
	CLAIM(!strpbrk(err->message, "\r\n"));
	weir_error_done(err);
}

static void check_plan(const json_t *plan)
{
	const json_t *secret = json_array_get(json_object_get(json_array_get(plan, 0), "objects"), 0);
	const char *key;
	json_t *value;

	CLAIM(strcmp(weir_object_kind(secret), "Secret") == 0);
	json_object_foreach(json_object_get(secret, "data"), key, value) {
		struct weir_strbuf bytes = WEIR_STRBUF_INIT;

		CLAIM(key_is_valid(key) && json_is_string(value));
		CLAIM(weir_base64_decode(&bytes, json_string_value(value), json_string_length(value)));
		weir_strbuf_done(&bytes);
	}
}

static void fetch(struct onepassword *op)
{
	WEIR_CLEAN_JSON json_t *object = json_pack("{s:{s:s}}", "spec", "vault", "home");
	const struct weir_fetch_req req = { .size = sizeof(req), .object = object, .tree_fd = -1 };
	struct weir_fetch_res res = { .size = sizeof(res) };
	struct weir_error err = WEIR_ERROR_INIT;
	int rc = vault_fetch(op, NULL, &req, &res, &err);

	if (rc) /* there is no folder to write to, so it never ends well but for nothing new */
		check_error(rc, &err);
	free(res.revision);
	json_decref(res.info);
}

static void render(struct onepassword *op)
{
	WEIR_CLEAN_JSON json_t *object = json_pack("{s:{s:s, s:s}, s:{s:s}}", "metadata", "name", "db", "namespace",
						   "apps", "spec", "itemPath", "vaults/home/items/db");
	const struct weir_render_req req = { .size = sizeof(req), .object = object };
	struct weir_render_res res = { .size = sizeof(res) };
	struct weir_error err = WEIR_ERROR_INIT;
	int rc = item_render(op, NULL, &req, &res, &err);

	if (rc)
		check_error(rc, &err);
	else
		check_plan(res.plan);
	json_decref(res.plan);
	json_decref(res.record);
	json_decref(res.info);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char base[] = "http://127.0.0.1:1", token[] = "token";
	struct onepassword op = { .host = &host,
				  .base = base,
				  .token = token,
				  .allow_empty = size & 1,
				  .lock = PTHREAD_MUTEX_INITIALIZER,
				  .answered = json_object(),
				  .doubts = json_object() };

	if (readable < 0)
		readable = eventfd(1, EFD_CLOEXEC);
	cut(data, size);
	fetch(&op);
	render(&op);
	json_decref(op.answered);
	json_decref(op.doubts);
	return 0;
}
