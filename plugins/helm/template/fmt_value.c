/* SPDX-License-Identifier: Apache-2.0 */
/* fmt_value.c - what a verb makes of a value of any kind; %!verb(type=value) for what it cannot. */
#include <weir/rune.h>

#include "fmt.h"
#include "func.h"

#define DEPTH_MAX 1000 /* only a value that contains itself is so deep; the original dies of it */
/* Go shows another one each time; what is rendered must not change so. */
#define ADDRESS   0xc000000000

static void add_rune(struct weir_strbuf *sb, uint32_t rune)
{
	char bytes[4];

	weir_strbuf_add(sb, bytes, weir_rune_encode(rune, bytes));
}

void fmt_bad_verb(struct fmt *f, const struct value *v, uint32_t verb)
{
	int depth = f->depth;

	weir_strbuf_adds(f->sb, "%!");
	add_rune(f->sb, verb);
	weir_strbuf_addc(f->sb, '(');
	if (value_is_nil(v)) {
		weir_strbuf_adds(f->sb, "<nil>");
	} else {
		f->erroring = true;
		weir_strbuf_adds(f->sb, value_type_name(v));
		weir_strbuf_addc(f->sb, '=');
		if (v->type == T_OBJECT) /* as if it stood alone: what a pointer points to */
			f->depth = 0;
		fmt_value(f, v, 'v');
		f->depth = depth;
		f->erroring = false;
	}
	weir_strbuf_addc(f->sb, ')');
}

static bool too_long(const struct fmt *f)
{
	return f->x && f->sb->len > ((size_t)64 << 20) && exec_over_budget(f->x, f->sb->len);
}

static const char *take_type_name(struct fmt *f, const struct value *v)
{
	const char *name = f->type_name ? f->type_name : value_type_name(v);

	f->type_name = NULL;
	return name;
}

static void begin(struct fmt *f, const struct value *v, const char *open)
{
	const char *name = take_type_name(f, v);

	weir_strbuf_adds(f->sb, f->sharp_v ? name : "");
	weir_strbuf_adds(f->sb, f->sharp_v ? "{" : open);
}

static void between(struct fmt *f)
{
	weir_strbuf_adds(f->sb, f->sharp_v ? ", " : " ");
}

static bool is_nil_of_type(struct fmt *f, const struct value *v)
{
	if (!f->sharp_v || v->list)
		return false;
	weir_strbuf_adds(f->sb, take_type_name(f, v));
	weir_strbuf_adds(f->sb, "(nil)");
	return true;
}

/* An element: a nil interface prints alike for every verb. */
static void element(struct fmt *f, const struct value *v, uint32_t verb)
{
	if (value_is_nil(v))
		weir_strbuf_adds(f->sb, f->sharp_v ? "interface {}(nil)" : "<nil>");
	else
		fmt_value(f, v, verb);
}

static void list(struct fmt *f, const struct value *v, uint32_t verb)
{
	size_t i;

	if (is_nil_of_type(f, v))
		return;
	begin(f, v, "[");
	for (i = 0; i < list_count(v->list) && !too_long(f); i++) {
		if (i)
			between(f);
		element(f, &v->list->items[i], verb);
	}
	weir_strbuf_addc(f->sb, f->sharp_v ? '}' : ']');
}

static void map(struct fmt *f, const struct value *v, uint32_t verb)
{
	const struct entry *entries;
	struct value key;
	size_t n, i;

	if (is_nil_of_type(f, v))
		return;
	begin(f, v, "map[");
	entries = map_sorted(v->map, &n);
	for (i = 0; i < n && !too_long(f); i++) {
		if (i)
			between(f);
		key = value_str(entries[i].key, entries[i].len);
		fmt_value(f, &key, verb);
		weir_strbuf_addc(f->sb, ':');
		element(f, &entries[i].value, verb);
	}
	weir_strbuf_addc(f->sb, f->sharp_v ? '}' : ']');
}

static bool bytes(struct fmt *f, const struct value *v, uint32_t verb)
{
	uint32_t i;

	if (verb != 'v' && verb != 'd')
		return fmt_string(f, v->s, v->len, verb);
	if (f->sharp_v) /* []byte has its own name where it is all there is */
		weir_strbuf_adds(f->sb, f->depth ? "[]uint8" : "[]byte");
	if (f->sharp_v && !v->s) {
		weir_strbuf_adds(f->sb, "(nil)");
		return true;
	}
	weir_strbuf_addc(f->sb, f->sharp_v ? '{' : '[');
	for (i = 0; i < v->len; i++) {
		if (i)
			between(f);
		if (f->sharp_v)
			fmt_hex0x(f, (unsigned char)v->s[i], true);
		else
			fmt_digits(f, (unsigned char)v->s[i], 10, false, verb, false);
	}
	weir_strbuf_addc(f->sb, f->sharp_v ? '}' : ']');
	return true;
}

static bool is_pointer(const struct class *class)
{
	return strcmp(class->kind_name, "ptr") == 0;
}

