/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine_private.h - what the files of the engine share: the unit, its states, and who does what.
 *
 * The way of one reconcile: schedule.c wakes a unit, reconcile.c decides whether it may run, then
 * source.c (fetch) or render.c (render) and apply.c (phases), health.c waits, settle.c ends it.
 */
#ifndef CORE_ENGINE_ENGINE_PRIVATE_H
#define CORE_ENGINE_ENGINE_PRIVATE_H

#include <pthread.h>
#include <time.h>
#include <weir/yaml.h>
#include "base/limits.h"
#include "base/log.h"
#include "config/config.h"
#include "engine/engine.h"

#define MAX_OBSERVERS  64
#define MAX_CORE_KINDS 8

enum unit_state {
	UNIT_IDLE,    /* nothing to do before its timer, or before somebody wakes it */
	UNIT_RUNNING, /* a job of it is queued or running in the pool */
	UNIT_WAITING, /* applied; waits for health, without a worker */
};

enum origin_kind {
	ORIGIN_PLAN,    /* "unit:KEY": an object of that unit's plan */
	ORIGIN_DERIVED, /* "derived:KEY": of its facts */
	ORIGIN_KEPT,    /* "kept:KEY": was of its plan, and stays: it does not prune, or must not prune this one */
};

/* What a unit is held back by, beside its own timer; for `--once`, and to tell people. */
enum unit_hold { HOLD_NONE, HOLD_SOURCE, HOLD_DEPENDENCY };

struct job;
struct unit {
	struct engine *engine;
	struct store_unit row; /* as stored, or as it will be stored */
	json_t *ref;
	/* Who serves it; from engine->plugins. */
	struct plugin *plugin;
	enum plugin_role role;
	const struct weir_kind *kind;
	const struct engine_kind *core_kind;
	json_t *facts;             /* of inspect(); NULL: invalid, or nobody to ask */
	struct weir_error invalid; /* why facts is NULL */
	char *source;              /* key of the source it reads, or NULL */
	json_t *referred;          /* keys under which it stands in engine->readers: {key: null} */
	json_t *tried;             /* objects that its last attempt asked for: as call_inputs(); beside row.inputs */
	json_t *refused;           /* children that belong to another: {key: object}; NULL: none */
	json_t *shared;            /* derived ones that another has made, and that this one reads too: {key: object} */
	bool leftover;             /* what it no longer wants is still there: for those that come after it */
	bool refused_quietly;      /* some of them, as their owner may be about to let them go */

	enum unit_state state;
	enum unit_hold hold;
	struct loop_timer *timer;
	int64_t due; /* loop time; 0: not by time */
	unsigned failures;
	bool woken;      /* due by an event, or for the first time; not by time */
	bool quick;      /* --once: a source that tries again in a moment */
	bool again;      /* woken while it ran: once more */
	bool gone;       /* no chain of origins leads to weir.yaml: it ends when its job has ended */
	bool forced;     /* asked for by a person: not skipped by the fingerprint */
	bool dirty;      /* the row differs from the one in the database */
	bool lagging;    /* it differs in its revision alone: stored with the next thing that matters */
	int64_t started; /* loop time of the reconcile that runs */
	struct job *job;
	struct run *run;  /* plan and progress of a renderer's reconcile, see render.c */
	char *last_event; /* severity, reason and message of the last event: doubles are dropped */
	char *attempted;  /* revision that runs or ran last */
	char *held;       /* what it waits for silently, for people; NULL: nothing */
	uint64_t acyclic; /* engine->dependencies when no cycle was found */
	/* follow.c */
	bool proven;  /* its last pass, with this object and these plugins, ended well, and can be compared */
	bool patient; /* it waits for health */
	char *folder; /* of its source, that all it reads lies in; NULL: not known */
	char folder_id[65];
	json_t *said;    /* a source: [revision, message] for those that follow it */
	uint64_t follow; /* engine->follow_pass: what it reads is the same in the new revision */
	int64_t next;    /* when it was due before that */
};

