/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One file for an Alert and its Provider, replaced as a whole. To one Provider one delivery runs at a
 * time, so nobody else writes it meanwhile. To lose it costs a message, so nothing waits for the disk.
 */
#include "memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#define SIZE_MAX_BYTES (4u << 20)

static void name_of(const struct weir_notify_req *req, char name[80])
{
	WEIR_CLEAN_FREE char *text =
		weir_asprintf("%s/%s %s/%s", weir_object_namespace(req->alert), weir_object_name(req->alert),
			      weir_object_namespace(req->provider), weir_object_name(req->provider));
	char hex[65];

	weir_sha256_hex(text, strlen(text), hex);
	snprintf(name, 80, "digest-%.32s.json", hex);
}

json_t *memory_read(int dirfd, const struct weir_notify_req *req)
{
	char name[80];

	if (dirfd < 0)
		return NULL;
	name_of(req, name);
	int fd = weir_open_beneath(dirfd, name, O_RDONLY, 0, false);
	if (fd < 0)
		return NULL;
	json_t *state = lseek(fd, 0, SEEK_END) <= (off_t)SIZE_MAX_BYTES && lseek(fd, 0, SEEK_SET) == 0
				? json_loadfd(fd, 0, NULL)
				: NULL;
	close(fd);
	if (json_is_object(state))
		return state;
	json_decref(state);
	return NULL;
}

bool memory_write(int dirfd, const struct weir_notify_req *req, const json_t *state)
{
	char name[80], fresh[88];

	if (dirfd < 0)
		return false;
	name_of(req, name);
	snprintf(fresh, sizeof(fresh), "%s.new", name);
	int fd = weir_open_beneath(dirfd, fresh, O_WRONLY | O_CREAT | O_TRUNC, 0600, false);
	if (fd < 0)
		return false;
	bool fine = json_dumpfd(state, fd, JSON_COMPACT) == 0;
	fine = close(fd) == 0 && fine && renameat(dirfd, fresh, dirfd, name) == 0;
	if (!fine)
		unlinkat(dirfd, fresh, 0);
	return fine;
}
