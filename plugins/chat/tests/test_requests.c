/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The whole request of each type, for an event that succeeded and one that failed: method, URL, headers and
 * body as notification-controller sends them. In the rows ' stands for ".
 */
#include <check.h>
#include <stdlib.h>

#include "table.h"

#define COMMON                                                                                                   \
	"'id': 'i-7', 'timestamp': '2026-11-23T09:21:05Z', 'reportingController': 'weir', 'involvedObject': "    \
	"{'apiVersion': 'kustomize.toolkit.fluxcd.io/v1', 'kind': 'Kustomization', 'namespace': 'flux-system', " \
	"'name': 'Apps', 'uid': '0f5b'}, "
#define INFO                                                                                                        \
	"{" COMMON "'severity': 'info', 'reason': 'ReconciliationSucceeded', 'message': 'done in 2s', 'metadata': " \
	"{'revision': 'main@sha1:2505', 'summary': 'prod: a<b', 'token': 'hidden'}}"
#define ERROR                                                                                                          \
	"{" COMMON "'severity': 'error', 'reason': 'BuildFailed', 'message': 'bad <!all> @all\\nline 2', 'metadata': " \
	"{'cluster': 'c1'}}"
#define PROGRESS "{" COMMON "'severity': 'info', 'reason': 'Progressing', 'message': 'm'}"
/* SHA-256 of the id as JSON. */
#define ONCE     "c5129ad377e01a37a9b8868cf52a6bd4068f720ec49651898d201fade0e53e4a"
#define JSON     "Content-Type: application/json\n"

