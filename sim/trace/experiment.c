// Writing an experiment's database: the plan first, then a row a run and one a metric.
#include "experiment_internal.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

vl_status vl__experiment_fault(vl_experiment *experiment, vl_error *error) {
    if (experiment->db == NULL || sqlite3_errcode(experiment->db) == SQLITE_NOMEM)
        return vl_error_set(error, VL_MEMORY, "no memory for the experiment");
    return vl_error_set(error, VL_DATABASE, "cannot write %s: %s", experiment->place.path,
                        sqlite3_errmsg(experiment->db));
}

// ---- the plan -----------------------------------------------------------------------------------

// The rows of meta that say what the experiment is: "lab.NAME".
typedef bool (*fact_visitor)(vl_experiment *experiment, const char *name, const char *value, vl_error *error);

static bool visit_facts(vl_experiment *experiment, const vl_exp_plan *plan, fact_visitor visit,
                        vl_error *error) {
    bool good = visit(experiment, "shard", plan->shard, error);
    for (size_t i = 0; good && i < plan->fact_count; i++)
        good = visit(experiment, plan->facts[i].name, plan->facts[i].value, error);
    char name[40];
    for (size_t i = 0; good && i < plan->metric_count; i++) {
        snprintf(name, sizeof name, "metric.%zu", i + 1);
        good = visit(experiment, name, plan->metrics[i].name, error);
    }
    snprintf(name, sizeof name, "metric.%zu", plan->metric_count + 1);
    return good && visit(experiment, name, NULL, error); // there are no more
}

static bool write_fact(vl_experiment *experiment, const char *name, const char *value, vl_error *error) {
    if (value == NULL)
        return true;
    sqlite3_stmt *add =
        vl__sql_prepare(experiment->db, "INSERT OR REPLACE INTO meta VALUES ('lab.' || ?, ?)");
    bool good = add != NULL && vl__bind_word(add, 1, name) &&
                vl__bind_text(add, 2, value, strlen(value), &experiment->scratch) && vl__row_write(add);
    sqlite3_finalize(add);
    if (!good)
        vl__experiment_fault(experiment, error);
    return good;
}

static bool write_number(vl_experiment *experiment, const char *name, uint64_t value, vl_error *error) {
    char text[24];
    snprintf(text, sizeof text, "%" PRIu64, value);
    return write_fact(experiment, name, text, error);
}

static bool check_fact(vl_experiment *experiment, const char *name, const char *value, vl_error *error) {
    sqlite3_stmt *find =
        vl__sql_prepare(experiment->db, "SELECT value FROM meta WHERE key = 'lab.' || ?");
    bool good = find != NULL && vl__bind_word(find, 1, name);
    int found = good ? sqlite3_step(find) : SQLITE_ERROR;
    const char *theirs = found == SQLITE_ROW ? (const char *)sqlite3_column_text(find, 0) : NULL;
    if (found != SQLITE_ROW && found != SQLITE_DONE)
        vl__experiment_fault(experiment, error);
    else if ((theirs == NULL) != (value == NULL) || (value != NULL && strcmp(theirs, value) != 0))
        vl_error_set(error, VL_USAGE, "%s is of another experiment: its %s is %.200s, not %.200s",
                     experiment->place.temp, name, theirs != NULL ? theirs : "not there",
                     value != NULL ? value : "none");
    else {
        sqlite3_finalize(find);
        return true;
    }
    sqlite3_finalize(find);
    return false;
}

static bool add_factors(vl_experiment *experiment, const vl_exp_plan *plan) {
    sqlite3_stmt *add =
        vl__sql_prepare(experiment->db, "INSERT INTO factor (name, kind) VALUES (?, ?)");
    bool good = add != NULL;
    for (size_t i = 0; good && i < plan->factor_count; i++)
        good = vl__bind_word(add, 1, plan->factors[i].name) &&
               vl__bind_word(add, 2, plan->factors[i].of_run ? "vary" : "set") && vl__row_write(add);
    sqlite3_finalize(add);
    return good;
}

