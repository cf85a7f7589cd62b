/* SPDX-License-Identifier: Apache-2.0 */
/* function_cases.h - templates that call functions, one table a subject; all with FUNCTION_DATA. */
#ifndef HELM_TESTS_FUNCTION_CASES_H
#define HELM_TESTS_FUNCTION_CASES_H

#include "template_cases.h"

static const char function_data[] =
	"{\"list\": [1, \"two\", null, true, {\"k\": \"v\"}, []], \"nested\": {\"b\": {\"z\": 1, \"a\": [{\"x\": 1}, "
	"{\"y\": [1, 2]}]}, \"a10\": 1, \"a2\": 2, \"A\": 0.5}, \"text\": \"first\\nsecond\\n\", \"html\": \"<a "
	"href=\\\"x\\\">&</a>\", \"quote\": \"it's \\\"q\\\"\", \"long\": \"lorem ipsum dolor sit amet consectetur "
	"adipiscing elit sed do eiusmod tempor incididunt ut labore\", \"bool\": \"yes\", \"num\": \"0123\", "
	"\"empty\": \"\", \"tab\": \"a\\tb\", \"big\": 12345678901234, \"small\": 1e-07, \"huge\": 1e+21, \"int\": "
	"1000000, \"neg\": -0.5, \"tables\": [{\"n\": 1}, {\"n\": 2, \"in\": {\"q\": \"x\"}}], \"yaml\": \"a: 1\\nb: "
	"[x, yes, 0x10]\\nc: {d: null, 1: one}\\n\", \"toml\": \"a = 1\\n[t]\\nb = [1.5, 2]\\n[[l]]\\nx = 'y'\\n\"}";

static const struct template_case json_cases[] = {
	{ "{{ toJson .list }}", true, "[1,\"two\",null,true,{\"k\":\"v\"},[]]" },
	{ "{{ toJson .html }}", true, "\"\\u003ca href=\\\"x\\\"\\u003e\\u0026\\u003c/a\\u003e\"" },
	{ "{{ toRawJson .html }}", true, "\"<a href=\\\"x\\\">&</a>\"" },
	{ "{{ toPrettyJson .nested }}", true,
	  "{\n  \"A\": 0.5,\n  \"a10\": 1,\n  \"a2\": 2,\n  \"b\": {\n    \"a\": [\n      {\n        \"x\": 1\n      "
	  "},\n      {\n        \"y\": [\n          1,\n          2\n        ]\n      }\n    ],\n    \"z\": 1\n  "
	  "}\n}" },
	{ "{{ toJson .int }} {{ toJson .small }} {{ toJson .huge }} {{ toJson .big }}", true,
	  "1000000 1e-7 1e+21 12345678901234" },
	{ "{{ toPrettyJson (list) }}{{ toPrettyJson dict }}", true, "[]{}" },
	{ "{{ $d := dict \"a\" 1 }}{{ $_ := set $d \"self\" $d }}[{{ toJson $d }}]", true, "[]" },
	{ "{{ $d := dict \"a\" 1 }}{{ $_ := set $d \"self\" $d }}{{ mustToJson $d }}", false,
	  "template: t:1:53: executing \"t\" at <mustToJson $d>: error calling mustToJson: json: unsupported value: "
	  "encountered a cycle via map[string]interface {}" },
	{ "{{ fromJson \"{\\\"a\\\":[1,{\\\"b\\\":null}]}\" }}", true, "map[a:[1 map[b:<nil>]]]" },
	{ "{{ (fromJson \"[1]\").Error }}", true,
	  "json: cannot unmarshal array into Go value of type map[string]interface {}" },
	{ "{{ fromJson \"null\" | toJson }}", true, "null" },
	{ "{{ fromJsonArray \"[1,\\\"\\\\ud83d\\\\ude00\\\"]\" }}", true, "[1 \360\237\230\200]" },
	{ "{{ fromJsonArray \"{}\" }}", true, "[json: cannot unmarshal object into Go value of type []interface {}]" },
	{ "{{ mustFromJson \"[1,]\" }}", false,
	  "template: t:1:3: executing \"t\" at <mustFromJson \"[1,]\">: error calling mustFromJson: invalid character "
	  "']' looking for beginning of value" },
	{ "{{ mustFromJson \"{\\\"a\\\" 1}\" }}", false,
	  "template: t:1:3: executing \"t\" at <mustFromJson \"{\\\"a\\\" 1}\">: error calling mustFromJson: invalid "
	  "character '1' after object key" },
	{ "{{ mustFromJson \"tru\" }}", false,
	  "template: t:1:3: executing \"t\" at <mustFromJson \"tru\">: error calling mustFromJson: invalid character ' "
	  "' in literal true (expecting 'e')" },
	{ "{{ mustFromJson \"01\" }}", false,
	  "template: t:1:3: executing \"t\" at <mustFromJson \"01\">: error calling mustFromJson: invalid character "
	  "'1' after top-level value" },
	{ "{{ mustFromJson \"\\\"\\\\x\\\"\" }}", false,
	  "template: t:1:3: executing \"t\" at <mustFromJson \"\\\"\\\\x\\\"\">: error calling mustFromJson: invalid "
	  "character 'x' in string escape code" },
	{ "{{ mustFromJson \"1e999\" }}", false,
	  "template: t:1:3: executing \"t\" at <mustFromJson \"1e999\">: error calling mustFromJson: json: cannot "
	  "unmarshal number 1e999 into Go value of type float64" },
	{ "{{ mustFromJson \"\" }}", false,
	  "template: t:1:3: executing \"t\" at <mustFromJson \"\">: error calling mustFromJson: unexpected end of JSON "
	  "input" },
	{ "{{ (mustFromJson \"1\").foo }}", false,
	  "template: t:1:17: executing \"t\" at <\"1\">: can't evaluate field foo in type float64" },
	{ "{{ mustFromJson \"{\\\"a\\\":1,\\\"a\\\":2}\" | toJson }}", true, "{\"a\":2}" },
};

