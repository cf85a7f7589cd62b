/* SPDX-License-Identifier: Apache-2.0 */
/* template_cases.h - small templates, one table a subject: the text, whether it renders, what it gives or says. */
#ifndef HELM_TESTS_TEMPLATE_CASES_H
#define HELM_TESTS_TEMPLATE_CASES_H

#include <stdbool.h>

struct template_case {
	const char *template;
	bool ok;
	const char *want;
};

#define CASE_DATA                                                                                                  \
	"{\"a\":1,\"b\":{\"c\":{\"d\":\"deep\"}},\"l\":[1,2,3],\"ls\":[\"x\",\"y\"],\"e\":[],\"s\":\"str\",\"n\":" \
	"null,\"t\":true,\"f\":2.5,\"big\":1234567,\"m\":{\"z\":1,\"y\":2}}"

static const struct template_case text_and_trim[] = {
	{ "a{{- /* c */ -}} b", true, "ab" },
	{ "{{- \"x\" -}}  \n y", true, "xy" },
	{ "a \n{{- 1}} b", true, "a1 b" },
	{ "{{/* only */}}", true, "" },
	{ "{{\"\\n\"}}", true, "\n" },
	{ "a{{- 1 -}}{{- 2 -}}b", true, "a12b" },
	{ "{{`raw \"x\"\\n`}}", true, "raw \"x\"\\n" },
	{ "{{\"\\u00e9\\x41\\101\"}}", true, "\303\251AA" },
};

static const struct template_case numbers[] = {
	{ "{{1}} {{-1}} {{0x1F}} {{0b101}} {{0o17}} {{017}} {{1_000}}", true, "1 -1 31 5 15 15 1000" },
	{ "{{1.5}} {{1e3}} {{1e21}} {{.5}} {{0x1p4}}", true, "1.5 1000 1e+21 0.5 16" },
	{ "{{'a'}} {{'\\n'}} {{'\303\251'}}", true, "97 10 233" },
	{ "{{2i}} {{1+2i}}", true, "(0+2i) (1+2i)" },
	{ "{{9223372036854775808}}", false,
	  "template: t:1:2: executing \"t\" at <9223372036854775808>: 9223372036854775808 overflows int" },
	{ "{{08}}", false, "parse error at (t:1): \"08\"" },
	{ "{{1e400}}", false, "parse error at (t:1): \"1e400\"" },
	{ "{{.big}} {{.f}} {{.a}}", true, "1.234567e+06 2.5 1" },
};

static const struct template_case if_with[] = {
	{ "{{if .a}}A{{else}}B{{end}}", true, "A" },
	{ "{{if .e}}A{{else if .s}}B{{else}}C{{end}}", true, "B" },
	{ "{{with .b.c}}{{.d}}{{end}}", true, "deep" },
	{ "{{with .n}}A{{else with .s}}{{.}}{{else}}C{{end}}", true, "str" },
	{ "{{with $x := .s}}{{$x}}{{end}}", true, "str" },
	{ "{{if not .t}}A{{end}}", true, "" },
	{ "{{if and .t (eq .s \"str\")}}A{{end}}", true, "A" },
};

static const struct template_case range[] = {
	{ "{{range .l}}<{{.}}>{{end}}", true, "<1><2><3>" },
	{ "{{range $i, $v := .ls}}{{$i}}={{$v}} {{end}}", true, "0=x 1=y " },
	{ "{{range $k, $v := .m}}{{$k}}={{$v}} {{end}}", true, "y=2 z=1 " },
	{ "{{range .e}}x{{else}}none{{end}}", true, "none" },
	{ "{{range 3}}{{.}}{{end}}", true, "012" },
	{ "{{range $i := 3}}{{$i}}{{end}}", true, "012" },
	{ "{{range .l}}{{if eq . 2.0}}{{continue}}{{end}}{{.}}{{end}}", true, "13" },
	{ "{{range .l}}{{if eq . 2.0}}{{break}}{{end}}{{.}}{{end}}", true, "1" },
	{ "{{range .s}}{{end}}", false, "template: t:1:8: executing \"t\" at <.s>: range can't iterate over str" },
	{ "{{range $i, $v := 3}}{{end}}", false,
	  "template: t:1:18: executing \"t\" at <3>: can't use 3 to iterate over more than one variable" },
	{ "{{range .l}}{{range $.e}}{{else}}{{break}}{{end}}{{.}}{{end}}", true, "123" },
	{ "{{$x := 0}}{{range $x = .l}}{{$x}}{{end}}{{$x}}", true, "1233" },
};

