/* SPDX-License-Identifier: Apache-2.0 */
/* files.h - a folder for one test, the built sample plugins, and forged copies of them. */
#ifndef TEST_PLUGIN_FILES_H
#define TEST_PLUGIN_FILES_H

#include <weir/util.h>

/* A new private folder, removed by files_done(). */
void files_setup(void);
void files_done(void);
extern char files_dir[64];
/* "<files_dir>/NAME", malloc'ed. */
char *files_path(const char *name);
/* Bytes of sample-VARIANT.so as meson built it; malloc'ed. */
char *files_sample(const char *variant, size_t *len);
/* Write a file (mode 0644) and give its path; malloc'ed. */
char *files_write(const char *name, const void *data, size_t len);
/* sample-VARIANT.so copied to NAME; its path, malloc'ed. */
char *files_copy(const char *variant, const char *name);
/* Built for a sanitizer or for coverage. */
bool files_instrumented(const char *path);
/* Where in the bytes the descriptor lies. */
size_t files_descriptor(const char *data, size_t len);

#endif
