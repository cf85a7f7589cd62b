/* SPDX-License-Identifier: Apache-2.0 */
/* error.c - the errors of the engine as Helm 3 and Helm 4 word them for people. */
#include "error.h"

void error_clean_parse(struct weir_strbuf *sb, const char *name, const char *error)
{
	const char *location = strstr(error, ": "), *end, *last, *next;

	if (!location) {
		weir_strbuf_addf(sb, "parse error in (%s): %s", name, error);
		return;
	}
	location += 2;
	end = strstr(location, ": ");
	if (!end)
		end = location + strlen(location);
	for (last = location; (next = strstr(last, ": ")); last = next + 2)
		;
	weir_strbuf_addf(sb, "parse error at (%.*s): %s", (int)(end - location), location, last);
}

static const char *find(const char *from, size_t len, const char *what)
{
	return memmem(from, len, what, strlen(what));
}

/* The last WARN_END in text (the expression between the marks is greedy). */
static const char *find_last(const char *text, size_t len, const char *what)
{
	const char *at, *last = NULL;

	while ((at = find(text, len, what))) {
		last = at;
		len -= (size_t)(at + 1 - text);
		text = at + 1;
	}
	return last;
}

/* What `fail` and `required` say: "execution error at (t:1:2): message". False: none of these. */
static bool add_warning(struct weir_strbuf *sb, const char *name, const char *text, size_t len)
{
	const char *location = find(text, len, ": "), *rest, *start, *end;
	size_t left;

	rest = location ? find(location + 2, len - (size_t)(location + 2 - text), ": ") : NULL;
	if (!rest) {
		weir_strbuf_addf(sb, "execution error in (%s): ", name);
		weir_strbuf_add(sb, text, len);
		return true;
	}
	location += 2;
	left = len - (size_t)(rest + 2 - text);
	start = find(rest + 2, left, WARN_START);
	if (!start)
		return false;
	start += strlen(WARN_START);
	end = find_last(start, len - (size_t)(start - text), WARN_END);
	if (!end)
		return false;
	weir_strbuf_addf(sb, "execution error at (%.*s): ", (int)(rest - location), location);
	weir_strbuf_add(sb, start, (size_t)(end - start));
	return true;
}

void error_clean_exec3(struct weir_strbuf *sb, const char *name, const struct exec_error *e)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf text = WEIR_STRBUF_INIT;

	exec_error_text(&text, e);
	if (!e->of_template || !add_warning(sb, name, text.data, text.len))
		weir_strbuf_add(sb, text.data, text.len);
}

/* One level of the chain in lines: the place, what is executed, the message. */
struct trace {
	const char *location, *function, *at, *message;
	size_t location_len, function_len, at_len, message_len;
};

static size_t cut_chained(const char *message, size_t len)
{
	const char *cut = find(message, len, " template:");

	return cut ? (size_t)(cut - message) : len;
}

/* ...: executing "name" at <node>: message */
static bool read_executing(const char *s, size_t len, struct trace *t)
{
	const char *p = find(s, len, ": executing "), *end = s + len, *q;

	if (!p)
		return false;
	t->location = s;
	t->location_len = (size_t)(p - s);
	p += strlen(": executing ");
	if (p >= end || *p != '"')
		return false;
	q = memchr(p + 1, '"', (size_t)(end - p - 1));
	if (!q || (size_t)(end - q - 1) < 5 || memcmp(q + 1, " at <", 5) != 0)
		return false;
	t->function = p + 1;
	t->function_len = (size_t)(q - p - 1);
	t->at = q + 6;
	p = find(t->at, (size_t)(end - t->at), ">: ");
	if (!p)
		return false;
	t->at_len = (size_t)(p - t->at);
	t->message = p + 3;
	t->message_len = cut_chained(t->message, (size_t)(end - t->message));
	return true;
}

static bool read_trace(const char *s, size_t len, struct trace *t)
{
	const char *rest = s + 10, *at;
	size_t left = len - 10;

	*t = (struct trace){ 0 };
	if (len < 10 || memcmp(s, "template: ", 10) != 0)
		return false;
	if (left >= 12 && memcmp(rest, "no template ", 12) == 0) {
		t->message = s;
		t->message_len = len;
		return true;
	}
	if (read_executing(rest, left, t))
		return true;
	*t = (struct trace){ 0 };
	at = find_last(rest, left, ": ");
	if (!at)
		return false;
	t->location = rest;
	t->location_len = (size_t)(at - rest);
	t->message = at + 2;
	t->message_len = cut_chained(at + 2, (size_t)(rest + left - at - 2));
	return true;
}

static void add_trace(struct weir_strbuf *sb, const struct trace *t)
{
	if (t->location_len)
		weir_strbuf_addf(sb, "%.*s\n  ", (int)t->location_len, t->location);
	if (t->function) {
		weir_strbuf_addf(sb, "executing \"%.*s\" at <", (int)t->function_len, t->function);
		weir_strbuf_add(sb, t->at, t->at_len);
		weir_strbuf_adds(sb, ">:\n    ");
	}
	if (t->message_len) {
		weir_strbuf_add(sb, t->message, t->message_len);
		weir_strbuf_addc(sb, '\n');
	}
}

static void trim_space(struct weir_strbuf *sb, size_t from)
{
	size_t start = from;

	while (sb->len > from && strchr(" \t\r\n\v\f", sb->data[sb->len - 1]))
		sb->data[--sb->len] = '\0';
	while (start < sb->len && strchr(" \t\r\n\v\f", sb->data[start]))
		start++;
	memmove(sb->data + from, sb->data + start, sb->len - start + 1);
	sb->len -= start - from;
}

/* The whole chain in lines; false: a part of it is no error of a template. */
static bool add_chain(struct weir_strbuf *sb, const struct exec_error *e)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf text = WEIR_STRBUF_INIT;
	WEIR_CLEAN_STRBUF struct weir_strbuf last = WEIR_STRBUF_INIT;
	WEIR_CLEAN_STRBUF struct weir_strbuf this = WEIR_STRBUF_INIT;
	size_t from = sb->len;
	struct trace t;

	for (; e; e = e->cause) {
		weir_strbuf_clear(&text);
		weir_strbuf_clear(&this);
		exec_error_text(&text, e);
		if (!read_trace(text.data, text.len, &t)) {
			sb->len = from;
			return false;
		}
		add_trace(&this, &t);
		if (last.len == this.len && last.len && memcmp(last.data, this.data, last.len) == 0)
			continue;
		weir_strbuf_add(sb, this.data, this.len);
		weir_strbuf_clear(&last);
		weir_strbuf_add(&last, this.data, this.len);
	}
	trim_space(sb, from);
	return true;
}

void error_clean_exec4(struct weir_strbuf *sb, const char *name, const struct exec_error *e)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf text = WEIR_STRBUF_INIT;
	const struct exec_error *any = e;

	exec_error_text(&text, e);
	while (any && !any->of_template)
		any = any->cause;
	if (!any || (!add_warning(sb, name, text.data, text.len) && !add_chain(sb, e)))
		weir_strbuf_add(sb, text.data, text.len);
}