static const struct template_case variables[] = {
	{ "{{$x := 1}}{{$x = 2}}{{$x}}", true, "2" },
	{ "{{$x := 1}}{{if .t}}{{$x := 2}}{{$x}}{{end}}{{$x}}", true, "21" },
	{ "{{$x}}", false, "parse error at (t:1): undefined variable \"$x\"" },
	{ "{{$x = 1}}", false, "template: t:1:7: executing \"t\" at <1>: undefined variable: $x" },
	{ "{{if .n}}{{$x := 1}}{{else}}{{$x}}{{end}}", false,
	  "template: t:1:30: executing \"t\" at <$x>: undefined variable: $x" },
	{ "{{and .n ($y := 1)}}{{$y}}", false, "template: t:1:22: executing \"t\" at <$y>: undefined variable: $y" },
	{ "{{$ := 5}}{{$}}", true, "5" },
	{ "{{$.s}}{{with .b}}{{$.s}}{{end}}", true, "strstr" },
	{ "{{($x := .s)}}{{$x}}", true, "strstr" },
};

static const struct template_case templates[] = {
	{ "{{define \"x\"}}[{{.}}]{{end}}{{template \"x\" .s}}", true, "[str]" },
	{ "{{block \"y\" .s}}<{{.}}>{{end}}", true, "<str>" },
	{ "{{define \"x\"}}1{{end}}{{define \"x\"}}2{{end}}", false,
	  "parse error at (t:1): multiple definition of template \"x\"" },
	{ "{{template \"nope\"}}", false,
	  "template: t:1:11: executing \"t\" at <{{template \"nope\"}}>: template \"nope\" not defined" },
	{ "{{define \"x\"}}{{.d}}{{end}}{{include \"x\" .b.c | printf \"%q\"}}", true, "\"deep\"" },
	{ "{{include \"nope\" .}}", false,
	  "template: t:1:2: executing \"t\" at <include \"nope\" .>: error calling include: template: no template "
	  "\"nope\" associated with template \"gotpl\"" },
	{ "{{tpl \"{{.s}}{{define \\\"in\\\"}}I{{end}}{{include \\\"in\\\" .}}\" .}}", true, "strI" },
	{ "{{tpl \"{{define \\\"in\\\"}}I{{end}}\" .}}{{include \"in\" .}}", false,
	  "template: t:1:39: executing \"t\" at <include \"in\" .>: error calling include: template: no template "
	  "\"in\" associated with template \"gotpl\"" },
	{ "{{tpl \"{{.a.b}}\" .}}", false,
	  "template: t:1:2: executing \"t\" at <tpl \"{{.a.b}}\" .>: error calling tpl: error during tpl function "
	  "execution for \"{{.a.b}}\": template: gotpl:1:4: executing \"gotpl\" at <.a.b>: can't evaluate field b in "
	  "type interface {}" },
	{ "{{tpl \"{{\" .}}", false,
	  "template: t:1:2: executing \"t\" at <tpl \"{{\" .>: error calling tpl: cannot parse template \"{{\": "
	  "template: gotpl:1: unclosed action" },
	{ "{{define \"r\"}}{{include \"r\" .}}{{end}}{{define \"x\"}}{{.nope.y}}{{end}}{{include \"x\" .}}", false,
	  "template: t:1:72: executing \"t\" at <include \"x\" .>: error calling include: template: t:1:59: executing "
	  "\"x\" at <.nope.y>: nil pointer evaluating interface {}.y" },
};

static const struct template_case fields[] = {
	{ "{{.b.c.d}}", true, "deep" },
	{ "{{.nope}}|{{.n}}", true, "|" },
	{ "{{.nope.x}}", false,
	  "template: t:1:7: executing \"t\" at <.nope.x>: nil pointer evaluating interface {}.x" },
	{ "{{.n.x}}", false, "template: t:1:4: executing \"t\" at <.n.x>: nil pointer evaluating interface {}.x" },
	{ "{{.s.x}}", false,
	  "template: t:1:4: executing \"t\" at <.s.x>: can't evaluate field x in type interface {}" },
	{ "{{(.b.c).d}}", true, "deep" },
	{ "{{(.b).nope.x}}", false, "template: t:1:3: executing \"t\" at <.b>: nil pointer evaluating interface {}.x" },
	{ "{{.b.c.d.e}}", false,
	  "template: t:1:4: executing \"t\" at <.b.c.d.e>: can't evaluate field e in type interface {}" },
	{ "{{.b 1}}", false, "template: t:1:2: executing \"t\" at <.b>: b is not a method but has arguments" },
	{ "{{range .l}}{{.x}}{{end}}", false,
	  "template: t:1:14: executing \"t\" at <.x>: can't evaluate field x in type interface {}" },
	{ "{{nil}}", false, "template: t:1:2: executing \"t\" at <nil>: nil is not a command" },
	{ "{{.s | .b}}", false, "template: t:1:7: executing \"t\" at <.b>: b is not a method but has arguments" },
	{ "{{(nil).x}}", false, "template: t:1:3: executing \"t\" at <nil>: nil is not a command" },
	{ "{{1.x}}", false, "parse error at (t:1): \"1.x\"" },
};

