/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libmicrohttpd by name: opened with dlopen when the first client connects.
 */
#ifndef CORE_API_MHD_H
#define CORE_API_MHD_H

#include <microhttpd.h>
#include <weir/util.h>

#define MHD_FUNCTIONS(X)                 \
	X(start_daemon)                  \
	X(stop_daemon)                   \
	X(run)                           \
	X(get_timeout)                   \
	X(get_daemon_info)               \
	X(get_connection_info)           \
	X(lookup_connection_value)       \
	X(suspend_connection)            \
	X(resume_connection)             \
	X(queue_response)                \
	X(create_response_from_buffer)   \
	X(create_response_from_callback) \
	X(add_response_header)           \
	X(destroy_response)

struct mhd {
#define X(name) __typeof__(MHD_##name) *name;
	MHD_FUNCTIONS(X)
#undef X
};

/* Filled once and for ever, or NULL with *err. The loop's thread. */
const struct mhd *mhd_load(struct weir_error *err);

#endif
