// vl_lab: experiments. So far their unit: one run of a program as one variant, watched by a trace or a
// digest, with the settings that belong to its identity. Replications, sweeps and statistics build on it.
// Knows simulations and traces; knows nothing of the command line or of reports.
//
// Ownership: what a vl_lab_run points to is borrowed until vl_lab_end.
#ifndef VL_LAB_H
#define VL_LAB_H

#include "vl_asyncio.h"
#include "vl_trace.h"

// The words by which settings are recorded and given.
const char *vl_lab_mode_word(vl_mode mode);
const char *vl_lab_rng_word(vl_rng_kind rng);
const char *vl_lab_ties_word(vl_ties ties);
const char *vl_lab_python_word(int minor);

typedef struct vl_lab_settings vl_lab_settings;

typedef struct vl_lab_run {
    vl_sim_config config;     // its observer, if any, is called before the trace's
    const char *program;      // name in the trace: the file's without its folders
    const char *variant;      // "as-written", "sequential" ...
    int64_t replication;      // from 0
    vl_trace *trace;          // NULL: not recorded
    vl_trace_level level;
    bool wants_digest;        // also without a trace
    // results
    vl_status status;         // of the run
    vl_sim_result result;
    vl_error error;
    char digest[VL_DIGEST_SIZE]; // "" where nobody asked
    // private
    vl_lab_settings *settings;
    vl_digest *hasher;
    vl_observer first, second;
    void (*note)(void *context, const vl_sim_note *note); // the caller's
    void *note_context;
} vl_lab_run;

// Begins the record (vl_trace_program_add came before). Call vl_lab_end whatever it returns.
vl_status vl_lab_begin(vl_lab_run *run);
// Runs the simulation and frees it; fills status, result and error. Returns the status.
vl_status vl_lab_simulate(vl_lab_run *run);
// Ends the record with `result` as it is now, and fills the digest. The status is that of the record.
vl_status vl_lab_record(vl_lab_run *run);
void vl_lab_end(vl_lab_run *run);

#endif
