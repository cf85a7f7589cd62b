/* SPDX-License-Identifier: Apache-2.0 */
/*
 * token.c - the token, from the options or from its file.  The file is read for each request: it is
 * one page, and who renews a token need not tell anybody.
 */
#include "token.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#define MAX_TOKEN 65536
#define REASON    "AuthenticationFailed"

/* Up to MAX_TOKEN bytes; -1 with errno. */
static ssize_t read_all(int fd, char *buffer)
{
	ssize_t n, len = 0;

	while (len < MAX_TOKEN && (n = read(fd, buffer + len, (size_t)(MAX_TOKEN - len))) != 0) {
		if (n < 0 && errno != EINTR)
			return -1;
		len += n > 0 ? n : 0;
	}
	return len;
}

static int read_file(const char *path, char **out, struct weir_error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	char *buffer;
	ssize_t len;

	if (fd < 0)
		return weir_fail(err, WEIR_E_AUTH, REASON, "tokenFile %s cannot be opened: %s", path, strerror(errno));
	buffer = weir_calloc(1, MAX_TOKEN + 1);
	len = read_all(fd, buffer);
	if (len < 0)
		weir_fail(err, WEIR_E_AUTH, REASON, "tokenFile %s cannot be read: %s", path, strerror(errno));
	else
		*out = weir_strdup(buffer);
	close(fd);
	weir_wipe(buffer, MAX_TOKEN);
	free(buffer);
	return len < 0 ? WEIR_E_AUTH : 0;
}

/* Line ends at the end belong to the editor. */
static void trim(char *token)
{
	size_t len = strlen(token);

	while (len && strchr(" \t\r\n", token[len - 1]))
		token[--len] = '\0';
}

static bool is_plain(const char *token)
{
	for (; *token; token++)
		if (*token <= ' ' || *token >= 127)
			return false;
	return true;
}

int token_get(const struct onepassword *op, struct weir_call *call, char **token, struct weir_error *err)
{
	const char *where = op->tokenfile ? op->tokenfile : "the option token";
	char *text = NULL;
	int rc = 0;

	if (op->tokenfile)
		rc = read_file(op->tokenfile, &text, err);
	else
		text = weir_strdup(op->token);
	if (rc)
		return rc;
	trim(text);
	if (*text)
		op->host->redact(call, text);
	if (!*text)
		rc = weir_fail(err, WEIR_E_AUTH, REASON, "%s is empty", where);
	else if (!is_plain(text))
		rc = weir_fail(err, WEIR_E_AUTH, REASON, "%s has blanks or control characters inside", where);
	if (rc)
		weir_wipe_free(text);
	else
		*token = text;
	return rc;
}
