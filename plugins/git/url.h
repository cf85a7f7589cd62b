/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Addresses of repositories: http, https, ssh and file URLs, checked and taken apart.
 */
#ifndef PLUGINS_GIT_URL_H
#define PLUGINS_GIT_URL_H

#include <weir/util.h>

enum url_scheme { URL_HTTP, URL_HTTPS, URL_SSH, URL_FILE };

struct git_url {
	enum url_scheme scheme;
	char *text;            /* without user and password (http), without password (ssh); no '/' at the end */
	char *shown;           /* for messages: nothing secret in it */
	char *user, *password; /* decoded; NULL: none */
	char *host;            /* "" of a file; an IPv6 address without its brackets */
	int port;              /* 0: the scheme's */
	char *path;            /* begins with '/'; decoded for ssh and file */
};

/*
 * Take @text apart; @field ("spec.url") begins the message.  WEIR_E_INVALID, reason "URLInvalid", for
 * what is not a URL, for scp's syntax (the message has the ssh:// form), and for a user, host or path
 * that a program could take for an option.
 */
int url_parse(const char *field, const char *text, struct git_url *out, struct weir_error *err);
void url_copy(const struct git_url *from, struct git_url *to);
void url_done(struct git_url *url);
bool url_same_host(const struct git_url *a, const struct git_url *b); /* scheme, host and port */
/*
 * A submodule's URL against the one of the repository that names it ("../other.git"); malloc'ed.
 * What would leave the root of the host is refused.
 */
char *url_resolve(const struct git_url *base, const char *text, struct weir_error *err);
/* A page about a commit, for the hosters whose pages are known; malloc'ed or NULL. */
char *url_page(const struct git_url *url, const char *commit);

#endif