static const struct template_case calls[] = {
	{ "{{len .l}} {{len .s}} {{len .m}}", true, "3 3 2" },
	{ "{{len .a}}", false, "template: t:1:2: executing \"t\" at <len .a>: error calling len: len of type float64" },
	{ "{{len .n}}", false, "template: t:1:2: executing \"t\" at <len .n>: error calling len: len of nil pointer" },
	{ "{{index .l 1}} {{index .m \"z\"}} {{index .b \"c\" \"d\"}}", true, "2 1 deep" },
	{ "{{index .l 9}}", false,
	  "template: t:1:2: executing \"t\" at <index .l 9>: error calling index: index out of range: 9" },
	{ "{{index .l 3}}", false,
	  "template: t:1:2: executing \"t\" at <index .l 3>: error calling index: reflect: slice index out of range" },
	{ "{{index .n 1}}", false,
	  "template: t:1:2: executing \"t\" at <index .n 1>: error calling index: index of untyped nil" },
	{ "{{index .m 1}}", false,
	  "template: t:1:2: executing \"t\" at <index .m 1>: error calling index: value has type int; should be "
	  "string" },
	{ "{{not}}", false, "template: t:1:2: executing \"t\" at <not>: wrong number of args for not: want 1 got 0" },
	{ "{{lt 1}}", false, "template: t:1:2: executing \"t\" at <lt>: wrong number of args for lt: want 2 got 1" },
	{ "{{.s | printf \"%s-%d\" \"x\"}}", true, "x-%!d(string=str)" },
	{ "{{printf 1}}", false, "template: t:1:9: executing \"t\" at <1>: expected string; found 1" },
	{ "{{printf .a}}", false,
	  "template: t:1:9: executing \"t\" at <.a>: wrong type for value; expected string; got float64" },
	{ "{{printf .n}}", false,
	  "template: t:1:9: executing \"t\" at <.n>: wrong type for value; expected string; got interface {}" },
	{ "{{printf nil}}", false, "template: t:1:9: executing \"t\" at <nil>: cannot assign nil to string" },
	{ "{{printf .nope}}", false,
	  "template: t:1:9: executing \"t\" at <.nope>: wrong type for value; expected string; got interface {}" },
	{ "{{nope}}", false, "parse error at (t:1): function \"nope\" not defined" },
	{ "{{call .s}}", false,
	  "template: t:1:2: executing \"t\" at <call .s>: error calling call: non-function .s of type string" },
	{ "{{or .n .e \"d\"}}|{{and .t .s}}|{{or}}", false,
	  "template: t:1:33: executing \"t\" at <or>: wrong number of args for or: want at least 1 got 0" },
	{ "{{html \"<a>&'\"}} {{js \"'<\303\251\\n\"}} {{urlquery \"a b&\303\251\"}}", true,
	  "&lt;a&gt;&amp;&#39; \\'\\u003C\303\251\\u000A a+b%26%C3%A9" },
};

static const struct template_case comparison[] = {
	{ "{{eq 1 1}} {{eq \"a\" \"a\"}} {{eq .a 1.0}} {{eq .s \"x\" \"str\"}} {{ne 1 2}} {{lt 1 2}} {{le 2 2}} {{gt "
	  "\"b\" \"a\"}} {{ge 1.5 1.5}}",
	  true, "true true true true true true true true true" },
	{ "{{eq .a 1}}", false,
	  "template: t:1:2: executing \"t\" at <eq .a 1>: error calling eq: incompatible types for comparison: float64 "
	  "and int" },
	{ "{{lt .n 1}}", false,
	  "template: t:1:2: executing \"t\" at <lt .n 1>: error calling lt: invalid type for comparison" },
	{ "{{eq .m .m}}", false,
	  "template: t:1:2: executing \"t\" at <eq .m .m>: error calling eq: non-comparable type map[y:%!s(float64=2) "
	  "z:%!s(float64=1)]: map[string]interface {}" },
	{ "{{eq .n nil}} {{eq .m nil}}", true, "true false" },
	{ "{{eq 1}}", false,
	  "template: t:1:2: executing \"t\" at <eq 1>: error calling eq: missing argument for comparison" },
	{ "{{lt true false}}", false,
	  "template: t:1:2: executing \"t\" at <lt true false>: error calling lt: invalid type for comparison" },
};

