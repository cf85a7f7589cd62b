/* SPDX-License-Identifier: Apache-2.0 */
/*
 * regex_compile.c - tree to program.  Each node is compiled with the address of what follows it, so
 * nothing needs patching but loops.  The order of the two ways of an ALT is their priority; how
 * repetitions unfold follows Go, whose captures depend on it.
 */
#include <stdlib.h>
#include "regex_private.h"

static uint32_t emit(struct weir_regex *re, enum regex_inst_op op, uint32_t out, uint32_t arg)
{
	if (re->count == re->size) {
		re->size = re->size ? re->size * 2 : 16;
		re->insts = weir_realloc(re->insts, re->size * sizeof(*re->insts));
	}
	re->insts[re->count] = (struct regex_inst){ (uint8_t)op, out, arg };
	return (uint32_t)re->count++;
}

static uint32_t emit_choice(struct weir_regex *re, bool lazy, uint32_t body, uint32_t next)
{
	return lazy ? emit(re, INST_ALT, next, body) : emit(re, INST_ALT, body, next);
}

static bool is_nullable(struct regex_node *node)
{
	bool yes = true;
	size_t i;

	if (node->nullable)
		return node->nullable == 2;
	switch (node->op) {
	case REGEX_SET: yes = false; break;
	case REGEX_CONCAT:
		for (i = 0; i < node->count; i++)
			yes = is_nullable(node->subs[i]) && yes;
		break;
	case REGEX_ALTERNATE:
		for (yes = false, i = 0; i < node->count; i++)
			yes = is_nullable(node->subs[i]) || yes;
		break;
	case REGEX_CAPTURE:
	case REGEX_PLUS: yes = is_nullable(node->subs[0]); break;
	case REGEX_REPEAT: yes = !node->min || is_nullable(node->subs[0]); break;
	default: break;
	}
	node->nullable = yes ? 2 : 1;
	return yes;
}

static uint32_t compile(struct weir_regex *re, struct regex_node *node, uint32_t next);

static uint32_t compile_plus(struct weir_regex *re, struct regex_node *sub, bool lazy, uint32_t next)
{
	uint32_t loop = emit(re, INST_ALT, next, next), body = compile(re, sub, loop);

	*(lazy ? &re->insts[loop].arg : &re->insts[loop].out) = body;
	return body;
}

static uint32_t compile_star(struct weir_regex *re, struct regex_node *sub, bool lazy, uint32_t next)
{
	uint32_t loop, body;

	if (is_nullable(sub)) /* (x+)?: a loop that takes nothing does so once */
		return emit_choice(re, lazy, compile_plus(re, sub, lazy, next), next);
	loop = emit(re, INST_ALT, next, next);
	body = compile(re, sub, loop);
	*(lazy ? &re->insts[loop].arg : &re->insts[loop].out) = body;
	return loop;
}

/* x{2,5} is xx(x(x(x)?)?)?, x{3,} is xxx+. */
static uint32_t compile_repeat(struct weir_regex *re, struct regex_node *node, uint32_t next)
{
	struct regex_node *sub = node->subs[0];
	uint32_t at = next;
	int i, copies = node->min;

	if (node->max < 0) {
		if (!node->min)
			return compile_star(re, sub, node->lazy, next);
		at = compile_plus(re, sub, node->lazy, next);
		copies--;
	}
	for (i = node->min; i < node->max; i++)
		at = emit_choice(re, node->lazy, compile(re, sub, at), next);
	for (i = 0; i < copies; i++)
		at = compile(re, sub, at);
	return at;
}

static uint32_t compile_operator(struct weir_regex *re, struct regex_node *node, uint32_t next)
{
	struct regex_node *sub = node->subs[0];

	if (sub->op == REGEX_EMPTY)
		return next;
	if (sub->op == node->op && sub->lazy == node->lazy && node->op != REGEX_REPEAT)
		return compile(re, sub, next); /* (?:x*)* */
	switch (node->op) {
	case REGEX_STAR: return compile_star(re, sub, node->lazy, next);
	case REGEX_PLUS: return compile_plus(re, sub, node->lazy, next);
	case REGEX_QUEST: return emit_choice(re, node->lazy, compile(re, sub, next), next);
	default: return compile_repeat(re, node, next);
	}
}