static const struct {
	const char *name, *spec, *secret, *event;
	const char *want; /* requests: "METHOD URL\nHEADER\n...\n\nBODY", divided by a line of "--"; "": none */
} rows[] = {
	{ "slack, a success", "{'type': 'slack', 'channel': 'ops', 'address': 'https://h.example/p/x'}", NULL, INFO,
	  "POST https://h.example/p/x\n" JSON
	  "\n{'channel': 'ops', 'username': 'weir', 'icon_url': '', 'icon_emoji': '', 'attachments': [{'fallback': "
	  "'kustomization/Apps.flux-system: done in 2s', 'color': 'good', 'author_name': "
	  "'kustomization/Apps.flux-system', 'text': 'done in 2s', 'mrkdwn_in': ['text'], 'fields': [{'title': "
	  "'revision', 'value': 'main@sha1:2505', 'short': false}, {'title': 'summary', 'value': 'prod: a&lt;b', "
	  "'short': false}]}]}" },
	{ "slack's API, a failure", "{'type': 'slack', 'username': 'flux'}",
	  "{'address': 'https://slack.com/api/chat.postMessage\\n', 'token': ' xoxb '}", ERROR,
	  "POST https://slack.com/api/chat.postMessage\n" JSON "Authorization: Bearer xoxb\n"
	  "\n{'channel': '', 'username': 'flux', 'icon_url': '', 'icon_emoji': '', 'attachments': [{'fallback': "
	  "'kustomization/Apps.flux-system: bad &lt;!all&gt; @all', 'color': 'danger', 'author_name': "
	  "'kustomization/Apps.flux-system', 'text': 'bad &lt;!all&gt; @all\\nline 2', 'mrkdwn_in': ['text'], "
	  "'fields': [{'title': 'cluster', 'value': 'c1', 'short': false}]}]}" },
	{ "rocket", "{'type': 'rocket', 'channel': 'ops', 'username': 'u', 'address': 'https://h.example/p/x'}", NULL,
	  ERROR,
	  "POST https://h.example/p/x\n" JSON
	  "\n{'channel': 'ops', 'username': 'u', 'icon_url': '', 'icon_emoji': '', 'attachments': [{'fallback': '', "
	  "'color': '#FF0000', 'author_name': 'kustomization/Apps.flux-system', 'text': 'bad <!all> @\\u200ball\\nline "
	  "2', 'mrkdwn_in': ['text'], 'fields': [{'title': 'cluster', 'value': 'c1', 'short': false}]}]}" },
	{ "rocket, a success", "{'type': 'rocket', 'address': 'https://h.example/p/x'}", NULL, PROGRESS,
	  "POST https://h.example/p/x\n" JSON
	  "\n{'channel': '', 'username': '', 'icon_url': '', 'icon_emoji': '', 'attachments': [{'fallback': '', "
	  "'color': '#0076D7', 'author_name': 'kustomization/Apps.flux-system', 'text': 'm', 'mrkdwn_in': ['text'], "
	  "'fields': []}]}" },
	{ "msteams, a success", "{'type': 'msteams', 'address': 'https://h.example/p/x'}", NULL, INFO,
	  "POST https://h.example/p/x\n" JSON
	  "\n{'type': 'message', 'attachments': [{'contentType': 'application/vnd.microsoft.card.adaptive', 'content': "
	  "{'$schema': 'http://adaptivecards.io/schemas/adaptive-card.json', 'type': 'AdaptiveCard', 'version': '1.4', "
	  "'msteams': {'width': 'Full'}, 'body': [{'type': 'Container', 'items': [{'type': 'TextBlock', 'text': "
	  "'kustomization/Apps.flux-system', 'size': 'large', 'weight': 'bolder', 'wrap': true}, {'type': 'TextBlock', "
	  "'text': 'done in 2s', 'wrap': true}, {'type': 'FactSet', 'facts': [{'title': 'summary', 'value': 'prod: "
	  "a<b'}, {'title': 'revision', 'value': 'main@sha1:2505'}]}]}]}}]}" },
	{ "msteams, a failure", "{'type': 'msteams', 'address': 'https://h.example/p/x'}", NULL, ERROR,
	  "POST https://h.example/p/x\n" JSON
	  "\n{'type': 'message', 'attachments': [{'contentType': 'application/vnd.microsoft.card.adaptive', 'content': "
	  "{'$schema': 'http://adaptivecards.io/schemas/adaptive-card.json', 'type': 'AdaptiveCard', 'version': '1.4', "
	  "'msteams': {'width': 'Full'}, 'body': [{'type': 'Container', 'items': [{'type': 'TextBlock', 'text': "
	  "'kustomization/Apps.flux-system', 'size': 'large', 'weight': 'bolder', 'wrap': true}, {'type': 'TextBlock', "
	  "'text': 'bad <!all> @all\\nline 2', 'wrap': true, 'color': 'attention'}, {'type': 'FactSet', 'facts': "
	  "[{'title': 'cluster', 'value': 'c1'}]}]}]}}]}" },
	{ "msteams, an old connector", "{'type': 'msteams', 'address': 'https://t.webhook.office.com:443/w'}", NULL,
	  ERROR,
	  "POST https://t.webhook.office.com:443/w\n" JSON
	  "\n{'@type': 'MessageCard', '@context': 'http://schema.org/extensions', 'themeColor': 'FF0000', 'summary': "
	  "'kustomization/Apps.flux-system', 'sections': [{'activityTitle': 'bad <!all> @all\\nline 2', "
	  "'activitySubtitle': 'kustomization/Apps.flux-system', 'facts': [{'name': 'cluster', 'value': 'c1'}]}]}" },
	{ "msteams, an old connector, a success", "{'type': 'msteams', 'address': 'https://t.webhook.office.com/w'}",
	  NULL, PROGRESS,
	  "POST https://t.webhook.office.com/w\n" JSON
	  "\n{'@type': 'MessageCard', '@context': 'http://schema.org/extensions', 'themeColor': '0076D7', 'summary': "
	  "'kustomization/Apps.flux-system', 'sections': [{'activityTitle': 'm', 'activitySubtitle': "
	  "'kustomization/Apps.flux-system', 'facts': []}]}" },
	{ "googlechat, a success", "{'type': 'googlechat', 'address': 'https://h.example/p/x'}", NULL, INFO,
	  "POST https://h.example/p/x\n" JSON
	  "\n{'cards': [{'header': {'title': 'kustomization/Apps.flux-system', 'subtitle': 'weir'}, 'sections': "
	  "[{'widgets': [{'textParagraph': {'text': 'done in 2s'}}]}, {'widgets': [{'keyValue': {'topLabel': "
	  "'revision', 'content': 'main@sha1:2505', 'contentMultiline': false}}, {'keyValue': {'topLabel': 'summary', "
	  "'content': 'prod: a&lt;b', 'contentMultiline': false}}]}]}]}" },
	{ "googlechat, a failure", "{'type': 'googlechat', 'address': 'https://h.example/p/x'}", NULL, ERROR,
	  "POST https://h.example/p/x\n" JSON
	  "\n{'cards': [{'header': {'title': 'kustomization/Apps.flux-system', 'subtitle': 'weir'}, 'sections': "
	  "[{'widgets': [{'textParagraph': {'text': '<font color=\\Q#ff0000\\Q>bad &lt;!all&gt; @all\\nline "
	  "2</font>'}}]}, {'widgets': [{'keyValue': {'topLabel': 'cluster', 'content': 'c1', 'contentMultiline': "
	  "false}}]}]}]}" },
	{ "lark, a success", "{'type': 'lark', 'address': 'https://h.example/p/x'}", NULL, INFO,
	  "POST https://h.example/p/x\n" JSON
	  "\n{'msg_type': 'interactive', 'card': {'config': {'wide_screen_mode': true}, 'header': {'title': {'tag': "
	  "'plain_text', 'content': '💫 kustomization/Apps.flux-system'}, 'template': 'turquoise'}, 'elements': "
	  "[{'tag': 'div', 'text': {'tag': 'lark_md', 'content': '**done in 2s**\\n\\nrevision: "
	  "main@sha1:2505\\nsummary: prod: a&lt;b\\n'}}]}}" },
	{ "lark, a failure", "{'type': 'lark', 'address': 'https://h.example/p/x'}", NULL, ERROR,
	  "POST https://h.example/p/x\n" JSON
	  "\n{'msg_type': 'interactive', 'card': {'config': {'wide_screen_mode': true}, 'header': {'title': {'tag': "
	  "'plain_text', 'content': '🚨 kustomization/Apps.flux-system'}, 'template': 'red'}, 'elements': [{'tag': "
	  "'div', 'text': {'tag': 'lark_md', 'content': '**bad &lt;!all&gt; @all\\nline 2**\\n\\ncluster: "
	  "c1\\n'}}]}}" },
	{ "zoom", "{'type': 'zoom', 'address': 'https://h.example/p/x'}", "{'token': 'tok'}", ERROR,
	  "POST https://h.example/p/x?format=full\n" JSON "Authorization: tok\n"
	  "\n{'content': {'head': {'text': 'kustomization/Apps.flux-system', 'sub_head': {'text': 'error'}}, 'body': "
	  "[{'type': 'message', 'text': 'bad <!all> @all\\nline 2'}, {'type': 'fields', 'items': [{'key': 'cluster', "
	  "'value': 'c1'}]}]}}" },
	{ "zoom, its format given", "{'type': 'zoom', 'address': 'https://h.example/x?a=1&format=message'}",
	  "{'token': 'tok'}", PROGRESS,
	  "POST https://h.example/x?a=1&format=message\n" JSON "Authorization: tok\n"
	  "\n{'content': {'head': {'text': 'kustomization/Apps.flux-system', 'sub_head': {'text': 'info'}}, 'body': "
	  "[{'type': 'message', 'text': 'm'}]}}" },
	{ "zoom, another query", "{'type': 'zoom', 'address': 'https://h.example/x?a=1'}", "{'token': 'tok'}", PROGRESS,
	  "POST https://h.example/x?a=1&format=full\n" JSON "Authorization: tok\n"
	  "\n{'content': {'head': {'text': 'kustomization/Apps.flux-system', 'sub_head': {'text': 'info'}}, 'body': "
	  "[{'type': 'message', 'text': 'm'}]}}" },
	{ "matrix, a success", "{'type': 'matrix', 'channel': '!r:h.example', 'address': 'https://h.example/'}",
	  "{'token': 'tok'}", INFO,
	  "PUT https://h.example/_matrix/client/r0/rooms/!r:h.example/send/m.room.message/" ONCE "\n" JSON
	  "Authorization: Bearer tok\n"
	  "\n{'msgtype': 'm.text', 'body': '💫 kustomization/Apps.flux-system\\ndone in 2s\\n- revision: "
	  "main@sha1:2505\\n- summary: prod: a<b\\n'}" },
	{ "matrix, a failure, an odd room", "{'type': 'matrix', 'channel': '#r/../x', 'address': 'https://h.example'}",
	  "{'token': 'tok'}", ERROR,
	  "PUT https://h.example/_matrix/client/r0/rooms/%23r%2F..%2Fx/send/m.room.message/" ONCE "\n" JSON
	  "Authorization: Bearer tok\n"
	  "\n{'msgtype': 'm.text', 'body': '🚨 kustomization/Apps.flux-system\\nbad <!all> @all\\nline 2\\n- cluster: "
	  "c1\\n'}" },
	{ "telegram, a success", "{'type': 'telegram', 'channel': '-100:42'}", "{'token': '1:Ab_c-d'}", INFO,
	  "POST https://api.telegram.org/bot1:Ab_c-d/sendMessage\n" JSON
	  "\n{'chat_id': '-100', 'message_thread_id': '42', 'parse_mode': 'MarkdownV2', 'text': '*💫 "
	  "kustomization/Apps/flux\\\\-system*\\ndone in 2s\\n\\\\- *revision*: main@sha1:2505\\n\\\\- *summary*: "
	  "prod: a<b\\n'}" },
	{ "telegram, a failure, a server of its own",
	  "{'type': 'telegram', 'channel': '@ops', 'address': 'https://h.example/'}", "{'token': '1:a/../b'}", ERROR,
	  "POST https://h.example/bot1:a%2F..%2Fb/sendMessage\n" JSON
	  "\n{'chat_id': '@ops', 'parse_mode': 'MarkdownV2', 'text': '*🚨 kustomization/Apps/flux\\\\-system*\\nbad "
	  "<\\\\!all\\\\> @all\\nline 2\\n\\\\- *cluster*: c1\\n'}" },
	{ "webex, a success", "{'type': 'webex', 'channel': 'room', 'address': 'https://h.example/p/x'}",
	  "{'token': 'tok'}", INFO,
	  "POST https://h.example/p/x\n" JSON "Authorization: Bearer tok\n"
	  "\n{'roomId': 'room', 'markdown': '✅ **kustomization/Apps.flux-system**\\ndone in 2s\\n>**revision**: "
	  "main@sha1:2505\\n>**summary**: prod: a&lt;b\\n'}" },
	{ "webex, a failure", "{'type': 'webex', 'channel': 'room', 'address': 'https://h.example/p/x'}",
	  "{'token': 'tok'}", ERROR,
	  "POST https://h.example/p/x\n" JSON "Authorization: Bearer tok\n"
	  "\n{'roomId': 'room', 'markdown': '💣 **kustomization/Apps.flux-system**\\nbad &lt;!all&gt; @all\\nline "
	  "2\\n>**cluster**: c1\\n'}" },
	{ "zulip", "{'type': 'zulip', 'channel': 'dev ops/a/b', 'address': 'https://z.example/elsewhere?x=1'}",
	  "{'username': 'me', 'password': 'pass'}", ERROR,
	  "POST https://z.example/api/v1/messages\n"
	  "Content-Type: application/x-www-form-urlencoded\n"
	  "Authorization: Basic bWU6cGFzcw==\n"
	  "\ncontent=%23%23%20Flux%20Status%0A%0A%E2%9A%A0%EF%B8%8F%20Kustomization%2Fflux-system%2FApps%0A%0Abad%20%"
	  "3C%21all%3E%20%40%E2%80%8Ball%0Aline%202%0A%0AMetadata%3A%0A%2A%20%60cluster%60%3A%20c1%0A&to=dev%20ops&"
	  "topic=a%2Fb&type=stream" },
	{ "opsgenie, with the uid of the Provider", "{'type': 'opsgenie', 'address': 'https://h.example/p/x'}",
	  "{'token': 'key'}", ERROR,
	  "POST https://h.example/p/x\n" JSON "Authorization: GenieKey key\n"
	  "\n{'message': 'Kustomization/Apps', 'alias': "
	  "'20a74380d9912e5415005114eebf6d2cc333b601c00a3bbf4dabf84a8f3fe8b2', 'description': 'bad <!all> @all\\nline "
	  "2', 'details': {'cluster': 'c1', 'severity': 'error'}}" },
	{ "pagerduty, a failure", "{'type': 'pagerduty', 'channel': 'route', 'address': 'https://pd.example/ignored'}",
	  NULL, ERROR,
	  "POST https://pd.example/v2/enqueue\n" JSON
	  "\n{'routing_key': 'route', 'event_action': 'trigger', 'dedup_key': '0f5b', 'payload': {'summary': 'build "
	  "failed: kustomization/apps', 'source': 'Flux weir', 'severity': 'error', 'timestamp': "
	  "'2026-11-23T09:21:05Z', 'component': 'Apps', 'group': 'Kustomization', 'custom_details': {'message': 'bad "
	  "<!all> @all\\nline 2', 'metadata': {'cluster': 'c1'}}}}" },
	{ "pagerduty, a success: resolved, and a change",
	  "{'type': 'pagerduty', 'channel': 'route', 'address': 'https://pd.example'}", NULL, INFO,
	  "POST https://pd.example/v2/enqueue\n" JSON
	  "\n{'routing_key': 'route', 'event_action': 'resolve', 'dedup_key': '0f5b'}"
	  "\n--\n"
	  "POST https://pd.example/v2/change/enqueue\n" JSON
	  "\n{'routing_key': 'route', 'payload': {'summary': 'reconciliation succeeded: kustomization/apps', 'source': "
	  "'Flux weir', 'timestamp': '2026-11-23T09:21:05Z', 'custom_details': {'message': 'done in 2s', 'metadata': "
	  "{'revision': 'main@sha1:2505', 'summary': 'prod: a<b'}}}}" },
	{ "pagerduty, progress is no news",
	  "{'type': 'pagerduty', 'channel': 'route', 'address': 'https://pd.example'}", NULL, PROGRESS, "" },
	{ "alertmanager, a summary", "{'type': 'alertmanager', 'address': 'https://h.example/p/x'}", "{'token': 'tok'}",
	  INFO,
	  "POST https://h.example/p/x\n" JSON "Authorization: Bearer tok\n"
	  "\n[{'status': 'firing', 'startsAt': '2026-11-23T09:21:05Z', 'annotations': {'message': 'done in 2s', "
	  "'summary': 'prod: a<b'}, 'labels': {'alertname': 'FluxKustomizationReconciliationsucceeded', 'severity': "
	  "'info', 'reason': 'ReconciliationSucceeded', 'kind': 'Kustomization', 'name': 'Apps', 'namespace': "
	  "'flux-system', 'reportingcontroller': 'weir', 'revision': 'main@sha1:2505'}}]" },
	{ "alertmanager, a name and password", "{'type': 'alertmanager', 'address': 'https://h.example/p/x'}",
	  "{'token': 'tok', 'username': 'me', 'password': 'pass'}", ERROR,
	  "POST https://h.example/p/x\n" JSON "Authorization: Basic bWU6cGFzcw==\n"
	  "\n[{'status': 'firing', 'startsAt': '2026-11-23T09:21:05Z', 'annotations': {'message': 'bad <!all> "
	  "@all\\nline 2'}, 'labels': {'alertname': 'FluxKustomizationBuildfailed', 'severity': 'error', 'reason': "
	  "'BuildFailed', 'kind': 'Kustomization', 'name': 'Apps', 'namespace': 'flux-system', 'reportingcontroller': "
	  "'weir', 'cluster': 'c1'}}]" },
	{ "alertmanager, open", "{'type': 'alertmanager', 'address': 'https://h.example/p/x'}", NULL, PROGRESS,
	  "POST https://h.example/p/x\n" JSON
	  "\n[{'status': 'firing', 'startsAt': '2026-11-23T09:21:05Z', 'annotations': {'message': 'm'}, 'labels': "
	  "{'alertname': 'FluxKustomizationProgressing', 'severity': 'info', 'reason': 'Progressing', 'kind': "
	  "'Kustomization', 'name': 'Apps', 'namespace': 'flux-system', 'reportingcontroller': 'weir'}}]" },
	{ "incident.io, a failure", "{'type': 'incident.io', 'address': 'https://h.example/p/x'}", "{'token': 'tok'}",
	  ERROR,
	  "POST https://h.example/p/x\n" JSON "Authorization: Bearer tok\n"
	  "\n{'title': 'kustomization/Apps.flux-system: BuildFailed', 'status': 'firing', 'deduplication_key': '0f5b', "
	  "'description': 'bad <!all> @all\\nline 2', 'metadata': {'cluster': 'c1', 'severity': 'error', 'reason': "
	  "'BuildFailed', 'reportingController': 'weir'}}" },
	{ "incident.io, a success", "{'type': 'incident.io', 'address': 'https://h.example/p/x'}", "{'token': 'tok'}",
	  INFO,
	  "POST https://h.example/p/x\n" JSON "Authorization: Bearer tok\n"
	  "\n{'title': 'kustomization/Apps.flux-system: ReconciliationSucceeded', 'status': 'resolved', "
	  "'deduplication_key': '0f5b', 'description': 'done in 2s', 'metadata': {'revision': 'main@sha1:2505', "
	  "'summary': 'prod: a<b', 'severity': 'info', 'reason': 'ReconciliationSucceeded', 'reportingController': "
	  "'weir'}}" },
	{ "incident.io, progress is no news", "{'type': 'incident.io', 'address': 'https://h.example/p/x'}",
	  "{'token': 'tok'}", PROGRESS, "" },
	{ "grafana, a token", "{'type': 'grafana', 'address': 'https://h.example/p/x'}",
	  "{'token': 'tok', 'username': 'me', 'password': 'pass'}", INFO,
	  "POST https://h.example/p/x\n" JSON "Authorization: Bearer tok\n"
	  "\n{'when': 1795425665, 'text': 'kustomization/Apps.flux-system', 'tags': ['flux', 'weir', 'revision: "
	  "main@sha1|2505', 'summary: prod| a<b', 'kind: Kustomization', 'name: Apps', 'namespace: flux-system']}" },
	{ "grafana, a name and password", "{'type': 'grafana', 'address': 'https://h.example/p/x'}",
	  "{'username': 'me', 'password': 'pass'}", INFO,
	  "POST https://h.example/p/x\n" JSON "Authorization: Basic bWU6cGFzcw==\n"
	  "\n{'when': 1795425665, 'text': 'kustomization/Apps.flux-system', 'tags': ['flux', 'weir', 'revision: "
	  "main@sha1|2505', 'summary: prod| a<b', 'kind: Kustomization', 'name: Apps', 'namespace: flux-system']}" },
	{ "datadog", "{'type': 'datadog', 'address': 'https://api.dd.example/'}", "{'token': 'key'}", ERROR,
	  "POST https://api.dd.example/api/v1/events\n" JSON "DD-API-KEY: key\n"
	  "\n{'title': 'Events from the Kustomization Apps/flux-system', 'text': 'bad <!all> @all\\nline 2', 'tags': "
	  "['flux_reporting_controller:weir', 'flux_reason:buildfailed', 'kube_kind:kustomization', 'kube_name:apps', "
	  "'kube_namespace:flux-system', 'cluster:c1'], 'source_type_name': 'fluxcd', 'date_happened': 1795425665, "
	  "'alert_type': 'error'}" },
	{ "datadog, a success", "{'type': 'datadog', 'address': 'https://api.dd.example'}", "{'token': 'key'}",
	  PROGRESS,
	  "POST https://api.dd.example/api/v1/events\n" JSON "DD-API-KEY: key\n"
	  "\n{'title': 'Events from the Kustomization Apps/flux-system', 'text': 'm', 'tags': "
	  "['flux_reporting_controller:weir', 'flux_reason:progressing', 'kube_kind:kustomization', 'kube_name:apps', "
	  "'kube_namespace:flux-system'], 'source_type_name': 'fluxcd', 'date_happened': 1795425665, 'alert_type': "
	  "'info'}" },
};
#define ROWS (sizeof(rows) / sizeof(rows[0]))

