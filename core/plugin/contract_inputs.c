/* SPDX-License-Identifier: Apache-2.0 */
/*
 * contract_inputs.c - what the operations are called with.
 *
 * Broken objects come from three places: shapes that are wrong for everyone; the words among the
 * plugin's own constants, put as keys in front of values of every type (so its code really meets
 * them); and the author's examples, one field at a time removed or given another type.
 */
#include <ctype.h>
#include <stdlib.h>

#include "plugin/contract.h"

#define MAX_WORDS  400
#define DEEP       900 /* below the 1000 that the YAML reader lets through */
#define HUGE_BYTES (4u << 20)

json_t *contract_examples(const struct contract *c, const struct contract_op *op)
{
	json_t *out = json_array(), *o;
	size_t i;

	json_array_foreach(c->examples, i, o) {
		WEIR_CLEAN_FREE char *group = NULL;

		weir_split_api_version(weir_get_str_or(o, "apiVersion", ""), &group, NULL);
		if (op->kind ? strcmp(weir_object_kind(o), op->kind->kind) == 0 && strcmp(group, op->kind->group) == 0
			     : !op->service && strcmp(op->name, "notify") == 0 &&
				       (json_object_get(o, "provider") || strcmp(weir_object_kind(o), "Provider") == 0))
			json_array_append(out, o);
	}
	return out;
}

/* An object of the operation's kind with this spec (stolen; NULL: none). */
static json_t *object_with(const struct contract_op *op, json_t *spec)
{
	const char *group = op->kind ? op->kind->group : "contract.weir.example";
	json_t *o = json_pack("{s:o, s:s, s:{s:s, s:s}}", "apiVersion",
			      json_sprintf("%s%s%s", group, *group ? "/" : "", op->kind ? op->kind->versions[0] : "v1"),
			      "kind", op->kind ? op->kind->kind : "Provider", "metadata", "namespace", "weir-contract",
			      "name", "broken");

	if (spec)
		json_object_set_new(o, "spec", spec);
	return o;
}

/* ---- shapes ---- */

static json_t *deep(void)
{
	json_t *inner = json_string("deep");
	int i;

	for (i = 0; i < DEEP; i++)
		inner = i % 2 ? json_pack("[o]", inner) : json_pack("{s:o}", "spec", inner);
	return inner;
}

static json_t *huge(void)
{
	char *text = weir_malloc(HUGE_BYTES);
	json_t *o;

	memset(text, 'x', HUGE_BYTES);
	o = json_stringn(text, HUGE_BYTES);
	free(text);
	return o;
}

static json_t *shape(const struct contract_op *op, size_t i, const char **what, bool *refuse)
{
	*refuse = true;
	switch (i) {
	case 0: *what = "{}"; return json_object();
	case 1: *what = "no spec"; return object_with(op, NULL);
	case 2: *what = "spec null"; return object_with(op, json_null());
	case 3: *what = "spec a text"; return object_with(op, json_string("spec"));
	case 4: *what = "spec a list"; return object_with(op, json_array());
	case 5: *what = "spec a number"; return object_with(op, json_integer(7));
	}
	*refuse = false;
	switch (i) {
	case 6: *what = "spec {}"; return object_with(op, json_object());
	case 7: *what = "deep nesting"; return object_with(op, deep());
	case 8: *what = "metadata a list"; return json_pack("{s:s, s:[], s:{}}", "kind", "X", "metadata", "spec");
	case 9:
		*what = "metadata null";
		return json_pack("{s:n, s:n, s:n, s:n}", "apiVersion", "kind", "metadata", "spec");
	case 10:
		*what = "names that lead out";
		return json_pack("{s:s, s:s, s:{s:s, s:s}, s:{}}", "apiVersion", "../..", "kind", "../../etc",
				 "metadata", "name", "../../passwd", "namespace", "..", "spec");
	case 11:
		*what = "names of other types";
		return json_pack("{s:i, s:[], s:{s:{}, s:b}, s:{}}", "apiVersion", 1, "kind", "metadata", "name",
				 "namespace", true, "spec");
	default: return NULL;
	}
}

/* ---- words of the plugin ---- */

static void add_word(json_t *words, const char *text, size_t len)
{
	WEIR_CLEAN_FREE char *copy = weir_strndup(text, len);
	char *rest = copy, *word;
	size_t i;

	for (i = 0; i < len; i++)
		if (!isalnum((unsigned char)text[i]) && text[i] != '.' && text[i] != '_')
			return;
	/* "spec.sourceRef.name" is three words. */
	while ((word = strsep(&rest, ".")))
		if (islower((unsigned char)*word) && strlen(word) > 1 && json_object_size(words) < MAX_WORDS &&
		    strcmp(word, "spec") != 0 && strcmp(word, "metadata") != 0)
			json_object_set_new(words, word, json_true());
}

