/* SPDX-License-Identifier: Apache-2.0 */
/* fixture.c - see fixture.h. */
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <unistd.h>
#include "fixture.h"

struct fixture fx;

static bool host_cancelled(struct weir_call *call)
{
	(void)call;
	return fx.cancelled;
}

static int host_invoke(struct weir_call *call, const char *service, const json_t *in, json_t **out,
		       struct weir_error *err)
{
	(void)call;
	json_decref(fx.invoked);
	fx.invoked = json_pack("{s:s, s:O}", "service", service, "in", in);
	if (fx.invoke_code)
		return weir_fail(err, fx.invoke_code, NULL, "no plugin offers %s", service);
	*out = json_pack("{s:s}", "commit", "0123");
	return 0;
}

static const struct weir_host host = { .size = sizeof(host), .cancelled = host_cancelled, .invoke = host_invoke };

char *at(const char *path)
{
	return weir_asprintf("%s/cluster%s%s", fx.folder, *path ? "/" : "", path);
}

int fixture_open(const char *options)
{
	json_t *config = json_loads(options, 0, NULL);
	char *path = at("");
	int rc;

	if (fx.target)
		weir_plugin_directory.close(fx.target);
	fx.target = NULL;
	json_object_set_new(config, "path", json_string(path));
	rc = weir_plugin_directory.open(&host, config, &fx.target, &fx.err);
	json_decref(config);
	free(path);
	return rc;
}

void fixture_setup(void)
{
	fx = (struct fixture){ .folder = "/tmp/weir-test-directory-XXXXXX", .err = WEIR_ERROR_INIT, .owner = "apps" };
	fx.prune = true;
	ck_assert_ptr_nonnull(mkdtemp(fx.folder));
	ck_assert_int_eq(fixture_open("{}"), 0);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st, (void)type, (void)ftw;
	return remove(path);
}

void fixture_teardown(void)
{
	if (fx.target)
		weir_plugin_directory.close(fx.target);
	weir_error_done(&fx.err);
	json_decref(fx.inventory);
	json_decref(fx.changes);
	json_decref(fx.invoked);
	nftw(fx.folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

json_t *ref(const char *group, const char *kind, const char *ns, const char *name)
{
	return weir_ref_new(group, kind, ns, name);
}

int apply(const char *yaml)
{
	json_t *owner = ref("kustomize.toolkit.fluxcd.io", "Kustomization", "flux-system", fx.owner);
	json_t *objects = weir_yaml_load_all("test", yaml, strlen(yaml), WEIR_YAML_V3, &fx.err);
	struct weir_apply_req req = { .size = sizeof(req),
				      .owner = owner,
				      .objects = objects,
				      .previous = fx.inventory,
				      .prune = fx.prune,
				      .force = fx.force,
				      .dry_run = fx.dry_run,
				      .units = fx.units };
	struct weir_apply_res res = { .size = sizeof(res) };
	int rc;

	ck_assert_msg(objects != NULL, "%s", fx.err.message);
	weir_error_done(&fx.err);
	rc = weir_plugin_directory.applier->apply(fx.target, NULL, &req, &res, &fx.err);
	ck_assert_int_eq(rc, fx.err.code);
	json_decref(fx.changes);
	fx.changes = res.changes;
	if (res.inventory) {
		json_decref(fx.inventory);
		fx.inventory = res.inventory;
	}
	json_decref(owner);
	json_decref(objects);
	return rc;
}

char *changes(void)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	json_t *change;
	size_t i;

	json_array_foreach(fx.changes, i, change) {
		char *text = weir_ref_text(weir_get(change, "ref"));

		weir_strbuf_addf(&sb, "%s%s %s", i ? ", " : "", weir_get_str(change, "action"), text);
		free(text);
	}
	return weir_strbuf_take(&sb);
}

char *diff_of(size_t i)
{
	return (char *)weir_get_str(json_array_get(fx.changes, i), "diff");
}

json_t *drift(void)
{
	struct weir_drift_req req = { .size = sizeof(req), .inventory = fx.inventory };
	struct weir_drift_res res = { .size = sizeof(res) };

	ck_assert_int_eq(weir_plugin_directory.applier->drift(fx.target, NULL, &req, &res, &fx.err), 0);
	return res.drifted;
}

char *slurp(const char *path)
{
	char *full = at(path), *text = weir_calloc(1, 1 << 20);
	int fd = open(full, O_RDONLY);
	ssize_t n = fd >= 0 ? read(fd, text, (1 << 20) - 1) : -1;

	free(full);
	if (fd >= 0)
		close(fd);
	if (n >= 0)
		return text;
	free(text);
	return NULL;
}

void spit(const char *path, const char *text)
{
	char *full = at(path), *slash;
	FILE *f;

	for (slash = strchr(full + strlen(fx.folder) + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(full, 0755);
		*slash = '/';
	}
	f = fopen(full, "w");
	ck_assert_ptr_nonnull(f);
	fputs(text, f);
	fclose(f);
	free(full);
}

void zap(const char *path)
{
	char *full = at(path);

	ck_assert_int_eq(nftw(full, remove_one, 16, FTW_DEPTH | FTW_PHYS), 0);
	free(full);
}

bool there(const char *path)
{
	char *full = at(path);
	struct stat st;
	bool found = !lstat(full, &st);

	free(full);
	return found;
}

int run_suite(const char *name, void (*add)(TCase *tc))
{
	Suite *suite = suite_create(name);
	TCase *tc = tcase_create(name);
	SRunner *runner;
	int failed;

	tcase_set_timeout(tc, 60);
	tcase_add_checked_fixture(tc, fixture_setup, fixture_teardown);
	add(tc);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
