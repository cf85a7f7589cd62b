/* SPDX-License-Identifier: Apache-2.0 */
/* elf_view.c - checks and look-ups in the bytes of a shared object; see elf_view.h. Nothing is mapped or run. */
#include "plugin/elf_view.h"

#include <stddef.h>

#if defined(__x86_64__)
#define OWN_MACHINE EM_X86_64
#elif defined(__aarch64__)
#define OWN_MACHINE EM_AARCH64
#elif defined(__i386__)
#define OWN_MACHINE EM_386
#elif defined(__arm__)
#define OWN_MACHINE EM_ARM
#elif defined(__riscv)
#define OWN_MACHINE EM_RISCV
#elif defined(__powerpc64__)
#define OWN_MACHINE EM_PPC64
#elif defined(__s390x__)
#define OWN_MACHINE EM_S390
#else
#define OWN_MACHINE EM_NONE /* not checked: the dynamic linker does */
#endif

#define OWN_CLASS (sizeof(void *) == 8 ? ELFCLASS64 : ELFCLASS32)
#define OWN_DATA  (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? ELFDATA2LSB : ELFDATA2MSB)

static bool inside(const struct elf_view *v, uint64_t offset, uint64_t size)
{
	return offset <= v->len && size <= v->len - offset;
}

static int bad(struct weir_error *err, const char *name, const char *why)
{
	return weir_fail(err, WEIR_E_INVALID, "PluginRefused", "plugin %s: %s", name, why);
}

static int check_head(struct elf_view *v, const char *name, struct weir_error *err)
{
	const ElfW(Ehdr) *h = v->head;

	if (v->len == 0)
		return bad(err, name, "the file is empty: build or install it again");
	if (v->len < SELFMAG || memcmp(v->data, ELFMAG, SELFMAG) != 0)
		return bad(err, name, "not a shared object (no ELF header)");
	if (v->len < sizeof(*h))
		return bad(err, name, "truncated: shorter than an ELF header; install it again");
	if (h->e_ident[EI_CLASS] != OWN_CLASS || h->e_ident[EI_DATA] != OWN_DATA ||
	    (OWN_MACHINE != EM_NONE && h->e_machine != OWN_MACHINE))
		return bad(err, name, "built for another kind of machine");
	if (h->e_type != ET_DYN)
		return bad(err, name, "not a shared object: link it with -shared");
	return 0;
}

static int check_segments(struct elf_view *v, const char *name, struct weir_error *err)
{
	const ElfW(Ehdr) *h = v->head;
	bool dynamic = false;
	size_t i;

	if (h->e_phentsize != sizeof(*v->segments) || h->e_phnum == 0 || h->e_phoff % _Alignof(ElfW(Phdr)) ||
	    !inside(v, h->e_phoff, (uint64_t)h->e_phnum * sizeof(*v->segments)))
		return bad(err, name,
			   "truncated or damaged: its program headers are not in the file; install it again");
	v->segments = (const void *)(v->data + h->e_phoff);
	v->segment_count = h->e_phnum;
	for (i = 0; i < v->segment_count; i++) {
		const ElfW(Phdr) *p = &v->segments[i];

		if (p->p_type == PT_DYNAMIC)
			dynamic = true;
		if ((p->p_type == PT_LOAD || p->p_type == PT_DYNAMIC) &&
		    (!inside(v, p->p_offset, p->p_filesz) || p->p_memsz < p->p_filesz))
			return bad(err, name, "truncated: its segments are longer than the file; install it again");
	}
	return dynamic ? 0 : bad(err, name, "not a shared object: it has no dynamic section");
}

/* A table of symbols must name its strings, and these must end. */
static bool table_sound(const struct elf_view *v, const ElfW(Shdr) * s)
{
	const ElfW(Shdr) * strings;

	if (s->sh_type != SHT_DYNSYM && s->sh_type != SHT_SYMTAB)
		return true;
	if (s->sh_entsize != sizeof(ElfW(Sym)) || s->sh_offset % _Alignof(ElfW(Sym)) || s->sh_link >= v->section_count)
		return false;
	strings = &v->sections[s->sh_link];
	return strings->sh_type == SHT_STRTAB && strings->sh_size > 0 &&
	       inside(v, strings->sh_offset, strings->sh_size) &&
	       v->data[strings->sh_offset + strings->sh_size - 1] == '\0';
}

