/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A notifier that does what the event's message says, and writes one line for each event that
 * "arrived" into the file that the Provider's address names. For test_delivery.c.
 */
#include <fcntl.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>
#include <weir/util.h>

static int fake_open(const struct weir_host *host, const json_t *config, void **self, struct weir_error *err)
{
	(void)host;
	(void)config;
	(void)err;
	*self = weir_malloc(1);
	return 0;
}

static void fake_close(void *self)
{
	free(self);
}

static void arrived(const struct weir_notify_req *req)
{
	WEIR_CLEAN_FREE char *line =
		weir_asprintf("%s %s %s %s %lld\n", FAKE_NAME, weir_get_str(req->event, "id"),
			      weir_get_str(req->event, "involvedObject.name"), weir_get_str(req->event, "message"),
			      (long long)weir_get_int(req->record, "count", 0));
	int fd = open(weir_get_str(req->provider, "spec.address"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

	if (write(fd, line, strlen(line)) < 0)
		abort();
	close(fd);
}

/* Has this been tried before? Remembered beside the log. */
static bool first_time(const struct weir_notify_req *req)
{
	WEIR_CLEAN_FREE char *path =
		weir_asprintf("%s.%s", weir_get_str(req->provider, "spec.address"), weir_get_str(req->event, "id"));
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static int fake_notify(void *self, struct weir_call *call, const struct weir_notify_req *req,
		       struct weir_notify_res *res, struct weir_error *err)
{
	const char *message = weir_get_str_or(req->event, "message", "");

	(void)self;
	(void)call;
	if (!strncmp(message, "slow", 4))
		nanosleep(&(struct timespec){ 0, 200000000 }, NULL);
	if (!strncmp(message, "invalid", 7))
		return weir_fail(err, WEIR_E_INVALID, NULL, "refused, said the fake");
	if (!strncmp(message, "gone", 4) && !weir_get_str(req->provider, "spec.channel"))
		return weir_fail(err, WEIR_E_NOT_FOUND, "ReceiverGone", "gone, said the fake");
	if (!strncmp(message, "unsupported", 11) && !weir_get_str(req->provider, "spec.channel"))
		return weir_fail(err, WEIR_E_UNSUPPORTED, NULL, "wrong Provider, said the fake");
	if (!strncmp(message, "transient", 9) && first_time(req)) {
		weir_fail(err, WEIR_E_TRANSIENT, NULL, "later, said the fake");
		err->retry_after_ms = 30;
		return WEIR_E_TRANSIENT;
	}
	arrived(req);
	res->record = json_pack("{s:I}", "count", (json_int_t)weir_get_int(req->record, "count", 0) + 1);
	return 0;
}

static const char *const types[] = { FAKE_TYPE, NULL };
static const struct weir_notifier notifier = { .size = sizeof(notifier), .types = types, .notify = fake_notify };

WEIR_PLUGIN(.name = FAKE_NAME, .version = "1", .summary = "for tests", .threads = WEIR_PARALLEL, .open = fake_open,
	    .close = fake_close, .notifier = &notifier);