typedef struct variant_rows { sqlite3_stmt *variant, *param, *level; } variant_rows;

static bool add_variant(vl_experiment *experiment, const variant_rows *add, int64_t id,
                        const vl_exp_plan *plan, const vl_exp_variant *variant) {
    sqlite3_bind_int64(add->variant, 1, id);
    sqlite3_bind_int64(add->variant, 2, experiment->program_id);
    bool good =
        vl__bind_text(add->variant, 3, variant->name, strlen(variant->name), &experiment->scratch) &&
        vl__bind_word(add->variant, 4, variant->mode) && vl__row_write(add->variant);
    for (size_t i = 0; good && i < variant->setting_count; i++) {
        const vl_trace_setting *setting = &variant->settings[i];
        sqlite3_bind_int64(add->param, 1, id);
        good = vl__bind_word(add->param, 2, setting->name) &&
               vl__bind_text(add->param, 3, setting->value, strlen(setting->value),
                             &experiment->scratch) && vl__row_write(add->param);
    }
    for (size_t i = 0; good && i < plan->factor_count; i++) {
        const char *value = variant->levels[i];
        sqlite3_bind_int64(add->level, 1, id);
        sqlite3_bind_int64(add->level, 2, (int64_t)i + 1);
        good = vl__bind_text(add->level, 3, value, strlen(value), &experiment->scratch) &&
               vl__row_write(add->level);
    }
    return good;
}

static bool add_variants(vl_experiment *experiment, const vl_exp_plan *plan) {
    sqlite3 *db = experiment->db;
    variant_rows add = {vl__sql_prepare(db, "INSERT INTO variant VALUES (?, ?, ?, ?)"),
                        vl__sql_prepare(db, "INSERT INTO param VALUES (?, ?, ?)"),
                        vl__sql_prepare(db, "INSERT INTO level VALUES (?, ?, ?)")};
    bool good = add.variant != NULL && add.param != NULL && add.level != NULL;
    for (size_t i = 0; good && i < plan->variant_count; i++) {
        vl_exp_variant variant;
        good = plan->variant(plan->context, i, &variant) &&
               add_variant(experiment, &add, (int64_t)i + 1, plan, &variant);
    }
    sqlite3_finalize(add.variant);
    sqlite3_finalize(add.param);
    sqlite3_finalize(add.level);
    return good;
}

static vl_status begin(vl_experiment *experiment, const vl_exp_plan *plan, vl_error *error) {
    if (!vl__sql_create(experiment->db) ||
        !vl__program_row(experiment->db, &experiment->scratch, plan->program, &experiment->program_id) ||
        !add_factors(experiment, plan) || !add_variants(experiment, plan))
        return vl__experiment_fault(experiment, error);
    if (!visit_facts(experiment, plan, write_fact, error) ||
        !write_number(experiment, "runs", plan->runs, error) ||
        !write_fact(experiment, "state", "partial", error))
        return error->status;
    return vl_experiment_commit(experiment, error);
}

// ---- going on -----------------------------------------------------------------------------------

// One row and column, or -1.
static int64_t ask_number(sqlite3 *db, const char *sql) {
    sqlite3_stmt *ask = vl__sql_prepare(db, sql);
    int64_t number = ask != NULL && sqlite3_step(ask) == SQLITE_ROW ? sqlite3_column_int64(ask, 0) : -1;
    sqlite3_finalize(ask);
    return number;
}

static vl_status check_program(vl_experiment *experiment, const vl_exp_plan *plan, vl_error *error) {
    int64_t id = 0, count = ask_number(experiment->db, "SELECT count(*) FROM program");
    if (!vl__program_row(experiment->db, &experiment->scratch, plan->program, &id))
        return vl__experiment_fault(experiment, error);
    if (id == 1 && count == 1)
        return VL_OK;
    return vl_error_set(error, VL_USAGE, "%s is of another experiment: its program is not this %s",
                        experiment->place.temp, plan->program->name);
}