/* With ' for ", and \Q for an escaped one. */
static char *unquote(const char *text)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;

	for (; *text; text++)
		if (text[0] == '\\' && text[1] == 'Q') {
			weir_strbuf_adds(&sb, "\\\"");
			text++;
		} else {
			weir_strbuf_addc(&sb, *text == '\'' ? '"' : *text);
		}
	return weir_strbuf_take(&sb);
}

static json_t *load(const char *text)
{
	WEIR_CLEAN_FREE char *plain = unquote(text);
	json_error_t why;
	json_t *out = json_loads(plain, JSON_DECODE_ANY, &why);

	ck_assert_msg(out != NULL, "bad row: %s: %s", why.text, plain);
	return out;
}

/* The head of a request as the rows have it, malloc'ed. */
static char *head_of(const struct request *r)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;

	weir_strbuf_addf(&sb, "%s %s\n", r->method, r->url);
	for (char *const *h = r->headers; *h; h++)
		weir_strbuf_addf(&sb, "%s\n", *h);
	return weir_strbuf_take(&sb);
}

static void compare(const char *name, const struct request *r, const char *want, size_t len)
{
	WEIR_CLEAN_FREE char *text = weir_strndup(want, len), *head = head_of(r);
	char *gap = strstr(text, "\n\n");

	ck_assert_msg(gap != NULL, "%s: bad row", name);
	gap[1] = '\0';
	ck_assert_msg(!strcmp(head, text), "%s:\ngot\n%swant\n%s", name, head, text);
	if (!strstr(head, "application/json")) {
		ck_assert_msg(!strcmp(r->body, gap + 2), "%s: got %s", name, r->body);
		return;
	}
	WEIR_CLEAN_JSON json_t *body = load(gap + 2);
	WEIR_CLEAN_JSON json_t *got = json_loads(r->body, 0, NULL);
	ck_assert_msg(json_equal(got, body), "%s:\ngot  %s\nwant %s", name, r->body, gap + 2);
}

