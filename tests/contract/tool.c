/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tool.c - what `weir plugin test` and `weir plugin new` do, without the rest of weir:
 *   contract-tool plugin test FILE.so [--options FILE] [--examples FILE] [--only TEXT]
 *   contract-tool plugin new NAME --role ROLE --dir DIR
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/io.h"
#include "plugin/author.h"

static char *text_of(const char *path)
{
	struct weir_error err = WEIR_ERROR_INIT;
	char *text;
	size_t len;

	if (!path)
		return NULL;
	if (io_read(AT_FDCWD, path, 1u << 20, &text, &len, &err)) {
		fprintf(stderr, "contract-tool: %s\n", err.message);
		exit(2);
	}
	return text;
}

static const char *flag(int argc, char **argv, const char *name)
{
	int i;

	for (i = 4; i + 1 < argc; i += 2)
		if (strcmp(argv[i], name) == 0)
			return argv[i + 1];
	return NULL;
}

static int test(int argc, char **argv)
{
	WEIR_CLEAN_FREE char *options = text_of(flag(argc, argv, "--options"));
	WEIR_CLEAN_FREE char *examples = text_of(flag(argc, argv, "--examples"));
	const struct contract_options o = {
		.file = argv[3], .options = options, .examples = examples, .only = flag(argc, argv, "--only")
	};

	return contract_run_with(&o, stdout) ? 1 : 0;
}

static int create(int argc, char **argv)
{
	const char *role = flag(argc, argv, "--role"), *dir = flag(argc, argv, "--dir");
	struct weir_error err = WEIR_ERROR_INIT;
	json_t *files = NULL, *file;
	size_t i;

	if (plugin_new(argv[3], role ? role : "notifier", dir ? dir : ".", &files, &err)) {
		fprintf(stderr, "contract-tool: %s\n", err.message);
		weir_error_done(&err);
		return 1;
	}
	json_array_foreach(files, i, file)
		puts(json_string_value(file));
	json_decref(files);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc >= 4 && strcmp(argv[1], "plugin") == 0 && strcmp(argv[2], "test") == 0)
		return test(argc, argv);
	if (argc >= 4 && strcmp(argv[1], "plugin") == 0 && strcmp(argv[2], "new") == 0)
		return create(argc, argv);
	fprintf(stderr, "usage: contract-tool plugin test FILE.so [--options FILE] [--examples FILE] [--only TEXT] | "
			"plugin new NAME --role ROLE --dir DIR\n");
	return 2;
}
