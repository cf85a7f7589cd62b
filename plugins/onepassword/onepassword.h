/* SPDX-License-Identifier: Apache-2.0 */
/* onepassword.h - what one configured instance of the plugin knows, and its operations. */
#ifndef ONEPASSWORD_H
#define ONEPASSWORD_H

#include <pthread.h>
#include <weir/util.h>

#define OP_GROUP      "onepassword.com"
#define OP_VERSION    "v1"
#define OP_KIND_ITEM  "OnePasswordItem"
#define OP_KIND_VAULT "OnePasswordVault"

struct onepassword {
	const struct weir_host *host;
	char *base;              /* "http://127.0.0.1:8080", without a slash at the end */
	char *token, *tokenfile; /* one of them */
	int64_t polling_ms;
	bool auto_restart, allow_empty, annotations;
	json_t *namespaces; /* [text], or NULL: all */

	pthread_mutex_t lock;
	json_t *answered; /* {vault: seconds since 1970 of the last good answer}; under the lock */
	json_t *doubts;   /* {vault: how many answers in succession looked late}; under the lock */
};

/* vault.c */
int vault_fetch(void *self, struct weir_call *call, const struct weir_fetch_req *req, struct weir_fetch_res *res,
		struct weir_error *err);
/* item.c */
int item_render(void *self, struct weir_call *call, const struct weir_render_req *req, struct weir_render_res *res,
		struct weir_error *err);
/* inspect.c */
int inspect_vault(void *self, const json_t *object, json_t **facts, struct weir_error *err);
int inspect_item(void *self, const json_t *object, json_t **facts, struct weir_error *err);
/* The name of the OnePasswordVault unit for the vault's title or id, malloc'ed. */
char *inspect_vault_name(const char *vault);

#endif
