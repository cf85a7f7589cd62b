/* SPDX-License-Identifier: Apache-2.0 */
/*
 * contract_file.c - rules about the shared object itself, judged by its bytes.
 *
 * Mutable statics: what is in sections that stay writable after relocation (.data, .bss, .tdata,
 * .tbss; not .data.rel.ro, .got and the like), except the two that the C runtime puts in every
 * shared object, __dso_handle and completed.0.  Names come from the symbol table; a stripped file
 * is judged by the sizes of these sections.
 */
#include "plugin/contract.h"

#include <ctype.h>

struct bytes {
	struct plugin_file file;
	struct elf_view elf;
};

static bool read_bytes(struct contract *c, struct bytes *b)
{
	struct weir_error err = WEIR_ERROR_INIT;

	if (plugin_file_read(c->file, &b->file, &err) || elf_open(&b->elf, c->file, b->file.data, b->file.len, &err)) {
		contract_fail(c, "%s", err.message);
		weir_error_done(&err);
		return false;
	}
	return true;
}

/* ---- describe ---- */

static void check_kind(struct contract *c, const struct weir_kind *k)
{
	const char *const *v;

	for (v = k->versions; *v; v++)
		if ((*v)[0] != 'v' || !isdigit((unsigned char)(*v)[1]))
			contract_fail(c, "kind %s: version \"%s\" is not like v1 or v1beta2", k->kind, *v);
	for (v = k->columns; v && *v; v++)
		if (!strchr(*v, '='))
			contract_fail(c, "kind %s: column \"%s\" is not TITLE=path", k->kind, *v);
}

void check_describe(struct contract *c)
{
	WEIR_CLEAN_JSON json_t *text = NULL;
	const struct weir_kind *const *k;
	const struct weir_option *o;

	if (!contract_load(c))
		return;
	text = loader_describe(c->plugin);
	if (!text)
		contract_fail(c, "it cannot be described");
	for (o = c->plugin->options; o && o->key; o++)
		if (!o->help || !*o->help)
			contract_fail(c, "option %s has no help", o->key);
	for (k = c->plugin->source ? c->plugin->source->kinds : NULL; k && *k; k++)
		check_kind(c, *k);
	for (k = c->plugin->renderer ? c->plugin->renderer->kinds : NULL; k && *k; k++)
		check_kind(c, *k);
}

/* ---- symbols ---- */