static const struct template_case yaml_cases[] = {
	{ "{{ toYaml .nested }}", true,
	  "A: 0.5\na2: 2\na10: 1\nb:\n  a:\n  - x: 1\n  - \"y\":\n    - 1\n    - 2\n  z: 1" },
	{ "{{ toYaml .list }}", true, "- 1\n- two\n- null\n- true\n- k: v\n- []" },
	{ "{{ toYaml .text }}", true, "|\n  first\n  second" },
	{ "{{ toYaml (dict \"t\" .text \"q\" .quote \"e\" .empty \"y\" .bool \"n\" .num \"tab\" .tab) }}", true,
	  "e: \"\"\n\"n\": \"0123\"\nq: it's \"q\"\nt: |\n  first\n  second\ntab: \"a\\tb\"\n\"y\": \"yes\"" },
	{ "{{ toYaml (dict \"l\" .long) }}", true,
	  "l: lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt\n  ut labore" },
	{ "{{ toYaml (list (list 1 2) (list)) }}", true, "- - 1\n  - 2\n- []" },
	{ "{{ toYaml .int }} {{ toYaml .huge }} {{ toYaml .small }} {{ toYaml .big }}", true,
	  "1000000 1e+21 1e-07 12345678901234" },
	{ "{{ toYaml nil }}", true, "null" },
	{ "{{ toYaml (dict \"a\" (dict) \"b\" (list) \"c\" nil) }}", true, "a: {}\nb: []\nc: null" },
	{ "{{ toYaml (regexFindAll \"x\" \"y\" -1) }}", true, "null" },
	{ "[{{ toYaml (dict \"a\" \"\\x7f\") }}]", true, "[]" },
	{ "{{ $d := dict \"a\" 1 }}{{ $_ := set $d \"self\" $d }}[{{ toYaml $d }}]", true, "[]" },
	{ "{{ toYamlPretty .nested }}", true,
	  "A: 0.5\na2: 2\na10: 1\nb:\n  a:\n    - x: 1\n    - \"y\":\n        - 1\n        - 2\n  z: 1" },
	{ "{{ toYamlPretty (dict \"l\" (list 1 (dict \"a\" 1 \"b\" 2)) \"n\" .int) }}", true,
	  "l:\n  - 1\n  - a: 1\n    b: 2\n\"n\": 1e+06" },
	{ "{{ toYamlPretty (dict \"y\" \"yes\" \"m\" \"<<\" \"t\" .tab \"x\" .text) }}", true,
	  "m: <<\nt: \"a\\tb\"\nx: |\n  first\n  second\n\"y\": \"yes\"" },
	{ "{{ toYamlPretty (dict \"l\" .long) }}", true,
	  "l: lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore" },
	{ "{{ fromYaml .yaml | toJson }}", true, "{\"a\":1,\"b\":[\"x\",true,16],\"c\":{\"1\":\"one\",\"d\":null}}" },
	{ "{{ fromYaml \"a: &x {b: 1}\\nc:\\n  <<: *x\\n  d: 2\\n\" | toJson }}", true,
	  "{\"a\":{\"b\":1},\"c\":{\"b\":1,\"d\":2}}" },
	{ "{{ fromYaml \"\" | toJson }}", true, "{}" },
	{ "{{ fromYaml \"a: b: c\" }}", true,
	  "map[Error:error converting YAML to JSON: yaml: mapping values are not allowed in this context]" },
	{ "{{ fromYaml \"\\n\\na: [1\" }}", true,
	  "map[Error:error converting YAML to JSON: yaml: line 3: did not find expected ',' or ']']" },
	{ "{{ fromYaml \"- 1\" }}", true,
	  "map[Error:error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type "
	  "map[string]interface {}]" },
	{ "{{ fromYamlArray \"- 1\\n- a: b\" | toJson }}", true, "[1,{\"a\":\"b\"}]" },
	{ "{{ fromYamlArray \"a: 1\" }}", true,
	  "[error unmarshaling JSON: while decoding JSON: json: cannot unmarshal object into Go value of type "
	  "[]interface {}]" },
	{ "{{ fromYaml \"a: .nan\" }}", true,
	  "map[Error:error converting YAML to JSON: json: unsupported value: NaN]" },
	{ "{{ fromYaml \"null: 1\" }}", true,
	  "map[Error:error converting YAML to JSON: unsupported map key of type: %!s(<nil>), key: <nil>, value: 1]" },
	{ "{{ fromYaml \"[a]: 1\" }}", true,
	  "map[Error:error converting YAML to JSON: yaml: invalid map key: []interface {}{\"a\"}]" },
	{ "{{ fromYaml \"a: !!binary aGk=\" }}", true, "map[a:hi]" },
	{ "{{ fromYaml \"a: *x\" }}", true,
	  "map[Error:error converting YAML to JSON: yaml: unknown anchor 'x' referenced]" },
	{ "{{ fromYaml \"1: a\\n1.5: b\\ntrue: c\" | toJson }}", true, "{\"1\":\"a\",\"1.5\":\"b\",\"true\":\"c\"}" },
	{ "{{ fromYaml \"a: 1\\n---\\nb: 2\" | toJson }}", true, "{\"a\":1}" },
	{ "{{ fromYaml \"\\ta: 1\" }}", true,
	  "map[Error:error converting YAML to JSON: yaml: found character that cannot start any token]" },
};

