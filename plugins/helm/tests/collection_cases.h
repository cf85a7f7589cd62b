/* SPDX-License-Identifier: Apache-2.0 */
/* collection_cases.h - functions of texts, letters, lists, maps, numbers and types, one table a subject; with
 * FUNCTION_DATA. */
#ifndef HELM_TESTS_COLLECTION_CASES_H
#define HELM_TESTS_COLLECTION_CASES_H

#include "template_cases.h"

static const struct template_case texts_cases[] = {
	{ "{{ trimAll \"\\xff\" \"a\\x80\" }}|{{ trimAll \"xy\303\274\" \"\303\274abcyx\" }}|{{ trim \"\\u00a0 a "
	  "b\\u3000\\n\" }}|{{ trimSuffix \"b\" \"ab\" }}",
	  true, "a|abc|a b|a" },
	{ "{{ replace \"\" \"-\" \"a\303\251\" }}|{{ replace \"a\" \"\" \"banana\" }}|{{ repeat 3 \"ab\" }}|{{ plural "
	  "\"one\" \"many\" 2 }}",
	  true, "-a-\303\251-|bnn|ababab|many" },
	{ "{{ repeat -1 \"a\" }}", false,
	  "template: t:1:3: executing \"t\" at <repeat -1 \"a\">: error calling repeat: strings: negative Repeat "
	  "count" },
	{ "{{ indent 2 \"a\\n\\nb\" }}|{{ nindent 1 \"x\\n\" }}", true, "  a\n  \n  b|\n x\n " },
	{ "{{ quote \"a\\\"b\" nil 1.5 (list 1) }} {{ squote \"it\" nil true }} {{ cat \"a\" nil 1 (dict \"k\" nil) }}",
	  true, "\"a\\\"b\" \"1.5\" \"[1]\" 'it' 'true' a 1 map[k:<nil>]" },
	{ "{{ substr 1 3 \"hello\" }}|{{ substr -1 2 \"hello\" }}|{{ substr 2 -1 \"hello\" }}|{{ trunc 3 "
	  "\"h\303\251llo\" | b64enc }}|{{ trunc -2 \"hello\" }}",
	  true, "el|he|llo|aMOp|lo" },
	{ "{{ substr 4 2 \"hello\" }}", false,
	  "template: t:1:3: executing \"t\" at <substr 4 2 \"hello\">: error calling substr: runtime error: slice "
	  "bounds out of range [4:2]" },
	{ "{{ abbrev 5 \"hello world\" }}|{{ abbrev 3 \"hello\" }}|{{ abbrevboth 5 10 \"1234 5678 9123\" }}|{{ "
	  "abbrevboth 1 4 \"hello\" }}",
	  true, "he...|hello|...5678...|hello" },
	{ "{{ split \",\" \"a,b\" }}|{{ splitn \",\" 2 \"a,b,c\" }}|{{ splitList \"\" \"a\303\251\" }}|{{ join \"-\" "
	  "(list 1 nil \"x\" 2.5) }}|{{ join \",\" \"one\" }}",
	  true, "map[_0:a _1:b]|map[_0:a _1:b,c]|[a \303\251]|1-x-2.5|one" },
};

static const struct template_case letters_cases[] = {
	{ "{{ upper \"\303\237\307\206a\" }}|{{ lower \"\304\260\316\243\" }}|{{ title \"\307\206a b_c d-e\" }}|{{ "
	  "untitle \"Foo BAR\" }}|{{ swapcase \"aB cD\" }}",
	  true, "\303\237\307\204A|i\317\203|\307\205a B_c D-E|foo bAR|Ab Cd" },
	{ "{{ nospace \"a b\\tc\" }}|{{ initials \"First Try again\" }}|{{ wrap 5 \"aaa bbb cccccccc d\" }}|{{ "
	  "wrapWith 3 \"/\" \"abcdefgh\" }}",
	  true, "abc|FTa|aaa\nbbb\ncccccccc\nd|abc/def/gh" },
	{ "{{ camelcase \"http_server-name\" }}|{{ camelcase \"_Foo__bar\" }}|{{ snakecase \"HTTPServer2Go\" }}|{{ "
	  "kebabcase \"FooBar Baz\" }}|{{ snakecase \"Bld4Floor 3rd\" }}",
	  true, "HttpServerName|_Foo_Bar|http_server2_go|foo-bar-baz|bld4_floor_3rd" },
};

