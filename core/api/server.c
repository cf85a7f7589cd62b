/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Listening: sockets made here, served by libmicrohttpd inside the loop.  The library is opened,
 * and the socket handed over to it, when the first client knocks.
 */
#include "api/server.h"

#include <errno.h>
#include <netdb.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/log.h"

#define LAST_TURNS 8 /* of a daemon that ends: what is left of a stream, and its end */

/* ---- sockets ---- */

static int unix_address(const char *path, struct sockaddr_un *address, struct weir_error *err)
{
	*address = (struct sockaddr_un){ .sun_family = AF_UNIX };
	if (strlen(path) >= sizeof(address->sun_path))
		return weir_fail(err, WEIR_E_INVALID, NULL,
				 "listen: unix:%s: the path is longer than %zu bytes; give a shorter one in listen:",
				 path, sizeof(address->sun_path) - 1);
	strcpy(address->sun_path, path);
	return 0;
}

/* A socket that a killed host left behind is removed; one that answers is another host's. */
static int remove_stale(const char *path, const struct sockaddr_un *address, struct weir_error *err)
{
	struct stat st;

	if (lstat(path, &st) != 0)
		return 0;
	if (!S_ISSOCK(st.st_mode))
		return weir_fail(err, WEIR_E_INVALID, NULL, "listen: unix:%s: exists and is not a socket", path);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool answers = fd >= 0 && connect(fd, (const struct sockaddr *)address, sizeof(*address)) == 0;

	if (fd >= 0)
		close(fd);
	if (answers)
		return weir_fail(err, WEIR_E_INVALID, NULL, "listen: unix:%s: another host listens there", path);
	unlink(path);
	return 0;
}

static int listen_unix(const char *path, struct weir_error *err)
{
	struct sockaddr_un address;

	if (unix_address(path, &address, err) != 0 || remove_stale(path, &address, err) != 0)
		return -1;
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	mode_t before = umask(0177); /* the socket is born 0600 */
	bool ok = fd >= 0 && bind(fd, (struct sockaddr *)&address, sizeof(address)) == 0 && listen(fd, 64) == 0;
	int number = errno;

	umask(before);
	if (ok)
		return fd;
	if (fd >= 0)
		close(fd);
	weir_fail(err, WEIR_E_INTERNAL, NULL, "listen: unix:%s: %s", path, strerror(number));
	return -1;
}

/* "127.0.0.1:8080", "[::1]:8080", ":8080" */
static bool split_host(const char *text, char **host, const char **port)
{
	const char *colon = strrchr(text, ':');

	if (!colon || !colon[1])
		return false;
	*port = colon + 1;
	if (*text == '[' && colon > text + 1 && colon[-1] == ']')
		*host = weir_strndup(text + 1, (size_t)(colon - text) - 2);
	else
		*host = weir_strndup(text, (size_t)(colon - text));
	return true;
}

static int bind_one(const struct addrinfo *info)
{
	int on = 1;
	int fd = socket(info->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (bind(fd, info->ai_addr, info->ai_addrlen) == 0 && listen(fd, 64) == 0)
		return fd;
	int number = errno;

	close(fd);
	errno = number;
	return -1;
}

static int listen_tcp(const char *text, struct weir_error *err)
{
	struct addrinfo hints = { .ai_flags = AI_PASSIVE | AI_NUMERICHOST | AI_NUMERICSERV,
				  .ai_socktype = SOCK_STREAM };
	struct addrinfo *info = NULL;
	WEIR_CLEAN_FREE char *host = NULL;
	const char *port, *name;

	bool split = split_host(text, &host, &port);

	name = !split || !*host ? NULL : strcmp(host, "localhost") == 0 ? "127.0.0.1" : host;
	if (!split || getaddrinfo(name, port, &hints, &info) != 0) {
		weir_fail(err, WEIR_E_INVALID, NULL, "listen: tcp:%s: write ADDRESS:PORT with a numeric address", text);
		return -1;
	}
	int fd = bind_one(info);

	if (fd < 0)
		weir_fail(err, WEIR_E_INTERNAL, NULL, "listen: tcp:%s: %s", text, strerror(errno));
	freeaddrinfo(info);
	return fd;
}

/* ---- a daemon in the loop ---- */

static void set_timer(struct api_listener *listener)
{
	MHD_UNSIGNED_LONG_LONG ms;
	bool wanted = listener->api->mhd->get_timeout(listener->daemon, &ms) == MHD_YES;

	if (listener->again) {
		loop_timer_set(listener->timer, loop_now());
		return;
	}
	loop_timer_set(listener->timer, wanted ? loop_now() + (int64_t)ms + 1 : 0);
}

static void kick(struct api_listener *listener)
{
	listener->again = false;
	listener->api->mhd->run(listener->daemon);
	set_timer(listener);
}

void api_resume(struct api_listener *listener, struct MHD_Connection *connection)
{
	listener->api->mhd->resume_connection(connection);
	listener->again = true;
	loop_timer_set(listener->timer, loop_now());
}

static void on_timer(void *arg)
{
	kick(arg);
}

static void on_ready(void *arg, uint32_t events)
{
	(void)events;
	kick(arg);
}

static void WEIR_PRINTF(2, 0) on_mhd_log(void *arg, const char *fmt, va_list ap)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	(void)arg;
	weir_strbuf_addv(&sb, fmt, ap);
	log_debug("API: %s", sb.data);
}

