/* SPDX-License-Identifier: Apache-2.0 */
/*
 * build-driver.c - the plugin without weir, for the corpora and for comparing with the original:
 *     build [flags] DIR                 as `weir build`
 *     flux TREE KS [VARS] [--strict]    what a Flux Kustomization builds, as YAML
 *     objects TREE KS [VARS] [--strict] the objects of its plan
 *     envsubst FILE                     cases of envsubst-cases.json; prints those that differ
 *     sops KEYS FILE                    a file that SOPS has encrypted, by the end of its name
 *     merge FILE                        cases of merge2-cases.json; prints those that differ
 */
#include "../command.h"
#include "../envsubst.h"
#include "../flux.h"
#include "../output.h"
#include "../smp.h"
#include "../sops/sops.h"
#include "../yaml3.h"
#include "fakehost.h"

#include <stdio.h>
#include <stdlib.h>

static char *read_file(const char *path, size_t *len)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	FILE *f = fopen(path, "re");
	int c;

	if (!f) {
		perror(path);
		exit(2);
	}
	while ((c = getc(f)) != EOF)
		weir_strbuf_addc(&sb, (char)c);
	fclose(f);
	*len = sb.len;
	return weir_strbuf_take(&sb);
}

static json_t *load(const char *path, bool all)
{
	struct weir_error err = WEIR_ERROR_INIT;
	size_t len;
	WEIR_CLEAN_FREE char *text = read_file(path, &len);
	size_t name_len = strlen(path);
	json_t *j = name_len > 5 && strcmp(path + name_len - 5, ".json") == 0 ? weir_json_load(path, text, len, &err)
		    : all ? weir_yaml_load_all(path, text, len, WEIR_YAML_V2, &err)
			  : weir_yaml_load(path, text, len, WEIR_YAML_V2, &err);

	if (!j) {
		fprintf(stderr, "%s\n", err.message);
		exit(2);
	}
	return j;
}

/* ---- flux ---- */

static void add_vars(struct weir_call *call, const char *path)
{
	WEIR_CLEAN_JSON json_t *docs = load(path, true);
	json_t *doc;
	size_t i;

	json_array_foreach(docs, i, doc) {
		WEIR_CLEAN_FREE char *key = weir_asprintf("%s/%s/%s", weir_object_kind(doc), weir_object_namespace(doc),
							  weir_object_name(doc));

		json_object_set(call->objects, key, doc);
	}
}

static int print_objects(struct build *b, struct resmap *m, const json_t *object)
{
	WEIR_CLEAN_JSON json_t *objects = flux_objects(b, m, json_object_get(object, "spec"));
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	json_t *o;
	size_t i;
	int rc = objects ? 0 : 1;

	json_array_foreach(objects, i, o) {
		rc |= weir_yaml_dump(&sb, o, b->err);
		weir_strbuf_adds(&sb, "---\n");
	}
	fwrite(sb.data, 1, sb.len, stdout);
	weir_strbuf_done(&sb);
	return rc;
}

static int print_build(struct build *b, struct resmap *m)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	int rc = output_all(b, m, &sb);

	if (rc == 0)
		fwrite(sb.data, 1, sb.len, stdout);
	weir_strbuf_done(&sb);
	return rc;
}

static int run_flux(int argc, char **argv)
{
	bool objects = strcmp(argv[1], "objects") == 0, strict = strcmp(argv[argc - 1], "--strict") == 0;
	struct weir_error err = WEIR_ERROR_INIT;
	WEIR_CLEAN_JSON json_t *object = load(argv[3], false);
	struct weir_call call;
	struct resmap *m;
	struct build b;
	int rc;

	fakehost_init(&call, argv[2]);
	if (argc > 4 + strict)
		add_vars(&call, argv[4]);
	build_init(&b, &fakehost, &call, &err);
	b.options.no_restriction = b.options.no_sort_default = true;
	rc = flux_build(&b, &call.tree, object, strict, &m);
	if (rc == 0)
		rc = objects ? print_objects(&b, m, object) : print_build(&b, m);
	if (rc)
		fprintf(stderr, "Error: %s\n", err.message ? err.message : "unknown");
	weir_error_done(&err);
	build_done(&b);
	fakehost_done(&call);
	return rc ? 1 : 0;
}

/* ---- tables of cases ---- */

/* The result, or NULL for an error. malloc'ed. */
static char *substituted(const json_t *c, const json_t *vars, bool strict)
{
	struct envsubst_options options = { vars, strict };
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	const char *in = weir_get_str(c, "in");

	if (envsubst(&sb, in, strlen(in), &options, NULL) == 0)
		return weir_strbuf_take(&sb);
	weir_strbuf_done(&sb);
	return NULL;
}

static bool one_substitution(const json_t *c, const json_t *vars, bool strict)
{
	bool other = strict && (json_object_get(c, "serr") || json_object_get(c, "sout"));
	const char *want = weir_get_str(c, other ? "sout" : "out");
	WEIR_CLEAN_FREE char *got = substituted(c, vars, strict);

	if (want && got ? strcmp(want, got) == 0 : !want == !got)
		return true;
	printf("# %s%s\n#   want: %s\n#   got:  %s\n", weir_get_str(c, "in"), strict ? " (strict)" : "",
	       want ? want : "(error)", got ? got : "(error)");
	return false;
}