struct engine {
	struct loop *loop;
	struct pool *pool;
	struct host *host;
	struct store *store;
	const struct config *config;
	struct plugin_set *plugins;
	bool once, asleep, started, stopping;
	struct unit **units; /* in order of key */
	size_t unit_count, unit_size;
	json_t *readers; /* key of what is referred to -> {key of the unit that refers: null; true: for health alone} */
	json_t *roots;   /* objects of weir.yaml: {key: object} */
	uint64_t dependencies; /* counts changes of who depends on whom */
	bool owners_waiting;   /* some unit may wait for what others want */
	bool stale_artifacts;  /* folders below state/artifacts wait for a quiet moment to go */
	struct loop_timer *settled_timer;
	struct loop_timer *idle_timer; /* nothing has run for a while: give memory back */
	size_t jobs;                   /* in the pool */
	void (*stopped)(void *arg);
	void *stopped_arg;
	const struct engine_observer *observers[MAX_OBSERVERS];
	struct engine_kind core_kinds[MAX_CORE_KINDS];
	size_t core_kind_count;
	int (*on_event)(void *arg, int64_t event_id, const char *unit_key, const json_t *object, const json_t *event,
			struct weir_error *err);
	void (*on_committed)(void *arg);
	void *on_event_arg;
	json_t *pending_events;      /* [{unit, event}]: stored with the transaction that settles */
	json_t *totals;              /* {"created": n, ...} since the start, for the summary */
	uint64_t follow_pass;        /* counts new revisions */
	uint64_t rendered, followed; /* units, since the start */

	/* Seen by workers, under the lock. */
	pthread_mutex_t lock;
	json_t *objects; /* key -> object */
	struct slot *slots;
	char *spare; /* an empty staging folder, or NULL */
	int artifacts_fd;
};

/* ---- units.c: the table ---- */
struct unit *units_find(struct engine *engine, const char *key);
/*
 * A unit of this object from this origin: made, or changed (a new generation), or left as it is.
 * NULL with *err: the object cannot be a unit, or belongs to another origin.
 */
struct unit *units_upsert(struct engine *engine, const json_t *object, const char *origin, struct weir_error *err);
int units_load(struct engine *engine, struct weir_error *err);
void units_forget(struct unit *unit); /* out of the table and memory */
void units_free(struct engine *engine);
/* Is this object a unit: served by a plugin, by the core, or known to be some plugin's? */
bool units_is_kind(struct engine *engine, const json_t *object);
/* Look again at who serves it and what it says: after a new object or set of plugins. */
void units_resolve(struct unit *unit);
bool units_is_due(const struct unit *unit); /* runs as soon as the loop comes to it */

/* ---- origin.c: where a unit comes from ---- */
/* Who made it: key of a unit, or NULL for weir.yaml. */
const char *origin_parent(const char *origin);
bool origin_is_config(const char *origin);
char *origin_of(enum origin_kind kind, const char *parent); /* malloc'ed */
bool origin_is(const char *origin, enum origin_kind kind);
bool origin_is_of(const struct unit *child, const struct unit *parent); /* made by it, and still wanted */
/* May @origin have this unit?  False with *err: it belongs to another; false without: it does not want it. */
bool origin_may_take(const struct unit *unit, const char *origin, struct weir_error *err);
bool origin_too_deep(struct engine *engine, const char *origin);

/* ---- roots.c: what weir.yaml names, and all that stands on it ---- */
int roots_check(struct engine *engine, struct weir_error *err); /* changes nothing */
int roots_take(struct engine *engine, struct weir_error *err);
/* Units that nothing in weir.yaml leads to any more stop; the target keeps what they have. */
void roots_sweep(struct engine *engine);
void roots_drop(struct unit *unit); /* one of them, now that no job of it runs */

/* ---- children.c: units that units make ---- */
void children_adopt(struct unit *unit);         /* after an apply: those of its plan */
void children_derive(struct unit *unit);        /* those that its facts name */
void children_end(struct unit *unit, bool all); /* the unit is removed: all, or those that it has derived */
bool children_hand_over(struct unit *child);    /* another unit has it too: it becomes that one's */