static const struct template_case toml_cases[] = {
	{ "{{ toToml .nested }}", true,
	  "A = 0.5\na10 = 1.0\na2 = 2.0\n\n[b]\n  z = 1.0\n\n  [[b.a]]\n    x = 1.0\n\n  [[b.a]]\n    y = [1.0, "
	  "2.0]\n" },
	{ "{{ toToml (dict \"t\" .tables \"s\" .text) }}", true,
	  "s = \"first\\nsecond\\n\"\n\n[[t]]\n  n = 1.0\n\n[[t]]\n  n = 2.0\n  [t.in]\n    q = \"x\"\n" },
	{ "{{ toToml (dict \"a b\" 1 \"\" 2 \"f\" 1.5 \"l\" (list 1 \"x\" (list true))) }}", true,
	  "\"\" = 2\n\"a b\" = 1\nf = 1.5\nl = [1, \"x\", [true]]\n" },
	{ "{{ toToml (dict \"l\" (list 1 (dict \"b\" 1 \"a\" (dict \"c\" 2)))) }}", true,
	  "l = [1, {b = 1, a = {c = 2}}]\n" },
	{ "{{ toToml (dict \"n\" nil \"m\" (dict)) }}", true, "[m]\n" },
	{ "{{ toToml (list 1 nil) }}", true, "toml: cannot encode array with nil element" },
	{ "{{ toToml (list (dict)) }}", true, "toml: top-level values must be Go maps or structs" },
	{ "{{ toToml nil }}", false,
	  "template: t:1:3: executing \"t\" at <toToml nil>: error calling toToml: reflect: call of reflect.Value.Type "
	  "on zero Value" },
	{ "{{ toToml \"x\" }}", true, "\"x\"" },
	{ "{{ fromToml .toml | toJson }}", true, "{\"a\":1,\"l\":[{\"x\":\"y\"}],\"t\":{\"b\":[1.5,2]}}" },
	{ "{{ fromToml \"a.b.c = 1\\na.d = 2\" | toJson }}", true, "{\"a\":{\"b\":{\"c\":1},\"d\":2}}" },
	{ "{{ fromToml \"a = \\\"\\\"\\\"\\nx\\\\\\n   y\\\"\\\"\\\"\" | toJson }}", true, "{\"a\":\"xy\"}" },
	{ "{{ fromToml \"d = 1979-05-27T07:32:00Z\\nl = 1979-05-27\\nt = 07:32:00\" | toToml }}", true,
	  "d = 1979-05-27T07:32:00Z\nl = 1979-05-27\nt = 07:32:00\n" },
	{ "{{ fromToml \"a = 1\\na = 2\" }}", true,
	  "map[Error:toml: line 2 (last key \"a\"): Key 'a' has already been defined.]" },
	{ "{{ fromToml \"a = {b = 1, c = [1, 2]}\\n[a.d]\" }}", true, "map[a:map[b:1 c:[1 2] d:map[]]]" },
	{ "{{ fromToml \"[t]\\nx = 0x\\n\" }}", true,
	  "map[Error:toml: line 2 (last key \"t.x\"): not a hexadecimal number: '0x\n']" },
	{ "{{ fromToml \"a = 1__0\" }}", true,
	  "map[Error:toml: line 1 (last key \"a\"): Invalid integer \"1__0\": underscores must be surrounded by "
	  "digits]" },
	{ "{{ fromToml \"a = 01\" }}", true,
	  "map[Error:toml: line 1 (last key \"a\"): Invalid integer \"01\": cannot have leading zeroes]" },
	{ "{{ fromToml \"a = .5\" }}", true,
	  "map[Error:toml: line 1 (last key \"a\"): floats must start with a digit, not '.']" },
	{ "{{ fromToml \"a = \\\"x\" }}", true,
	  "map[Error:toml: line 1 (last key \"a\"): unexpected EOF; expected '\"']" },
	{ "{{ fromToml \"a = \\\"\\\\q\\\"\" }}", true,
	  "map[Error:toml: line 1 (last key \"a\"): invalid escape in string '\\q']" },
	{ "{{ fromToml \"a\" }}", true, "map[Error:toml: line 1: unexpected EOF; expected key separator '=']" },
	{ "{{ fromToml \"[a\" }}", true,
	  "map[Error:toml: line 1: expected '.' or ']' to end table name, but got '\\x00' instead]" },
	{ "{{ fromToml \"a = [1 2]\" }}", true,
	  "map[Error:toml: line 1 (last key \"a\"): expected a comma (',') or array terminator (']'), but got '2']" },
	{ "{{ fromToml \"a = {b = 1 c = 2}\" }}", true,
	  "map[Error:toml: line 1 (last key \"a.b\"): expected a comma or an inline table terminator '}', but got 'c' "
	  "instead]" },
	{ "{{ fromToml \"= 1\" }}", true, "map[Error:toml: line 1: unexpected '=': key name appears blank]" },
	{ "{{ fromToml \"a = 99999999999999999999\" }}", true,
	  "map[Error:toml: line 1 (last key \"a\"): 99999999999999999999 is out of range for int64]" },
	{ "{{ fromToml \"a = 2024-13-01\" }}", true,
	  "map[Error:toml: line 1 (last key \"a\"): invalid datetime: \"2024-13-01\"]" },
	{ "{{ fromToml \"a = tru\" }}", true,
	  "map[Error:toml: line 1 (last key \"a\"): expected value but found \"tru\" instead]" },
	{ "{{ fromToml \"x = -inf\\ny = 0b101\\nz = 1e3\" | toYaml }}", true, "" },
};

