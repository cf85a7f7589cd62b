/* SPDX-License-Identifier: Apache-2.0 */
/* write_files.c - objects as group_version_kind_name.yaml, with the namespace in front when there are several. */
#include "write_files.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "output.h"

static bool several_namespaces(struct build *b, struct resmap *m)
{
	const char *seen = NULL;
	size_t i;

	for (i = 0; i < m->list.count; i++) {
		struct resid id = resource_id(b, RESMAP_AT(m, i));

		if (id.gvk.cluster)
			continue;
		if (seen && strcmp(seen, resid_namespace(&id)) != 0)
			return true;
		seen = resid_namespace(&id);
	}
	return false;
}

static void add_part(struct weir_strbuf *sb, const char *text)
{
	if (!*text)
		return;
	if (sb->len)
		weir_strbuf_addc(sb, '_');
	for (; *text; text++)
		weir_strbuf_addc(sb, (char)tolower((unsigned char)*text));
}

static char *file_name(struct build *b, struct resource *r, bool with_namespace)
{
	struct resid id = resource_id(b, r);
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t i;

	if (with_namespace && !id.gvk.cluster)
		add_part(&sb, resid_namespace(&id));
	add_part(&sb, id.gvk.group);
	add_part(&sb, id.gvk.version);
	add_part(&sb, id.gvk.kind);
	weir_strbuf_addc(&sb, '_');
	for (i = 0; id.name[i]; i++)
		weir_strbuf_addc(&sb, (char)tolower((unsigned char)id.name[i]));
	weir_strbuf_adds(&sb, ".yaml");
	return weir_strbuf_take(&sb);
}

static int write_one(struct build *b, struct resource *r, int folder, bool with_namespace)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	WEIR_CLEAN_FREE char *name = file_name(b, r, with_namespace);
	int fd, rc = output_resource(b, r, &sb);

	if (rc)
		return rc;
	if (strchr(name, '/'))
		return build_fail(b, "%s: its name cannot be that of a file", resource_text(b, r));
	fd = openat(folder, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
	if (fd < 0 || write(fd, sb.data, sb.len) != (ssize_t)sb.len)
		rc = build_fail_code(b, WEIR_E_INTERNAL, "%s: cannot be written: %s", name, strerror(errno));
	if (fd >= 0)
		close(fd);
	return rc;
}

int write_files(struct build *b, struct resmap *m, const char *folder)
{
	bool with_namespace = several_namespaces(b, m);
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), rc = 0;
	size_t i;

	if (fd < 0)
		return build_fail_code(b, WEIR_E_INTERNAL, "%s: %s", folder, strerror(errno));
	for (i = 0; rc == 0 && i < m->list.count; i++)
		rc = write_one(b, RESMAP_AT(m, i), fd, with_namespace);
	close(fd);
	return rc;
}