// The variants as the plan would make them are the ones that are there.
static vl_status check_variants(vl_experiment *experiment, const vl_exp_plan *plan, vl_error *error) {
    sqlite3_stmt *find = vl__sql_prepare(
        experiment->db, "SELECT v.name = ?2 AND v.mode = ?3 AND (SELECT count(*) FROM param WHERE"
                        " variant_id = ?1) = ?4 FROM variant v WHERE id = ?1");
    sqlite3_stmt *setting = vl__sql_prepare(
        experiment->db, "SELECT value = ?3 FROM param WHERE variant_id = ?1 AND name = ?2");
    vl_status status = find != NULL && setting != NULL ? VL_OK : vl__experiment_fault(experiment, error);
    int64_t count = ask_number(experiment->db, "SELECT count(*) FROM variant");
    if (status == VL_OK && count != (int64_t)plan->variant_count)
        status = vl_error_set(error, VL_USAGE, "%s is of another experiment: it has %" PRId64
                              " variants, not %zu", experiment->place.temp, count, plan->variant_count);
    for (size_t i = 0; status == VL_OK && i < plan->variant_count; i++) {
        vl_exp_variant variant;
        if (!plan->variant(plan->context, i, &variant))
            return vl_error_set(error, VL_MEMORY, "out of memory");
        sqlite3_bind_int64(find, 1, (int64_t)i + 1);
        sqlite3_bind_int64(find, 4, (int64_t)variant.setting_count);
        bool same = vl__bind_word(find, 2, variant.name) && vl__bind_word(find, 3, variant.mode) &&
                    sqlite3_step(find) == SQLITE_ROW && sqlite3_column_int(find, 0) != 0;
        sqlite3_reset(find);
        const char *what = "its name or mode";
        for (size_t k = 0; same && k < variant.setting_count; k++) {
            sqlite3_bind_int64(setting, 1, (int64_t)i + 1);
            what = variant.settings[k].name;
            same = vl__bind_word(setting, 2, what) && vl__bind_word(setting, 3, variant.settings[k].value) &&
                   sqlite3_step(setting) == SQLITE_ROW && sqlite3_column_int(setting, 0) != 0;
            sqlite3_reset(setting);
        }
        if (!same)
            status = vl_error_set(error, VL_USAGE,
                                  "%s is of another experiment: variant %zu is not %.200s there (%.100s)",
                                  experiment->place.temp, i + 1, variant.name, what);
    }
    sqlite3_finalize(find);
    sqlite3_finalize(setting);
    return status;
}

// What a finished file has besides its rows goes away until it is finished again.
static bool drop_last(sqlite3 *db) {
    for (;;) {
        sqlite3_stmt *each = vl__sql_prepare(db, "SELECT printf('DROP %s \"%w\"', type, name) FROM"
                                                 " sqlite_schema WHERE type IN ('index', 'view') AND"
                                                 " sql IS NOT NULL LIMIT 1");
        int found = each != NULL ? sqlite3_step(each) : SQLITE_ERROR;
        char *drop = found == SQLITE_ROW ? sqlite3_mprintf("%s", sqlite3_column_text(each, 0)) : NULL;
        sqlite3_finalize(each);
        bool good = found == SQLITE_DONE || (drop != NULL && vl__sql_run(db, drop));
        sqlite3_free(drop);
        if (found == SQLITE_DONE || !good)
            return good;
    }
}