START_TEST(shapes)
{
	WEIR_CLEAN_JSON json_t *provider =
		json_pack("{s:{s:s}, s:o}", "metadata", "uid", "5e1f-77", "spec", load(rows[_i].spec));
	WEIR_CLEAN_JSON json_t *secret = rows[_i].secret ? load(rows[_i].secret) : NULL;
	WEIR_CLEAN_JSON json_t *event = load(rows[_i].event);
	const struct weir_notify_req req = {
		.size = sizeof(req), .provider = provider, .secret = secret, .event = event
	};
	const struct chat_type *type = table_find(weir_get_str(provider, "spec.type"));
	struct weir_error err = WEIR_ERROR_INIT;
	struct requests got = { 0 };
	struct facts facts;
	const char *want = rows[_i].want;

	facts_init(&facts, &req, type->limit);
	ck_assert_msg(!table_check(type, &facts, &err), "%s: %s", rows[_i].name, err.message);
	type->shape(&facts, &got);
	for (size_t i = 0; i < got.count; i++) {
		const char *end = strstr(want, "\n--\n");
		ck_assert_msg(*want, "%s: a request too many", rows[_i].name);
		compare(rows[_i].name, &got.all[i], want, end ? (size_t)(end - want) : strlen(want));
		want = end ? end + 4 : "";
	}
	ck_assert_msg(!*want, "%s: only %zu requests", rows[_i].name, got.count);
	requests_done(&got);
	facts_done(&facts);
}
END_TEST