static int start_daemon(struct api_listener *listener, struct weir_error *err)
{
	struct api *api = listener->api;

	if (!api->mhd)
		api->mhd = mhd_load(err);
	if (!api->mhd)
		return WEIR_E_INTERNAL;
	listener->daemon = api->mhd->start_daemon(
		MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0, NULL, NULL, api_handle, listener,
		MHD_OPTION_EXTERNAL_LOGGER, on_mhd_log, NULL, MHD_OPTION_LISTEN_SOCKET, listener->fd,
		MHD_OPTION_NOTIFY_COMPLETED, api_completed, listener, MHD_OPTION_CONNECTION_LIMIT, 256u,
		MHD_OPTION_CONNECTION_TIMEOUT, 300u, MHD_OPTION_END);
	if (!listener->daemon)
		return weir_fail(err, WEIR_E_INTERNAL, NULL, "API: %s could not be served", listener->address);
	listener->fd = -1;
	const union MHD_DaemonInfo *info = api->mhd->get_daemon_info(listener->daemon, MHD_DAEMON_INFO_EPOLL_FD);

	loop_watch_free(listener->watch);
	listener->watch = loop_watch_new(api->loop, info->epoll_fd, EPOLLIN, on_ready, listener);
	listener->timer = loop_timer_new(api->loop, on_timer, listener);
	kick(listener);
	return 0;
}

static void on_first(void *arg, uint32_t events)
{
	struct api_listener *listener = arg;
	struct weir_error err = WEIR_ERROR_INIT;

	(void)events;
	if (start_daemon(listener, &err) == 0)
		return;
	log_error("%s", err.message);
	weir_error_done(&err);
	loop_watch_free(listener->watch); /* else the loop would spin on the waiting client */
	listener->watch = NULL;
}

int api_listener_new(struct api *api, const char *address, struct api_listener **out, struct weir_error *err)
{
	bool local = strncmp(address, "unix:", 5) == 0;

	if (!local && strncmp(address, "tcp:", 4) != 0)
		return weir_fail(err, WEIR_E_INVALID, NULL, "listen: %s: write unix:PATH or tcp:ADDRESS:PORT", address);
	int fd = local ? listen_unix(address + 5, err) : listen_tcp(address + 4, err);

	if (fd < 0)
		return err ? err->code : WEIR_E_INTERNAL;
	struct api_listener *listener = weir_calloc(1, sizeof(*listener));

	listener->api = api;
	listener->address = weir_strdup(address);
	listener->path = local ? weir_strdup(address + 5) : NULL;
	listener->fd = fd;
	listener->watch = loop_watch_new(api->loop, fd, EPOLLIN, on_first, listener);
	*out = listener;
	return 0;
}

void api_listener_free(struct api_listener *listener)
{
	struct api *api = listener->api;

	if (listener->path)
		unlink(listener->path);
	if (listener->daemon) {
		api_streams_end(api, listener);
		/* Resumed connections send their last bytes; stop_daemon() wants none suspended. */
		for (int i = 0; i < LAST_TURNS; i++)
			api->mhd->run(listener->daemon);
		api->mhd->stop_daemon(listener->daemon);
	}
	loop_watch_free(listener->watch);
	loop_timer_free(listener->timer);
	if (listener->fd >= 0)
		close(listener->fd);
	free(listener->address);
	free(listener->path);
	free(listener);
}
