/* SPDX-License-Identifier: Apache-2.0 */
/* seeds.c - runs a fuzz target over a folder of inputs, as TAP: for builds without libFuzzer. */
#include <dirent.h>
#include "fuzz.h"

static void run_one(const char *folder, const char *name)
{
	char *path = NULL;
	uint8_t *data;
	size_t size;
	FILE *f;

	if (asprintf(&path, "%s/%s", folder, name) < 0 || !(f = fopen(path, "rbe")))
		abort();
	data = malloc(1 << 20);
	size = fread(data, 1, 1 << 20, f);
	fclose(f);
	LLVMFuzzerTestOneInput(data, size);
	free(data);
	free(path);
}

int main(int argc, char **argv)
{
	struct dirent **names = NULL;
	int n = argc == 2 ? scandir(argv[1], &names, NULL, alphasort) : -1, i, count = 0;

	for (i = 0; i < n; i++) {
		if (names[i]->d_name[0] != '.') {
			run_one(argv[1], names[i]->d_name);
			printf("ok %d - %s\n", ++count, names[i]->d_name);
			fflush(stdout);
		}
		free(names[i]);
	}
	free(names);
	printf("1..%d\n", count);
	return count ? 0 : 1;
}