static vl_status go_on(vl_experiment *experiment, const vl_exp_plan *plan, vl_error *error) {
    if (!vl__sql_run(experiment->db, "PRAGMA synchronous = FULL; PRAGMA cache_size = -16384;"
                                     " BEGIN EXCLUSIVE"))
        return vl__experiment_fault(experiment, error);
    if (ask_number(experiment->db, "PRAGMA user_version") != VL__SCHEMA_VERSION ||
        ask_number(experiment->db, "SELECT count(*) FROM meta WHERE key = 'lab.state'") != 1)
        return vl_error_set(error, VL_DATABASE, "%s is not of an experiment that this vloop made",
                            experiment->place.temp);
    vl_status status = check_program(experiment, plan, error);
    if (status == VL_OK && !visit_facts(experiment, plan, check_fact, error))
        status = error->status;
    if (status == VL_OK)
        status = check_variants(experiment, plan, error);
    if (status != VL_OK)
        return status;
    int64_t had = ask_number(experiment->db, "SELECT value FROM meta WHERE key = 'lab.runs'");
    if (had > (int64_t)plan->runs)
        return vl_error_set(error, VL_USAGE, "%s has %" PRId64 " runs of each variant already, more than %"
                            PRIu64, experiment->place.temp, had, plan->runs);
    if (!drop_last(experiment->db))
        return vl__experiment_fault(experiment, error);
    if (!write_number(experiment, "runs", plan->runs, error) ||
        !write_fact(experiment, "state", "partial", error))
        return error->status;
    experiment->resumed = true;
    return vl_experiment_commit(experiment, error);
}

// ---- the file -----------------------------------------------------------------------------------

static bool prepare(vl_experiment *experiment) {
    sqlite3 *db = experiment->db;
    experiment->add_run = vl__sql_prepare(
        db, "INSERT INTO run VALUES (?, ?, ?, ?, 'summary', ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0)");
    experiment->add_metric =
        vl__sql_prepare(db, "INSERT INTO metric VALUES (?, ?, NULL, ?, ?, ?)");
    experiment->find = vl__sql_prepare(db, "SELECT 1 FROM run WHERE id = ?");
    return experiment->add_run != NULL && experiment->add_metric != NULL && experiment->find != NULL;
}

vl_status vl__experiment_create(vl_experiment **out, const char *path, bool resume, bool *found,
                                vl_error *error) {
    vl_experiment *experiment = calloc(1, sizeof *experiment);
    if (experiment == NULL)
        return vl_error_set(error, VL_MEMORY, "no memory for an experiment");
    experiment->place.fd = -1;
    vl_buf_init(&experiment->scratch, NULL);
    *out = experiment;
    vl_status status = vl__place_open_partial(&experiment->place, path, resume, found, error);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    if (status == VL_OK &&
        sqlite3_open_v2(experiment->place.temp, &experiment->db, flags, NULL) != SQLITE_OK)
        status = vl__experiment_fault(experiment, error);
    return status;
}

static bool copy_metrics(vl_experiment *experiment, const vl_exp_plan *plan) {
    experiment->metrics = calloc(plan->metric_count + 1, sizeof *experiment->metrics);
    if (experiment->metrics == NULL)
        return false;
    memcpy(experiment->metrics, plan->metrics, plan->metric_count * sizeof *experiment->metrics);
    return true;
}

vl_status vl_experiment_open(vl_experiment **out, const char *path, const vl_exp_plan *plan, bool resume,
                             vl_error *error) {
    vl_experiment *experiment = NULL;
    bool found = false;
    vl_status status = vl__experiment_create(&experiment, path, resume, &found, error);
    if (status == VL_OK) {
        experiment->metric_count = plan->metric_count;
        experiment->variant_count = plan->variant_count;
        status = found ? go_on(experiment, plan, error) : begin(experiment, plan, error);
    }
    if (status == VL_OK && (!copy_metrics(experiment, plan) || !prepare(experiment)))
        status = vl__experiment_fault(experiment, error);
    if (status != VL_OK) {
        vl_experiment_close(experiment);
        return status;
    }
    *out = experiment;
    return VL_OK;
}

