/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ssh.c - Git's protocol through `git-upload-pack` of an ssh server.  libssh2 is used without
 * blocking, so that a cancel or the deadline ends every wait; the host key is checked here, before
 * anything of the identity is used.
 */
#include "protocol.h"

#include "knownhosts.h"

#include <errno.h>
#include <fcntl.h>
#include <libssh2.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CHUNK = 32 << 10, ADVERT_MAX = 128 << 20 };

struct ssh_state {
	int fd;
	LIBSSH2_SESSION *session;
	LIBSSH2_CHANNEL *channel;
	struct weir_strbuf said; /* on its standard error */
	bool asked;              /* a fetch was sent: nothing is to be ended politely any more */
};

/* ---- waiting ---- */

/* Until the socket is ready for @events, the call is cancelled or its time is over. */
static int wait_socket(struct remote *r, int fd, short events, struct weir_error *err)
{
	struct pollfd fds[] = { { .fd = fd, .events = events },
				{ .fd = r->job->git->host->cancel_fd(r->job->call), .events = POLLIN } };
	int rc = job_stopped(r->job, err);

	if (rc) {
		weir_fail_prefix(err, "%s", r->shown);
		return rc;
	}
	if (poll(fds, 2, 500) < 0 && errno != EINTR)
		return remote_fail(r, err, WEIR_E_TRANSIENT, "poll: %s", strerror(errno));
	return 0;
}

/* After LIBSSH2_ERROR_EAGAIN. */
static int wait_session(struct remote *r, struct weir_error *err)
{
	struct ssh_state *s = r->state;
	int directions = libssh2_session_block_directions(s->session);
	short events = 0;

	if (directions & LIBSSH2_SESSION_BLOCK_INBOUND)
		events |= POLLIN;
	if (directions & LIBSSH2_SESSION_BLOCK_OUTBOUND)
		events |= POLLOUT;
	return wait_socket(r, s->fd, events ? events : POLLIN, err);
}

static const char *ssh_reason(struct ssh_state *s)
{
	char *text = NULL;

	libssh2_session_last_error(s->session, &text, NULL, 0);
	return text && *text ? text : "the connection ended";
}

/* ---- connecting ---- */

static int connect_one(struct remote *r, const struct addrinfo *a, int *out, struct weir_error *err)
{
	int fd = socket(a->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, a->ai_protocol), rc, stopped,
	    failed = 0;
	socklen_t len = sizeof(failed);
	struct pollfd p = { .fd = fd, .events = POLLOUT };

	if (fd < 0)
		return remote_fail(r, err, WEIR_E_TRANSIENT, "socket: %s", strerror(errno));
	rc = connect(fd, a->ai_addr, a->ai_addrlen) && errno != EINPROGRESS ? errno : 0;
	while (!rc && poll(&p, 1, 0) == 0) {
		stopped = wait_socket(r, fd, POLLOUT, err);
		if (stopped) {
			close(fd);
			return stopped;
		}
	}
	if (!rc && getsockopt(fd, SOL_SOCKET, SO_ERROR, &failed, &len) == 0)
		rc = failed;
	if (!rc) {
		*out = fd;
		return 0;
	}
	close(fd);
	return remote_fail(r, err, WEIR_E_TRANSIENT, "cannot connect: %s", strerror(rc));
}

static int connect_host(struct remote *r, int *fd, struct weir_error *err)
{
	const struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_family = AF_UNSPEC };
	struct addrinfo *all, *a;
	char port[8];
	int rc;

	snprintf(port, sizeof(port), "%d", r->url.port ? r->url.port : 22);
	rc = getaddrinfo(r->url.host, port, &hints, &all);
	if (rc)
		return remote_fail(r, err, WEIR_E_TRANSIENT, "cannot find the host: %s", gai_strerror(rc));
	rc = WEIR_E_TRANSIENT;
	for (a = all; a && rc == WEIR_E_TRANSIENT; a = a->ai_next)
		rc = connect_one(r, a, fd, err);
	freeaddrinfo(all);
	return rc;
}

/* ---- who is there, and who are we ---- */

static int check_host(struct remote *r, struct weir_error *err)
{
	struct ssh_state *s = r->state;
	size_t len = 0;
	int type;
	const char *key = libssh2_session_hostkey(s->session, &len, &type);
	WEIR_CLEAN_FREE char *print = key ? known_hosts_fingerprint(key, len) : NULL;

	if (!key)
		return remote_fail(r, err, WEIR_E_AUTH, "the server showed no host key");
	switch (known_hosts_check(r->creds.known_hosts, r->url.host, r->url.port, key, len)) {
	case HOST_KNOWN: return 0;
	case HOST_REVOKED:
		return remote_fail(r, err, WEIR_E_AUTH, "known_hosts of %s revokes the key of the server (%s)",
				   r->creds.from, print);
	case HOST_OTHER:
		return remote_fail(r, err, WEIR_E_AUTH,
				   "the host key has changed, or somebody is in between: the server shows %s, which "
				   "known_hosts of %s "
				   "does not have; if it is right, put it there",
				   print, r->creds.from);
	case HOST_UNKNOWN: break;
	}
	return remote_fail(
		r, err, WEIR_E_AUTH,
		"unknown host: known_hosts of %s has no line about it; the server shows %s; compare it, then add the "
		"output of ssh-keyscan",
		r->creds.from, print);
}