static const struct template_case lists_cases[] = {
	{ "{{ first (list) }}|{{ rest (list 1 2) }}|{{ initial (until 3) }}|{{ last (splitList \",\" \"a,b\") }}|{{ "
	  "typeOf (rest (list)) }}",
	  true, "|[2]|[0 1]|b|[]interface {}" },
	{ "{{ first \"x\" }}", false,
	  "template: t:1:3: executing \"t\" at <first \"x\">: error calling first: Cannot find first on type string" },
	{ "{{ first nil }}", false,
	  "template: t:1:3: executing \"t\" at <first nil>: error calling first: runtime error: invalid memory address "
	  "or nil pointer dereference" },
	{ "{{ append .text 1 }}", false,
	  "template: t:1:3: executing \"t\" at <append .text 1>: error calling append: Cannot push on type string" },
	{ "{{ $l := list 1 }}{{ $a := append $l 2 }}{{ $b := append $l 3 }}{{ $c := append $a 4 }}{{ $d := append $a 5 "
	  "}}{{ $l }}{{ $a }}{{ $b }}{{ $c }}{{ $d }}",
	  true, "[1][1 2][1 3][1 2 4][1 2 5]" },
	{ "{{ $l := append (list) 1 }}{{ $a := concat $l (list 2) }}{{ $b := concat $l (list 3 4) }}{{ $l }}{{ $a }}{{ "
	  "$b }}{{ prepend $l 0 }}",
	  true, "[1][1 2][1 3 4][0 1]" },
	{ "{{ concat (list 1) \"x\" }}", false,
	  "template: t:1:3: executing \"t\" at <concat (list 1) \"x\">: error calling concat: Cannot concat type "
	  "string as list" },
	{ "{{ uniq (list 1 1.0 \"1\" 1 nil nil (list 1) (list 1) (dict \"a\" 1) (dict \"a\" 1) true true) }}|{{ "
	  "without (list 1 2 3 nil) 2 nil }}|{{ has nil (list nil) }}|{{ has 1 nil }}",
	  true, "[1 1 1 <nil> [1] map[a:1] true]|[1 3]|true|false" },
	{ "{{ compact (list 0 1 \"\" \"a\" nil (list)) }}|{{ reverse (list 1 2 3) }}|{{ slice (list 1 2 3 4) 1 3 }}|{{ "
	  "slice (list 1 2 3) 1 }}",
	  true, "[1 a]|[3 2 1]|[2 3]|[2 3]" },
	{ "{{ slice (list 1 2) 1 5 }}", false,
	  "template: t:1:3: executing \"t\" at <slice (list 1 2) 1 5>: error calling slice: reflect.Value.Slice: slice "
	  "index out of bounds" },
	{ "{{ chunk 2 (until 5) }}|{{ chunk -3 (list 1) }}|{{ chunk 2 (list) }}", true, "[[0 1] [2 3] [4]]|[[1]]|[]" },
	{ "{{ chunk 0 (list 1) }}", false,
	  "template: t:1:3: executing \"t\" at <chunk 0 (list 1)>: error calling chunk: runtime error: makeslice: len "
	  "out of range" },
	{ "{{ chunk -1 (list 1) }}", false,
	  "template: t:1:3: executing \"t\" at <chunk -1 (list 1)>: error calling chunk: runtime error: makeslice: len "
	  "out of range" },
	{ "{{ chunk 2 (dict) }}", false,
	  "template: t:1:3: executing \"t\" at <chunk 2 (dict)>: error calling chunk: Cannot chunk type map" },
	{ "{{ $l := splitList \",\" \"c,a,b\" }}{{ $c := chunk 2 $l }}{{ $s := slice $l 0 2 }}{{ $_ := sortAlpha $l "
	  "}}{{ $l }}{{ $c }}{{ $s }}",
	  true, "[a b c][[c a] [b]][a b]" },
	{ "{{ sortAlpha (list 10 9 \"a\" nil) }}|{{ sortAlpha 5 }}|{{ toStrings (list 1 nil 2.5) }}", true,
	  "[10 9 a]|[5]|[1 2.5]" },
	{ "{{ $l := list }}{{ range until 3000 }}{{ $l = append $l . }}{{ $l = concat $l (list \"x\") }}{{ end }}{{ "
	  "len $l }} {{ len (uniq $l) }}",
	  true, "6000 3001" },
};

