/* SPDX-License-Identifier: Apache-2.0 */
/* go_ip.h - IP addresses as Go's net/netip reads them. */
#ifndef HELM_GO_IP_H
#define HELM_GO_IP_H

#include "value.h"

struct go_ip {
	uint8_t bytes[16];
	bool is_4; /* the first four bytes */
	bool has_zone;
};

/* netip.ParseAddr(); false with the error's text in @why (may be NULL). */
bool go_ip_parse(const char *s, size_t len, struct go_ip *out, struct weir_strbuf *why);

#endif