static const struct template_case base_cases[] = {
	{ "{{ b64enc \"a\\x00b\" }} {{ b32enc \"hello\" }} {{ b32enc \"\" }}", true, "YQBi NBSWY3DP " },
	{ "{{ b64dec \"aGVs\\nbG8=\" }} {{ b32dec \"NBSWY3DP\" }}", true, "hello hello" },
	{ "{{ b64dec \"a\" }}", true, "illegal base64 data at input byte 0" },
	{ "{{ b64dec \"ab=c\" }}", true, "illegal base64 data at input byte 2" },
	{ "{{ b64dec \"abc=d\" }}", true, "illegal base64 data at input byte 4" },
	{ "{{ b32dec \"NBSWY\" }}", true, "illegal base32 data at input byte 0" },
	{ "{{ b32dec \"nbswy3dp\" }}", true, "illegal base32 data at input byte 0" },
	{ "{{ b32dec \"NB=WY3DP\" }}", true, "illegal base32 data at input byte 2" },
};

static const struct template_case regex_cases[] = {
	{ "{{ regexMatch \"^a+$\" \"aaa\" }} {{ regexMatch \"[\" \"x\" }}", true, "true false" },
	{ "{{ regexFind \"b+\" \"abbc\" }}|{{ regexFind \"x\" \"abbc\" }}", true, "bb|" },
	{ "{{ regexFindAll \"a|\" \"baac\" -1 | toJson }}", true, "[\"\",\"a\",\"a\",\"\"]" },
	{ "{{ regexFindAll \".\" \"abc\" 2 }} {{ regexFindAll \".\" \"abc\" 0 }}", true, "[a b] []" },
	{ "{{ regexReplaceAll \"(a)(x*)\" \"axxba\" \"${2}$1\" }}", true, "xxaba" },
	{ "{{ regexReplaceAll \"a(?P<n>.)\" \"ab\" \"<$n>$$$x\" }}", true, "<b>$" },
	{ "{{ toYamlPretty (list 2i) }}", false,
	  "template: t:1:3: executing \"t\" at <toYamlPretty (list 2i)>: error calling toYamlPretty: cannot marshal "
	  "type: complex128" },
	{ "{{ regexFind \"b\\x00+\" \"ab\\x00\\x00c\" | len }} {{ regexMatch \"\\x00\" \"a\" }}", true, "3 false" },
	{ "{{ regexReplaceAll \"a\" \"xa\" \"b\\x00$0\" | printf \"%q\" }}", true, "\"xb\\x00a\"" },
	{ "{{ regexReplaceAllLiteral \"a\" \"aba\" \"$1\" }}", true, "$1b$1" },
	{ "{{ regexSplit \",\" \"a,b,,c\" -1 | toJson }} {{ regexSplit \"\" \"abc\" 2 | toJson }}", true,
	  "[\"a\",\"b\",\"\",\"c\"] [\"a\",\"bc\"]" },
	{ "{{ regexSplit \",\" \"\" -1 | toJson }} {{ regexSplit \",\" \"a\" 0 | toJson }}", true, "[\"\"] null" },
	{ "{{ regexQuoteMeta \"a.b*c[1]$\" }}", true, "a\\.b\\*c\\[1\\]\\$" },
	{ "{{ mustRegexFind \"(\" \"x\" }}", false,
	  "template: t:1:3: executing \"t\" at <mustRegexFind \"(\" \"x\">: error calling mustRegexFind: error parsing "
	  "regexp: missing closing ): `(`" },
	{ "{{ regexFind \"(?=x)\" \"x\" }}", false,
	  "template: t:1:3: executing \"t\" at <regexFind \"(?=x)\" \"x\">: error calling regexFind: regexp: "
	  "Compile(`(?=x)`): error parsing regexp: invalid or unsupported Perl syntax: `(?=`" },
	{ "{{ mustRegexMatch \"a**\" \"x\" }}", false,
	  "template: t:1:3: executing \"t\" at <mustRegexMatch \"a**\" \"x\">: error calling mustRegexMatch: error "
	  "parsing regexp: invalid nested repetition operator: `**`" },
	{ "{{ mustRegexReplaceAll \"\\\\1\" \"x\" \"y\" }}", false,
	  "template: t:1:3: executing \"t\" at <mustRegexReplaceAll \"\\\\1\" \"x\" \"y\">: error calling "
	  "mustRegexReplaceAll: error parsing regexp: invalid escape sequence: `\\1`" },
	{ "{{ regexFind \"`\" \"a`\" }}", true, "`" },
	{ "{{ regexFind \"[`\" \"\" }}", false,
	  "template: t:1:3: executing \"t\" at <regexFind \"[`\" \"\">: error calling regexFind: regexp: "
	  "Compile(\"[`\"): error parsing regexp: missing closing ]: `[``" },
	{ "{{ regexMatch \"\\\\pL+\" \"\303\251\" }}", true, "true" },
};

