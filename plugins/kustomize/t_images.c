/* SPDX-License-Identifier: Apache-2.0 */
/*
 * t_images.c - `images`: under every `containers` and `initContainers` list, then in the fields of
 * the configuration.
 *
 * No entry changes where images are, only their text, so the places of an object are looked up
 * once for all entries.
 */
#include "transform.h"

#include "pattern.h"

struct image {
	const char *name, *new_name, *new_tag, *suffix, *digest;
	struct pattern pattern;
	bool compiled;
	bool plain; /* the name has no special character but dots */
};

/* ---- does it match? ---- */

static bool is_tag_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr("_.{}-", c));
}

static const char *skip_tag_chars(const char *s)
{
	while (is_tag_char(*s))
		s++;
	return s;
}

/* (:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$ */
static bool is_rest(const char *s)
{
	if (*s == ':')
		s = skip_tag_chars(s + 1);
	if (strncmp(s, "@sha256:", 8) == 0)
		s = skip_tag_chars(s + 8);
	return !*s;
}

static bool matches_plain(const struct image *image, const char *text)
{
	const char *p, *s = text;

	for (p = image->name; *p; p++, s++)
		if (!*s || (*p != *s && !(*p == '.' && *s != '\n' && !(*s & 0x80))))
			return false;
	return is_rest(s);
}

/* An expression that is none is an error where there is an image to look at, and only there. */
static int matches(struct build *b, struct image *image, const char *text, bool *out)
{
	int rc = 0;

	if (image->plain) {
		*out = matches_plain(image, text);
		return 0;
	}
	if (!image->compiled)
		rc = pattern_search(b,
				    weir_arena_printf(b->arena, "^%s(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$",
						      image->name),
				    &image->pattern);
	image->compiled = true;
	*out = rc == 0 && pattern_match(&image->pattern, text);
	return rc;
}

static void image_init(const json_t *j, struct image *out)
{
	out->name = weir_get_str_or(j, "name", "");
	out->new_name = weir_get_str_or(j, "newName", "");
	out->new_tag = weir_get_str_or(j, "newTag", "");
	out->suffix = weir_get_str_or(j, "tagSuffix", "");
	out->digest = weir_get_str_or(j, "digest", "");
	out->plain = out->name[strcspn(out->name, "\\+*?()|[]{}^$")] == '\0';
}

/* ---- the new text ---- */

struct parts {
	const char *name, *tag, *digest;
};

static struct parts split(struct weir_arena *a, const char *text)
{
	const char *slash = strchr(text, '/'), *search = slash && slash != text ? slash : text;
	const char *at = strchr(search, '@'), *colon = strchr(search, ':');
	struct parts p = { text, "", "" };

	if (!at && !colon)
		return p;
	if (at && (!colon || at < colon)) {
		p.name = weir_arena_strndup(a, text, (size_t)(at - text));
		p.digest = at + 1;
		return p;
	}
	p.name = weir_arena_strndup(a, text, (size_t)(colon - text));
	p.tag = at ? weir_arena_strndup(a, colon + 1, (size_t)(at - colon - 1)) : colon + 1;
	p.digest = at ? at + 1 : "";
	return p;
}

static const char *renamed(struct build *b, const struct image *image, const char *text)
{
	struct parts p = split(b->arena, text);

	if (*image->new_name)
		p.name = image->new_name;
	if (*image->new_tag || *image->digest) {
		p.tag = image->new_tag;
		p.digest = image->digest;
	} else if (*image->suffix) {
		p.tag = weir_arena_printf(b->arena, "%s%s", p.tag, image->suffix);
		p.digest = "";
	}
	return text_join(b->arena, p.name, *p.tag ? ":" : "", p.tag, *p.digest ? "@" : "", p.digest, NULL);
}

static int update(struct build *b, struct image *image, struct weir_yaml_node *field)
{
	const char *text = field->value ? field->value : "";
	bool match;
	int rc;

	if (!node_is_null(field) && field->kind != WEIR_YAML_SCALAR)
		return build_fail(b, "an image must be a text, not %s", node_kind_name(field));
	rc = matches(b, image, text, &match);
	if (rc == 0 && match)
		node_set_scalar_text(field, renamed(b, image, text));
	return rc;
}

/* ---- the places ---- */

static int collect_list(struct build *b, struct weir_yaml_node *list, struct ptrs *out)
{
	struct weir_yaml_node *image;
	size_t i;

	if (list->kind != WEIR_YAML_SEQ)
		return 0;
	for (i = 0; i < list->count; i++) {
		if (node_is_null(list->items[i]))
			continue;
		if (list->items[i]->kind != WEIR_YAML_MAP)
			return build_fail(b, "an element of containers must be a map, not %s",
					  node_kind_name(list->items[i]));
		image = node_get(list->items[i], "image");
		if (image)
			ptrs_add(b->arena, out, image);
	}
	return 0;
}

static bool holds_containers(const struct weir_yaml_node *key)
{
	return (key->len == 10 && memcmp(key->value, "containers", 10) == 0) ||
	       (key->len == 14 && memcmp(key->value, "initContainers", 14) == 0);
}

static int collect(struct build *b, struct weir_yaml_node *n, struct ptrs *out)
{
	bool map = n->kind == WEIR_YAML_MAP;
	size_t i;
	int rc = 0;

	for (i = map; rc == 0 && i < n->count; i += map ? 2 : 1) {
		rc = collect(b, n->items[i], out);
		if (rc == 0 && map && holds_containers(n->items[i - 1]))
			rc = collect_list(b, n->items[i], out);
	}
	return rc;
}

static int remember(struct build *b, struct weir_yaml_node *field, void *arg)
{
	ptrs_add(b->arena, arg, field);
	return 0;
}

static int update_all(struct build *b, struct image *image, const struct ptrs *places)
{
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < places->count; i++)
		rc = update(b, image, places->items[i]);
	return rc;
}

static int one_resource(struct build *b, struct resource *r, struct image *images, size_t count,
			const struct ptrs *specs)
{
	struct ptrs found = { 0 }, named = { 0 };
	struct fieldspec_walk walk = { remember, &named, -1, 0 };
	const struct gvk *gvk;
	size_t i;
	int rc;

	if (resource_empty(r) || strcmp(resource_kind(r), "CustomResourceDefinition") == 0)
		return 0;
	rc = collect(b, r->node, &found);
	gvk = resource_gvk(b, r);
	for (i = 0; rc == 0 && i < specs->count; i++)
		rc = fieldspec_apply(b, specs->items[i], gvk, r->node, &walk);
	for (i = 0; rc == 0 && i < count; i++) {
		rc = update_all(b, &images[i], &found);
		if (rc == 0)
			rc = update_all(b, &images[i], &named);
	}
	if (rc)
		build_fail_in(b, "images of %s", resource_text(b, r));
	return rc;
}

int transform_images(struct build *b, struct resmap *m, const json_t *images, const struct ptrs *specs)
{
	size_t count = json_array_size(images), i;
	struct image *list = weir_arena_alloc(b->arena, (count + 1) * sizeof(*list));
	int rc = 0;

	for (i = 0; i < count; i++)
		image_init(json_array_get(images, i), &list[i]);
	for (i = 0; rc == 0 && i < m->list.count; i++)
		rc = one_resource(b, RESMAP_AT(m, i), list, count, specs);
	return rc;
}