static const struct {
	const char *spec, *secret, *want; /* a part of the error */
} bad[] = {
	{ "{'type': 'slack'}", "{}", "no address" },
	{ "{'type': 'slack', 'address': 'canary'}", "{}", "not an http" },
	{ "{'type': 'slack', 'address': 'https://h'}", "{'token': 'a\\nX-Canary: 1'}", "one line" },
	{ "{'type': 'telegram', 'channel': 'c'}", "{}", "`token`" },
	{ "{'type': 'telegram'}", "{'token': 'canary'}", "spec.channel" },
	{ "{'type': 'telegram', 'channel': 'c', 'address': 'canary'}", "{'token': 't'}", "not an http" },
	{ "{'type': 'zulip', 'channel': 'c', 'address': 'https://h'}", "{}", "CHANNEL/TOPIC" },
	{ "{'type': 'zulip', 'channel': 'c/', 'address': 'https://h'}", "{}", "CHANNEL/TOPIC" },
	{ "{'type': 'matrix', 'address': 'https://h'}", "{}", "spec.channel" },
	{ "{'type': 'opsgenie', 'address': 'https://h'}", "{}", "`token`" },
	{ "{'type': 'sentry', 'address': 'https://h/1'}", "{}", "DSN" },
	{ "{'type': 'sentry', 'address': 'https://canary@h/x'}", "{}", "DSN" },
	{ "{'type': 'sentry', 'address': 'https://canary@h/1 2'}", "{}", "DSN" },
	{ "{'type': 'nats', 'address': 'nats://canary'}", "{}", "use a Provider of type generic" },
	{ "{'type': 'googlepubsub', 'address': 'canary'}", "{}", "use a Provider of type generic" },
	{ "{'type': 'azureeventhub', 'address': 'canary'}", "{}", "use a Provider of type generic" },
	{ "{'type': 'otel', 'address': 'canary'}", "{}", "use a Provider of type generic" },
};