static const struct template_case semver_cases[] = {
	{ "{{ with semver \"v1.2.3-rc.1+b5\" }}{{ . }} {{ .Major }} {{ .Minor }} {{ .Patch }} {{ .Prerelease }} {{ "
	  ".Metadata }} {{ .Original }}{{ end }}",
	  true, "1.2.3-rc.1+b5 1 2 3 rc.1 b5 v1.2.3-rc.1+b5" },
	{ "{{ (semver \"1.2.3-x\").IncPatch }} {{ (semver \"1.2.3\").IncPatch }} {{ (semver "
	  "\"v1.2.3\").IncMinor.IncMajor }}",
	  true, "1.2.3 1.2.4 2.0.0" },
	{ "{{ (semver \"1.2.3\").Compare (semver \"1.2.3-a\") }} {{ (semver \"1\").Equal (semver \"1.0.0+x\") }} {{ "
	  "(semver \"1\").LessThan (semver \"2\") }}",
	  true, "1 true true" },
	{ "{{ semverCompare \">=1.2 <2 || ~3.1\" \"3.1.9\" }} {{ semverCompare \"^0.2.3\" \"0.3.0\" }} {{ "
	  "semverCompare \"1.2 - 1.4\" \"1.4.9\" }}",
	  true, "true false true" },
	{ "{{ semverCompare \">=1.20-0\" \"1.31.0-gke.1\" }} {{ semverCompare \">=1.20\" \"1.31.0-gke.1\" }}", true,
	  "true false" },
	{ "{{ semver \"1.2.3.4\" }}", false,
	  "template: t:1:3: executing \"t\" at <semver \"1.2.3.4\">: error calling semver: invalid semantic version" },
	{ "{{ semver \"1.2.3-01\" }}", false,
	  "template: t:1:3: executing \"t\" at <semver \"1.2.3-01\">: error calling semver: version segment starts "
	  "with 0" },
	{ "{{ semver \"99999999999999999999.1\" }}", false,
	  "template: t:1:3: executing \"t\" at <semver \"99999999999999999999.1\">: error calling semver: error "
	  "parsing version segment: strconv.ParseUint: parsing \"99999999999999999999\": value out of range" },
	{ "{{ semverCompare \"1.2.3.4\" \"1\" }}", false,
	  "template: t:1:3: executing \"t\" at <semverCompare \"1.2.3.4\" \"1\">: error calling semverCompare: "
	  "improper constraint: \"1.2.3.4\"" },
	{ "{{ semverCompare \"1x\" \"1\" }}", false,
	  "template: t:1:3: executing \"t\" at <semverCompare \"1x\" \"1\">: error calling semverCompare: constraint "
	  "parser error" },
	{ "{{ semverCompare \">1 || a\\\"b\" \"1\" }}", false,
	  "template: t:1:3: executing \"t\" at <semverCompare \">1 || a\\\"b\" \"1\">: error calling semverCompare: "
	  "improper constraint: \" a\\\"b\"" },
	{ "{{ (semver \"1.2.3\").SetPrerelease \"a..b\" }}", false,
	  "template: t:1:19: executing \"t\" at <(semver \"1.2.3\").SetPrerelease>: error calling SetPrerelease: "
	  "invalid prerelease string" },
	{ "{{ toJson (semver \"1.2.3\") }} {{ typeOf (semver \"1.2.3\") }} {{ kindOf (semver \"1.2.3\") }}", true,
	  "\"1.2.3\" *semver.Version ptr" },
	{ "{{ (semver \"1.2.3\").IncMajor.Original }}", false,
	  "template: t:1:11: executing \"t\" at <\"1.2.3\">: can't evaluate field Original in type semver.Version" },
	{ "{{ printf \"%#v %d\" (semver \"1.2.3-a\") (semver \"1.2.3\") }}", true,
	  "&semver.Version{major:0x1, minor:0x2, patch:0x3, pre:\"a\", metadata:\"\", original:\"1.2.3-a\"} &{1 2 3 "
	  "%!d(string=) %!d(string=) %!d(string=1.2.3)}" },
};