static const struct template_case dicts_cases[] = {
	{ "{{ dict \"a\" 1 \"b\" }}|{{ dict 1 2 }}|{{ get (dict \"a\" 1) \"b\" | quote }}|{{ hasKey (dict \"a\" nil) "
	  "\"a\" }}|{{ pluck \"a\" (dict \"a\" 1) (dict) (dict \"a\" 2) }}",
	  true, "map[a:1 b:]|map[1:2]|\"\"|true|[1 2]" },
	{ "{{ set nil \"a\" 1 }}", false,
	  "template: t:1:3: executing \"t\" at <set nil \"a\" 1>: error calling set: assignment to entry in nil map" },
	{ "{{ pick (dict \"a\" 1 \"b\" 2) \"a\" \"z\" }}|{{ omit (dict \"a\" 1 \"b\" 2 \"c\" 3) \"a\" \"c\" \"z\" "
	  "}}|{{ unset (dict \"a\" 1) \"a\" }}|{{ keys (dict \"a\" 1) (dict \"a\" 2) }}",
	  true, "map[a:1]|map[b:2]|map[]|[a a]" },
	{ "{{ dig \"a\" \"b\" \"none\" (dict \"a\" (dict \"b\" 1)) }}|{{ dig \"a\" \"x\" \"none\" (dict \"a\" (dict "
	  "\"b\" 1)) }}",
	  true, "1|none" },
	{ "{{ dig \"a\" \"b\" \"none\" (dict \"a\" 1) }}", false,
	  "template: t:1:3: executing \"t\" at <dig \"a\" \"b\" \"none\" (dict \"a\" 1)>: error calling dig: interface "
	  "conversion: interface {} is int, not map[string]interface {}" },
	{ "{{ dig \"a\" (dict) }}", false,
	  "template: t:1:3: executing \"t\" at <dig \"a\" (dict)>: error calling dig: dig needs at least three "
	  "arguments" },
	{ "{{ $d := dict }}{{ range until 1000 }}{{ $_ := set $d (toString .) . }}{{ end }}{{ range until 1000 }}{{ if "
	  "ne (mod . 3) 0 }}{{ $_ := unset $d (toString .) }}{{ end }}{{ end }}{{ $sum := 0 }}{{ range $k, $v := $d "
	  "}}{{ $sum = add $sum $v }}{{ end }}{{ range until 1000 }}{{ if ne (hasKey $d (toString .)) (eq (mod . 3) 0) "
	  "}}wrong {{ . }}{{ end }}{{ end }}{{ len $d }} {{ $sum }} {{ first (keys $d | sortAlpha | reverse) }}",
	  true, "334 166833 999" },
	{ "{{ merge (dict \"a\" false \"b\" 1 \"c\" (dict \"x\" \"\" \"y\" 2)) (dict \"a\" true \"b\" 5 \"c\" (dict "
	  "\"x\" \"z\" \"w\" nil) \"d\" nil \"e\" (list)) }}",
	  true, "map[a:true b:1 c:map[x:z y:2] e:[]]" },
	{ "{{ mergeOverwrite (dict \"a\" 1 \"b\" (dict \"x\" 1) \"c\" (list 1)) (dict \"a\" nil \"b\" (dict \"x\" 0 "
	  "\"y\" \"\") \"c\" (list)) }}",
	  true, "map[a:<nil> b:map[x:0 y:] c:[]]" },
	{ "{{ $a := dict }}{{ $b := dict \"k\" (dict \"x\" 1) }}{{ $_ := merge $a $b }}{{ $_ := set $a.k \"x\" 2 }}{{ "
	  "$b }}",
	  true, "map[k:map[x:2]]" },
	{ "{{ merge (dict \"a\" (split \",\" \"x\")) (dict \"a\" (dict \"z\" 1)) }}", false,
	  "template: t:1:3: executing \"t\" at <merge (dict \"a\" (split \",\" \"x\")) (dict \"a\" (dict \"z\" 1))>: "
	  "error calling merge: reflect.Value.SetMapIndex: value of type interface {} is not assignable to type "
	  "string" },
	{ "{{ merge (dict \"a\" (split \",\" \"x\")) (dict \"a\" (dict \"_0\" (list 1))) }}", false,
	  "template: t:1:3: executing \"t\" at <merge (dict \"a\" (split \",\" \"x\")) (dict \"a\" (dict \"_0\" (list "
	  "1)))>: error calling merge: reflect: call of reflect.Value.IsNil on string Value" },
	{ "{{ mustMerge (dict \"a\" (semver \"1.2.3\")) (dict \"a\" (dict \"z\" 1)) }}", false,
	  "template: t:1:3: executing \"t\" at <mustMerge (dict \"a\" (semver \"1.2.3\")) (dict \"a\" (dict \"z\" "
	  "1))>: error calling mustMerge: src and dst must be of same type" },
	{ "[{{ merge (dict \"a\" (semver \"1.2.3\")) (dict \"a\" (dict \"z\" 1)) }}]", true, "[]" },
	{ "{{ $d := dict \"a\" (list (dict \"b\" 1)) }}{{ $c := deepCopy $d }}{{ $_ := set (first $c.a) \"b\" 2 }}{{ "
	  "$d }}{{ $c }}{{ deepEqual $d $c }}",
	  true, "map[a:[map[b:1]]]map[a:[map[b:2]]]false" },
	{ "{{ $d := dict }}{{ $_ := set $d \"a\" $d }}{{ $e := dict }}{{ $_ := set $e \"a\" $e }}{{ deepEqual $d $e }}",
	  true, "true" },
};