/* Identifiers among the constants of the shared object: a set. */
static json_t *words_of(const struct contract *c)
{
	const ElfW(Shdr) * rodata;
	json_t *words = json_object();
	struct plugin_file file;
	struct elf_view v;
	const char *p, *end;

	if (plugin_file_read(c->file, &file, NULL))
		return words;
	if (elf_open(&v, c->file, file.data, file.len, NULL) == 0 && (rodata = elf_section_named(&v, ".rodata"))) {
		p = file.data + rodata->sh_offset;
		for (end = p + rodata->sh_size; p < end; p += strnlen(p, (size_t)(end - p)) + 1)
			if (strnlen(p, (size_t)(end - p)) < 60)
				add_word(words, p, strnlen(p, (size_t)(end - p)));
	}
	plugin_file_done(&file);
	return words;
}

static json_t *odd_value(size_t i)
{
	switch (i) {
	case 0: return json_null();
	case 1: return json_integer(-1);
	case 2: return json_string("");
	case 3: return json_string("\xc3\xa9 {{ .x }} ${y} ../../z %s\n");
	case 4: return json_array();
	case 5: return json_object();
	case 6: return json_true();
	case 7: return json_real(1e300);
	case 8: return json_pack("[n, {}, [], s]", "x");
	case 9: return json_integer(INT64_MAX);
	default: return NULL;
	}
}

/* {word: value for each word}; value borrowed. */
static json_t *all_words(const json_t *words, json_t *value)
{
	json_t *out = json_object(), *ignored;
	const char *word;

	json_object_foreach((json_t *)words, word, ignored)
		json_object_set(out, word, value);
	return out;
}

/* Words of words, and lists of words of words. NULL after the last shape. */
static json_t *worded(const struct contract_op *op, const json_t *words, size_t form, json_t *value)
{
	WEIR_CLEAN_JSON json_t *flat = all_words(words, value);
	WEIR_CLEAN_JSON json_t *list = json_pack("[O]", flat);
	json_t *o, *at_root;

	switch (form) {
	case 0: return object_with(op, json_incref(flat));
	case 1: return object_with(op, all_words(words, flat));
	case 2: return object_with(op, all_words(words, list));
	case 3:
		o = object_with(op, json_object());
		at_root = json_copy(flat);
		json_object_update(at_root, o);
		json_decref(o);
		return at_root;
	default: return NULL;
	}
}

/* ---- changed examples ---- */

struct changing {
	bool (*fn)(void *arg, const char *what, const json_t *input, bool refuse);
	void *arg;
	json_t *whole;
	bool stop;
	unsigned left; /* so that a big example does not take for ever */
};

static void change_below(struct changing *ch, json_t *at, const char *path);

static void change_member(struct changing *ch, json_t *map, const char *key, const char *path)
{
	WEIR_CLEAN_FREE char *here = weir_asprintf("%s.%s", path, key);
	WEIR_CLEAN_JSON json_t *was = json_incref(json_object_get(map, key));
	json_t *odd;
	size_t i;

	json_object_del(map, key);
	ch->stop = ch->stop || !ch->left-- || !ch->fn(ch->arg, here, ch->whole, false);
	for (i = 0; !ch->stop && (odd = odd_value(i)); i++) {
		json_object_set_new(map, key, odd);
		ch->stop = !ch->left-- || !ch->fn(ch->arg, here, ch->whole, false);
	}
	json_object_set(map, key, was);
	if (!ch->stop)
		change_below(ch, json_object_get(map, key), here);
}

static void change_below(struct changing *ch, json_t *at, const char *path)
{
	WEIR_CLEAN_JSON json_t *keys = json_array();
	const char *key;
	json_t *item;
	size_t i;

	json_object_foreach(at, key, item)
		json_array_append_new(keys, json_string(key));
	json_array_foreach(keys, i, item) {
		if (ch->stop)
			return;
		change_member(ch, at, json_string_value(item), path);
	}
	if (json_is_array(at))
		change_below(ch, json_array_get(at, 0), path);
}

/* ---- all of them ---- */

void contract_broken(const struct contract *c, const struct contract_op *op,
		     bool (*fn)(void *arg, const char *what, const json_t *input, bool refuse), void *arg)
{
	WEIR_CLEAN_JSON json_t *words = words_of(c);
	WEIR_CLEAN_JSON json_t *examples = contract_examples(c, op);
	WEIR_CLEAN_JSON json_t *big = huge();
	struct changing ch = { .fn = fn, .arg = arg, .left = 4000 };
	json_t *input, *value;
	const char *what;
	bool refuse, go = true;
	size_t i, form;

	for (i = 0; go && (input = shape(op, i, &what, &refuse)); i++) {
		go = fn(arg, what, input, refuse && op->of_object);
		json_decref(input);
	}
	for (i = 0; go && (value = i == 0 ? json_incref(big) : odd_value(i - 1)); i++) {
		for (form = 0; go && (input = worded(op, words, form, value)); form++) {
			/* A word of words of 4 MiB is more than any file may hold. */
			if (i > 0 || form == 0)
				go = fn(arg, i == 0 ? "huge texts" : "words with odd values", input, false);
			json_decref(input);
		}
		json_decref(value);
	}
	json_array_foreach(examples, i, value) {
		ch.whole = json_deep_copy(value);
		ch.stop = !go;
		change_below(&ch, ch.whole, "");
		json_decref(ch.whole);
	}
}
