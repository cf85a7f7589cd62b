/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A shared object as bytes: enough of ELF to refuse what would hurt the dynamic linker (empty,
 * truncated, another machine's) and to read the descriptor's fixed head and the list of
 * constructors before a single instruction of the file runs.  Also the contract suite's eyes.
 */
#ifndef CORE_PLUGIN_ELF_VIEW_H
#define CORE_PLUGIN_ELF_VIEW_H

#include <elf.h>
#include <link.h>
#include <weir/util.h>

struct elf_view {
	const unsigned char *data; /* borrowed */
	size_t len;
	const ElfW(Ehdr) * head;
	const ElfW(Phdr) * segments;
	const ElfW(Shdr) * sections;
	size_t segment_count, section_count;
};

struct elf_symbol {
	const char *name; /* borrowed from the bytes */
	size_t value, size;
	unsigned section; /* SHN_UNDEF: imported */
	unsigned char type, bind, visibility;
};

/* Whole and sound: every header, segment and section lies inside the bytes. 0 or WEIR_E_INVALID. @name is for messages.
 */
int elf_open(struct elf_view *v, const char *name, const void *data, size_t len, struct weir_error *err);

/* The section, or NULL: by type (first of it), by name. */
const ElfW(Shdr) * elf_section_type(const struct elf_view *v, unsigned type);
const ElfW(Shdr) * elf_section_named(const struct elf_view *v, const char *name);
const char *elf_section_name(const struct elf_view *v, const ElfW(Shdr) * section);

/* Symbols of a table (SHT_DYNSYM or SHT_SYMTAB), in order: false after the last one or without such a table. */
bool elf_symbol_at(const struct elf_view *v, unsigned table, size_t i, struct elf_symbol *out);
/* An exported symbol by name. */
bool elf_exported(const struct elf_view *v, const char *name, struct elf_symbol *out);
/* @n bytes at a virtual address as the file has them (before relocation), NULL: not in the file. */
const void *elf_bytes(const struct elf_view *v, size_t address, size_t n);

/*
 * Code that the dynamic linker would run by itself at load, beyond what compilers put in every
 * object (frame_dummy, _init) and sanitizers and coverage put in theirs.  The number of them, and
 * the name of the first where the file still has names (borrowed, else NULL).
 */
size_t elf_constructors(const struct elf_view *v, const char **first);
/* Instrumented by a sanitizer or for coverage: some rules about sections do not hold then. */
bool elf_instrumented(const struct elf_view *v);

#endif