static const struct template_case print[] = {
	{ "{{print 1 2 \"x\" 3}} {{println \"a\" 1}}", true, "1 2x3 a 1\n" },
	{ "{{.l}} {{.m}} {{.b}} {{.ls}}", true, "[1 2 3] map[y:2 z:1] map[c:map[d:deep]] [x y]" },
	{ "{{print .n}} {{print nil}}", true, "<nil> <nil>" },
	{ "{{printf \"%v %+v %#v %T\" .m .l .ls .f}}", true,
	  "map[y:2 z:1] [1 2 3] []interface {}{\"x\", \"y\"} float64" },
	{ "{{printf \"%5d|%-5s|%05.1f|%x|%X|%q\" 42 \"ab\" 3.14159 \"hi\" 255 \"q\\\"x\"}}", true,
	  "   42|ab   |003.1|6869|FF|\"q\\\"x\"" },
	{ "{{printf \"%d\" \"x\"}} {{printf \"%s\" 1}} {{printf \"%d\"}} {{printf \"%!\"}} {{printf \"%z\" 1}} "
	  "{{printf \"x\" 1}}",
	  true, "%!d(string=x) %!s(int=1) %!d(MISSING) %!!(MISSING) %!z(int=1) x%!(EXTRA int=1)" },
	{ "{{printf \"%[2]d %[1]d\" 1 2}} {{printf \"%*d\" 5 42}} {{printf \"%[3]d\" 1}}", true,
	  "2 1    42 %!d(BADINDEX)" },
	{ "{{printf \"%t %b %o %O %c %U %e %g\" true 5 8 8 65 233 1234.5678 1e21}}", true,
	  "true 101 10 0o10 A U+00E9 1.234568e+03 1e+21" },
	{ "{{printf \"%6.2f|%+d|% d|%#x|%08b\" 3.14159 5 5 255 5}}", true, "  3.14|+5| 5|0xff|00000101" },
};

static const struct template_case errors[] = {
	{ "{{", false, "parse error at (t:1): unclosed action" },
	{ "{{1", false, "parse error at (t:1): unclosed action" },
	{ "{{\"a}}", false, "parse error at (t:1): unterminated quoted string" },
	{ "{{if}}", false, "parse error at (t:1): missing value for if" },
	{ "{{end}}", false, "parse error at (t:1): unexpected {{end}}" },
	{ "{{else}}", false, "parse error at (t:1): unexpected {{else}}" },
	{ "{{if 1}}", false, "parse error at (t:1): unexpected EOF" },
	{ "{{range .l}}", false, "parse error at (t:1): unexpected EOF" },
	{ "{{break}}", false, "parse error at (t:1): {{break}} outside {{range}}" },
	{ "{{define \"x\"}}", false, "parse error at (t:1): unexpected EOF" },
	{ "{{template x}}", false, "parse error at (t:1): unexpected \"x\" in template clause" },
	{ "{{.a b}}", false, "parse error at (t:1): function \"b\" not defined" },
	{ "{{1 | 2}}", false, "parse error at (t:1): non executable command in pipeline stage 2" },
	{ "{{| 1}}", false, "parse error at (t:1): unexpected \"|\" in command" },
	{ "{{(1}}", false, "parse error at (t:1): unclosed left paren" },
	{ "{{1)}}", false, "parse error at (t:1): unexpected right paren" },
	{ "{{$x := }}", false, "parse error at (t:1): missing value for command" },
	{ "{{a.b}}", false, "parse error at (t:1): function \"a\" not defined" },
	{ "{{/* x }}", false, "parse error at (t:1): unclosed comment" },
	{ "{{.a.}}", false, "parse error at (t:1): unexpected <.> in operand" },
	{ "{{\"x\" \"y\"}}", false,
	  "template: t:1:2: executing \"t\" at <\"x\">: can't give argument to non-function \"x\"" },
	{ "{{range $i, $j, $k := .l}}{{end}}", false, "parse error at (t:1): too many declarations in range" },
	{ "{{/* x */ y}}", false, "parse error at (t:1): comment ends before closing delimiter" },
	{ "{{if 1}}{{else}}{{else}}{{end}}", false, "parse error at (t:1): expected end; found {{else}}" },
	{ "{{@}}", false, "parse error at (t:1): unexpected \"@\" in command" },
	{ "\n\n{{.s.x}}", false,
	  "template: t:3:4: executing \"t\" at <.s.x>: can't evaluate field x in type interface {}" },
	{ "{{fail \"why\nnot\"}}", false, "parse error at (t:1): unterminated quoted string" },
	{ "{{required \"need it\" .nope}}", false, "execution error at (t:1:2): need it" },
};

#endif