static int check_sections(struct elf_view *v, const char *name, struct weir_error *err)
{
	const ElfW(Ehdr) *h = v->head;
	size_t i;

	if (h->e_shentsize != sizeof(*v->sections) || h->e_shnum == 0 || h->e_shoff % _Alignof(ElfW(Shdr)) ||
	    !inside(v, h->e_shoff, (uint64_t)h->e_shnum * sizeof(*v->sections)) || h->e_shstrndx >= h->e_shnum)
		return bad(err, name,
			   "truncated or damaged: its section headers are not in the file; install it again");
	v->sections = (const void *)(v->data + h->e_shoff);
	v->section_count = h->e_shnum;
	for (i = 0; i < v->section_count; i++) {
		const ElfW(Shdr) *s = &v->sections[i];

		if ((s->sh_type != SHT_NOBITS && s->sh_type != SHT_NULL && !inside(v, s->sh_offset, s->sh_size)) ||
		    !table_sound(v, s))
			return bad(err, name, "truncated or damaged: a section is not in the file; install it again");
	}
	return 0;
}

int elf_open(struct elf_view *v, const char *name, const void *data, size_t len, struct weir_error *err)
{
	int rc;

	*v = (struct elf_view){ .data = data, .len = len, .head = data };
	rc = check_head(v, name, err);
	if (rc == 0)
		rc = check_segments(v, name, err);
	return rc ? rc : check_sections(v, name, err);
}

const char *elf_section_name(const struct elf_view *v, const ElfW(Shdr) * section)
{
	const ElfW(Shdr) *strings = &v->sections[v->head->e_shstrndx];

	if (strings->sh_type != SHT_STRTAB || section->sh_name >= strings->sh_size ||
	    v->data[strings->sh_offset + strings->sh_size - 1] != '\0')
		return "";
	return (const char *)v->data + strings->sh_offset + section->sh_name;
}

const ElfW(Shdr) * elf_section_type(const struct elf_view *v, unsigned type)
{
	size_t i;

	for (i = 0; i < v->section_count; i++)
		if (v->sections[i].sh_type == type)
			return &v->sections[i];
	return NULL;
}

const ElfW(Shdr) * elf_section_named(const struct elf_view *v, const char *name)
{
	size_t i;

	for (i = 0; i < v->section_count; i++)
		if (strcmp(elf_section_name(v, &v->sections[i]), name) == 0)
			return &v->sections[i];
	return NULL;
}

/* A table of symbols, found once for all of them. */
struct symbols {
	const ElfW(Sym) * list;
	size_t count;
	const char *strings;
	size_t strings_size;
};

static struct symbols symbols_of(const struct elf_view *v, unsigned table)
{
	const ElfW(Shdr) *s = elf_section_type(v, table);
	const ElfW(Shdr) *strings = s ? &v->sections[s->sh_link] : NULL;

	if (!s)
		return (struct symbols){ 0 };
	return (struct symbols){ .list = (const ElfW(Sym) *)(v->data + s->sh_offset),
				 .count = s->sh_size / sizeof(ElfW(Sym)),
				 .strings = (const char *)v->data + strings->sh_offset,
				 .strings_size = strings->sh_size };
}

static const char *name_of(const struct symbols *t, const ElfW(Sym) * sym)
{
	return sym->st_name < t->strings_size ? t->strings + sym->st_name : "";
}

bool elf_symbol_at(const struct elf_view *v, unsigned table, size_t i, struct elf_symbol *out)
{
	const struct symbols t = symbols_of(v, table);
	const ElfW(Sym) * sym;

	if (i >= t.count)
		return false;
	sym = &t.list[i];
	*out = (struct elf_symbol){
		.name = name_of(&t, sym),
		.value = sym->st_value,
		.size = sym->st_size,
		.section = sym->st_shndx,
		.type = ELF64_ST_TYPE(sym->st_info),
		.bind = ELF64_ST_BIND(sym->st_info),
		.visibility = ELF64_ST_VISIBILITY(sym->st_other),
	};
	return true;
}

bool elf_exported(const struct elf_view *v, const char *name, struct elf_symbol *out)
{
	struct elf_symbol s;
	size_t i;

	for (i = 1; elf_symbol_at(v, SHT_DYNSYM, i, &s); i++)
		if (s.section != SHN_UNDEF && s.bind != STB_LOCAL && strcmp(s.name, name) == 0) {
			*out = s;
			return true;
		}
	return false;
}

const void *elf_bytes(const struct elf_view *v, size_t address, size_t n)
{
	size_t i;

	for (i = 0; i < v->segment_count; i++) {
		const ElfW(Phdr) *p = &v->segments[i];

		if (p->p_type == PT_LOAD && address >= p->p_vaddr && address - p->p_vaddr <= p->p_filesz &&
		    n <= p->p_filesz - (address - p->p_vaddr))
			return v->data + p->p_offset + (address - p->p_vaddr);
	}
	return NULL;
}