static int handshake(struct remote *r, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *types = known_hosts_types(r->creds.known_hosts, r->url.host, r->url.port);
	struct ssh_state *s = r->state;
	int rc;

	/* Ask for a key of a type that is known, else a server with several shows a stranger's. */
	if (*types)
		libssh2_session_method_pref(s->session, LIBSSH2_METHOD_HOSTKEY, types);
	while ((rc = libssh2_session_handshake(s->session, s->fd)) == LIBSSH2_ERROR_EAGAIN)
		if ((rc = wait_session(r, err)))
			return rc;
	if (rc == LIBSSH2_ERROR_KEX_FAILURE || rc == LIBSSH2_ERROR_METHOD_NONE ||
	    rc == LIBSSH2_ERROR_METHOD_NOT_SUPPORTED)
		return remote_fail(
			r, err, WEIR_E_AUTH,
			"no common method: %s (the keys in known_hosts are %s; libssh2 here knows ssh-ed25519, "
			"ecdsa-sha2-nistp*, ssh-rsa)",
			ssh_reason(s), *types ? types : "none of this host");
	if (rc)
		return remote_fail(r, err, WEIR_E_TRANSIENT, "ssh handshake: %s", ssh_reason(s));
	return check_host(r, err);
}

static int log_in(struct remote *r, struct weir_error *err)
{
	const char *user = r->url.user ? r->url.user : "git", *key = r->creds.identity;
	struct ssh_state *s = r->state;
	int rc;

	while ((rc = libssh2_userauth_publickey_frommemory(s->session, user, strlen(user), NULL, 0, key, strlen(key),
							   r->creds.password)) == LIBSSH2_ERROR_EAGAIN)
		if ((rc = wait_session(r, err)))
			return rc;
	if (!rc)
		return 0;
	if (rc == LIBSSH2_ERROR_FILE || rc == LIBSSH2_ERROR_KEYFILE_AUTH_FAILED || rc == LIBSSH2_ERROR_PROTO)
		return remote_fail(r, err, WEIR_E_AUTH,
				   "the identity of %s cannot be read (%s); is it a private key, and does %s fit?",
				   r->creds.from, ssh_reason(s),
				   r->creds.password ? "its password" : "it need a password, which");
	if (rc == LIBSSH2_ERROR_SOCKET_DISCONNECT || rc == LIBSSH2_ERROR_SOCKET_RECV || rc == LIBSSH2_ERROR_SOCKET_SEND)
		return remote_fail(r, err, WEIR_E_TRANSIENT, "the server hung up: %s", ssh_reason(s));
	return remote_fail(r, err, WEIR_E_AUTH,
			   "the server refuses the identity of %s for user %s (an ed25519 or ecdsa key works "
			   "everywhere; RSA needs a server that takes SHA-1)",
			   r->creds.from, user);
}

/* The path for the shell at the other end: quoted; "/~user/x" is "~user/x" as with ssh's own git. */
static char *command(const struct git_url *url)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	const char *p = url->path[1] == '~' ? url->path + 1 : url->path;

	weir_strbuf_adds(&sb, "git-upload-pack '");
	for (; *p; p++)
		if (*p == '\'' || *p == '!')
			weir_strbuf_addf(&sb, "'\\%c'", *p);
		else
			weir_strbuf_addc(&sb, *p);
	weir_strbuf_addc(&sb, '\'');
	return weir_strbuf_take(&sb);
}

static int start(struct remote *r, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *text = command(&r->url);
	struct ssh_state *s = r->state;
	int rc;

	while (!(s->channel = libssh2_channel_open_session(s->session))) {
		if (libssh2_session_last_errno(s->session) != LIBSSH2_ERROR_EAGAIN)
			return remote_fail(r, err, WEIR_E_TRANSIENT, "ssh: %s", ssh_reason(s));
		if ((rc = wait_session(r, err)))
			return rc;
	}
	while ((rc = libssh2_channel_exec(s->channel, text)) == LIBSSH2_ERROR_EAGAIN)
		if ((rc = wait_session(r, err)))
			return rc;
	return rc ? remote_fail(r, err, WEIR_E_TRANSIENT, "ssh: %s", ssh_reason(s)) : 0;
}

static int open_session(struct remote *r, struct weir_error *err)
{
	struct ssh_state *s;
	int rc;

	if (!r->creds.identity || !r->creds.known_hosts)
		return remote_fail(r, err, WEIR_E_AUTH,
				   "ssh needs a Secret with identity and known_hosts: name it in spec.secretRef");
	s = r->state = weir_calloc(1, sizeof(*s));
	s->fd = -1;
	rc = connect_host(r, &s->fd, err);
	if (rc)
		return rc;
	s->session = libssh2_session_init();
	if (!s->session)
		return remote_fail(r, err, WEIR_E_INTERNAL, "libssh2 does not start");
	libssh2_session_set_blocking(s->session, 0);
	if ((rc = handshake(r, err)) || (rc = log_in(r, err)))
		return rc;
	return start(r, err);
}