START_TEST(refusing)
{
	WEIR_CLEAN_JSON json_t *provider = json_pack("{s:o}", "spec", load(bad[_i].spec));
	WEIR_CLEAN_JSON json_t *secret = load(bad[_i].secret);
	WEIR_CLEAN_JSON json_t *event = load(INFO);
	const struct weir_notify_req req = {
		.size = sizeof(req), .provider = provider, .secret = secret, .event = event
	};
	const struct chat_type *type = table_find(weir_get_str(provider, "spec.type"));
	struct weir_error err = WEIR_ERROR_INIT;
	struct facts facts;

	facts_init(&facts, &req, type->limit);
	ck_assert_msg(table_check(type, &facts, &err) == WEIR_E_UNSUPPORTED, "%s: passes", bad[_i].spec);
	ck_assert_msg(strstr(err.message, bad[_i].want), "%s: %s", bad[_i].spec, err.message);
	ck_assert_msg(!strcasestr(err.message, "canary"), "%s: shows %s", bad[_i].spec, err.message);
	facts_done(&facts);
	weir_error_done(&err);
}
END_TEST

/* The list that weir sees and the rows are the same. */
START_TEST(types)
{
	for (const char *const *type = table_types; *type; type++)
		ck_assert_msg(table_find(*type) != NULL, "%s has no row", *type);
	ck_assert_ptr_null(table_find("discord"));
}
END_TEST

