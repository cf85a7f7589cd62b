/* SPDX-License-Identifier: Apache-2.0 */
/*
 * http_curl.h - libcurl as a table of functions, filled with dlsym(): the library is opened at the
 * first exchange, so that who needs no network pays nothing for it.
 */
#ifndef CORE_HTTP_CURL_H
#define CORE_HTTP_CURL_H

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <weir/util.h>

#define CURL_FUNCTIONS(X)      \
	X(global_init)         \
	X(easy_init)           \
	X(easy_setopt)         \
	X(easy_getinfo)        \
	X(easy_reset)          \
	X(easy_cleanup)        \
	X(easy_strerror)       \
	X(slist_append)        \
	X(slist_free_all)      \
	X(multi_init)          \
	X(multi_add_handle)    \
	X(multi_remove_handle) \
	X(multi_perform)       \
	X(multi_poll)          \
	X(multi_info_read)     \
	X(multi_cleanup)       \
	X(url)                 \
	X(url_set)             \
	X(url_get)             \
	X(url_cleanup)         \
	X(free)

#undef curl_easy_setopt
#undef curl_easy_getinfo

struct http_curl {
#define CURL_MEMBER(name) __typeof__(&curl_##name) name;
	CURL_FUNCTIONS(CURL_MEMBER)
#undef CURL_MEMBER
};

/* The table, the same for all threads; NULL with *err when the library cannot be used. */
const struct http_curl *http_curl(struct weir_error *err);

#endif