static const struct template_case dates_cases[] = {
	{ "{{ toDate \"2006-01-02\" \"2020-02-29\" }}", true, "2020-02-29 00:00:00 +0000 UTC" },
	{ "{{ toDate \"2006-01-02\" \"no\" | unixEpoch }}", true, "-62135596800" },
	{ "{{ mustToDate \"2006-01-02\" \"2021-02-29\" }}", false,
	  "template: t:1:3: executing \"t\" at <mustToDate \"2006-01-02\" \"2021-02-29\">: error calling mustToDate: "
	  "parsing time \"2021-02-29\": day out of range" },
	{ "{{ mustToDate \"15:04\" \"24:00\" }}", false,
	  "template: t:1:3: executing \"t\" at <mustToDate \"15:04\" \"24:00\">: error calling mustToDate: parsing "
	  "time \"24:00\": hour out of range" },
	{ "{{ mustToDate \"2006-01-02 MST\" \"2020-02-29 CEST\" }}", true, "2020-02-29 00:00:00 +0000 CEST" },
	{ "{{ mustToDate \"Jan _2\" \"Feb 3 x\" }}", false,
	  "template: t:1:3: executing \"t\" at <mustToDate \"Jan _2\" \"Feb 3 x\">: error calling mustToDate: parsing "
	  "time \"Feb 3 x\": extra text: \" x\"" },
	{ "{{ mustToDate \"2006\" \"\303\251\" }}", false,
	  "template: t:1:3: executing \"t\" at <mustToDate \"2006\" \"\303\251\">: error calling mustToDate: parsing "
	  "time \"\\xc3\\xa9\" as \"2006\": cannot parse \"\\xc3\\xa9\" as \"2006\"" },
	{ "{{ mustToDate \"2006 __2\" \"2020 366\" }}", true, "2020-12-31 00:00:00 +0000 UTC" },
	{ "{{ dateInZone \"Mon Monday Jan January 1 01 2 02 _2 __2 002 06 2006\" (int64 951827696) \"UTC\" }}", true,
	  "Tue Tuesday Feb February 2 02 29 29 29  60 060 00 2000" },
	{ "{{ dateInZone \"3 03 15 4 04 5 05 .000 .999 PM pm MST Z07:00 -0700 -07\" (int64 951827696) \"UTC\" }}", true,
	  "12 12 12 34 34 56 56 .000  PM pm UTC Z +0000 +00" },
	{ "{{ dateInZone \"2006-01-02\" (int64 -62135596801) \"UTC\" }}", true, "0000-12-31" },
	{ "{{ date \"2006-01-02T15:04:05Z07:00\" (toDate \"2006-01-02T15:04:05Z07:00\" \"2020-01-01T00:00:00+05:30\") "
	  "}}",
	  true, "2019-12-31T18:30:00Z" },
	{ "{{ $t := toDate \"2006-01-02 15:04:05.000\" \"2020-02-29 23:59:59.500\" }}{{ $t.Year }} {{ $t.Month }} {{ "
	  "$t.Day }} {{ $t.Weekday }} {{ $t.YearDay }} {{ $t.Nanosecond }} {{ $t.UnixMilli }}",
	  true, "2020 February 29 Saturday 60 500000000 1583020799500" },
	{ "{{ $t := toDate \"2006-01-02\" \"2020-01-31\" }}{{ ($t.AddDate 0 1 0).Format \"2006-01-02\" }} {{ ($t.Add "
	  "3600000000000).Hour }} {{ ($t.AddDate 0 0 1).Sub $t }}",
	  true, "2020-03-02 1 24h0m0s" },
	{ "{{ $t := toDate \"2006-01-02\" \"2020-01-31\" }}{{ dateModify \"-1.5h\" $t }} {{ dateModify \"bad\" $t }}",
	  true, "2020-01-30 22:30:00 +0000 UTC 2020-01-31 00:00:00 +0000 UTC" },
	{ "{{ mustDateModify \"1x\" (toDate \"2006\" \"2020\") }}", false,
	  "template: t:1:3: executing \"t\" at <mustDateModify \"1x\" (toDate \"2006\" \"2020\")>: error calling "
	  "mustDateModify: time: unknown unit \"x\" in duration \"1x\"" },
	{ "{{ mustDateModify \"1\" (toDate \"2006\" \"2020\") }}", false,
	  "template: t:1:3: executing \"t\" at <mustDateModify \"1\" (toDate \"2006\" \"2020\")>: error calling "
	  "mustDateModify: time: missing unit in duration \"1\"" },
	{ "{{ duration \"90061\" }} {{ duration (int64 -5) }} {{ duration 5.5 }} {{ duration \"x\" }}", true,
	  "25h1m1s -5s 0s 0s" },
	{ "{{ durationRound \"2h10m5s\" }} {{ durationRound \"8761h\" }} {{ durationRound \"1ms\" }} {{ durationRound "
	  "(int64 2592000000000001) }}",
	  true, "2h 1y 0s 1mo" },
	{ "{{ htmlDateInZone (int64 0) \"nowhere\" }}", true, "1970-01-01" },
	{ "{{ $t := toDate \"2006\" \"2020\" }}{{ toJson $t }} {{ toYaml (dict \"t\" $t) }} {{ toToml (dict \"t\" $t) "
	  "}}{{ toYamlPretty (dict \"t\" $t) }}",
	  true,
	  "\"2020-01-01T00:00:00Z\" t: \"2020-01-01T00:00:00Z\" t = 2020-01-01T00:00:00Z\nt: 2020-01-01T00:00:00Z" },
	{ "{{ $t := toDate \"2006\" \"2020\" }}{{ typeOf $t }} {{ kindOf $t }} {{ eq $t.Month $t.Month }} {{ printf "
	  "\"%d\" $t.Month }} {{ $t.IsZero }}",
	  true, "time.Time struct true 1 false" },
};