static const struct template_case math_cases[] = {
	{ "{{ int \"0x1f\" }} {{ int \"017\" }} {{ int \"08\" }} {{ int \"1.00\" }} {{ int \"1e3\" }} {{ float64 "
	  "\"1e3\" }} {{ float64 \"0x1p4\" }} {{ int true }} {{ int nil }} {{ atoi \"9999999999999999999\" }} {{ "
	  "toDecimal \"777\" }}",
	  true, "31 15 0 1 0 1000 16 1 0 9223372036854775807 511" },
	{ "{{ add 1 \"2\" 3.9 nil }} {{ sub 1 5 }} {{ mul 2 3 4 }} {{ div 7 -2 }} {{ mod -7 3 }} {{ max 1 3 2 }} {{ "
	  "min 1 -3 2 }} {{ add 9223372036854775807 1 }}",
	  true, "6 -4 24 -3 -1 3 -3 -9223372036854775808" },
	{ "{{ div 1 0 }}", false,
	  "template: t:1:3: executing \"t\" at <div 1 0>: error calling div: runtime error: integer divide by zero" },
	{ "{{ mod 1 0 }}", false,
	  "template: t:1:3: executing \"t\" at <mod 1 0>: error calling mod: runtime error: integer divide by zero" },
	{ "{{ addf 0.1 0.2 }} {{ subf 1 0.9 }} {{ mulf 1.1 1.1 }} {{ divf 1 3 }} {{ add1f 1.5 }} {{ maxf 1 2.5 }} {{ "
	  "minf 1 2.5 }}",
	  true, "0.3 0.1 1.21 0.3333333333333333 2.5 2.5 1" },
	{ "{{ divf 1 0 }}", false,
	  "template: t:1:3: executing \"t\" at <divf 1 0>: error calling divf: decimal division by 0" },
	{ "{{ addf (float64 \"inf\") 1 }}", false,
	  "template: t:1:3: executing \"t\" at <addf (float64 \"inf\") 1>: error calling addf: Cannot create a Decimal "
	  "from +Inf" },
	{ "{{ round 123.555 2 }} {{ round -2.5 0 }} {{ round 1.26 1 0.7 }} {{ ceil \"1.2\" }} {{ floor -1.5 }} {{ "
	  "until 3 }} {{ until -3 }} {{ untilStep 0 10 4 }} {{ untilStep 0 10 -1 }}",
	  true, "123.56 -3 1.2 2 -2 [0 1 2] [0 -1 -2] [0 4 8] []" },
	{ "{{ round 5e22 -23 }} {{ round 1e24 -23 }} {{ round 5 400 }} {{ round 5 -400 }}", true,
	  "1e+23 9.999999999999998e+23 NaN NaN" },
	{ "{{ seq 3 }}|{{ seq 3 1 }}|{{ seq 0 2 6 }}|{{ seq 5 2 1 }}|{{ seq }}|{{ seq 1 2 3 4 }}", true,
	  "1 2 3|3 2 1|0 2 4 6|||" },
	{ "{{ $t := toDate \"2006-01-02\" \"2020-03-01\" }}{{ add $t.Month 1 }} {{ int $t.Weekday }} {{ float64 "
	  "$t.Month }}",
	  true, "4 0 3" },
};

static const struct template_case types_cases[] = {
	{ "{{ default 1 0 }} {{ default 1 }} {{ coalesce 0 \"\" nil 3 }} {{ empty (dict) }} {{ ternary \"a\" \"b\" "
	  "false }} {{ all 1 0 }} {{ any 0 1 }} {{ all }} {{ any }}",
	  true, "1 1 3 true b false true true false" },
	{ "{{ ternary 1 2 \"x\" }}", false,
	  "template: t:1:15: executing \"t\" at <\"x\">: expected bool; found \"x\"" },
	{ "{{ typeOf nil }} {{ typeOf (until 1) }} {{ kindOf 1.5 }} {{ typeIs \"float64\" 1.0 }} {{ kindIs \"invalid\" "
	  "nil }} {{ typeIsLike \"semver.Version\" (semver \"1.2.3\") }} {{ deepEqual 1 1.0 }} {{ toString (list 1) }}",
	  true, "<nil> []int float64 true true true false [1]" },
	{ "{{ deepCopy nil }}", false,
	  "template: t:1:3: executing \"t\" at <deepCopy nil>: error calling deepCopy: reflect: call of "
	  "reflect.Value.Type on zero Value" },
};

#endif