/* ---- facts.c ---- */
/* The object in the newest version of its kind: new reference, or NULL with *err. */
json_t *facts_newest(struct engine *engine, const json_t *object, struct weir_error *err);
int64_t facts_interval(const struct unit *unit);
int64_t facts_timeout(const struct unit *unit);
bool facts_suspended(const struct unit *unit);
/* Each ref of a role; stops when fn returns false. */
void facts_each_ref(const struct unit *unit, const char *role,
		    bool (*fn)(void *arg, const json_t *ref, const char *key), void *arg);

/* ---- graph.c: who refers to whom ---- */
void graph_update(struct unit *unit); /* its references have changed */
void graph_remove(struct unit *unit);
/* An object, or the artifact of a source, has changed: wake every unit that refers to it, but @except. */
void graph_wake_readers(struct engine *engine, const char *key, const struct unit *except);
void graph_wake_reader(struct unit *unit, bool look); /* one of them; @look: it reads that for health alone */
/* A unit has settled: wake those that are held back by it, and look again for those that wait for it. */
void graph_wake_held(struct unit *unit);
void graph_wake_key(struct engine *engine, const char *key);     /* the same for a unit that is no more */
void graph_wake_waiting(struct engine *engine, const char *key); /* one unit, if it waits; NULL is fine */

/* ---- order.c: dependencies ---- */
/* Can @unit not be ready before @on is: by dependsOn, or by what it waits for, over any number of steps? */
bool order_needs(struct engine *engine, struct unit *unit, const char *on);
/* May it run, as far as dependsOn goes? False with *err, or with *busy: a dependency is at work just now. */
bool order_ready(struct unit *unit, bool *busy, struct weir_error *err);

/* ---- schedule.c ---- */
/* Something it works from has changed: at once, or again after what runs; a wait for health ends. */
void schedule_now(struct unit *unit);
/* Something newer has come while it ran: true: its wait is not worth an end, and it begins anew. */
bool schedule_overtaken(struct unit *unit);
void schedule_look(struct unit *unit, int64_t at); /* what it waits for again, at a time */
void schedule_follow(struct unit *unit);           /* at once, to follow; its time is kept in unit->next */
void schedule_resume(struct unit *unit);           /* what held it back has settled: it goes on as it was meant */
void schedule_next(struct unit *unit);             /* after a success: by interval and jitter */
void schedule_retry(struct unit *unit, const struct weir_error *err);
void schedule_stop(struct unit *unit);
void schedule_fired(void *arg);
int64_t schedule_backoff(unsigned failures);

/* ---- message.c ---- */
char *message_clean(const char *text); /* UTF-8, cut at the limit of a message; malloc'ed */

/* ---- conditions.c: status.conditions as Kubernetes and Flux shape them ---- */
void condition_set(json_t *status, const char *type, const char *value, const char *reason, const char *message,
		   int64_t generation);
void condition_remove(json_t *status, const char *type);
const json_t *condition_get(const json_t *status, const char *type);
bool condition_is(const json_t *status, const char *type, const char *value);
/* Is the unit Ready for the object it has now? */
bool condition_ready(const struct unit *unit);

/* ---- events.c ---- */
/* Remember an event, to be stored by settle_commit(). @changes and @artifact may be NULL. */
void event_add(struct unit *unit, const char *severity, const char *reason, const char *message, const json_t *changes,
	       const json_t *artifact);
/* Store what was remembered, inside a transaction. */
int events_store(struct engine *engine, struct weir_error *err);
void events_told(struct engine *engine); /* after the commit */

/* ---- reconcile.c ---- */
void reconcile_begin(struct unit *unit);
/* The end of a reconcile in failure; takes *err. @stage: reason where the error has none of its own. */
void reconcile_failed(struct unit *unit, struct weir_error *err, const char *stage);

