/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every limit on what input controls, in one place, with its reason.  Reaching one is an error of
 * the unit that reached it, never of the process.
 */
#ifndef CORE_BASE_LIMITS_H
#define CORE_BASE_LIMITS_H

#define LIMIT_FILE_BYTES     (64u << 20)  /* one file of a tree: larger ones are data, not configuration */
#define LIMIT_HTTP_BODY      (64u << 20)  /* answer collected in memory */
#define LIMIT_HTTP_REDIRECTS 10           /* as curl's and Go's clients */
#define LIMIT_HTTP_HEADERS   (256u << 10) /* of one answer; libcurl's own limit is 300 KiB */
#define LIMIT_CONFIG_BYTES   (4u << 20)   /* weir.yaml and each file of objects: */
#define LIMIT_WORKERS        256          /* threads of `workers:`; more wait for the same disk and network */
#define LIMIT_SYMLINKS       40           /* as Linux: ELOOP */
#define LIMIT_PATH_BYTES     4096         /* as Linux: PATH_MAX */
#define LIMIT_PLUGIN_BYTES   (256u << 20) /* a shared object */
#define LIMIT_PLUGIN_STRUCT  (64u << 10)  /* size that a descriptor may claim */
#define LIMIT_PLUGIN_OPTIONS 256          /* rows of a plugin's tables */
#define LIMIT_MESSAGE_BYTES  39000        /* message of an event, as Flux's notification-controller */
#define LIMIT_UNITS          100000       /* units of one host */
#define LIMIT_CHILD_DEPTH    64           /* units that make units that make units */
#define LIMIT_HISTORY        5            /* records kept for a renderer, as Flux's history */
#define LIMIT_EVENTS         10000        /* rows kept in the state database */
#define LIMIT_OUTBOX         100000       /* undelivered notifications */
#define LIMIT_API_BODY       (1u << 20)   /* request to the API */
#define LIMIT_HEALTH_OBJECTS 100000       /* objects of one health check */

#endif