/* What instrumentation and linkers add to the exported ones. */
static bool of_the_tools(const char *name)
{
	static const char *const prefixes[] = { "__asan_", "__ubsan_", "__tsan_", "__sanitizer", "__odr_asan",
						"__gcov",  "__start_", "__stop_", "__llvm_",     NULL };
	static const char *const names[] = { "_init", "_fini", "_edata", "_end", "__bss_start", NULL };
	size_t i;

	for (i = 0; prefixes[i]; i++)
		if (strncmp(name, prefixes[i], strlen(prefixes[i])) == 0)
			return true;
	for (i = 0; names[i]; i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

void check_exports(struct contract *c)
{
	struct elf_symbol s;
	struct bytes b;
	bool found = false;
	size_t i;

	if (!read_bytes(c, &b))
		return;
	for (i = 1; elf_symbol_at(&b.elf, SHT_DYNSYM, i, &s); i++) {
		if (s.section == SHN_UNDEF || s.bind == STB_LOCAL || of_the_tools(s.name))
			continue;
		if (strcmp(s.name, "weir_plugin_v1") == 0)
			found = true;
		else
			contract_fail(c,
				      "it exports %s: compile with -fvisibility=hidden, link with "
				      "-Wl,--exclude-libs,ALL",
				      s.name);
	}
	if (!found)
		contract_fail(c, "it does not export weir_plugin_v1");
	plugin_file_done(&b.file);
}

static bool needs(const struct elf_view *v, const char *library)
{
	const ElfW(Shdr) *s = elf_section_type(v, SHT_DYNAMIC), *strings;
	size_t i;

	if (!s || s->sh_link >= v->section_count)
		return false;
	strings = &v->sections[s->sh_link];
	for (i = 0; i < s->sh_size / sizeof(ElfW(Dyn)); i++) {
		const ElfW(Dyn) *d = (const ElfW(Dyn) *)(v->data + s->sh_offset) + i;

		if (d->d_tag == DT_NEEDED && d->d_un.d_val < strings->sh_size &&
		    strncmp((const char *)v->data + strings->sh_offset + d->d_un.d_val, library, strlen(library)) == 0)
			return true;
	}
	return false;
}

/* That it loads at all with RTLD_NOW says that no symbol is missing here; -z defs says it at build time. */
void check_links(struct contract *c)
{
	struct bytes b;

	if (!read_bytes(c, &b))
		return;
	if (!needs(&b.elf, "libjansson.so."))
		contract_fail(c, "it is not linked with libjansson.so: link with $(pkg-config --libs weir-sdk) and "
				 "-Wl,-z,defs");
	if (needs(&b.elf, "libcurl"))
		contract_fail(
			c,
			"it is linked with libcurl, which does not survive being loaded by a plugin: use host->http");
	plugin_file_done(&b.file);
	contract_load(c);
}

static void forbid(struct contract *c, const char *const *names, const char *why)
{
	struct elf_symbol s;
	struct bytes b;
	size_t i, k;

	if (!read_bytes(c, &b))
		return;
	for (i = 1; elf_symbol_at(&b.elf, SHT_DYNSYM, i, &s); i++)
		for (k = 0; s.section == SHN_UNDEF && names[k]; k++)
			if (strcmp(s.name, names[k]) == 0)
				contract_fail(c, "it uses %s(): %s", s.name, why);
	plugin_file_done(&b.file);
}

void check_starts_nothing(struct contract *c)
{
	static const char *const names[] = { "execve",      "execv",        "execvp",  "execvpe",  "execl",
					     "execlp",      "execle",       "fexecve", "execveat", "system",
					     "popen",       "fork",         "vfork",   "_Fork",    "clone",
					     "posix_spawn", "posix_spawnp", "wordexp", NULL };

	forbid(c, names, "weir starts no other programs");
}

void check_leaves_process(struct contract *c)
{
	static const char *const names[] = { "chdir",
					     "fchdir",
					     "chroot",
					     "umask",
					     "setenv",
					     "unsetenv",
					     "putenv",
					     "clearenv",
					     "setlocale",
					     "signal",
					     "sigaction",
					     "exit",
					     "_exit",
					     "quick_exit",
					     "atexit",
					     "setuid",
					     "setgid",
					     "setrlimit",
					     "setrlimit64",
					     "json_object_seed",
					     "json_set_alloc_funcs",
					     "curl_global_init",
					     "dlclose",
					     NULL };

	forbid(c, names, "it changes the whole process, which belongs to weir and the other plugins");
}

/* ---- statics ---- */

static bool stays_writable(const struct elf_view *v, size_t index)
{
	static const char *const relro[] = { ".data.rel.ro",   ".got", ".dynamic",        ".init_array", ".fini_array",
					     ".preinit_array", ".jcr", ".tm_clone_table", NULL };
	const ElfW(Shdr) *s = &v->sections[index];
	const char *name = elf_section_name(v, s);
	size_t i;

	if ((s->sh_flags & (SHF_WRITE | SHF_ALLOC)) != (SHF_WRITE | SHF_ALLOC) || s->sh_size == 0)
		return false;
	for (i = 0; relro[i]; i++)
		if (strncmp(name, relro[i], strlen(relro[i])) == 0)
			return false;
	return true;
}

static bool of_the_runtime(const char *name)
{
	return strcmp(name, "__dso_handle") == 0 || strncmp(name, "completed.", 10) == 0 ||
	       strcmp(name, "__TMC_END__") == 0 || strncmp(name, "DW.ref.", 7) == 0;
}

static void check_by_names(struct contract *c, const struct elf_view *v)
{
	struct elf_symbol s;
	size_t i;

	for (i = 1; elf_symbol_at(v, SHT_SYMTAB, i, &s); i++) {
		if ((s.type != STT_OBJECT && s.type != STT_TLS && s.type != STT_COMMON) || s.size == 0 ||
		    s.section >= v->section_count || !stays_writable(v, s.section) || of_the_runtime(s.name))
			continue;
		contract_fail(c, "%s (%zu bytes in %s) can change: make it const, or hang it on self", s.name, s.size,
			      elf_section_name(v, &v->sections[s.section]));
	}
}

/* Without names: __dso_handle is a pointer in .data, completed.0 a byte in .bss, both padded. */
static void check_by_sizes(struct contract *c, const struct elf_view *v)
{
	size_t i;

	for (i = 0; i < v->section_count; i++)
		if (stays_writable(v, i) && v->sections[i].sh_size > 2 * sizeof(void *))
			contract_fail(c, "%s has %zu bytes that can change (build it without -s to see which)",
				      elf_section_name(v, &v->sections[i]), (size_t)v->sections[i].sh_size);
}

void check_statics(struct contract *c)
{
	struct bytes b;

	if (!read_bytes(c, &b))
		return;
	if (elf_instrumented(&b.elf))
		contract_skip(c, "built for a sanitizer or for coverage, which adds its own");
	else if (elf_section_type(&b.elf, SHT_SYMTAB))
		check_by_names(c, &b.elf);
	else
		check_by_sizes(c, &b.elf);
	plugin_file_done(&b.file);
}

void check_constructors(struct contract *c)
{
	const char *first;
	struct bytes b;
	size_t n;

	if (!read_bytes(c, &b))
		return;
	n = elf_constructors(&b.elf, &first);
	if (n)
		contract_fail(c, "%zu constructor(s), the first is %s: do that in open()", n,
			      first ? first : "nameless");
	plugin_file_done(&b.file);
}
