/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Nouns: what people write for a kind ("ks", "kustomizations", "sources git", "source git NAME",
 * "Kind/name") and the units that it means.
 */
#ifndef CORE_CLI_KINDS_H
#define CORE_CLI_KINDS_H

#include "cli/state.h"

/* Kinds of the plugins that the config names, by loading them: for when nobody else can tell. New array. */
json_t *kinds_of_config(const struct config *config);

/* What arguments select among the units. */
struct selection {
	json_t *kinds;    /* rows of kinds, borrowed members, new array; NULL: all kinds */
	const char *name; /* NULL: all */
	bool all;         /* "all" or "sources" was written: several kinds */
	char *name_copy;
};
void selection_done(struct selection *sel);
#define WEIR_CLEAN_SELECTION __attribute__((cleanup(selection_done)))

/*
 * Read [KIND [NAME]] of @args: kinds by any of their words; kinds that only units know (nobody
 * serves them) by their names.  @views may be NULL.  0, or EXIT_USAGE with the nearest word printed.
 */
int selection_parse(struct cli *cli, const json_t *kinds, const json_t *views, const char *const *args, int count,
		    struct selection *sel);
/* Does the unit belong to it? @ns "": any. */
bool selection_match(const struct selection *sel, const json_t *view, const char *ns);

/*
 * KIND NAME of the command line as one unit: its view (borrowed of *views, which the caller
 * releases), or NULL with everything printed and the exit code in *code.
 */
const json_t *select_one(struct cli *cli, struct state *st, json_t **views, int *code);
/* The state opened, its units, and what the arguments choose of them. 0 or the exit code, printed why. */
int select_several(struct cli *cli, struct state *st, json_t **views, struct selection *sel);
/* "Kustomization object 'x' not found in "flux-system" namespace"; returns EXIT_NOT_READY. */
int select_none(struct cli *cli, const struct selection *sel);

#endif
