/* SPDX-License-Identifier: Apache-2.0 */
/*
 * names.c - names that no honest tree has.  Some of them would be ".git" on some file system: other
 * case, spaces and dots at the end (NTFS), its short name git~1, code points that HFS+ ignores.
 */
#include "nodes.h"

#include <ctype.h>

/* ".git" or "git~1" and then what NTFS drops or takes for a stream. */
static bool ntfs_git(const char *name)
{
	size_t n = strncasecmp(name, ".git", 4) == 0 ? 4 : strncasecmp(name, "git~1", 5) == 0 ? 5 : 0;

	if (!n)
		return false;
	name += n + strspn(name + n, " .");
	return *name == '\0' || *name == ':' || *name == '\\';
}

/* Bytes of a code point that HFS+ leaves out when it compares: U+200C..200F, 202A..202E, 206A..206F, FEFF. */
static size_t hfs_ignored(const unsigned char *s)
{
	if (s[0] == 0xe2 && s[1] == 0x80 && ((s[2] >= 0x8c && s[2] <= 0x8f) || (s[2] >= 0xaa && s[2] <= 0xae)))
		return 3;
	if (s[0] == 0xe2 && s[1] == 0x81 && s[2] >= 0xaa && s[2] <= 0xaf)
		return 3;
	return s[0] == 0xef && s[1] == 0xbb && s[2] == 0xbf ? 3 : 0;
}

static bool hfs_git(const char *name)
{
	const unsigned char *s = (const unsigned char *)name;
	const char *want = ".git";
	size_t skip;

	for (; *s; s++) {
		for (skip = hfs_ignored(s); skip; skip = hfs_ignored(s))
			s += skip;
		if (!*s || !*want)
			break;
		if (tolower(*s) != *want++)
			return false;
	}
	return !*s && !*want;
}

const char *name_problem(const char *name)
{
	const char *p;

	if (!*name)
		return "has no name";
	if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return "is a name that leads elsewhere";
	for (p = name; *p; p++) {
		if (*p == '/')
			return "has a '/' in its name";
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			return "has a control character in its name";
	}
	if (p - name > 255)
		return "has a name of more than 255 bytes";
	if (ntfs_git(name) || hfs_git(name))
		return "is a name of Git's own folder";
	return NULL;
}

/* Length of the UTF-8 sequence at @s, 0 if it is none (overlong and surrogates are none). */
static size_t sequence(const unsigned char *s)
{
	size_t i, n = s[0] < 0x80                   ? 1
		      : s[0] >= 0xc2 && s[0] < 0xe0 ? 2
		      : (s[0] & 0xf0) == 0xe0       ? 3
		      : s[0] >= 0xf0 && s[0] < 0xf5 ? 4
						    : 0;

	for (i = 1; i < n; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	if ((s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] > 0x9f) || (s[0] == 0xf0 && s[1] < 0x90) ||
	    (s[0] == 0xf4 && s[1] > 0x8f))
		return 0;
	return n;
}

bool name_utf8(const char *name)
{
	const unsigned char *s = (const unsigned char *)name;
	size_t n;

	for (; *s; s += n)
		if (!(n = sequence(s)))
			return false;
	return true;
}
