/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tables: measure all, give the elastic column what is left, print line by line.
 */
#include "cli/table.h"

#define GAP        2  /* spaces between columns */
#define ELASTIC    20 /* the elastic column is never narrower than this */
#define NARROW     10 /* nor any other than this */
#define BELOW      4  /* indent of a message that has no column */
#define FOLD_LINES 6  /* lines of a folded cell; more is cut */

struct table_line {
	char **cells;
	enum table_row row;
};

struct table {
	char **titles;
	size_t columns, elastic; /* elastic == columns: none */
	int *least;              /* widths that were printed already */
	struct table_line *lines;
	size_t count, capacity;
};

struct table *table_new(const char *const *titles)
{
	struct table *table = weir_calloc(1, sizeof(*table));

	while (titles[table->columns])
		table->columns++;
	table->titles = weir_calloc(table->columns, sizeof(char *));
	table->least = weir_calloc(table->columns, sizeof(int));
	table->elastic = table->columns;
	for (size_t i = 0; i < table->columns; i++) {
		table->titles[i] = weir_strdup(titles[i]);
		if (strcmp(titles[i], "MESSAGE") == 0)
			table->elastic = i;
	}
	return table;
}

void table_clear(struct table *table)
{
	for (size_t i = 0; i < table->count; i++) {
		for (size_t c = 0; c < table->columns; c++)
			free(table->lines[i].cells[c]);
		free(table->lines[i].cells);
	}
	table->count = 0;
}

void table_free(struct table *table)
{
	if (!table)
		return;
	table_clear(table);
	for (size_t c = 0; c < table->columns; c++)
		free(table->titles[c]);
	free(table->titles);
	free(table->least);
	free(table->lines);
	free(table);
}

void table_add(struct table *table, enum table_row row, const char *const *cells)
{
	if (table->count == table->capacity) {
		table->capacity = table->capacity ? table->capacity * 2 : 16;
		table->lines = weir_realloc(table->lines, table->capacity * sizeof(*table->lines));
	}
	struct table_line *line = &table->lines[table->count++];

	line->row = row;
	line->cells = weir_calloc(table->columns, sizeof(char *));
	for (size_t i = 0; i < table->columns; i++) {
		struct weir_strbuf sb = WEIR_STRBUF_INIT;

		text_clean(&sb, cells[i] ? cells[i] : "", i == table->elastic && row == TABLE_FOLD ? "\n" : "; ");
		line->cells[i] = weir_strbuf_take(&sb);
	}
}

size_t table_rows(const struct table *table)
{
	return table->count;
}

/* Columns of the widest line of a cell (folded cells have newlines). */
static int cell_width(const char *s)
{
	int widest = 0;

	for (;;) {
		size_t n = strcspn(s, "\n");
		int width = text_width(s, n);

		if (width > widest)
			widest = width;
		if (!s[n])
			return widest;
		s += n + 1;
	}
}

/* What people copy from a table is cut last. */
static bool is_name(const char *title)
{
	static const char *const names[] = { "NAMESPACE", "NAME", "OBJECT", "REVISION", "NOT READY", NULL };
	size_t i = 0;

	while (names[i] && strcmp(names[i], title) != 0)
		i++;
	return names[i] != NULL;
}

/* Take columns away from the widest, one by one; what could not be taken. */
static int shrink(const struct table *table, int excess, bool names, int *widths)
{
	for (; excess > 0; excess--) {
		size_t widest = table->columns;

		for (size_t c = 0; c < table->columns; c++) {
			if (c != table->elastic && (names || !is_name(table->titles[c])) &&
			    (widest == table->columns || widths[c] > widths[widest]))
				widest = c;
		}
		if (widest == table->columns || widths[widest] <= NARROW)
			break;
		widths[widest]--;
	}
	return excess;
}

/*
 * Make the table @excess narrower: the elastic column gives first while it stays readable, then all
 * but names.  When that is not enough, the elastic one goes (width 0): its cells stand below their rows.
 */
static void squeeze(const struct table *table, int excess, int *widths)
{
	bool elastic = table->elastic < table->columns;
	int give = elastic ? widths[table->elastic] - ELASTIC : 0;
	int *before = weir_calloc(table->columns, sizeof(int));

	memcpy(before, widths, table->columns * sizeof(int));
	give = give < 0 ? 0 : give < excess ? give : excess;
	if (elastic)
		widths[table->elastic] -= give;
	if (shrink(table, excess - give, false, widths) > 0) {
		memcpy(widths, before, table->columns * sizeof(int));
		if (elastic) {
			excess -= widths[table->elastic] + GAP;
			widths[table->elastic] = 0;
		}
		shrink(table, shrink(table, excess, false, widths), true, widths);
	}
	free(before);
}

static void measure(const struct table *table, const struct term *term, bool header, int *widths)
{
	int total = 0;

	for (size_t c = 0; c < table->columns; c++) {
		widths[c] = header ? text_width(table->titles[c], strlen(table->titles[c])) : table->least[c];
		for (size_t i = 0; i < table->count; i++) {
			int width = cell_width(table->lines[i].cells[c]);

			if (width > widths[c])
				widths[c] = width;
		}
		total += widths[c] + (c + 1 < table->columns ? GAP : 0);
	}
	if (term->width && total > term->width)
		squeeze(table, total - term->width, widths);
}