static const struct template_case urls_cases[] = {
	{ "{{ urlParse \"https://u:p%40@h.example.com:8443/a%20b/%2F?q=1&r#f%21\" | toJson }}", true,
	  "{\"fragment\":\"f!\",\"host\":\"h.example.com:8443\",\"hostname\":\"h.example.com\",\"opaque\":\"\","
	  "\"path\":\"/a b//\",\"query\":\"q=1\\u0026r\",\"scheme\":\"https\",\"userinfo\":\"u:p%40\"}" },
	{ "{{ urlParse \"mailto:a@b\" | toJson }}", true,
	  "{\"fragment\":\"\",\"host\":\"\",\"hostname\":\"\",\"opaque\":\"a@b\",\"path\":\"\",\"query\":\"\","
	  "\"scheme\":\"mailto\",\"userinfo\":\"\"}" },
	{ "{{ urlParse \"//[::1]:80/x\" | toJson }}", true,
	  "{\"fragment\":\"\",\"host\":\"[::1]:80\",\"hostname\":\"::1\",\"opaque\":\"\",\"path\":\"/"
	  "x\",\"query\":\"\",\"scheme\":\"\",\"userinfo\":\"\"}" },
	{ "{{ urlParse \"http://[fe80::1%25en0]/\" | toJson }}", true,
	  "{\"fragment\":\"\",\"host\":\"[fe80::1%en0]\",\"hostname\":\"fe80::1%en0\",\"opaque\":\"\",\"path\":\"/"
	  "\",\"query\":\"\",\"scheme\":\"http\",\"userinfo\":\"\"}" },
	{ "{{ urlParse \"a:b\" | urlJoin }} {{ urlParse \"/x y\" | urlJoin }} {{ urlParse \"http://h?x#y\" | urlJoin "
	  "}}",
	  true, "a:b /x%20y http://h?x#y" },
	{ "{{ urlJoin (dict \"scheme\" \"http\" \"host\" \"h\" \"path\" \"p/\303\251\" \"query\" \"a=b\" \"fragment\" "
	  "\"f#\" \"userinfo\" \"u:p@\") }}",
	  true, "http://u:p%40@h/p/%C3%A9?a=b#f%23" },
	{ "{{ urlJoin (dict \"path\" \"a:b/c\") }}", true, "./a:b/c" },
	{ "{{ urlParse \"http://h:x/\" }}", false,
	  "template: t:1:3: executing \"t\" at <urlParse \"http://h:x/\">: error calling urlParse: unable to parse "
	  "url: parse \"http://h:x/\": invalid port \":x\" after host" },
	{ "{{ urlParse \"http://[::1\" }}", false,
	  "template: t:1:3: executing \"t\" at <urlParse \"http://[::1\">: error calling urlParse: unable to parse "
	  "url: parse \"http://[::1\": missing ']' in host" },
	{ "{{ urlParse \"http://[1.2.3.4]/\" }}", false,
	  "template: t:1:3: executing \"t\" at <urlParse \"http://[1.2.3.4]/\">: error calling urlParse: unable to "
	  "parse url: parse \"http://[1.2.3.4]/\": invalid IP-literal" },
	{ "{{ urlParse \"http://[::g]/\" }}", false,
	  "template: t:1:3: executing \"t\" at <urlParse \"http://[::g]/\">: error calling urlParse: unable to parse "
	  "url: parse \"http://[::g]/\": invalid host: ParseAddr(\"::g\"): each colon-separated field must have at "
	  "least one digit (at \"g\")" },
	{ "{{ urlParse \"%zz\" }}", false,
	  "template: t:1:3: executing \"t\" at <urlParse \"%zz\">: error calling urlParse: unable to parse url: parse "
	  "\"%zz\": invalid URL escape \"%zz\"" },
	{ "{{ urlParse \"http://a b/\" }}", false,
	  "template: t:1:3: executing \"t\" at <urlParse \"http://a b/\">: error calling urlParse: unable to parse "
	  "url: parse \"http://a b/\": invalid character \" \" in host name" },
	{ "{{ urlParse \":x\" }}", false,
	  "template: t:1:3: executing \"t\" at <urlParse \":x\">: error calling urlParse: unable to parse url: parse "
	  "\":x\": missing protocol scheme" },
	{ "{{ urlParse \"a:b:c/d\" | toJson }}", true,
	  "{\"fragment\":\"\",\"host\":\"\",\"hostname\":\"\",\"opaque\":\"b:c/"
	  "d\",\"path\":\"\",\"query\":\"\",\"scheme\":\"a\",\"userinfo\":\"\"}" },
	{ "{{ urlParse \"1a:b\" }}", false,
	  "template: t:1:3: executing \"t\" at <urlParse \"1a:b\">: error calling urlParse: unable to parse url: parse "
	  "\"1a:b\": first path segment in URL cannot contain colon" },
	{ "{{ urlJoin (dict \"scheme\" 1) }}", false,
	  "template: t:1:3: executing \"t\" at <urlJoin (dict \"scheme\" 1)>: error calling urlJoin: unable to parse "
	  "scheme key, must be of type string, but int found" },
	{ "{{ urlJoin (dict \"userinfo\" \"a/b\" \"host\" \"h\") }}", true, "//h" },
};

static const struct template_case paths_cases[] = {
	{ "{{ base \"/a/b/\" }} {{ base \"\" }} {{ base \"//\" }} {{ base \"c\" }}", true, "b . / c" },
	{ "{{ dir \"/a/b/c\" }} {{ dir \"a\" }} {{ dir \"/\" }} {{ dir \"a//b/../c/d\" }}", true, "/a/b . / a/c" },
	{ "{{ clean \"/../a/./b//../c/\" }} {{ clean \"\" }} {{ clean \"../../x/..\" }} {{ clean \"a/../..\" }}", true,
	  "/a/c . ../.. .." },
	{ "{{ ext \"a.tar.gz\" }}|{{ ext \"a.b/c\" }}|{{ ext \".x\" }}", true, ".gz||.x" },
	{ "{{ isAbs \"/a\" }} {{ isAbs \"a\" }} {{ osBase \"a/b\" }} {{ osDir \"a/b\" }} {{ osExt \"b.c\" }} {{ "
	  "osClean \"a//b\" }} {{ osIsAbs \"/\" }}",
	  true, "true false b a .c a/b true" },
};

