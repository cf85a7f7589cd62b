/* SPDX-License-Identifier: Apache-2.0 */
/*
 * select.c - references to a commit.  What is not there is named together with what comes nearest,
 * because a wrong branch name is the commonest mistake in a GitRepository.
 */
#include "select.h"

#include <stdio.h>
#include <stdlib.h>

void select_done(struct selection *s)
{
	free(s->words);
	*s = (struct selection){ 0 };
}

char *select_revision(const struct selection *s)
{
	const char *hex = git_oid_tostr_s(&s->commit);

	return s->words ? weir_asprintf("%s@sha1:%s", s->words, hex) : weir_asprintf("sha1:%s", hex);
}

int select_pinned(const struct git_spec *spec, struct selection *out)
{
	struct selection s = { .pinned = true };

	if (!spec->commit || git_oid_fromstr(&s.commit, spec->commit))
		return WEIR_E_NOT_FOUND;
	git_oid_cpy(&s.want, &s.commit);
	s.words = spec->branch ? weir_strdup(spec->branch) : NULL;
	*out = s;
	return 0;
}

void select_listed(const struct remote *r, struct selection *s)
{
	size_t i;

	s->listed = r->any_commit;
	for (i = 0; i < r->count; i++) {
		if (git_oid_equal(&r->refs[i].commit, &s->commit)) {
			git_oid_cpy(&s->want, &r->refs[i].id);
			s->listed = true;
			return;
		}
	}
}

/* Names below @prefix without it, NULL-ended: what there is instead. */
static const char **names_below(const struct remote *r, const char *prefix, size_t *count)
{
	const char **names = weir_calloc(r->count + 1, sizeof(*names));
	size_t i, n = strlen(prefix);

	*count = 0;
	for (i = 0; i < r->count && *count < 2000; i++)
		if (strncmp(r->refs[i].name, prefix, n) == 0)
			names[(*count)++] = r->refs[i].name + n;
	return names;
}

static int not_there(const struct remote *r, const char *what, const char *name, const char *prefix,
		     struct weir_error *err)
{
	size_t count, n = strlen(prefix);
	WEIR_CLEAN_FREE const char **names = names_below(r, prefix, &count);
	const char *near = count ? weir_nearest(name, names) : NULL;
	WEIR_CLEAN_FREE char *shown = near ? remote_words(near, strlen(near)) : NULL;

	if (near)
		return remote_fail(r, err, WEIR_E_NOT_FOUND, "there is no %s \"%s\"; did you mean \"%s\"?", what, name,
				   shown);
	if (r->head && strncmp(r->head, prefix, n) == 0 && n)
		return remote_fail(r, err, WEIR_E_NOT_FOUND, "there is no %s \"%s\"; the default one is \"%s\"", what,
				   name, r->head + n);
	if (count)
		return remote_fail(r, err, WEIR_E_NOT_FOUND, "there is no %s \"%s\" among %zu, the first is \"%s\"",
				   what, name, count, names[0]);
	return remote_fail(r, err, WEIR_E_NOT_FOUND, "there is no %s \"%s\", nor any other", what, name);
}

static int take(const struct remote *r, const char *what, const char *name, const char *prefix, const char *words,
		struct selection *out, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *full = weir_asprintf("%s%s", prefix, name);
	const struct ref *ref = remote_ref(r, full);

	if (!ref)
		return not_there(r, what, name, prefix, err);
	out->want = ref->id;
	out->commit = ref->commit;
	out->words = weir_strdup(words);
	out->listed = true;
	return 0;
}

static int take_name(const struct remote *r, const struct git_spec *spec, struct selection *out, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *plain = weir_strdup(spec->ref_name);
	size_t n = strlen(plain);

	if (n > 3 && strcmp(plain + n - 3, "^{}") == 0)
		plain[n - 3] = '\0';
	return take(r, "reference", plain, "", spec->ref_name, out, err);
}

/* As Flux: a version has three parts, a leading v is fine. */
static struct weir_semver *version_of(const char *tag)
{
	const char *dot = strchr(tag, '.');

	return dot && strchr(dot + 1, '.') ? weir_semver_parse(tag) : NULL;
}

static const struct ref *highest(const struct remote *r, const struct weir_semver_range *range)
{
	struct weir_semver *best = NULL, *v;
	const struct ref *found = NULL;
	size_t i;

	for (i = 0; i < r->count; i++) {
		v = strncmp(r->refs[i].name, "refs/tags/", 10) == 0 ? version_of(r->refs[i].name + 10) : NULL;
		if (!v || !weir_semver_range_match(range, v) || (best && weir_semver_compare(v, best) < 0)) {
			weir_semver_free(v);
			continue;
		}
		weir_semver_free(best);
		best = v;
		found = &r->refs[i];
	}
	weir_semver_free(best);
	return found;
}

static int take_semver(const struct remote *r, const struct git_spec *spec, struct selection *out,
		       struct weir_error *err)
{
	struct weir_semver_range *range = weir_semver_range_parse(spec->semver, err);
	const struct ref *ref;
	size_t tags;

	if (!range)
		return weir_fail_prefix(err, "spec.ref.semver");
	ref = highest(r, range);
	weir_semver_range_free(range);
	if (!ref) {
		free(names_below(r, "refs/tags/", &tags));
		return remote_fail(r, err, WEIR_E_NOT_FOUND, "none of its %zu tags is a version that matches \"%s\"",
				   tags, spec->semver);
	}
	return take(r, "tag", ref->name + 10, "refs/tags/", ref->name + 10, out, err);
}

int select_ref(const struct remote *r, const struct git_spec *spec, struct selection *out, struct weir_error *err)
{
	const char *branch = spec->branch ? spec->branch : "master";
	struct selection s = { 0 };
	int rc;

	if (!r->count)
		return remote_fail(r, err, WEIR_E_NOT_FOUND, "the repository is empty; push a commit to it first");
	if (spec->ref_name)
		rc = take_name(r, spec, &s, err);
	else if (spec->semver)
		rc = take_semver(r, spec, &s, err);
	else if (spec->tag)
		rc = take(r, "tag", spec->tag, "refs/tags/", spec->tag, &s, err);
	else
		rc = take(r, "branch", branch, "refs/heads/", branch, &s, err);
	if (!rc)
		*out = s;
	return rc;
}
