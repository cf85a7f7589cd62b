/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_builds.c - whole builds: each file of data/builds is one. Above its first line "=== NAME" stands
 * what it is about; then come the files of the build under their names, and last "=== wanted", the output
 * of the original, or "=== refused", what the message must say.
 */
#include <check.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../gosort.h"
#include "../kustomize.h"
#include "../output.h"
#include "fakehost.h"

struct outcome {
	char *text;
	bool refused;
};

/* ---- a case in a folder of its own ---- */

static char *read_case(const char *name)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/%s", BUILDS_DATA, name);
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	FILE *f = fopen(path, "re");
	char part[4096];
	size_t n;

	ck_assert_msg(f != NULL, "%s: %s", path, strerror(errno));
	while ((n = fread(part, 1, sizeof(part), f)))
		weir_strbuf_add(&sb, part, n);
	fclose(f);
	return weir_strbuf_take(&sb);
}

static void write_file(const char *folder, const char *name, const char *text, size_t len)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/%s", folder, name);
	char *slash;
	FILE *f;

	for (slash = strchr(path + strlen(folder) + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		ck_assert(mkdir(path, 0700) == 0 || errno == EEXIST);
		*slash = '/';
	}
	f = fopen(path, "we");
	ck_assert_msg(f && fwrite(text, 1, len, f) == len, "%s: %s", path, strerror(errno));
	fclose(f);
}

static struct outcome unpack(const char *folder, const char *text)
{
	const char *at = strstr(text, "=== "), *body, *end;

	for (; at; at = *end ? end + 1 : NULL) {
		WEIR_CLEAN_FREE char *name = weir_strndup(at + 4, strcspn(at + 4, "\n"));

		body = at + 4 + strlen(name) + 1;
		end = strstr(body, "\n=== ");
		if (!end)
			end = body + strlen(body);
		if (strcmp(name, "wanted") == 0)
			return (struct outcome){ weir_strdup(body), false };
		if (strcmp(name, "refused") == 0)
			return (struct outcome){ weir_strndup(body, strcspn(body, "\n")), true };
		write_file(folder, name, body, (size_t)(end - body) + (*end == '\n'));
	}
	ck_abort_msg("no === wanted and no === refused");
	return (struct outcome){ 0 };
}

static void remove_all(const char *folder)
{
	DIR *d = opendir(folder);
	struct dirent *e;

	while (d && (e = readdir(d))) {
		WEIR_CLEAN_FREE char *path = weir_asprintf("%s/%s", folder, e->d_name);

		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		if (e->d_type == DT_DIR)
			remove_all(path);
		else
			unlink(path);
	}
	if (d)
		closedir(d);
	rmdir(folder);
}

/* ---- builds ---- */

static int build(struct build *b, struct weir_call *call, struct weir_strbuf *out)
{
	struct loader *ldr;
	struct resmap *m;
	int rc = loader_open(b, &call->tree, "", false, &ldr);

	if (rc == 0)
		rc = kustomize_run(b, ldr, &m);
	return rc ? rc : output_all(b, m, out);
}

static void check_case(const char *name, const char *folder)
{
	WEIR_CLEAN_FREE char *text = read_case(name);
	struct outcome want = unpack(folder, text);
	struct weir_error err = WEIR_ERROR_INIT;
	struct weir_strbuf out = WEIR_STRBUF_INIT;
	struct weir_call call;
	struct build b;
	int rc;

	fakehost_init(&call, folder);
	build_init(&b, &fakehost, &call, &err);
	rc = build(&b, &call, &out);
	ck_assert_msg((rc != 0) == want.refused, "%s: %s", name, rc ? err.message : "is not refused");
	if (rc)
		ck_assert_msg(strstr(err.message, want.text) != NULL, "%s: %s", name, err.message);
	else
		ck_assert_msg(strcmp(out.data, want.text) == 0, "%s:\n%s", name, out.data);
	weir_strbuf_done(&out);
	weir_error_done(&err);
	build_done(&b);
	fakehost_done(&call);
	free(want.text);
}

static int is_case(const struct dirent *e)
{
	size_t n = strlen(e->d_name);

	return n > 4 && strcmp(e->d_name + n - 4, ".txt") == 0;
}

static struct dirent **cases;

START_TEST(builds)
{
	const char *top = getenv("TMPDIR");
	WEIR_CLEAN_FREE char *folder = weir_asprintf("%s/kustomize-XXXXXX", top ? top : "/tmp");

	ck_assert_ptr_nonnull(mkdtemp(folder));
	check_case(cases[_i]->d_name, folder);
	remove_all(folder);
}
END_TEST

/* ---- the sort ---- */

static bool number_less(const void *a, const void *b)
{
	return *(const int *)a < *(const int *)b;
}

/* Patterns that quicksorts stumble over. */
static int number_of(int pattern, int i, int n)
{
	switch (pattern) {
	case 0: return i;
	case 1: return n - i;
	case 2: return i * 7919 % n;
	case 3: return i % 5;
	case 4: return i < n / 2 ? i : n - i;
	case 5: return i == n / 3 ? -1 : i;
	case 6: return 0;
	default: return i ^ 0x55;
	}
}

START_TEST(sorted_whatever_comes)
{
	static const int sizes[] = { 0, 1, 2, 12, 13, 49, 50, 51, 200, 3000 };
	size_t s;
	int i, pattern, n;

	for (s = 0; s < sizeof(sizes) / sizeof(sizes[0]); s++)
		for (pattern = 0; pattern < 8; pattern++) {
			int *numbers = weir_malloc(((size_t)sizes[s] + 1) * sizeof(int));
			void **order = weir_malloc(((size_t)sizes[s] + 1) * sizeof(void *));

			n = sizes[s];
			for (i = 0; i < n; i++) {
				numbers[i] = number_of(pattern, i, n);
				order[i] = &numbers[i];
			}
			gosort(order, (size_t)n, number_less);
			for (i = 1; i < n; i++)
				ck_assert_msg(!number_less(order[i], order[i - 1]), "pattern %d of %d", pattern, n);
			free(order);
			free(numbers);
		}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("kustomize-builds");
	TCase *tc = tcase_create("builds");
	SRunner *runner = srunner_create(suite);
	int failed, i, count = scandir(BUILDS_DATA, &cases, is_case, alphasort);

	suite_add_tcase(suite, tc);
	if (count <= 0)
		return 1;
	tcase_add_loop_test(tc, builds, 0, count);
	tcase_add_test(tc, sorted_whatever_comes);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	for (i = 0; i < count; i++)
		free(cases[i]);
	free(cases);
	return failed ? 1 : 0;
}
