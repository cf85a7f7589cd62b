/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Live lines.  A frame goes up to where the last one began, writes each line over the old one and
 * clears the rest of it, all in one write: no flicker.  Units that have settled scroll away above
 * when there are more than the screen has rows.
 */
#include "cli/progress.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/log.h"
#include "cli/format.h"

#define TICK_MS 100

enum phase { QUEUED, RUNNING, WAITING, READY, FAILED, OTHER };

static const struct {
	const char *name, *mark;
	enum term_color color;
} phases[] = {
	[QUEUED] = { "queued", "○", TERM_DIM },      [RUNNING] = { "running", "►", TERM_CYAN },
	[WAITING] = { "waiting", "◎", TERM_YELLOW }, [READY] = { "ready", "✔", TERM_GREEN },
	[FAILED] = { "failed", "✗", TERM_RED },      [OTHER] = { NULL, "·", TERM_DIM },
};

struct item {
	char *key, *name, *message, *word;
	enum phase phase;
	int64_t began, ended; /* loop_now() */
	bool gone;            /* printed for good, above */
};

struct progress {
	struct loop *loop;
	struct loop_timer *timer;
	struct term term;
	int fd, null_fd;
	struct item *items;
	size_t count, capacity;
	int drawn;      /* live lines of the last frame */
	int name_width; /* never shrinks: lines do not jump */
	bool changed;
	pthread_mutex_t lock; /* of said: log lines come from any thread */
	struct weir_strbuf said;
};

static bool settled(const struct item *item)
{
	return item->phase == READY || item->phase == FAILED || item->phase == OTHER;
}

/* ---- what is told ---- */

static bool is_of_unit(const char *message)
{
	size_t n = strcspn(message, ": ");
	const char *slash = memchr(message, '/', n);

	return slash && message[n] == ':' && memchr(slash + 1, '/', n - (size_t)(slash + 1 - message));
}

static void on_log(void *arg, const char *text)
{
	struct progress *progress = arg;
	WEIR_CLEAN_JSON json_t *line = json_loads(text, 0, NULL);
	const char *level = weir_get_str_or(line, "level", "");

	/* What concerns a unit ("Kind.group/namespace/name: ...") stands in its own line. */
	if (weir_get_str(line, "unit") || is_of_unit(weir_get_str_or(line, "message", "")) ||
	    (strcmp(level, "error") != 0 && strcmp(level, "warn") != 0))
		return;
	pthread_mutex_lock(&progress->lock);
	weir_strbuf_addf(&progress->said, "%s: ", level);
	text_clean(&progress->said, weir_get_str_or(line, "message", ""), "; ");
	weir_strbuf_addc(&progress->said, '\n');
	pthread_mutex_unlock(&progress->lock);
}

static struct item *item_of(struct progress *progress, const json_t *view)
{
	const char *key = weir_get_str_or(view, "key", "");

	for (size_t i = 0; i < progress->count; i++) {
		if (strcmp(progress->items[i].key, key) == 0)
			return &progress->items[i];
	}
	if (progress->count == progress->capacity) {
		progress->capacity = progress->capacity ? progress->capacity * 2 : 32;
		progress->items = weir_realloc(progress->items, progress->capacity * sizeof(*progress->items));
	}
	struct item *item = &progress->items[progress->count++];

	*item = (struct item){ .key = weir_strdup(key),
			       .name = weir_ref_text(weir_get(view, "ref")),
			       .began = loop_now() };
	int width = text_width(item->name, strlen(item->name));

	if (width > progress->name_width)
		progress->name_width = width;
	return item;
}

static enum phase phase_of(const char *name)
{
	for (size_t i = 0; i < OTHER; i++) {
		if (strcmp(phases[i].name, name) == 0)
			return (enum phase)i;
	}
	return OTHER;
}

static void set_message(struct item *item, const json_t *view)
{
	struct weir_strbuf short_text = WEIR_STRBUF_INIT;
	WEIR_CLEAN_STRBUF struct weir_strbuf clean = WEIR_STRBUF_INIT;
	const char *message;

	format_condition(weir_get(view, "status"), "Ready", &message);
	text_clean(&clean, message, "; ");
	format_short(&short_text, clean.data ? clean.data : "");
	free(item->message);
	item->message = weir_strbuf_take(&short_text);
}

void progress_unit(struct progress *progress, const char *name, const json_t *view)
{
	struct item *item = item_of(progress, view);
	enum phase phase = phase_of(name);

	if (settled(item) && (phase == RUNNING || phase == QUEUED)) {
		item->began = loop_now();
		item->gone = false;
	}
	item->phase = phase;
	if (phase == OTHER) {
		free(item->word);
		item->word = weir_strdup(name);
	}
	if (settled(item))
		item->ended = loop_now();
	set_message(item, view);
	progress->changed = true;
}

/* ---- drawing ---- */