/* ---- job.c: work for the pool ---- */
struct job {
	struct unit *unit;
	struct weir_call *call;
	struct plugin_set *set;
	struct plugin *plugin;
	void (*work)(struct job *job);   /* in a worker */
	void (*finish)(struct job *job); /* in the loop; the job is freed after it */
	int rc;
	struct weir_error err;
	void *data; /* of the stage; freed by its finish */
	/* Immutable inputs. */
	json_t *object, *owner;
	int64_t deadline;
};
struct job *job_new(struct unit *unit, struct plugin *plugin, bool record, int64_t timeout_ms);
void job_submit(struct job *job);
/* What it asked the host for: whoever changes one of these wakes the unit, also when the job has failed. */
void job_note_tried(struct job *job);
void job_cancel(struct unit *unit);
/* A job of any kind has ended. */
void job_ended(struct engine *engine);

/* ---- source.c, render.c, apply.c, health.c ---- */
void source_start(struct unit *unit);
void render_start(struct unit *unit);
/* What the end of the present job or wait leads to. */
enum run_step {
	STEP_APPLY,  /* a phase of the plan is applied */
	STEP_CLAIM,  /* waits for a unit that has an object of the plan, before that is taken over */
	STEP_PRUNE,  /* waits for units that may want what is stale; then that is deleted */
	STEP_HEALTH, /* waits for health, or for the end of what was deleted */
};
struct run {
	json_t *plan, *record, *info, *inputs; /* what render() gave */
	char *fingerprint, *revision;
	json_t *artifact;  /* {revision, ...} of the source, or NULL */
	json_t *previous;  /* inventory + intent before */
	json_t *inventory; /* grows phase by phase */
	json_t *stale;     /* entries of previous that are not in the plan and are to be pruned */
	json_t *changes;
	json_t *children; /* unit objects of the whole plan */
	json_t *others;   /* objects of the plan that other units have: {key: text}; NULL: never asked */
	size_t phase;
	enum run_step step;
	bool rendered;
	bool unchanged; /* nothing rendered: the target is as it was */
	bool removing;  /* the unit itself goes: all that it has is pruned */
	/* waits */
	json_t *awaited; /* refs still waited for */
	int64_t wait_until;
	unsigned looks;
};
void run_free(struct run *run);
/* See weir_apply_req.folders: a new object, or NULL. */
json_t *plan_folders(const json_t *plan);
void apply_begin(struct unit *unit);                  /* after render: intent, then the phases */
void apply_again(struct unit *unit);                  /* the same phase, with run->others */
void apply_prune(struct unit *unit, json_t *entries); /* takes @entries */
json_t *apply_intent(const json_t *plan);             /* references of all that it owns */
void health_begin(struct unit *unit);
void health_await_end(struct unit *unit, json_t *refs); /* until these are gone; takes @refs */
void health_look(struct unit *unit);                    /* something it may wait for has changed, or its timer fired */

/* ---- filter.c: plugins that may change every plan; in a worker, inside the call of the render ---- */
/* *plan and *info (may be NULL) are replaced by new references. */
int filter_plan(const struct plugin_set *set, struct weir_call *call, const json_t *owner, json_t **plan, json_t **info,
		struct weir_error *err);
char *filter_hashes(const struct plugin_set *set); /* what a plan depends on of them; malloc'ed, "": none */

/* ---- refs.c: lists of references as sets ---- */
json_t *refs_of(const json_t *objects);
json_t *refs_keys(const json_t *refs);                        /* {key: null} */
json_t *refs_without(const json_t *refs, const json_t *keys); /* those whose key is not in the object @keys */
void refs_add(json_t *to, const json_t *from);                /* what @to has not yet */