static struct requests sentry_request(const char *event_text, const char *spec)
{
	WEIR_CLEAN_JSON json_t *provider = json_pack("{s:o}", "spec", load(spec));
	WEIR_CLEAN_JSON json_t *event = load(event_text);
	const struct weir_notify_req req = { .size = sizeof(req), .provider = provider, .event = event };
	struct requests got = { 0 };
	struct facts facts;

	facts_init(&facts, &req, 0);
	ck_assert_int_eq(table_check(table_find("sentry"), &facts, NULL), 0);
	shape_sentry(&facts, &got);
	facts_done(&facts);
	ck_assert_uint_eq(got.count, 1);
	return got;
}

START_TEST(sentry)
{
	struct requests got = sentry_request(
		ERROR, "{'type': 'sentry', 'channel': 'prod', 'address': 'https://key:old@s.example/pre/42'}");
	WEIR_CLEAN_FREE char *head = head_of(&got.all[0]);
	char *line = strchr(got.all[0].body, '\n'), *payload = strchr(line + 1, '\n') + 1;

	ck_assert_str_eq(head,
			 "POST https://s.example/pre/api/42/envelope/\nContent-Type: application/x-sentry-envelope\n"
			 "X-Sentry-Auth: Sentry sentry_version=7, sentry_client=weir/1.0, sentry_key=key\n");
	WEIR_CLEAN_JSON json_t *first = json_loads(got.all[0].body, JSON_DISABLE_EOF_CHECK, NULL);
	WEIR_CLEAN_JSON json_t *item = json_loads(line, JSON_DISABLE_EOF_CHECK, NULL);
	WEIR_CLEAN_JSON json_t *body = json_loads(payload, 0, NULL);
	ck_assert_int_eq(weir_get_int(item, "length", 0), (int64_t)strlen(payload) - 1);
	ck_assert_str_eq(weir_get_str(item, "type"), "event");
	ck_assert_str_eq(weir_get_str(first, "event_id"), weir_get_str(body, "event_id"));
	ck_assert_uint_eq(strlen(weir_get_str(body, "event_id")), 32);
	ck_assert_str_eq(weir_get_str(body, "level"), "error");
	ck_assert_str_eq(weir_get_str(body, "environment"), "prod");
	ck_assert_str_eq(weir_get_str(body, "server_name"), "weir");
	ck_assert_str_eq(weir_get_str(body, "transaction"), "Kustomization: flux-system/Apps");
	ck_assert_str_eq(weir_get_str(body, "contexts.metadata.cluster"), "c1");
	requests_done(&got);
}
END_TEST