void vl_experiment_close(vl_experiment *experiment) {
    if (experiment == NULL)
        return;
    sqlite3_finalize(experiment->add_run);
    sqlite3_finalize(experiment->add_metric);
    sqlite3_finalize(experiment->find);
    sqlite3_close_v2(experiment->db);
    vl__place_close(&experiment->place);
    vl_buf_deinit(&experiment->scratch);
    free(experiment->metrics);
    free(experiment);
}

// ---- rows ---------------------------------------------------------------------------------------

static int64_t run_id(const vl_experiment *experiment, size_t variant, uint64_t replication) {
    return (int64_t)(replication * experiment->variant_count + variant) + 1;
}

bool vl_experiment_has(vl_experiment *experiment, size_t variant, uint64_t replication) {
    if (!experiment->resumed)
        return false;
    sqlite3_bind_int64(experiment->find, 1, run_id(experiment, variant, replication));
    bool has = sqlite3_step(experiment->find) == SQLITE_ROW;
    sqlite3_reset(experiment->find);
    return has;
}

static bool add_metrics(vl_experiment *experiment, int64_t run, const double *values) {
    sqlite3_stmt *add = experiment->add_metric;
    bool good = true;
    for (size_t i = 0; good && i < experiment->metric_count; i++) {
        sqlite3_bind_int64(add, 1, (run - 1) * (int64_t)experiment->metric_count + (int64_t)i + 1);
        sqlite3_bind_int64(add, 2, run);
        if (isfinite(values[i]))
            sqlite3_bind_double(add, 4, values[i]);
        else
            sqlite3_bind_null(add, 4);
        good = vl__bind_word(add, 3, experiment->metrics[i].name) &&
               vl__bind_word(add, 5, experiment->metrics[i].unit) && vl__row_write(add);
    }
    return good;
}

vl_status vl_experiment_add(vl_experiment *experiment, const vl_exp_row *row, vl_error *error) {
    sqlite3_stmt *add = experiment->add_run;
    char seed[24];
    snprintf(seed, sizeof seed, "%" PRIu64, row->seed);
    int64_t id = run_id(experiment, row->variant, row->replication);
    const struct { int place; int64_t value; } numbers[] = {
        {1, id},
        {2, (int64_t)row->variant + 1},
        {3, (int64_t)row->replication},
        {7, row->end.exit_code},
        {8, row->end.makespan_ns},
        {9, (int64_t)row->events},
        {10, (int64_t)row->tasks},
    };
    for (size_t i = 0; i < VL_COUNT(numbers); i++)
        sqlite3_bind_int64(add, numbers[i].place, numbers[i].value);
    const char *message = row->end.message;
    bool good = vl__bind_word(add, 4, seed) && vl__bind_word(add, 5, row->end.outcome) &&
                vl__bind_text(add, 6, message, message != NULL ? strlen(message) : 0,
                              &experiment->scratch) &&
                vl__bind_word(add, 11, row->digest) && vl__row_write(add) &&
                add_metrics(experiment, id, row->values);
    return good ? VL_OK : vl__experiment_fault(experiment, error);
}

vl_status vl_experiment_commit(vl_experiment *experiment, vl_error *error) {
    if (vl__sql_run(experiment->db, "COMMIT") && vl__sql_run(experiment->db, "BEGIN EXCLUSIVE"))
        return VL_OK;
    return vl__experiment_fault(experiment, error);
}

vl_status vl_experiment_makespans(vl_experiment *experiment, size_t variant, uint64_t runs, vl_buf *out,
                                  vl_error *error) {
    sqlite3_stmt *each =
        vl__sql_prepare(experiment->db, "SELECT makespan_ns FROM run WHERE variant_id = ? AND"
                                        " replication < ? AND outcome = 'ok' ORDER BY replication");
    if (each == NULL)
        return vl__experiment_fault(experiment, error);
    sqlite3_bind_int64(each, 1, (int64_t)variant + 1);
    sqlite3_bind_int64(each, 2, (int64_t)runs);
    int found;
    while ((found = sqlite3_step(each)) == SQLITE_ROW) {
        double seconds = (double)sqlite3_column_int64(each, 0) / 1e9;
        if (!vl_buf_append(out, (const char *)&seconds, sizeof seconds))
            break;
    }
    sqlite3_finalize(each);
    if (out->failed)
        return vl_error_set(error, VL_MEMORY, "out of memory");
    return found == SQLITE_DONE ? VL_OK : vl__experiment_fault(experiment, error);
}