/* ---- owners.c: who has, and who wants, an object of the target ---- */
#define OWNED_BY_ANOTHER "OwnedByAnother" /* reason of an applier's error, too */
/* {key: key of a unit} for those of @keys that other units want. */
json_t *owners_others(const struct unit *unit, const json_t *keys);
bool owners_let_go(const struct unit *owner, const char *key); /* of a child */
bool owners_is_unsettled(const struct unit *unit);             /* is about to say what it wants */
/* Somebody who is about to say so may want what this one lets go; @behind: it waits for this one first. */
bool owners_may_want(struct unit *unit, bool behind);
bool owners_want_unit(const struct unit *unit); /* its own object: it is about to become somebody's child */
void owners_wait(struct unit *unit, enum run_step step);
void owners_changed(struct engine *engine); /* somebody has said what it wants: look again */

/* ---- prune.c ---- */
json_t *prune_stale(const struct unit *unit);
void prune_begin(struct unit *unit);                    /* after the last phase */
void prune_whole(struct unit *unit, json_t *inventory); /* the unit is removed; takes @inventory */

/* ---- claim.c ---- */
/* An apply found objects that are another unit's: true: they are claimed, and it goes on. */
bool claim_begin(struct unit *unit, const json_t *changes, const struct weir_error *err);
void claim_look(struct unit *unit);

/* ---- follow.c: a new revision without a change ---- */
struct followers;
/* Readers of a source that need no pass if what they have read is the same in its new tree. Never NULL. */
struct followers *follow_candidates(struct unit *source);
/* In the worker; the call has the new tree too. */
void follow_check(struct followers *f, struct weir_call *call, struct tree_handle *tree, const char *source);
void followers_free(struct followers *f);
/* Wake all readers of a source: those of @f to follow, the others to run. */
void follow_wake(struct unit *source, const struct followers *f);
void follow_prove(struct unit *unit);     /* its pass has ended well: it may follow the next revision */
bool follow_in_place(struct unit *unit);  /* false: it must run */
void follow_store(struct engine *engine); /* the next settle_commit() stores what has only followed */

/* ---- settle.c ---- */
/* What an apply has left in the target becomes the unit's: inventory, children. */
void settle_absorb(struct unit *unit);
void settle_success(struct unit *unit);
void settle_source(struct unit *unit, bool changed, const struct followers *followers);
/* Store the unit (and what else is dirty) with its events in one transaction; then tell. */
int settle_commit(struct engine *engine, struct weir_error *err);
void settle_tell(struct unit *unit, const char *phase);
const char *settle_phase(const struct unit *unit);

/* ---- once.c ---- */
void once_check(struct engine *engine); /* is everything settled? */
struct loop_timer *once_timer(struct engine *engine);
bool once_has_failed(const struct unit *unit); /* --once: it had its attempt */

/* ---- remove.c ---- */
void remove_begin(struct unit *unit); /* the unit has left its origin */
void remove_mark(struct unit *unit);
void remove_done(struct unit *unit);  /* all was pruned; some of it may not have ended yet */
void remove_ended(struct unit *unit); /* nothing of it is left */

/* ---- artifact.c ---- */
/* What a source has: taken over by workers. @tree: taken over (may be NULL: opened when asked for). */
void artifact_put(struct engine *engine, const struct unit *unit, struct tree_handle *tree);
void artifact_drop(struct engine *engine, const char *key);
void artifact_free_all(struct engine *engine);
/* Tree and {revision, ...} of a source; any thread, inside a call. */
int artifact_open(struct engine *engine, struct weir_call *call, const char *key, struct tree_handle **tree,
		  json_t **info, struct weir_error *err);
/* Its tree could not be opened: it must be fetched again. */
bool artifact_is_lost(struct engine *engine, const char *key);
/* A temporary folder for a fetch, and its place once it is whole. Any thread. */
int artifact_stage(struct engine *engine, char **name, int *fd, struct weir_error *err);
void artifact_unstage(struct engine *engine, const char *name, bool unused); /* the end of it */
int artifact_keep(struct engine *engine, const char *staged, const char *key, const char *revision,
		  struct tree_handle **tree, struct weir_error *err);
/* Remove folders that no unit has any more. Only when no job runs: readers have them open. */
void artifact_collect(struct engine *engine);

/* Revision of a source's artifact, or NULL. */
const char *unit_revision(const struct unit *source);

#endif