START_TEST(sentry_success)
{
	struct requests got = sentry_request(INFO, "{'type': 'sentry', 'address': 'http://key@s.example/42'}");
	char *line = strchr(got.all[0].body, '\n'), *payload = strchr(line + 1, '\n') + 1;
	WEIR_CLEAN_JSON json_t *body = json_loads(payload, 0, NULL);

	ck_assert_str_eq(weir_get_str(body, "type"), "transaction");
	ck_assert_str_eq(weir_get_str(body, "tags.flux_reason"), "ReconciliationSucceeded");
	ck_assert_str_eq(weir_get_str(body, "tags.revision"), "main@sha1:2505");
	ck_assert_int_eq(weir_get_int(body, "timestamp", 0), weir_get_int(body, "start_timestamp", 1));
	ck_assert_uint_eq(strlen(weir_get_str(body, "contexts.trace.trace_id")), 32);
	ck_assert_uint_eq(strlen(weir_get_str(body, "contexts.trace.span_id")), 16);
	ck_assert_ptr_null(weir_get(body, "level"));
	requests_done(&got);
}
END_TEST

/* Without a uid, events of one object are joined by a digest that other clusters do not have. */
START_TEST(no_uid)
{
	static const char *const clusters[] = { "a", "a", "b" };
	char *ids[3];

	for (size_t i = 0; i < 3; i++) {
		WEIR_CLEAN_JSON json_t *provider = json_object();
		WEIR_CLEAN_JSON json_t *event = json_pack("{s:{s:s}, s:{s:s}, s:I}", "involvedObject", "name", "x",
							  "metadata", "cluster", clusters[i], "id", (json_int_t)i);
		const struct weir_notify_req req = { .size = sizeof(req), .provider = provider, .event = event };
		struct facts facts;

		facts_init(&facts, &req, 0);
		ids[i] = weir_strdup(facts.object_id);
		facts_done(&facts);
	}
	ck_assert_str_eq(ids[0], ids[1]);
	ck_assert_str_ne(ids[0], ids[2]);
	for (size_t i = 0; i < 3; i++)
		free(ids[i]);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("chat-requests");
	TCase *tc = tcase_create("requests");

	tcase_add_loop_test(tc, shapes, 0, (int)ROWS);
	tcase_add_loop_test(tc, refusing, 0, (int)(sizeof(bad) / sizeof(bad[0])));
	tcase_add_test(tc, types);
	tcase_add_test(tc, sentry);
	tcase_add_test(tc, sentry_success);
	tcase_add_test(tc, no_uid);
	suite_add_tcase(suite, tc);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
