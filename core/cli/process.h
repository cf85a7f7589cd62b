/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The process as a service: no core dumps, private files, and what systemd is told.
 */
#ifndef CORE_CLI_PROCESS_H
#define CORE_CLI_PROCESS_H

/* Before any secret is read: no core dumps, no ptrace by others, umask 077, no SIGPIPE. */
void process_harden(void);
/* sd_notify(3) without libsystemd: "READY=1", "RELOADING=1", "STOPPING=1", with "\nSTATUS=..."; nothing without
 * $NOTIFY_SOCKET. */
void process_notify(const char *state);
/* The same for a reload, which systemd wants with the time of day of CLOCK_MONOTONIC. */
void process_notify_reloading(void);

#endif
