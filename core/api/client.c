/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The command line's side: HTTP/1.1 over a Unix socket, as little of it as the host's API speaks
 * (Content-Length and chunked bodies).  No library: starting one would cost more than asking.
 */
#include <errno.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <weir/yaml.h>

#include "api/api.h"
#include "base/limits.h"

#define ANSWER_BYTES (256u << 20) /* all units of a large host */
#define PATIENCE_S   120          /* without a byte; streams get a line each 30 s */

struct reader {
	int fd;
	const char *path;
	char buf[16384];
	size_t at, len;
	bool chunked, ended;
	int64_t left; /* of the chunk or body; -1: until the end */
};

static int no_host(const char *path, struct weir_error *err)
{
	return weir_fail(err, WEIR_E_NOT_FOUND, "NoHost", "no host listens at %s", path);
}

static int connect_to(const char *path, struct weir_error *err)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	struct timeval patience = { .tv_sec = PATIENCE_S };

	if (strlen(path) >= sizeof(address.sun_path))
		return weir_fail(err, WEIR_E_INVALID, NULL, "the path of the socket is too long: %s", path), -1;
	strcpy(address.sun_path, path);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return weir_fail(err, WEIR_E_INTERNAL, NULL, "socket: %s", strerror(errno)), -1;
	if (connect(fd, (struct sockaddr *)&address, sizeof(address)) != 0) {
		int number = errno;

		close(fd);
		if (number == ENOENT || number == ECONNREFUSED || number == ENOTDIR)
			no_host(path, err);
		else
			weir_fail(err, WEIR_E_INTERNAL, NULL, "%s: %s%s", path, strerror(number),
				  number == EACCES ? "; ask as the user that runs the host" : "");
		return -1;
	}
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	return fd;
}

static int send_all(int fd, const char *path, const char *data, size_t len, struct weir_error *err)
{
	while (len) {
		ssize_t n = send(fd, data, len, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return weir_fail(err, WEIR_E_TRANSIENT, NULL, "%s: %s", path, strerror(errno));
		data += n;
		len -= (size_t)n;
	}
	return 0;
}

static int send_request(int fd, const char *path, const char *method, const char *target, const json_t *request,
			struct weir_error *err)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT, body = WEIR_STRBUF_INIT;

	if (request)
		weir_json_dump(&body, request, false);
	weir_strbuf_addf(&sb, "%s %s HTTP/1.1\r\nHost: weir\r\nConnection: close\r\nContent-Length: %zu\r\n\r\n",
			 method, target, body.len);
	if (body.len)
		weir_strbuf_add(&sb, body.data, body.len);
	return send_all(fd, path, sb.data, sb.len, err);
}

/* More bytes into the buffer. 1, 0 at the end, negative code. */
static int fill(struct reader *r, struct weir_error *err)
{
	for (;;) {
		ssize_t n = recv(r->fd, r->buf, sizeof(r->buf), 0);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return weir_fail(err, WEIR_E_TRANSIENT, NULL, "%s: %s", r->path,
					 errno == EAGAIN ? "the host does not answer" : strerror(errno));
		r->at = 0;
		r->len = (size_t)n;
		return n > 0;
	}
}

/* A header line without its end. */
static int read_line(struct reader *r, struct weir_strbuf *line, struct weir_error *err)
{
	weir_strbuf_clear(line);
	for (;;) {
		if (r->at == r->len) {
			int rc = fill(r, err);

			if (rc <= 0)
				return rc < 0 ? rc
					      : weir_fail(err, WEIR_E_TRANSIENT, NULL, "%s: the host hung up", r->path);
		}
		char c = r->buf[r->at++];

		if (c == '\n')
			break;
		if (line->len > LIMIT_PATH_BYTES)
			return weir_fail(err, WEIR_E_TRANSIENT, NULL, "%s: not a host of weir", r->path);
		if (c != '\r')
			weir_strbuf_addc(line, c);
	}
	weir_strbuf_add(line, "", 0);
	return 0;
}

static const char *text_of(const struct weir_strbuf *line)
{
	return line->data ? line->data : "";
}

