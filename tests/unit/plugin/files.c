/* SPDX-License-Identifier: Apache-2.0 */
/* files.c - see files.h. */
#include "files.h"

#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "plugin/elf_view.h"

char files_dir[64];

void files_setup(void)
{
	strcpy(files_dir, "/tmp/weir-test-plugin-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(files_dir));
}

void files_done(void)
{
	struct weir_error err = WEIR_ERROR_INIT;

	ck_assert_msg(io_remove_tree(AT_FDCWD, files_dir, &err) == 0, "%s", err.message);
}

char *files_path(const char *name)
{
	return weir_asprintf("%s/%s", files_dir, name);
}

char *files_sample(const char *variant, size_t *len)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/sample-%s.so", getenv("WEIR_TEST_SAMPLES"), variant);
	struct weir_error err = WEIR_ERROR_INIT;
	char *data = NULL;

	ck_assert_msg(io_read(AT_FDCWD, path, 64u << 20, &data, len, &err) == 0, "%s", err.message);
	return data;
}

char *files_write(const char *name, const void *data, size_t len)
{
	struct weir_error err = WEIR_ERROR_INIT;
	char *path = files_path(name);

	ck_assert_msg(io_write(AT_FDCWD, path, 0644, data, len, false, &err) == 0, "%s", err.message);
	return path;
}

char *files_copy(const char *variant, const char *name)
{
	size_t len;
	WEIR_CLEAN_FREE char *data = files_sample(variant, &len);

	return files_write(name, data, len);
}

bool files_instrumented(const char *path)
{
	struct weir_error err = WEIR_ERROR_INIT;
	WEIR_CLEAN_FREE char *data = NULL;
	struct elf_view v;
	size_t len;

	ck_assert_int_eq(io_read(AT_FDCWD, path, 64u << 20, &data, &len, &err), 0);
	return elf_open(&v, path, data, len, NULL) == 0 && elf_instrumented(&v);
}

size_t files_descriptor(const char *data, size_t len)
{
	struct weir_error err = WEIR_ERROR_INIT;
	struct elf_symbol s;
	struct elf_view v;

	ck_assert_msg(elf_open(&v, "sample", data, len, &err) == 0, "%s", err.message);
	ck_assert(elf_exported(&v, "weir_plugin_v1", &s));
	return (size_t)((const char *)elf_bytes(&v, s.value, s.size) - data);
}
