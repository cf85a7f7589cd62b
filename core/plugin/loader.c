/* SPDX-License-Identifier: Apache-2.0 */
/*
 * loader.c - from a file to a checked descriptor, in the order that keeps foreign code from running
 * before it has been looked at: file (file.c), ELF (elf_view.c), head of the descriptor in the file's
 * bytes, private copy, dlopen, whole descriptor (descriptor.c).
 */
#include "plugin/loader.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>

#include "plugin/descriptor.h"
#include "plugin/elf_view.h"
#include "plugin/file.h"

#define SYMBOL "weir_plugin_v1"

/* Descriptors that were checked already, by where they lie: code is never unmapped, so an address stays theirs. */
static struct known {
	struct known *next;
	const struct weir_plugin *foreign, *own;
} * known;
static pthread_mutex_t known_lock = PTHREAD_MUTEX_INITIALIZER;

static int check_and_keep(const char *name, const struct weir_plugin *foreign, const struct descriptor_image *image,
			  const struct weir_plugin **out, struct weir_error *err)
{
	struct known *k;
	int rc = 0;

	pthread_mutex_lock(&known_lock);
	for (k = known; k && k->foreign != foreign; k = k->next)
		;
	if (!k) {
		const struct weir_plugin *own;

		rc = descriptor_copy(name, foreign, image, &own, err);
		if (rc == 0) {
			k = weir_malloc(sizeof(*k));
			*k = (struct known){ .next = known, .foreign = foreign, .own = own };
			known = k;
		}
	}
	if (k)
		*out = k->own;
	pthread_mutex_unlock(&known_lock);
	return rc;
}

int loader_check(const char *name, const struct weir_plugin *foreign, const struct weir_plugin **out,
		 struct weir_error *err)
{
	return check_and_keep(name, foreign, NULL, out, err);
}

/* ---- before anything runs ---- */

static int no_symbol(const struct elf_view *v, const char *file, struct weir_error *err)
{
	struct elf_symbol s;
	size_t i;

	for (i = 1; elf_symbol_at(v, SHT_DYNSYM, i, &s); i++)
		if (s.section != SHN_UNDEF && strncmp(s.name, "weir_plugin_v", 13) == 0)
			return weir_fail(err, WEIR_E_INVALID, "PluginRefused",
					 "plugin %s: it has %s, this weir reads " SYMBOL "; build it for this weir",
					 file, s.name);
	return weir_fail(
		err, WEIR_E_INVALID, "PluginRefused",
		"plugin %s: not a plugin of weir: it does not export " SYMBOL " (declare it with WEIR_PLUGIN())", file);
}

static int check_bytes(const struct plugin_file *file, struct elf_view *v, struct weir_error *err)
{
	struct elf_symbol s;
	const char *first;
	const void *head;
	size_t n;
	int rc = elf_open(v, file->path, file->data, file->len, err);

	if (rc)
		return rc;
	if (!elf_exported(v, SYMBOL, &s))
		return no_symbol(v, file->path, err);
	head = elf_bytes(v, s.value, s.size);
	if (!head)
		return weir_fail(err, WEIR_E_INVALID, "PluginRefused",
				 "plugin %s: its " SYMBOL " is not a constant with a value", file->path);
	rc = descriptor_check_head(file->path, head, s.size, err);
	if (rc)
		return rc;
	n = elf_constructors(v, &first);
	if (n)
		return weir_fail(
			err, WEIR_E_INVALID, "PluginRefused",
			"plugin %s: it runs code when it is loaded (%s%s%zu constructor%s), before weir can look "
			"at it; do that in open()",
			file->path, first ? first : "", first ? ", " : "", n, n == 1 ? "" : "s");
	return 0;
}

/* ---- opening ---- */

static void image_of(const struct elf_view *v, void *handle, struct descriptor_image *image)
{
	struct link_map *map;
	size_t i;

	image->count = 0;
	if (dlinfo(handle, RTLD_DI_LINKMAP, &map) < 0)
		return;
	for (i = 0; i < v->segment_count && image->count < 16; i++) {
		const ElfW(Phdr) *p = &v->segments[i];

		if (p->p_type != PT_LOAD)
			continue;
		image->range[image->count].from = map->l_addr + p->p_vaddr;
		image->range[image->count].to = map->l_addr + p->p_vaddr + p->p_memsz;
		image->count++;
	}
}

/* dlerror() begins with the path of our copy, which says nothing to people. */
static int open_failed(const char *file, const char *copy, struct weir_error *err)
{
	const char *text = dlerror();

	if (text && strncmp(text, copy, strlen(copy)) == 0 && strncmp(text + strlen(copy), ": ", 2) == 0)
		text += strlen(copy) + 2;
	return weir_fail(err, WEIR_E_INVALID, "PluginRefused", "plugin %s: it cannot be loaded: %s", file,
			 text ? text : "unknown error");
}

static int open_copy(const struct plugin_file *file, const struct elf_view *v, const char *copy,
		     const struct weir_plugin **out, struct weir_error *err)
{
	struct descriptor_image image;
	const struct weir_plugin *foreign;
	void *handle = dlopen(copy, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);

	/* Never dlclose'd, not even when it is refused below: see docs/abi.md, "Nothing is unmapped". */
	if (!handle)
		return open_failed(file->path, copy, err);
	foreign = dlsym(handle, SYMBOL);
	if (!foreign)
		return open_failed(file->path, copy, err);
	image_of(v, handle, &image);
	return check_and_keep(file->path, foreign, &image, out, err);
}

int loader_load(const char *path, const char *cache_dir, const struct weir_plugin **out, char hash_hex[65],
		struct weir_error *err)
{
	struct plugin_file file;
	struct elf_view v;
	WEIR_CLEAN_FREE char *copy = NULL;
	char own[65], *hash = hash_hex ? hash_hex : own;
	int rc = plugin_file_read(path, &file, err);

	if (rc)
		return rc;
	rc = check_bytes(&file, &v, err);
	if (rc == 0 && cache_dir)
		rc = plugin_file_cache(&file, cache_dir, hash, &copy, err);
	else if (rc == 0)
		copy = weir_asprintf("/proc/self/fd/%d", file.fd);
	if (rc == 0 && hash_hex && !cache_dir)
		weir_sha256_hex(file.data, file.len, hash);
	if (rc == 0) {
		rc = open_copy(&file, &v, copy, out, err);
		/* The linker knows it by this number: were it used again, the next plugin would get this one's code. */
		if (!cache_dir)
			file.fd = -1;
	}
	plugin_file_done(&file);
	return rc;
}