static int read_head(struct reader *r, int *status, struct weir_error *err)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf line = WEIR_STRBUF_INIT;
	int rc = read_line(r, &line, err);

	if (rc)
		return rc;
	if (sscanf(text_of(&line), "HTTP/1.%*d %3d", status) != 1)
		return weir_fail(err, WEIR_E_TRANSIENT, NULL, "%s: not a host of weir", r->path);
	r->left = -1;
	while ((rc = read_line(r, &line, err)) == 0 && line.len) {
		if (strncasecmp(line.data, "content-length:", 15) == 0)
			r->left = strtoll(line.data + 15, NULL, 10);
		else if (strncasecmp(line.data, "transfer-encoding: chunked", 26) == 0)
			r->chunked = true;
	}
	if (r->chunked)
		r->left = 0;
	return rc;
}

static int next_chunk(struct reader *r, bool first, struct weir_error *err)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf line = WEIR_STRBUF_INIT;
	int rc = first ? 0 : read_line(r, &line, err); /* the end of the one before */

	if (!rc)
		rc = read_line(r, &line, err);
	if (rc)
		return rc;
	r->left = strtoll(text_of(&line), NULL, 16);
	r->ended = r->left <= 0;
	return 0;
}

/* Some bytes of the body in *data; 0 at its end. */
static ssize_t read_some(struct reader *r, bool *first, const char **data, struct weir_error *err)
{
	int rc;

	if (r->ended)
		return 0;
	if (r->chunked && r->left == 0) {
		rc = next_chunk(r, *first, err);
		*first = false;
		if (rc || r->ended)
			return rc;
	}
	if (r->left == 0)
		return 0;
	if (r->at == r->len) {
		rc = fill(r, err);
		if (rc < 0)
			return rc;
		if (rc == 0 && r->left > 0)
			return weir_fail(err, WEIR_E_TRANSIENT, NULL, "%s: the host hung up", r->path);
		if (rc == 0)
			return 0;
	}
	size_t n = r->len - r->at;

	if (r->left >= 0 && (int64_t)n > r->left)
		n = (size_t)r->left;
	*data = r->buf + r->at;
	r->at += n;
	if (r->left > 0)
		r->left -= (int64_t)n;
	return (ssize_t)n;
}

static int read_body(struct reader *r, json_t **body, struct weir_error *err)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	const char *data;
	bool first = true;
	ssize_t n;

	while ((n = read_some(r, &first, &data, err)) > 0) {
		weir_strbuf_add(&sb, data, (size_t)n);
		if (sb.len > ANSWER_BYTES)
			return weir_fail(err, WEIR_E_INTERNAL, NULL, "%s: the answer is larger than %u bytes", r->path,
					 ANSWER_BYTES);
	}
	if (n < 0)
		return (int)n;
	*body = weir_json_load(r->path, text_of(&sb), sb.len, err);
	return *body ? 0 : WEIR_E_TRANSIENT;
}

/* Give each whole line; true: go on. */
static bool give_lines(struct weir_strbuf *sb, const char *path, bool (*fn)(void *arg, const json_t *item), void *arg)
{
	char *from = sb->data, *end;
	bool more = true;

	while (more && (end = memchr(from, '\n', (size_t)(sb->data + sb->len - from)))) {
		WEIR_CLEAN_JSON json_t *item =
			end > from ? weir_json_load(path, from, (size_t)(end - from), NULL) : NULL;

		if (item)
			more = fn(arg, item);
		from = end + 1;
	}
	sb->len = (size_t)(sb->data + sb->len - from);
	memmove(sb->data, from, sb->len);
	return more;
}

static int read_stream(struct reader *r, bool (*line)(void *arg, const json_t *item), void *arg, struct weir_error *err)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	const char *data;
	bool first = true;
	ssize_t n;

	while ((n = read_some(r, &first, &data, err)) > 0) {
		weir_strbuf_add(&sb, data, (size_t)n);
		if (!give_lines(&sb, r->path, line, arg))
			return 0;
	}
	return (int)n;
}

int api_call(const char *path, const char *method, const char *target, const json_t *request, int *status,
	     json_t **body, bool (*line)(void *arg, const json_t *item), void *arg, struct weir_error *err)
{
	struct reader r = { .path = path };

	r.fd = connect_to(path, err);
	if (r.fd < 0)
		return err ? err->code : WEIR_E_NOT_FOUND;
	int rc = send_request(r.fd, path, method, target, request, err);

	if (!rc)
		rc = read_head(&r, status, err);
	if (!rc && line && *status / 100 == 2)
		rc = read_stream(&r, line, arg, err);
	else if (!rc)
		rc = read_body(&r, body, err);
	close(r.fd);
	return rc;
}
