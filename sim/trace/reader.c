// Opening a database to read it. Nothing in a file is believed: it may be cut, flipped or made to
// harm. The tables must be declared exactly as schema.sql declares them (so none is a view or a
// virtual table that runs code), and every value is checked where it is read, in reader_run.c.
#include "trace_internal.h"

#include <stdlib.h>
#include <string.h>

vl_status vl__reader_fault(const vl_trace_reader *reader, vl_error *error) {
    int code = sqlite3_errcode(reader->db);
    if (code == SQLITE_NOMEM)
        return vl_error_set(error, VL_MEMORY, "no memory to read %s", reader->path);
    if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE)
        return vl__reader_damaged(reader, "a value is not what it should be", error);
    return vl_error_set(error, VL_DATABASE, "cannot read %s: %s", reader->path,
                        sqlite3_errmsg(reader->db));
}

vl_status vl__reader_damaged(const vl_trace_reader *reader, const char *what, vl_error *error) {
    return vl_error_set(error, VL_DATABASE, "%s is damaged: %s", reader->path, what);
}

static vl_trace_reader *reader_new(const char *path) {
    vl_trace_reader *reader = calloc(1, sizeof *reader);
    if (reader != NULL)
        reader->path = strdup(path);
    if (reader != NULL && reader->path == NULL) {
        free(reader);
        reader = NULL;
    }
    return reader;
}

void vl_trace_reader_free(vl_trace_reader *reader) {
    if (reader == NULL)
        return;
    if (reader->owned)
        sqlite3_close_v2(reader->db);
    free(reader->path);
    free(reader);
}

static vl_status check_version(const vl_trace_reader *reader, vl_error *error) {
    sqlite3_stmt *ask = vl__sql_prepare(reader->db, "PRAGMA user_version");
    vl_status status = VL_OK;
    if (ask == NULL || sqlite3_step(ask) != SQLITE_ROW)
        status = vl__reader_fault(reader, error);
    else if (sqlite3_column_int(ask, 0) > VL__SCHEMA_VERSION)
        status =
            vl_error_set(error, VL_DATABASE,
                         "%s was written by a newer vloop: its schema is %d, this one reads %d",
                         reader->path, sqlite3_column_int(ask, 0), VL__SCHEMA_VERSION);
    else if (sqlite3_column_int(ask, 0) != VL__SCHEMA_VERSION)
        status = vl__reader_damaged(reader, "its schema has no version that was ever used", error);
    sqlite3_finalize(ask);
    return status;
}

// Whether the declaration in the file is, byte for byte, the one that the file should have.
static vl_status check_table(const vl_trace_reader *reader, sqlite3_stmt *find, const char *name,
                             const char *sql, vl_error *error) {
    if (!vl__bind_word(find, 1, name))
        return vl__reader_fault(reader, error);
    int found = sqlite3_step(find);
    const char *theirs = found == SQLITE_ROW ? (const char *)sqlite3_column_text(find, 0) : NULL;
    vl_status status = VL_OK;
    if (found != SQLITE_ROW && found != SQLITE_DONE)
        status = vl__reader_fault(reader, error);
    else if (theirs == NULL || sql == NULL || strcmp(theirs, sql) != 0)
        status = vl_error_set(error, VL_DATABASE,
                              "%s is damaged: its table %s is missing or "
                              "not as vloop makes it",
                              reader->path, name);
    sqlite3_reset(find);
    return status;
}

static vl_status check_tables(const vl_trace_reader *reader, vl_error *error) {
    sqlite3 *model = NULL;
    sqlite3_stmt *each = NULL, *find = NULL;
    vl_status status = VL_OK;
    if (sqlite3_open_v2(":memory:", &model,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX,
                        NULL) != SQLITE_OK ||
        !vl__sql_run(model, vl__schema_tables) ||
        (each = vl__sql_prepare(
             model, "SELECT name, sql FROM sqlite_schema WHERE type = 'table'")) == NULL)
        status = vl_error_set(error, VL_MEMORY, "no memory to read %s", reader->path);
    if (status == VL_OK) {
        find = vl__sql_prepare(reader->db, "SELECT sql FROM sqlite_schema WHERE type = 'table' AND"
                                           " name = ?");
        if (find == NULL)
            status = vl__reader_fault(reader, error);
    }
    while (status == VL_OK && sqlite3_step(each) == SQLITE_ROW)
        status = check_table(reader, find, (const char *)sqlite3_column_text(each, 0),
                             (const char *)sqlite3_column_text(each, 1), error);
    sqlite3_finalize(each);
    sqlite3_finalize(find);
    sqlite3_close_v2(model);
    return status;
}

static vl_status open_file(vl_trace_reader *reader, vl_error *error) {
    const char *path = reader->path;
    // "./" keeps names that SQLite would read in a way of its own from being special.
    char *name = sqlite3_mprintf("%s%s", path[0] == '/' ? "" : "./", path);
    if (name == NULL)
        return vl_error_set(error, VL_MEMORY, "no memory to read %s", path);
    int code = sqlite3_open_v2(name, &reader->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
    sqlite3_free(name);
    reader->owned = true;
    if (code != SQLITE_OK)
        return vl__reader_fault(reader, error);
    sqlite3_db_config(reader->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(reader->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    if (!vl__sql_run(reader->db, "PRAGMA cell_size_check = ON; PRAGMA query_only = ON; BEGIN"))
        return vl__reader_fault(reader, error);
    vl_status status = check_version(reader, error);
    return status != VL_OK ? status : check_tables(reader, error);
}

vl_status vl_trace_open(vl_trace_reader **out, const char *path, vl_error *error) {
    vl_status status = vl__place_check(path, false, error);
    if (status != VL_OK)
        return status;
    vl_trace_reader *reader = reader_new(path);
    if (reader == NULL)
        return vl_error_set(error, VL_MEMORY, "no memory to read %s", path);
    status = open_file(reader, error);
    if (status != VL_OK) {
        vl_trace_reader_free(reader);
        return status;
    }
    *out = reader;
    return VL_OK;
}

vl_status vl_trace_reader_of(vl_trace_reader **out, vl_trace *trace, vl_error *error) {
    if (trace->db == NULL && trace->finished != NULL)
        return vl_trace_open(out, trace->finished, error);
    if (trace->db == NULL)
        return vl_error_set(error, VL_DATABASE, "the trace was not written");
    vl_trace_reader *reader =
        reader_new(trace->place.path != NULL ? trace->place.path : "the trace");
    if (reader == NULL)
        return vl_error_set(error, VL_MEMORY, "no memory to read the trace");
    reader->db = trace->db;
    *out = reader;
    return VL_OK;
}
