/* SPDX-License-Identifier: Apache-2.0 */
/*
 * contract.c - run the rules, one process a rule, and print TAP.
 *
 * The plugin is loaded in the children alone: a crash, an endless loop or an exit() of it is a
 * failed rule with its signal or time in a comment.
 */
#include "plugin/contract.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include <weir/yaml.h>

#include "base/io.h"
#include "base/limits.h"
#include "base/log.h"
#include "config/config.h"

const struct contract_check contract_checks[] = {
	{ "it loads, and describes itself", check_describe, 20 },
	{ "it exports its descriptor and nothing else", check_exports, 20 },
	{ "it is linked completely, with the one jansson", check_links, 20 },
	{ "it has no mutable statics", check_statics, 20 },
	{ "nothing runs when it is loaded", check_constructors, 20 },
	{ "it can start no program", check_starts_nothing, 20 },
	{ "it leaves the process as it is", check_leaves_process, 20 },
	{ "options of a wrong type are refused", check_option_types, 20 },
	{ "unknown options are refused", check_unknown_options, 20 },
	{ "two instances are open at once, and close in either order", check_open_twice, 60 },
	{ "an instance that was never used closes", check_close_unused, 60 },
	{ "when open() fails, nothing stays behind", check_open_failure, 60 },
	{ "inspect and convert are pure", check_inspect_pure, 60 },
	{ "the examples are taken", check_examples, 60 },
	{ "broken objects are refused in one line", check_broken, 240 },
	{ "a call that was cancelled before it began returns", check_cancel_before, 60 },
	{ "a call that is cancelled returns soon", check_cancel_during, 60 },
	{ "a call after its deadline returns", check_deadline, 60 },
	{ "what was applied is read back, unchanged the second time, and pruned", check_applier_round, 60 },
	{ "calls from two threads answer as from one", check_two_threads, 120 },
	{ "a swap under load loses no call", check_swap, 120 },
	{ "nothing leaks", check_leaks, 240 },
	{ NULL },
};

/* ---- verdicts ---- */

static void say(struct contract *c, const char *fmt, va_list ap) WEIR_PRINTF(2, 0);
static void say(struct contract *c, const char *fmt, va_list ap)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	char *p;

	weir_strbuf_addv(&sb, fmt, ap);
	for (p = sb.data; p && *p; p++)
		if ((unsigned char)*p < ' ')
			*p = ' ';
	fprintf(c->out, "# %.2000s\n", sb.data ? sb.data : "");
	fflush(c->out);
	weir_strbuf_done(&sb);
}

void contract_fail(struct contract *c, const char *fmt, ...)
{
	va_list ap;

	c->verdict = CONTRACT_FAILED;
	va_start(ap, fmt);
	say(c, fmt, ap);
	va_end(ap);
}

void contract_skip(struct contract *c, const char *fmt, ...)
{
	va_list ap;

	if (c->verdict == CONTRACT_OK)
		c->verdict = CONTRACT_SKIPPED;
	va_start(ap, fmt);
	say(c, fmt, ap);
	va_end(ap);
}

/* ---- loading ---- */

json_t *contract_check_options(struct contract *c, const json_t *options, struct weir_error *err)
{
	struct config_plugin p = { .name = (char *)c->plugin->name,
				   .options = (json_t *)options,
				   .where = (char *)"--option",
				   .positions = json_object() };
	json_t *checked = config_options(&p, c->plugin, c->dir, err);

	json_decref(p.positions);
	return checked;
}

json_t *contract_given_options(const struct contract *c)
{
	json_t *options = json_deep_copy(c->given);
	const struct weir_option *o;

	for (o = c->plugin->options; o && o->key; o++)
		if (o->type == WEIR_STRING && (o->flags & WEIR_PATH) && (o->flags & WEIR_REQUIRED) &&
		    !json_object_get(options, o->key))
			json_object_set_new(options, o->key, json_sprintf("%s/%s", c->dir, o->key));
	return options;
}

static struct tree_handle *small_tree(struct contract *c)
{
	static const char good[] = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  k: v\n";
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/tree", c->dir);
	int fd;

	if (io_mkdirs(AT_FDCWD, path, 0700, NULL))
		return NULL;
	fd = io_open(AT_FDCWD, path, O_DIRECTORY | O_RDONLY, 0, NULL);
	if (fd < 0 || io_write(fd, "a.yaml", 0600, good, strlen(good), false, NULL) ||
	    io_write(fd, "broken.yaml", 0600, "a: [\n", 5, false, NULL))
		return NULL;
	return tree_of_dir(fd, NULL);
}

bool contract_load(struct contract *c)
{
	WEIR_CLEAN_FREE char *state = weir_asprintf("%s/state", c->dir);
	WEIR_CLEAN_FREE char *cache = weir_asprintf("%s/plugins", state);
	struct host_options options = { .state_dir = state, .allow_tree_open = true };
	struct weir_error err = WEIR_ERROR_INIT;

	if (host_new(&options, &c->host, &err) || loader_load(c->file, cache, &c->plugin, NULL, &err)) {
		contract_fail(c, "%s", err.message);
		return false;
	}
	c->tree = small_tree(c);
	return true;
}

bool contract_load_with_options(struct contract *c)
{
	WEIR_CLEAN_JSON json_t *options = NULL;
	struct weir_error err = WEIR_ERROR_INIT;

	if (!contract_load(c))
		return false;
	options = contract_given_options(c);
	c->options = contract_check_options(c, options, &err);
	if (!c->options)
		contract_skip(c, "it needs options that were not given (--option KEY=VALUE): %s", err.message);
	return c->options != NULL;
}

struct plugin *contract_open(struct contract *c)
{
	struct weir_error err = WEIR_ERROR_INIT;
	struct plugin *p = NULL;

