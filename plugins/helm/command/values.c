/* SPDX-License-Identifier: Apache-2.0 */
/* values.c - the values of the command line. */
#include "values.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../values/read.h"
#include "../values/set_json.h"
#include "../values/strvals.h"

#define MAX_FILE (64u << 20)

struct sources {
	const struct helm_plugin *plugin;
	struct weir_call *call;
	struct weir_arena *arena;
	struct weir_error *err;
};

/* Go's words for an errno: those of the C library, without a capital. */
static const char *go_errno(char text[64], int number)
{
	snprintf(text, 64, "%s", strerror(number));
	*text = (char)tolower((unsigned char)*text);
	return text;
}

int command_read_file(const char *path, size_t max, char **data, size_t *len, struct weir_error *err)
{
	char text[64];
	int fd = strcmp(path, "-") == 0 ? dup(0) : open(path, O_RDONLY | O_CLOEXEC);
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	ssize_t n = 1;

	if (fd < 0)
		return weir_fail(err, WEIR_E_NOT_FOUND, NULL, "open %s: %s", path, go_errno(text, errno));
	while (n > 0 && sb.len <= max) {
		weir_strbuf_reserve(&sb, 65536);
		n = read(fd, sb.data + sb.len, 65536);
		if (n < 0 && errno == EINTR)
			n = 1;
		else if (n > 0)
			sb.len += (size_t)n;
	}
	close(fd);
	if (n < 0 || sb.len > max) {
		weir_strbuf_done(&sb);
		return weir_fail(err, WEIR_E_INVALID, NULL, "read %s: %s", path,
				 n < 0 ? go_errno(text, errno) : "too large");
	}
	sb.data[sb.len] = '\0';
	*len = sb.len;
	*data = weir_strbuf_take(&sb);
	return 0;
}

static int fetch_url(struct sources *s, const char *url, char **data, size_t *len)
{
	struct weir_http_req req = {
		.size = sizeof(req), .method = "GET", .url = url, .body_out_fd = -1, .max_body = MAX_FILE
	};
	struct weir_http_res res = { .size = sizeof(res) };
	int rc = s->plugin->host->http(s->call, &req, &res, s->err);

	if (!rc && res.status != 200)
		rc = weir_fail(s->err, WEIR_E_NOT_FOUND, NULL, "%s: the server answers with HTTP status %d", url,
			       res.status);
	if (!rc) {
		*data = res.body ? res.body : weir_strdup("");
		*len = res.body_len;
		res.body = NULL;
	}
	json_decref(res.headers);
	free(res.body);
	free(res.url);
	return rc;
}

static int read_source(struct sources *s, const char *path, char **data, size_t *len)
{
	if (strncmp(path, "http://", 7) == 0 || strncmp(path, "https://", 8) == 0)
		return fetch_url(s, path, data, len);
	return command_read_file(path, MAX_FILE, data, len, s->err);
}

static int add_file(struct sources *s, const char *path, struct map **base)
{
	struct map *one = NULL;
	char *text = NULL;
	size_t len;
	int rc = read_source(s, path, &text, &len);

	if (rc)
		return rc;
	rc = values_read(s->arena, text, len, &one, s->err);
	free(text);
	if (rc)
		return weir_fail_prefix(s->err, "failed to parse %s", path);
	*base = values_merge(s->arena, *base, one);
	return 0;
}

static int read_for_set(void *arg, const char *path, struct value *out, struct weir_error *err)
{
	struct sources *s = arg;
	char *text = NULL;
	size_t len;
	int rc = read_source(s, path, &text, &len);

	(void)err;
	if (rc)
		return rc;
	*out = value_copy_str(s->arena, text, len);
	free(text);
	return 0;
}

static int add_jsons(struct sources *s, const struct words *list, struct map **base)
{
	size_t i;
	int rc = 0;

	for (i = 0; i < list->count && !rc; i++)
		rc = set_json(s->arena, base, list->rows[i], s->err);
	return rc;
}

static int add_sets(struct sources *s, const struct words *list, enum strvals_kind kind, const char *flag,
		    struct map **base)
{
	size_t i;
	int rc = 0;

	for (i = 0; i < list->count && !rc; i++) {
		const char *text = list->rows[i];

		rc = strvals_parse(s->arena, *base, text, strlen(text), kind, read_for_set, s, s->err);
		if (rc)
			weir_fail_prefix(s->err, "failed parsing --%s data", flag);
	}
	return rc;
}

int command_values(const struct helm_plugin *plugin, struct weir_call *call, struct weir_arena *arena,
		   const struct flags *flags, struct map **out, struct weir_error *err)
{
	struct sources s = { plugin, call, arena, err };
	struct map *base = map_new(arena, 8);
	size_t i;
	int rc = 0;

	for (i = 0; i < flags->files.count && !rc; i++)
		rc = add_file(&s, flags->files.rows[i], &base);
	if (rc || (rc = add_jsons(&s, &flags->set_json, &base)) ||
	    (rc = add_sets(&s, &flags->set, STRVALS_TYPED, "set", &base)) ||
	    (rc = add_sets(&s, &flags->set_string, STRVALS_STRING, "set-string", &base)) ||
	    (rc = add_sets(&s, &flags->set_file, STRVALS_FILE, "set-file", &base)) ||
	    (rc = add_sets(&s, &flags->set_literal, STRVALS_LITERAL, "set-literal", &base)))
		return rc;
	*out = base;
	return 0;
}