static void add_line(const struct progress *progress, const struct item *item, int64_t now, struct weir_strbuf *out)
{
	const struct term *term = &progress->term;
	int room = term->width - 1, name = progress->name_width;
	struct format_buf took = format_took((settled(item) ? item->ended : now) - item->began);
	bool timed = item->phase != QUEUED && item->phase != OTHER;

	if (name > room / 2)
		name = room / 2;
	if (name > room - 18)
		name = room > 26 ? room - 18 : 8;
	weir_strbuf_addf(out, "%s%s%s ", term_on(term, phases[item->phase].color), phases[item->phase].mark,
			 term_off(term, phases[item->phase].color));
	size_t at = out->len;

	text_cut(out, item->name, strlen(item->name), name);
	text_pad(out, name - text_width(out->data + at, out->len - at));
	weir_strbuf_addf(out, "  %-8s%6s", phases[item->phase].name ? phases[item->phase].name : item->word,
			 timed ? took.s : "");
	room -= 2 + name + 2 + 14 + 2;
	if (room > 8 && item->message && *item->message) {
		weir_strbuf_adds(out, "  ");
		weir_strbuf_adds(out, term_on(term, item->phase == FAILED ? TERM_PLAIN : TERM_DIM));
		text_cut(out, item->message, strlen(item->message), room);
		weir_strbuf_adds(out, term_off(term, item->phase == FAILED ? TERM_PLAIN : TERM_DIM));
	}
	weir_strbuf_adds(out, "\033[K\n");
}

static void take_said(struct progress *progress, struct weir_strbuf *out)
{
	pthread_mutex_lock(&progress->lock);
	for (char *line = progress->said.data; line && *line;) {
		size_t n = strcspn(line, "\n");

		weir_strbuf_add(out, line, n);
		weir_strbuf_adds(out, "\033[K\n");
		line += n + (line[n] == '\n');
	}
	weir_strbuf_clear(&progress->said);
	pthread_mutex_unlock(&progress->lock);
}

static size_t live_count(const struct progress *progress)
{
	size_t n = 0;

	for (size_t i = 0; i < progress->count; i++)
		n += !progress->items[i].gone;
	return n;
}

/* Settled lines leave the live region, first ones first, until the rest has room. */
static void scroll_away(struct progress *progress, size_t room, int64_t now, struct weir_strbuf *out)
{
	size_t live = live_count(progress);

	for (size_t i = 0; i < progress->count && live > room; i++) {
		struct item *item = &progress->items[i];

		if (item->gone || !settled(item))
			continue;
		add_line(progress, item, now, out);
		item->gone = true;
		live--;
	}
}

void progress_frame(struct progress *progress, int64_t now, struct weir_strbuf *out)
{
	size_t room = progress->term.height > 4 ? (size_t)progress->term.height - 2 : 2, shown = 0, live;

	if (progress->drawn)
		weir_strbuf_addf(out, "\033[%dA\r", progress->drawn);
	take_said(progress, out);
	scroll_away(progress, room, now, out);
	live = live_count(progress);
	progress->drawn = 0;
	for (int active = 1; active >= 0; active--) { /* queued ones last: they say least */
		for (size_t i = 0; i < progress->count; i++) {
			const struct item *item = &progress->items[i];
			bool quiet = item->phase == QUEUED && live > room;

			if (item->gone || quiet == (active == 1) || (live > room && shown + 1 >= room))
				continue;
			add_line(progress, item, now, out);
			shown++;
		}
		if (live <= room)
			break;
	}
	progress->drawn = (int)shown;
	if (shown < live) {
		weir_strbuf_addf(out, "%s… and %zu more%s\033[K\n", term_on(&progress->term, TERM_DIM), live - shown,
				 term_off(&progress->term, TERM_DIM));
		progress->drawn++;
	}
	weir_strbuf_adds(out, "\033[J");
}

static void draw(struct progress *progress)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf frame = WEIR_STRBUF_INIT;

	progress_frame(progress, loop_now(), &frame);
	WEIR_CLEAN_FREE char *clean = redact(frame.data);

	for (size_t done = 0, len = strlen(clean); done < len;) {
		ssize_t n = write(progress->fd, clean + done, len - done);

		if (n <= 0)
			break;
		done += (size_t)n;
	}
}

static void on_tick(void *arg)
{
	struct progress *progress = arg;
	struct term now = term_of(progress->fd);
	bool active = false;

	if (now.width != progress->term.width)
		progress->drawn = 0; /* the terminal has folded the old lines: begin below them */
	progress->term = now;
	for (size_t i = 0; i < progress->count; i++)
		active = active || !settled(&progress->items[i]);
	if (active || progress->changed || progress->said.len)
		draw(progress);
	progress->changed = false;
	loop_timer_set(progress->timer, loop_now() + TICK_MS);
}

void progress_size(struct progress *progress, int width, int height)
{
	progress->term = (struct term){ .tty = true, .width = width, .height = height };
}

struct progress *progress_new(struct loop *loop, int fd)
{
	struct progress *progress = weir_calloc(1, sizeof(*progress));

	progress->loop = loop;
	progress->fd = fd;
	progress->term = term_of(fd);
	pthread_mutex_init(&progress->lock, NULL);
	progress->null_fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (loop) {
		log_setup(LOG_TEXT, log_level(), progress->null_fd);
		log_tap(on_log, progress);
		progress->timer = loop_timer_new(loop, on_tick, progress);
		loop_timer_set(progress->timer, loop_now() + TICK_MS);
	}
	return progress;
}

void progress_free(struct progress *progress)
{
	if (!progress)
		return;
	if (progress->loop) {
		log_tap(NULL, NULL);
		log_setup(LOG_TEXT, log_level(), STDERR_FILENO);
		loop_timer_free(progress->timer);
		draw(progress);
	}
	for (size_t i = 0; i < progress->count; i++) {
		free(progress->items[i].key);
		free(progress->items[i].name);
		free(progress->items[i].message);
		free(progress->items[i].word);
	}
	free(progress->items);
	weir_strbuf_done(&progress->said);
	pthread_mutex_destroy(&progress->lock);
	if (progress->null_fd >= 0)
		close(progress->null_fd);
	free(progress);
}