static uint32_t compile_alternate(struct weir_regex *re, struct regex_node *node, uint32_t next)
{
	size_t i = node->count - 1;
	uint32_t at = compile(re, node->subs[i], next);

	while (i-- > 0)
		at = emit(re, INST_ALT, compile(re, node->subs[i], next), at);
	return at;
}

static uint32_t compile(struct weir_regex *re, struct regex_node *node, uint32_t next)
{
	uint32_t at = next;
	size_t i;

	switch (node->op) {
	case REGEX_EMPTY: return next;
	case REGEX_SET:
		if (node->set >= 0)
			return emit(re, INST_SET, next, (uint32_t)node->set);
		return emit(re, INST_RUNE, next, node->rune);
	case REGEX_CAPTURE:
		at = emit(re, INST_CAPTURE, next, (uint32_t)node->group * 2 + 1);
		at = compile(re, node->subs[0], at);
		return emit(re, INST_CAPTURE, at, (uint32_t)node->group * 2);
	case REGEX_CONCAT:
		for (i = node->count; i-- > 0;)
			at = compile(re, node->subs[i], at);
		return at;
	case REGEX_ALTERNATE: return compile_alternate(re, node, next);
	case REGEX_STAR:
	case REGEX_PLUS:
	case REGEX_QUEST:
	case REGEX_REPEAT: return compile_operator(re, node, next);
	default: return emit(re, INST_EMPTY, next, node->op);
	}
}

static void take_sets(struct weir_regex *re, const struct regex_tree *tree)
{
	size_t i, k;
	uint32_t rune;

	re->sets = weir_calloc(tree->set_count, sizeof(*re->sets));
	re->set_count = tree->set_count;
	for (i = 0; i < tree->set_count; i++) {
		const struct rune_set *from = &tree->sets[i];
		struct regex_set *to = &re->sets[i];

		to->ranges = weir_malloc(from->count * sizeof(*to->ranges));
		for (k = 0; k < from->count; k++) {
			for (rune = from->ranges[k].low; rune <= from->ranges[k].high && rune < 0x80; rune++)
				to->ascii[rune >> 6] |= UINT64_C(1) << (rune & 63);
			if (from->ranges[k].high >= 0x80)
				to->ranges[to->count++] = from->ranges[k];
		}
	}
}

/* ---- what a match begins with ---- */

static void add_first(struct weir_regex *re, const struct regex_inst *inst)
{
	const struct regex_set *set = inst->op == INST_SET ? &re->sets[inst->arg] : NULL;
	unsigned c;

	for (c = 0; c < 0x80; c++)
		if (set ? set->ascii[c >> 6] >> (c & 63) & 1 : inst->arg == c)
			re->first[c] = 1;
	if (set ? set->count > 0 : inst->arg >= 0x80)
		memset(re->first + 0x80, 1, 0x80);
}

static void find_first(struct weir_regex *re)
{
	uint32_t *stack = weir_malloc((re->count * 2 + 1) * sizeof(*stack));
	uint8_t *seen = weir_calloc(re->count, 1);
	size_t depth = 0;

	re->first_known = true;
	stack[depth++] = re->start;
	while (depth && re->first_known) {
		uint32_t pc = stack[--depth];
		const struct regex_inst *inst = &re->insts[pc];

		if (seen[pc])
			continue;
		seen[pc] = 1;
		switch (inst->op) {
		case INST_RUNE:
		case INST_SET: add_first(re, inst); break;
		case INST_MATCH: re->first_known = false; break;
		case INST_ALT: stack[depth++] = inst->arg; /* fall through */
		default: stack[depth++] = inst->out; break;
		}
	}
	free(stack);
	free(seen);
}

static bool is_anchored(const struct weir_regex *re)
{
	const struct regex_inst *inst = &re->insts[re->start];

	while (inst->op == INST_CAPTURE || (inst->op == INST_EMPTY && inst->arg != REGEX_BEGIN_TEXT))
		inst = &re->insts[inst->out];
	return inst->op == INST_EMPTY;
}

void regex_compile(struct weir_regex *re, const struct regex_tree *tree)
{
	take_sets(re, tree);
	re->start = compile(re, tree->root, emit(re, INST_MATCH, 0, 0));
	re->anchored = is_anchored(re);
	find_first(re);
}