static int run_envsubst(const char *path)
{
	WEIR_CLEAN_JSON json_t *file = load(path, false);
	const json_t *params = json_object_get(file, "params"), *c;
	size_t i, passed = 0, failed = 0;

	json_array_foreach(json_object_get(file, "cases"), i, c) {
		const json_t *vars = json_array_get(params, (size_t)weir_get_int(c, "p", 0));

		if (one_substitution(c, vars, false) && one_substitution(c, vars, true))
			passed++;
		else
			failed++;
	}
	printf("%zu passed, %zu failed\n", passed, failed);
	return failed != 0;
}

static struct weir_yaml_node *parse(struct build *b, const char *text)
{
	struct weir_yaml_doc *docs = NULL;
	size_t count = 0;

	if (weir_yaml_parse(b->arena, "case", text, strlen(text), WEIR_YAML_V3 | WEIR_YAML_COMMENTS, NULL, &docs,
			    &count, b->err) ||
	    !count)
		return NULL;
	return docs[0].root;
}

static bool one_merge(const json_t *c)
{
	struct weir_error err = WEIR_ERROR_INIT;
	struct weir_yaml_node *dest, *patch, *result = NULL;
	const char *want = weir_get_str_or(c, "expected", "");
	WEIR_CLEAN_JSON json_t *a = NULL;
	WEIR_CLEAN_JSON json_t *b_json = NULL;
	struct weir_call call;
	struct build b;
	struct smp s;
	bool good;

	fakehost_init(&call, "/");
	build_init(&b, &fakehost, &call, &err);
	s = (struct smp){ .b = &b,
			  .append = strcmp(weir_get_str_or(c, "listDirection", "append"), "append") == 0,
			  .infer = weir_get_bool(c, "infer", false) };
	dest = parse(&b, weir_get_str_or(c, "dest", ""));
	patch = parse(&b, weir_get_str_or(c, "patch", ""));
	smp_merge(&s, dest, patch, &result);
	a = result ? node_json("got", result, &err) : json_null();
	b_json = weir_yaml_load("want", want, strlen(want), WEIR_YAML_V3, &err);
	good = json_equal(a, b_json);
	if (!good) {
		WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

		weir_yaml_dump(&sb, a, NULL);
		printf("# %s\n# want:\n%s\n# got:\n%s\n", weir_get_str(c, "description"), want, sb.data ? sb.data : "");
	}
	weir_error_done(&err);
	build_done(&b);
	fakehost_done(&call);
	return good;
}

static int run_merge(const char *path)
{
	WEIR_CLEAN_JSON json_t *file = load(path, false);
	size_t i, passed = 0, failed = 0;
	const json_t *c;

	json_array_foreach(file, i, c) {
		if (one_merge(c))
			passed++;
		else
			failed++;
	}
	printf("%zu passed, %zu failed\n", passed, failed);
	return failed != 0;
}

static int run_sops(const char *key_path, const char *path)
{
	struct weir_error err = WEIR_ERROR_INIT;
	struct weir_strbuf out = WEIR_STRBUF_INIT;
	struct age_keys keys = { 0 };
	struct crypto crypto;
	struct sops s = { .crypto = &crypto, .keys = &keys, .err = &err };
	size_t key_len, len;
	WEIR_CLEAN_FREE char *key = read_file(key_path, &key_len);
	WEIR_CLEAN_FREE char *text = read_file(path, &len);
	int rc = crypto_open(&crypto, &err);

	if (rc == 0)
		rc = age_keys_add(&keys, &crypto, key, key_len, &err);
	if (rc == 0)
		rc = sops_decrypt(&s, text, len, sops_format_of(path), sops_format_of(path), &out);
	if (rc)
		fprintf(stderr, "Error: %s\n", err.message);
	else
		fwrite(out.data ? out.data : "", 1, out.len, stdout);
	age_keys_done(&keys);
	weir_strbuf_done(&out);
	weir_error_done(&err);
	return rc ? 1 : 0;
}

static int run_build(int argc, char **argv)
{
	struct weir_call call;
	int rc;

	fakehost_init(&call, "/");
	rc = command_build(&fakehost, &call, argc - 1, argv + 1);
	fakehost_done(&call);
	return rc;
}

int main(int argc, char **argv)
{
	const char *verb = argc > 1 ? argv[1] : "";

	if (strcmp(verb, "build") == 0)
		return run_build(argc, argv);
	if ((strcmp(verb, "flux") == 0 || strcmp(verb, "objects") == 0) && argc >= 4)
		return run_flux(argc, argv);
	if (strcmp(verb, "envsubst") == 0 && argc == 3)
		return run_envsubst(argv[2]);
	if (strcmp(verb, "sops") == 0 && argc == 4)
		return run_sops(argv[2], argv[3]);
	if (strcmp(verb, "merge") == 0 && argc == 3)
		return run_merge(argv[2]);
	fprintf(stderr, "usage: build-driver build|flux|objects|envsubst|sops|merge ...\n");
	return 2;
}