// ---- the end ------------------------------------------------------------------------------------

// Each column as SQLite shows it, with its length before it; NULL has none.
static bool feed_rows(sqlite3 *db, const char *sql, XXH3_state_t *state) {
    sqlite3_stmt *each = vl__sql_prepare(db, sql);
    int found = SQLITE_ERROR;
    while (each != NULL && (found = sqlite3_step(each)) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(each); i++) {
            const void *text = sqlite3_column_text(each, i);
            char size[24];
            int len = snprintf(size, sizeof size, "%d:", text != NULL ? sqlite3_column_bytes(each, i) : -1);
            XXH3_128bits_update(state, size, (size_t)len);
            if (text != NULL)
                XXH3_128bits_update(state, text, (size_t)sqlite3_column_bytes(each, i));
        }
    }
    sqlite3_finalize(each);
    return found == SQLITE_DONE;
}

static bool digest_rows(sqlite3 *db, char digest[VL_DIGEST_SIZE]) {
    static const char *const parts[] = {
        "SELECT key, value FROM meta WHERE key LIKE 'lab.%' AND key NOT IN ('lab.state', 'lab.digest')"
        " ORDER BY key",
        "SELECT argv, hash FROM program ORDER BY id",
        "SELECT id, name, kind FROM factor ORDER BY id",
        "SELECT id, name, mode FROM variant ORDER BY id",
        "SELECT * FROM param ORDER BY variant_id, name",
        "SELECT * FROM level ORDER BY variant_id, factor_id",
        "SELECT id, variant_id, replication, seed, outcome, message, exit_code, makespan_ns, events, tasks,"
        " digest FROM run ORDER BY id",
        "SELECT id, run_id, name, value, unit FROM metric ORDER BY id",
    };
    XXH3_state_t *state = XXH3_createState();
    bool good = state != NULL;
    if (good)
        XXH3_128bits_reset(state);
    for (size_t i = 0; good && i < VL_COUNT(parts); i++)
        good = feed_rows(db, parts[i], state);
    if (good) {
        XXH128_hash_t hash = XXH3_128bits_digest(state);
        snprintf(digest, VL_DIGEST_SIZE, "%016" PRIx64 "%016" PRIx64, (uint64_t)hash.high64,
                 (uint64_t)hash.low64);
    }
    XXH3_freeState(state);
    return good;
}

vl_status vl_experiment_finish(vl_experiment *experiment, char digest[VL_DIGEST_SIZE], vl_error *error) {
    if (!digest_rows(experiment->db, digest))
        return vl__experiment_fault(experiment, error);
    if (!write_fact(experiment, "digest", digest, error) ||
        !write_fact(experiment, "state", "whole", error))
        return error->status;
    if (!vl__sql_run(experiment->db, vl__schema_last) || !vl__sql_run(experiment->db, "COMMIT"))
        return vl__experiment_fault(experiment, error);
    sqlite3_finalize(experiment->add_run);
    sqlite3_finalize(experiment->add_metric);
    sqlite3_finalize(experiment->find);
    experiment->add_run = experiment->add_metric = experiment->find = NULL;
    if (sqlite3_close_v2(experiment->db) != SQLITE_OK)
        return vl_error_set(error, VL_DATABASE, "cannot finish %s", experiment->place.path);
    experiment->db = NULL;
    return vl__place_commit(&experiment->place, error);
}