	if (plugin_open(c->host, "contract", c->plugin, "contract", c->options, &p, &err))
		contract_fail(c, "open() failed: %s", err.message);
	weir_error_done(&err);
	return p;
}

/* ---- one rule in its own process ---- */

static void unload(struct contract *c)
{
	tree_unref(c->tree);
	json_decref(c->options);
	host_free(c->host);
}

static void __attribute__((noreturn)) child(struct contract *c, const struct contract_check *check, int fd)
{
	c->out = fdopen(fd, "w");
	/* Its log lines are not TAP. */
	log_setup(LOG_TEXT, WEIR_ERROR, open("/dev/null", O_WRONLY | O_CLOEXEC));
	alarm(check->seconds);
	check->run(c);
	unload(c);
	fflush(c->out);
	_exit((int)c->verdict);
}

/* What the child has said, until it is gone: *text is malloc'ed. The wait status. */
static int listen_to(pid_t pid, int fd, char **text)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	char part[4096];
	ssize_t n;
	int status;

	while ((n = read(fd, part, sizeof(part))) > 0 || (n < 0 && errno == EINTR))
		if (n > 0 && sb.len < LIMIT_CONFIG_BYTES)
			weir_strbuf_add(&sb, part, (size_t)n);
	close(fd);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	*text = weir_strbuf_take(&sb);
	return status;
}

static int start(struct contract *c, const struct contract_check *check, char **text)
{
	int fds[2];
	pid_t pid;

	if (pipe2(fds, O_CLOEXEC) < 0)
		return -1;
	/* What is buffered here would be written a second time by a plugin that calls exit(). */
	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		close(fds[0]);
		child(c, check, fds[1]);
	}
	close(fds[1]);
	if (pid < 0) {
		close(fds[0]);
		return -1;
	}
	return listen_to(pid, fds[0], text);
}

static enum verdict verdict_of(int status, const struct contract_check *check, FILE *tap)
{
	if (status >= 0 && WIFEXITED(status) && WEXITSTATUS(status) <= (int)CONTRACT_SKIPPED)
		return (enum verdict)WEXITSTATUS(status);
	if (status < 0)
		fprintf(tap, "# no process could be started: %s\n", strerror(errno));
	else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
		fprintf(tap, "# it did not come back within %u seconds\n", check->seconds);
	else if (WIFSIGNALED(status))
		fprintf(tap, "# it crashed: signal %d (%s)\n", WTERMSIG(status), strsignal(WTERMSIG(status)));
	else
		fprintf(tap, "# the plugin ended the process, exit code %d\n", WEXITSTATUS(status));
	return CONTRACT_FAILED;
}

static bool run_one(struct contract *c, size_t number, const struct contract_check *check, FILE *tap)
{
	static const char *const words[] = { "ok", "not ok", "ok" };
	WEIR_CLEAN_FREE char *text = NULL;
	enum verdict verdict;
	int status = start(c, check, &text);

	verdict = verdict_of(status, check, tap);
	fputs(text ? text : "", tap);
	fprintf(tap, "%s %zu - %s%s\n", words[verdict], number, check->name,
		verdict == CONTRACT_SKIPPED ? " # SKIP the reason is above" : "");
	fflush(tap);
	/* The folder is the next one's, empty. */
	io_remove_tree(AT_FDCWD, c->dir, NULL);
	io_mkdirs(AT_FDCWD, c->dir, 0700, NULL);
	return verdict != CONTRACT_FAILED;
}

/* ---- the whole ---- */

static int read_yaml(const char *what, const char *text, bool all, json_t **out, FILE *tap)
{
	struct weir_error err = WEIR_ERROR_INIT;
	json_t *value = !text ? NULL
			: all ? weir_yaml_load_all(what, text, strlen(text), WEIR_YAML_V2, &err)
			      : weir_yaml_load(what, text, strlen(text), WEIR_YAML_V2, &err);

	if (text && !value && err.message) {
		fprintf(tap, "Bail out! %s\n", err.message);
		weir_error_done(&err);
		return 1;
	}
	if (!all && value && !json_is_object(value) && !json_is_null(value)) {
		fprintf(tap, "Bail out! the options are not a map\n");
		json_decref(value);
		return 1;
	}
	if (json_is_null(value)) {
		json_decref(value);
		value = NULL;
	}
	*out = value ? value : all ? json_array() : json_object();
	return 0;
}

int contract_run_with(const struct contract_options *options, FILE *tap)
{
	struct contract c = { .file = options->file };
	char dir[] = "/tmp/weir-contract-XXXXXX";
	int failed = 0;
	size_t i, n;

	if (read_yaml("options", options->options, false, &c.given, tap))
		return 1;
	if (read_yaml("examples", options->examples, true, &c.examples, tap) || !mkdtemp(dir)) {
		json_decref(c.given);
		return 1;
	}
	c.dir = dir;
	for (n = 0; contract_checks[n].name; n++)
		;
	fprintf(tap, "1..%zu\n", n);
	fflush(tap);
	for (i = 0; i < n; i++) {
		if (options->only && !strstr(contract_checks[i].name, options->only))
			fprintf(tap, "ok %zu - %s # SKIP not asked for\n", i + 1, contract_checks[i].name);
		else
			failed += !run_one(&c, i + 1, &contract_checks[i], tap);
	}
	io_remove_tree(AT_FDCWD, dir, NULL);
	json_decref(c.given);
	json_decref(c.examples);
	return failed;
}

int contract_run(const char *file, const char *options_yaml_or_null, FILE *tap)
{
	return contract_run_with(&(struct contract_options){ .file = file, .options = options_yaml_or_null }, tap);
}
