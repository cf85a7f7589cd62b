/* SPDX-License-Identifier: Apache-2.0 */
/*
 * OpenSSH's known_hosts: is this the key of that host?  Hashed names, [host]:port, patterns, negation
 * and @revoked are understood; @cert-authority lines are passed over.
 */
#ifndef PLUGINS_GIT_KNOWNHOSTS_H
#define PLUGINS_GIT_KNOWNHOSTS_H

#include <weir/util.h>

enum known_host {
	HOST_KNOWN,   /* with this key */
	HOST_UNKNOWN, /* no line is about this host */
	HOST_OTHER,   /* lines are, with other keys */
	HOST_REVOKED, /* this very key is marked so */
};

/* @key: the public key as the server sent it (SSH wire format). */
enum known_host known_hosts_check(const char *text, const char *host, int port, const void *key, size_t len);
/* Types of the keys known of a host, "ssh-ed25519,ssh-rsa", in the order of the text; malloc'ed, "" for none. */
char *known_hosts_types(const char *text, const char *host, int port);
/* "ssh-ed25519 SHA256:..." of a key; malloc'ed. */
char *known_hosts_fingerprint(const void *key, size_t len);

#endif
