/* SPDX-License-Identifier: Apache-2.0 */
/* What all units of one Alert share: the digest, as a file in the plugin's own folder. */
#ifndef DISCORD_MEMORY_H
#define DISCORD_MEMORY_H

#include <weir/util.h>

/* New reference; NULL: nothing is known, or it cannot be read. */
json_t *memory_read(int dirfd, const struct weir_notify_req *req);
/* False: it could not be written; the next event makes a message of its own then. */
bool memory_write(int dirfd, const struct weir_notify_req *req, const json_t *state);

#endif
