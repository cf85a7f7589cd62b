/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Arguments read by the verb's table of flags: --name VALUE, --name=VALUE, -n VALUE, -nVALUE, -Aw,
 * -- ends them.  Values are checked here, so that a verb never sees a wrong one.
 */
#include "cli/cli.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>

#include "config/config.h"

static void take_flags(struct cli *cli, const struct cli_flag *flags)
{
	for (; flags && flags->name; flags++) {
		struct cli_value *value = &cli->values[cli->value_count++];

		assert(cli->value_count <= sizeof(cli->values) / sizeof(cli->values[0]));
		value->flag = flags;
		value->text = flags->preset;
		if (flags->type == CLI_DURATION && flags->preset)
			weir_duration_parse(flags->preset, &value->number, NULL);
		else if (flags->type == CLI_INT && flags->preset)
			value->number = strtoll(flags->preset, NULL, 10);
	}
}

static struct cli_value *find_long(struct cli *cli, const char *name, size_t len)
{
	for (size_t i = 0; i < cli->value_count; i++) {
		if (strlen(cli->values[i].flag->name) == len && strncmp(cli->values[i].flag->name, name, len) == 0)
			return &cli->values[i];
	}
	return NULL;
}

static struct cli_value *find_short(struct cli *cli, char letter)
{
	for (size_t i = 0; i < cli->value_count; i++) {
		if (cli->values[i].flag->letter == letter)
			return &cli->values[i];
	}
	return NULL;
}

static int unknown_long(struct cli *cli, const char *name, size_t len)
{
	const char *names[sizeof(cli->values) / sizeof(cli->values[0]) + 1] = { NULL };
	WEIR_CLEAN_FREE char *word = weir_strndup(name, len);

	for (size_t i = 0; i < cli->value_count; i++)
		names[i] = cli->values[i].flag->name;
	const char *near = weir_nearest(word, names);

	if (near)
		return cli_usage(cli->command, "unknown flag --%s; did you mean --%s?", word, near);
	return cli_usage(cli->command, "unknown flag --%s", word);
}

static bool among(const char *text, const char *const *choices)
{
	while (*choices && strcmp(*choices, text) != 0)
		choices++;
	return *choices != NULL;
}

static int wrong_choice(struct cli *cli, const struct cli_flag *flag, const char *text)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf list = WEIR_STRBUF_INIT;

	for (size_t i = 0; flag->choices[i]; i++)
		weir_strbuf_addf(&list, "%s%s", i ? ", " : "", flag->choices[i]);
	return cli_usage(cli->command, "--%s is one of %s, not \"%s\"", flag->name, list.data, text);
}

static int set_bool(struct cli *cli, struct cli_value *value, const char *text)
{
	value->number = !text || strcmp(text, "true") == 0;
	if (text && strcmp(text, "true") != 0 && strcmp(text, "false") != 0)
		return cli_usage(cli->command, "--%s is true or false, not \"%s\"", value->flag->name, text);
	return 0;
}

static int set_number(struct cli *cli, struct cli_value *value, const char *text)
{
	char *end;

	errno = 0;
	value->number = strtoll(text, &end, 10);
	if (errno || end == text || *end || value->number < 0)
		return cli_usage(cli->command, "--%s is a whole number, not \"%s\"", value->flag->name, text);
	return 0;
}

static int set_duration(struct cli *cli, struct cli_value *value, const char *text)
{
	struct weir_error err = WEIR_ERROR_INIT;

	if (weir_duration_parse(text, &value->number, &err) == 0)
		return 0;
	weir_error_done(&err);
	return cli_usage(cli->command, "--%s is a duration like 30s, 5m or 1h30m, not \"%s\"", value->flag->name, text);
}

static int set_value(struct cli *cli, struct cli_value *value, const char *text)
{
	const struct cli_flag *flag = value->flag;

	value->set = true;
	value->text = text;
	if (flag->choices && !among(text, flag->choices))
		return wrong_choice(cli, flag, text);
	switch (flag->type) {
	case CLI_BOOL: return set_bool(cli, value, text);
	case CLI_INT: return set_number(cli, value, text);
	case CLI_DURATION: return set_duration(cli, value, text);
	case CLI_TEXT: break;
	}
	return 0;
}