/* Words that tell how well it goes. */
static enum term_color cell_color(const char *title, const char *cell)
{
	static const struct {
		const char *title, *cell;
		enum term_color color;
	} rows[] = {
		{ "READY", "True", TERM_GREEN },
		{ "READY", "False", TERM_RED },
		{ "READY", "Unknown", TERM_YELLOW },
		{ "SUSPENDED", "True", TERM_YELLOW },
		{ "TYPE", "Warning", TERM_RED },
		{ "STATE", "dead", TERM_RED },
		{ "STATE", "running", TERM_CYAN },
		{ "STATE", "failed", TERM_RED },
		{ "STATUS", "ReconciliationSucceeded", TERM_GREEN },
		{ "ACTION", "created", TERM_GREEN },
		{ "ACTION", "configured", TERM_YELLOW },
		{ "ACTION", "pruned", TERM_RED },
		{ "ACTION", "failed", TERM_RED },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (strcmp(rows[i].title, title) == 0 && strcmp(rows[i].cell, cell) == 0)
			return rows[i].color;
	}
	return TERM_PLAIN;
}

static void print_cell(const struct table *table, const struct term *term, size_t column, const char *text, size_t len,
		       int width, struct weir_strbuf *out)
{
	WEIR_CLEAN_FREE char *cell = weir_strndup(text, len);
	enum term_color color = cell_color(table->titles[column], cell);

	weir_strbuf_adds(out, term_on(term, color));
	if (term->width && (column == table->elastic || text_width(text, len) > width))
		text_cut(out, text, len, width);
	else
		weir_strbuf_add(out, text, len);
	weir_strbuf_adds(out, term_off(term, color));
	if (column + 1 < table->columns)
		text_pad(out, (text_width(text, len) > width ? 0 : width - text_width(text, len)) + GAP);
}

static void end_line(struct weir_strbuf *out)
{
	while (out->len && out->data[out->len - 1] == ' ')
		out->data[--out->len] = '\0';
	weir_strbuf_addc(out, '\n');
}

/* The elastic cell below its row, where it has no column. */
static void print_below(const struct term *term, const char *rest, struct weir_strbuf *out)
{
	for (int n = 0; *rest && n < FOLD_LINES; n++) {
		size_t skip, len = text_line(rest, strlen(rest), term->width - BELOW, &skip);

		text_pad(out, BELOW);
		text_cut(out, rest, n + 1 == FOLD_LINES ? strcspn(rest, "\n") : len, term->width - BELOW);
		end_line(out);
		rest += len + skip;
	}
}

/* The n-th line of a row; its elastic cell has @len bytes at @text. */
static void print_part(const struct table *table, const struct term *term, const struct table_line *line, int n,
		       const char *text, size_t len, const int *widths, struct weir_strbuf *out)
{
	for (size_t c = 0; c < table->columns; c++) {
		if (c == table->elastic && widths[c])
			print_cell(table, term, c, text, len, widths[c], out);
		else if (c != table->elastic && n == 0)
			print_cell(table, term, c, line->cells[c], strlen(line->cells[c]), widths[c], out);
		else if (c != table->elastic)
			text_pad(out, widths[c] + GAP);
	}
	end_line(out);
}

/* The first line of a row, then the rest of its folded cell below it. */
static void print_line(const struct table *table, const struct term *term, const struct table_line *line,
		       const int *widths, struct weir_strbuf *out)
{
	const char *rest = table->elastic < table->columns ? line->cells[table->elastic] : "";
	int room = term->width && table->elastic < table->columns ? widths[table->elastic] : 0;
	bool fold = line->row == TABLE_FOLD, below = term->width && !room;

	for (int n = 0; n == 0 || *rest; n++) {
		size_t skip = 0, len = strlen(rest);
		bool last = term->width && n + 1 == FOLD_LINES;

		if (fold && !last)
			len = text_line(rest, len, room, &skip);
		else if (fold)
			len = strcspn(rest, "\n");
		print_part(table, term, line, n, rest, len, widths, out);
		if (!fold || last || below)
			break;
		rest += len + skip;
	}
	if (fold && below)
		print_below(term, rest, out);
}

static void print_titles(const struct table *table, const struct term *term, const int *widths, struct weir_strbuf *out)
{
	weir_strbuf_adds(out, term_on(term, TERM_BOLD));
	for (size_t c = 0; c < table->columns; c++) {
		int width = text_width(table->titles[c], strlen(table->titles[c]));

		if (c == table->elastic && !widths[c])
			continue;
		text_cut(out, table->titles[c], strlen(table->titles[c]), widths[c]);
		if (c + 1 < table->columns)
			text_pad(out, (width < widths[c] ? widths[c] - width : 0) + GAP);
	}
	while (out->data[out->len - 1] == ' ')
		out->data[--out->len] = '\0';
	weir_strbuf_adds(out, term_off(term, TERM_BOLD));
	weir_strbuf_addc(out, '\n');
}

void table_print(struct table *table, const struct term *term, bool header, struct weir_strbuf *out)
{
	int *widths = weir_calloc(table->columns, sizeof(int));

	measure(table, term, header, widths);
	if (header)
		print_titles(table, term, widths, out);
	for (size_t i = 0; i < table->count; i++)
		print_line(table, term, &table->lines[i], widths, out);
	for (size_t c = 0; c < table->columns; c++)
		table->least[c] = c == table->elastic ? 0 : widths[c];
	free(widths);
}