/* A pointer below others, of which fmt shows the address alone. */
static bool address(struct fmt *f, const struct value *v, uint32_t verb)
{
	if (!strchr("vbodxX", (int)verb))
		return false;
	if (verb != 'v')
		return fmt_integer(f, ADDRESS, false, verb);
	if (f->sharp_v)
		weir_strbuf_addf(f->sb, "(%s)(", value_type_name(v));
	fmt_hex0x(f, ADDRESS, f->sharp_v || !f->sharp);
	weir_strbuf_adds(f->sb, f->sharp_v ? ")" : "");
	return true;
}

/* "{1 2}" or "&pkg.Type{a:1, b:2}": a struct's fields, as the verb shows each. */
static void fields(struct fmt *f, const struct class *class, const struct list *values, uint32_t verb)
{
	uint32_t i;

	weir_strbuf_adds(f->sb, is_pointer(class) && !f->inner ? "&" : "");
	if (f->sharp_v)
		weir_strbuf_adds(f->sb, class->type_name + (*class->type_name == '*'));
	weir_strbuf_addc(f->sb, '{');
	for (i = 0; i < values->count; i++) {
		if (i)
			weir_strbuf_adds(f->sb, f->sharp_v ? ", " : " ");
		if (f->sharp_v || f->plus_v)
			weir_strbuf_addf(f->sb, "%s:", class->reflect_names[i]);
		f->depth++;
		fmt_value(f, &values->items[i], verb);
		f->depth--;
	}
	weir_strbuf_addc(f->sb, '}');
}

static bool reflected(struct fmt *f, const struct value *v, uint32_t verb)
{
	struct value inner = v->object->class->reflect(f->x, v->object);

	if (inner.type == T_LIST)
		fields(f, v->object->class, inner.list, verb);
	else
		fmt_value(f, &inner, verb);
	return true;
}

static bool object(struct fmt *f, const struct value *v, uint32_t verb)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct value inner =
		v->object->class->underlying ? v->object->class->underlying(f->x, v->object) : value_none();

	if (f->depth && is_pointer(v->object->class) && !v->object->class->print)
		return address(f, v, verb);
	if (v->object->class->reflect &&
	    (!v->object->class->print || f->sharp_v || verb > 'x' || !strchr("svqxX", (int)verb)))
		return reflected(f, v, verb);
	weir_strbuf_adds(&sb, "");
	if (v->object->class->print)
		v->object->class->print(f->x, v->object, &sb);
	else if (inner.type != T_NONE) {
		f->type_name = v->object->class->type_name;
		return fmt_value(f, &inner, verb), true;
	}
	return fmt_string(f, sb.data, sb.len, verb == 'v' ? 's' : verb);
}

static void pointer(struct fmt *f, const struct value *v)
{
	static const char *const kinds[] = { "map", "slice", "ptr", "func" };
	const char *kind = value_kind_name(v);
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]) && strcmp(kind, kinds[i]) != 0; i++)
		;
	if (i < sizeof(kinds) / sizeof(kinds[0]))
		fmt_hex0x(f, v->type == T_OBJECT || v->s ? ADDRESS : 0, !f->sharp);
	else
		fmt_bad_verb(f, v, 'p');
}

static bool plain(struct fmt *f, const struct value *v, uint32_t verb)
{
	switch ((enum type)v->type) {
	case T_BOOL: return fmt_bool(f, v->b, verb);
	case T_FLOAT32: return fmt_float(f, v->f, 32, verb);
	case T_FLOAT64: return fmt_float(f, v->f, 64, verb);
	case T_COMPLEX128: return fmt_complex(f, v->c, verb);
	case T_STRING: return fmt_string(f, v->s, v->len, verb);
	case T_BYTES: return bytes(f, v, verb);
	case T_OBJECT: return object(f, v, verb);
	default: return fmt_integer(f, v->u, value_is_int(v), verb);
	}
}

void fmt_value(struct fmt *f, const struct value *v, uint32_t verb)
{
	if (value_is_nil(v)) {
		if (verb == 'v' || verb == 'T')
			fmt_pad(f, "<nil>", 5);
		else
			fmt_bad_verb(f, v, verb);
	} else if (f->depth == 0 && verb == 'T') {
		fmt_string(f, value_type_name(v), strlen(value_type_name(v)), 's');
	} else if (f->depth == 0 && (verb == 'p' || v->type == T_FUNC)) {
		pointer(f, v);
	} else if ((value_is_list(v) || value_is_map(v)) && verb == 'w') {
		fmt_bad_verb(f, v, verb);
	} else if (value_is_list(v) || value_is_map(v)) {
		if (f->depth >= DEPTH_MAX)
			return;
		f->depth++;
		(value_is_list(v) ? list : map)(f, v, verb);
		f->depth--;
	} else if (!plain(f, v, verb)) {
		fmt_bad_verb(f, v, verb);
	}
}

void value_print_inner(struct exec *x, struct weir_strbuf *sb, const struct value *v)
{
	struct fmt f = { .sb = sb, .x = x, .inner = true };

	if (v->type == T_OBJECT)
		fmt_value(&f, v, 'v');
	else
		value_print(x, sb, v);
}

void value_print(struct exec *x, struct weir_strbuf *sb, const struct value *v)
{
	struct fmt f = { .sb = sb, .x = x };

	if (v->type == T_STRING)
		weir_strbuf_add(sb, v->s, v->len);
	else if (v->type == T_NONE)
		weir_strbuf_adds(sb, "<no value>");
	else
		fmt_value(&f, v, 'v');
}
