/* SPDX-License-Identifier: Apache-2.0 */
/* server.c - plain sockets, one thread, keep-alive; TLS with a certificate made on the spot. */
#include <arpa/inet.h>
#include <errno.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>
#include "server.h"

struct server {
	server_fn fn;
	int listener, stop, port, connections;
	pthread_t thread;
	pthread_mutex_t lock;
	struct weir_strbuf seen;
	SSL_CTX *tls;
	SSL *session;
	char *ca;
};

/* ---- certificates ---- */

static void add_names(X509 *cert, const json_t *names)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	X509_EXTENSION *extension;
	size_t i;
	json_t *name;

	json_array_foreach(names, i, name)
		weir_strbuf_addf(&sb, "%s%s", i ? "," : "", json_string_value(name));
	extension = X509V3_EXT_conf_nid(NULL, NULL, NID_subject_alt_name, sb.data);
	X509_add_ext(cert, extension, -1);
	X509_EXTENSION_free(extension);
}

static void make_tls(struct server *server, const json_t *names)
{
	EVP_PKEY *key = EVP_EC_gen("P-256");
	X509 *cert = X509_new();
	X509_NAME *name = X509_get_subject_name(cert);
	BIO *bio = BIO_new(BIO_s_mem());
	char *pem;
	long len;

	X509_set_version(cert, 2);
	ASN1_INTEGER_set(X509_get_serialNumber(cert), 1);
	X509_gmtime_adj(X509_getm_notBefore(cert), -60);
	X509_gmtime_adj(X509_getm_notAfter(cert), 3600);
	X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const unsigned char *)"test", -1, -1, 0);
	X509_set_issuer_name(cert, name);
	X509_set_pubkey(cert, key);
	add_names(cert, names);
	X509_sign(cert, key, EVP_sha256());
	PEM_write_bio_X509(bio, cert);
	len = BIO_get_mem_data(bio, &pem);
	server->ca = weir_strndup(pem, (size_t)len);
	server->tls = SSL_CTX_new(TLS_server_method());
	SSL_CTX_use_certificate(server->tls, cert);
	SSL_CTX_use_PrivateKey(server->tls, key);
	BIO_free(bio);
	X509_free(cert);
	EVP_PKEY_free(key);
}

/* ---- bytes ---- */

static bool readable(struct server *server, int fd)
{
	struct pollfd fds[] = { { .fd = fd, .events = POLLIN }, { .fd = server->stop, .events = POLLIN } };

	if (server->session && SSL_pending(server->session))
		return true;
	return poll(fds, 2, -1) > 0 && !fds[1].revents;
}

static ssize_t get(struct server *server, int fd, char *data, size_t n)
{
	if (!readable(server, fd))
		return -1;
	return server->session ? SSL_read(server->session, data, (int)n) : read(fd, data, n);
}

void server_say(struct server *server, int fd, const char *text)
{
	size_t n = strlen(text);
	ssize_t done;

	for (; n; text += done, n -= (size_t)done) {
		done = server->session ? SSL_write(server->session, text, (int)n) : send(fd, text, n, MSG_NOSIGNAL);
		if (done <= 0)
			return;
	}
}

void server_answer(struct server *server, int fd, const char *status, const char *headers, const char *body)
{
	char *text =
		weir_asprintf("HTTP/1.1 %s\r\nContent-Length: %zu\r\n%s\r\n%s", status, strlen(body), headers, body);

	server_say(server, fd, text);
	free(text);
}

static size_t body_length(const char *head)
{
	const char *found = strcasestr(head, "\r\ncontent-length:");

	return found ? strtoul(found + 17, NULL, 10) : 0;
}

/* One whole request, malloc'ed, or NULL at the end. */
static char *get_request(struct server *server, int fd)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	const char *end;
	char piece[4096];
	ssize_t n;

	for (;;) {
		end = sb.data ? strstr(sb.data, "\r\n\r\n") : NULL;
		if (end && sb.len - (size_t)(end + 4 - sb.data) >= body_length(sb.data))
			return weir_strbuf_take(&sb);
		n = get(server, fd, piece, sizeof(piece));
		if (n <= 0) {
			weir_strbuf_done(&sb);
			return NULL;
		}
		weir_strbuf_add(&sb, piece, (size_t)n);
	}
}

static void serve(struct server *server, int fd)
{
	char *request;
	bool more = true;

	while (more && (request = get_request(server, fd))) {
		pthread_mutex_lock(&server->lock);
		weir_strbuf_adds(&server->seen, request);
		pthread_mutex_unlock(&server->lock);
		more = server->fn(server, fd, request);
		free(request);
	}
}

static void *run(void *arg)
{
	struct server *server = arg;
	int fd;

	while (readable(server, server->listener)) {
		fd = accept(server->listener, NULL, NULL);
		if (fd < 0)
			continue;
		pthread_mutex_lock(&server->lock);
		server->connections++;
		pthread_mutex_unlock(&server->lock);
		if (server->tls) {
			server->session = SSL_new(server->tls);
			SSL_set_fd(server->session, fd);
		}
		if (!server->session || SSL_accept(server->session) == 1)
			serve(server, fd);
		SSL_free(server->session);
		server->session = NULL;
		close(fd);
	}
	return NULL;
}

/* ---- life ---- */

struct server *server_new(server_fn fn, const json_t *tls_names)
{
	struct server *server = weir_calloc(1, sizeof(*server));
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof(address);

	signal(SIGPIPE, SIG_IGN);
	server->fn = fn;
	server->stop = eventfd(0, EFD_CLOEXEC);
	server->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (bind(server->listener, (struct sockaddr *)&address, n) || listen(server->listener, 16) ||
	    getsockname(server->listener, (struct sockaddr *)&address, &n))
		abort();
	server->port = ntohs(address.sin_port);
	if (tls_names)
		make_tls(server, tls_names);
	pthread_mutex_init(&server->lock, NULL);
	pthread_create(&server->thread, NULL, run, server);
	return server;
}

void server_free(struct server *server)
{
	uint64_t one = 1;

	if (write(server->stop, &one, sizeof(one)) < 0)
		abort();
	pthread_join(server->thread, NULL);
	close(server->stop);
	close(server->listener);
	SSL_CTX_free(server->tls);
	free(server->ca);
	weir_strbuf_done(&server->seen);
	pthread_mutex_destroy(&server->lock);
	free(server);
}

int server_port(const struct server *server)
{
	return server->port;
}

char *server_url(const struct server *server, const char *path)
{
	return weir_asprintf("%s://127.0.0.1:%d%s", server->tls ? "https" : "http", server->port, path);
}

const char *server_ca(const struct server *server)
{
	return server->ca;
}

char *server_seen(struct server *server)
{
	char *text;

	pthread_mutex_lock(&server->lock);
	text = weir_strdup(server->seen.data ? server->seen.data : "");
	pthread_mutex_unlock(&server->lock);
	return text;
}

int server_connections(struct server *server)
{
	int n;

	pthread_mutex_lock(&server->lock);
	n = server->connections;
	pthread_mutex_unlock(&server->lock);
	return n;
}