/* ---- bytes ---- */

/* Keep the beginning of what the server tells people; libssh2 sees no end while any of it is unread. */
static void hear(struct ssh_state *s)
{
	char text[1024];
	ssize_t n;

	while ((n = libssh2_channel_read_stderr(s->channel, text, sizeof(text))) > 0)
		if (s->said.len < 4096)
			weir_strbuf_add(&s->said, text, (size_t)n);
}

/* More of the answer; 0 bytes at its end. */
static int receive(struct remote *r, char *chunk, size_t *len, struct weir_error *err)
{
	struct ssh_state *s = r->state;
	ssize_t n;
	int rc;

	for (;;) {
		n = libssh2_channel_read(s->channel, chunk, CHUNK);
		if (n > 0 || (n < 0 && n != LIBSSH2_ERROR_EAGAIN))
			break;
		hear(s);
		if (libssh2_channel_eof(s->channel) == 1)
			break;
		if ((rc = wait_session(r, err)))
			return rc;
	}
	if (n == LIBSSH2_ERROR_EAGAIN) /* the end came while its last words were read */
		n = 0;
	if (n < 0)
		return remote_fail(r, err, WEIR_E_TRANSIENT, "ssh: %s", ssh_reason(s));
	*len = (size_t)n;
	return 0;
}

static int transmit(struct remote *r, const char *data, size_t len, struct weir_error *err)
{
	struct ssh_state *s = r->state;
	ssize_t n;
	int rc;

	while (len) {
		n = libssh2_channel_write(s->channel, data, len);
		if (n == LIBSSH2_ERROR_EAGAIN || n == 0) {
			if ((rc = wait_session(r, err)))
				return rc;
			continue;
		}
		if (n < 0)
			return remote_fail(r, err, WEIR_E_TRANSIENT, "ssh: %s", ssh_reason(s));
		data += n;
		len -= (size_t)n;
	}
	return 0;
}

/* The server ended without a word of Git: what it told people says why. */
static int refused(struct remote *r, struct weir_error *err)
{
	struct ssh_state *s = r->state;
	WEIR_CLEAN_FREE char *words = s->said.len ? remote_words(s->said.data, s->said.len) : weir_strdup("nothing");
	bool denied =
		strcasestr(words, "denied") || strcasestr(words, "not allowed") || strcasestr(words, "permission");

	return remote_fail(r, err, denied ? WEIR_E_AUTH : WEIR_E_NOT_FOUND,
			   "the server does not give this repository; it says: %s", words);
}

static int ssh_list(struct remote *r, struct weir_error *err)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf text = WEIR_STRBUF_INIT;
	size_t len;
	int rc = open_session(r, err);

	while (!rc && !advert_complete(text.data ? text.data : "", text.len)) {
		if (text.len > ADVERT_MAX)
			return remote_fail(r, err, WEIR_E_INVALID, "the list of references exceeds %d MiB",
					   ADVERT_MAX >> 20);
		weir_strbuf_reserve(&text, CHUNK);
		rc = receive(r, text.data + text.len, &len, err);
		if (!rc && !len)
			return text.len ? advert_parse(r, text.data, text.len, false, err) : refused(r, err);
		text.len += rc ? 0 : len;
	}
	return rc ? rc : advert_parse(r, text.data, text.len, false, err);
}

static int ssh_fetch(struct remote *r, const git_oid *wants, size_t count, bool shallow, const struct tips *tips,
		     struct store *store, struct weir_error *err)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf request = WEIR_STRBUF_INIT;
	WEIR_CLEAN_FREE char *chunk = weir_malloc(CHUNK);
	struct ssh_state *s = r->state;
	struct answer *a;
	size_t len = 1;
	int rc = answer_new(r, store, shallow, &a, err);

	if (rc)
		return rc;
	request_build(r, wants, count, shallow, tips, &request);
	s->asked = true;
	rc = transmit(r, request.data, request.len, err);
	while (!rc && len && !answer_done(a)) {
		rc = receive(r, chunk, &len, err);
		if (!rc)
			rc = answer_feed(a, chunk, len, err);
	}
	if (!rc)
		rc = answer_finish(a, err);
	answer_free(a);
	return rc;
}

static void ssh_close(struct remote *r)
{
	struct ssh_state *s = r->state;

	if (!s)
		return;
	if (s->channel && !s->asked)
		(void)!libssh2_channel_write(s->channel, "0000", 4); /* nothing is wanted */
	/* Without a connection libssh2 frees at once instead of taking leave of a server that may hang. */
	if (s->fd >= 0)
		shutdown(s->fd, SHUT_RDWR);
	if (s->channel)
		libssh2_channel_free(s->channel);
	if (s->session)
		libssh2_session_free(s->session);
	if (s->fd >= 0)
		close(s->fd);
	weir_strbuf_done(&s->said);
	free(s);
}

const struct transport transport_ssh = { .list = ssh_list, .fetch = ssh_fetch, .close = ssh_close };
