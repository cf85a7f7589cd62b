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

/*
 * Give back what only work needed: free heap, and pages of code and constants that are in the page
 * cache anyway.  Costs some page faults when work comes again.
 */
void process_trim(void);

struct loop;
struct process_idle;
/* Trims whenever there was work and then none for a moment; looks rarely while nothing happens. */
struct process_idle *process_idle_new(struct loop *loop);
void process_idle_free(struct process_idle *idle);

#endif