static const struct template_case crypto_cases[] = {
	{ "{{ sha1sum \"x\" }} {{ adler32sum \"Wikipedia\" }}", true,
	  "11f6ad8ec52a2984abaafd7c3b516503785c2072 300286872" },
	{ "{{ sha256sum \"\" }}", true, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
	{ "{{ sha512sum \"x\" }}", true,
	  "a4abd4448c49562d828115d13a1fccea927f52b4d5459297f8b43e42da89238bc13626e43dcb38ddb082488927ec904fb42057443983"
	  "e88585179d50551afe62" },
	{ "{{ derivePassword 1 \"long\" \"secret\" \"me\" \"example.org\" }}", true, "GegrFinaWavn3%" },
	{ "{{ derivePassword 2 \"pin\" \"secret\" \"me\" \"example.org\" }} {{ derivePassword 2 \"none\" \"\" \"\" "
	  "\"\" }}",
	  true, "1307 cannot find password template none" },
	{ "{{ htpasswd \"a:b\" \"x\" }}", true, "invalid username: a:b" },
	{ "{{ bcrypt \"0123456789012345678901234567890123456789012345678901234567890123456789012\" }}", true,
	  "failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes" },
	{ "{{ decryptAES \"key\" \"AAAA\" }}", false,
	  "template: t:1:3: executing \"t\" at <decryptAES \"key\" \"AAAA\">: error calling decryptAES: runtime error: "
	  "slice bounds out of range [:16] with capacity 3" },
	{ "{{ decryptAES \"key\" \"?\" }}", false,
	  "template: t:1:3: executing \"t\" at <decryptAES \"key\" \"?\">: error calling decryptAES: illegal base64 "
	  "data at input byte 0" },
	{ "{{ decryptAES \"key\" \"MDEyMzQ1Njc4OWFiY2RlZg==\" }}", false,
	  "template: t:1:3: executing \"t\" at <decryptAES \"key\" \"MDEyMzQ1Njc4OWFiY2RlZg==\">: error calling "
	  "decryptAES: runtime error: index out of range [-1]" },
	{ "{{ encryptAES \"k\" \"text longer than a block\" | decryptAES \"k\" }}[{{ encryptAES \"k\" \"\" }}]", true,
	  "text longer than a block[]" },
	{ "{{ genPrivateKey \"foo\" }}", true, "Unknown type foo" },
	{ "{{ genCAWithKey \"x\" 1 \"no\" }}", false,
	  "template: t:1:3: executing \"t\" at <genCAWithKey \"x\" 1 \"no\">: error calling genCAWithKey: parsing "
	  "private key: no PEM data in input" },
	{ "{{ genCAWithKey \"x\" 1 \"-----BEGIN X-----\\nAAAA\\n-----END X-----\\n\" }}", false,
	  "template: t:1:3: executing \"t\" at <genCAWithKey \"x\" 1 \"-----BEGIN X-----\\nAAAA\\n-----END "
	  "X-----\\n\">: error calling genCAWithKey: parsing private key: no private key data in PEM block of type X" },
	{ "{{ genSelfSignedCert \"x\" (list 1) nil 1 }}", false,
	  "template: t:1:3: executing \"t\" at <genSelfSignedCert \"x\" (list 1) nil 1>: error calling "
	  "genSelfSignedCert: error parsing ip: 1 is not a string" },
	{ "{{ genSelfSignedCertWithKey \"x\" (list \"1.2.3\") nil 1 (genPrivateKey \"ed25519\") }}", false,
	  "template: t:1:3: executing \"t\" at <genSelfSignedCertWithKey \"x\" (list \"1.2.3\") nil 1 (genPrivateKey "
	  "\"ed25519\")>: error calling genSelfSignedCertWithKey: error parsing ip: 1.2.3" },
	{ "{{ genSelfSignedCertWithKey \"x\" nil (list 5) 1 (genPrivateKey \"ecdsa\") }}", false,
	  "template: t:1:3: executing \"t\" at <genSelfSignedCertWithKey \"x\" nil (list 5) 1 (genPrivateKey "
	  "\"ecdsa\")>: error calling genSelfSignedCertWithKey: error processing alternate dns name: 5 is not a "
	  "string" },
	{ "{{ buildCustomCert \"?\" \"\" }}", false,
	  "template: t:1:3: executing \"t\" at <buildCustomCert \"?\" \"\">: error calling buildCustomCert: unable to "
	  "decode base64 certificate" },
	{ "{{ buildCustomCert \"eA==\" \"eA==\" }}", false,
	  "template: t:1:3: executing \"t\" at <buildCustomCert \"eA==\" \"eA==\">: error calling buildCustomCert: "
	  "unable to decode certificate" },
	{ "{{ $c := genCAWithKey \"n\" 1 (genPrivateKey \"ecdsa\") }}{{ typeOf $c }} {{ kindOf $c }} {{ keys (toJson "
	  "$c | fromJson) | sortAlpha }}",
	  true, "sprig.certificate struct [Cert Key]" },
	{ "{{ hello }}{{ randInt 3 4 }}[{{ randAlpha 0 }}{{ randAlpha -1 }}]{{ len (randAscii 7) }}{{ len (uuidv4) }}",
	  true, "Hello!3[]736" },
	{ "{{ randInt 4 4 }}", false,
	  "template: t:1:3: executing \"t\" at <randInt 4 4>: error calling randInt: invalid argument to Intn" },
	{ "{{ randBytes -1 }}", false,
	  "template: t:1:3: executing \"t\" at <randBytes -1>: error calling randBytes: runtime error: makeslice: len "
	  "out of range" },
	{ "{{ shuffle \"\303\251\303\251\" }}", true, "\303\251\303\251" },
};

#endif