/* ---- constructors ---- */

/* What a relocation will put at @address: its addend; else what the file has there. */
static size_t pointer_at(const struct elf_view *v, size_t address)
{
	const void *bytes = elf_bytes(v, address, sizeof(size_t));
	size_t value = 0, i, k;

	for (i = 0; i < v->section_count; i++) {
		const ElfW(Shdr) *s = &v->sections[i];

		if (s->sh_type != SHT_RELA || s->sh_offset % _Alignof(ElfW(Rela)))
			continue;
		for (k = 0; k < s->sh_size / sizeof(ElfW(Rela)); k++) {
			const ElfW(Rela) *r = (const ElfW(Rela) *)(v->data + s->sh_offset) + k;

			if (r->r_offset == address && r->r_addend)
				return (size_t)r->r_addend;
		}
	}
	if (bytes)
		memcpy(&value, bytes, sizeof(value));
	return value;
}

static const char *function_name(const struct elf_view *v, size_t address)
{
	const struct symbols t = symbols_of(v, SHT_SYMTAB);
	size_t i;

	for (i = 1; i < t.count; i++)
		if (t.list[i].st_value == address && ELF64_ST_TYPE(t.list[i].st_info) == STT_FUNC &&
		    t.list[i].st_shndx != SHN_UNDEF)
			return name_of(&t, &t.list[i]);
	return NULL;
}

/* gcc's names for the constructors of -fsanitize and --coverage are _sub_I_NNNNN_N, clang's NAME.module_ctor. */
static bool harmless_constructor(const char *name)
{
	return strcmp(name, "frame_dummy") == 0 || strcmp(name, "_init") == 0 || strncmp(name, "_sub_I_0", 8) == 0 ||
	       strstr(name, ".module_ctor") || strncmp(name, "__llvm_gcov", 11) == 0;
}

/* The function of DT_INIT: the C runtime's _init, unless the author named another with -Wl,-init. */
static size_t init_function(const struct elf_view *v)
{
	const ElfW(Shdr) *s = elf_section_type(v, SHT_DYNAMIC);
	size_t i;

	for (i = 0; s && s->sh_offset % _Alignof(ElfW(Dyn)) == 0 && i < s->sh_size / sizeof(ElfW(Dyn)); i++) {
		const ElfW(Dyn) *d = (const ElfW(Dyn) *)(v->data + s->sh_offset) + i;

		if (d->d_tag == DT_INIT)
			return d->d_un.d_ptr;
	}
	return 0;
}

size_t elf_constructors(const struct elf_view *v, const char **first)
{
	static const unsigned types[] = { SHT_INIT_ARRAY, SHT_PREINIT_ARRAY };
	size_t count = 0, unnamed = 0, i, t, init = init_function(v);
	const char *name = init ? function_name(v, init) : NULL;

	*first = name && !harmless_constructor(name) ? name : NULL;
	count += *first != NULL;
	for (t = 0; t < 2; t++) {
		const ElfW(Shdr) *s = elf_section_type(v, types[t]);

		for (i = 0; s && i < s->sh_size / sizeof(size_t); i++) {
			name = function_name(v, pointer_at(v, s->sh_addr + i * sizeof(size_t)));
			if (!name)
				unnamed++;
			else if (!harmless_constructor(name) && !count++)
				*first = name;
		}
	}
	/* A stripped object has no names; compilers put one function of theirs in every object. */
	if (unnamed && elf_instrumented(v))
		unnamed = 0;
	if (unnamed && !elf_section_type(v, SHT_SYMTAB))
		unnamed--;
	return count + unnamed;
}

bool elf_instrumented(const struct elf_view *v)
{
	static const char *const marks[] = { "__asan_init", "__tsan_init",    "__ubsan_handle",  "__msan_init",
					     "__gcov_",     "__llvm_profile", "__sanitizer_cov", NULL };
	const struct symbols tables[] = { symbols_of(v, SHT_DYNSYM), symbols_of(v, SHT_SYMTAB) };
	size_t i, k, t;

	for (t = 0; t < 2; t++)
		for (i = 1; i < tables[t].count; i++)
			for (k = 0; marks[k]; k++)
				if (strncmp(name_of(&tables[t], &tables[t].list[i]), marks[k], strlen(marks[k])) == 0)
					return true;
	return false;
}