/* One "--…" at argv[*i]; takes the next argument where the value stands there. */
static int parse_long(struct cli *cli, int argc, char **argv, int *i)
{
	const char *name = argv[*i] + 2, *equals = strchr(name, '=');
	size_t len = equals ? (size_t)(equals - name) : strlen(name);
	struct cli_value *value = find_long(cli, name, len);

	if (!value)
		return unknown_long(cli, name, len);
	if (equals)
		return set_value(cli, value, equals + 1);
	if (value->flag->type == CLI_BOOL)
		return set_value(cli, value, NULL);
	if (*i + 1 >= argc)
		return cli_usage(cli->command, "--%s needs a value: --%s %s", value->flag->name, value->flag->name,
				 value->flag->value);
	return set_value(cli, value, argv[++*i]);
}

static int parse_short(struct cli *cli, int argc, char **argv, int *i)
{
	for (const char *letter = argv[*i] + 1; *letter; letter++) {
		struct cli_value *value = find_short(cli, *letter);
		int rc;

		if (!value)
			return cli_usage(cli->command, "unknown flag -%c", *letter);
		if (value->flag->type != CLI_BOOL) {
			if (letter[1])
				return set_value(cli, value, letter[1] == '=' ? letter + 2 : letter + 1);
			if (*i + 1 >= argc)
				return cli_usage(cli->command, "-%c needs a value: -%c %s", *letter, *letter,
						 value->flag->value);
			return set_value(cli, value, argv[++*i]);
		}
		rc = set_value(cli, value, NULL);
		if (rc)
			return rc;
	}
	return 0;
}

static int check_count(struct cli *cli)
{
	const struct cli_command *command = cli->command;

	if (cli->arg_count < command->min_args)
		return cli_usage(command, "too few arguments: weir %s %s", command->name, command->synopsis);
	if (command->max_args >= 0 && cli->arg_count > command->max_args)
		return cli_usage(command, "too many arguments, beginning with \"%s\": weir %s %s",
				 cli->args[command->max_args], command->name, command->synopsis);
	return 0;
}

int cli_parse(struct cli *cli, int argc, char **argv, bool *help)
{
	bool flags = true;
	int rc = 0;

	take_flags(cli, cli->command->flags);
	take_flags(cli, cli_global_flags);
	cli->args = weir_calloc((size_t)argc + 1, sizeof(char *));
	for (int i = 0; i < argc && rc == 0; i++) {
		if (!flags || argv[i][0] != '-' || !argv[i][1])
			cli->args[cli->arg_count++] = argv[i];
		else if (strcmp(argv[i], "--") == 0)
			flags = false;
		else if (argv[i][1] == '-')
			rc = parse_long(cli, argc, argv, &i);
		else
			rc = parse_short(cli, argc, argv, &i);
	}
	if (rc)
		return rc;
	*help = cli_on(cli, "help");
	return *help ? 0 : check_count(cli);
}

void cli_done(struct cli *cli)
{
	free(cli->args);
	config_free(cli->config);
}

static const struct cli_value *value_of(const struct cli *cli, const char *flag)
{
	for (size_t i = 0; i < cli->value_count; i++) {
		if (strcmp(cli->values[i].flag->name, flag) == 0)
			return &cli->values[i];
	}
	assert(!"a verb asked for a flag that is not in its table");
	return NULL;
}

const char *cli_text(const struct cli *cli, const char *flag)
{
	return value_of(cli, flag)->text;
}

bool cli_on(const struct cli *cli, const char *flag)
{
	return value_of(cli, flag)->number != 0;
}

bool cli_set(const struct cli *cli, const char *flag)
{
	return value_of(cli, flag)->set;
}

int64_t cli_number(const struct cli *cli, const char *flag)
{
	return value_of(cli, flag)->number;
}
