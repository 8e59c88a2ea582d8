// vl_grid: the parameters of an experiment and their levels. A cell is one choice of a level for every
// factor: in a grid all combinations, the last factor going round fastest, or, zipped, the i-th of each.
// Levels are texts; what they mean is for whoever uses them.
//
// Ownership: the grid keeps copies of what it is given.
#ifndef VL_GRID_H
#define VL_GRID_H

#include "vl_base.h"

#define VL_GRID_CELLS_MAX 100000

typedef struct vl_factor {
    const char *name;          // "WORKERS", "mode"
    bool of_run;               // varies how the program is run; else a name that the program assigns
    const char *const *levels; // at least one, no two the same
    size_t count;
} vl_factor;

typedef struct vl_grid {
    vl_arena arena;
    vl_factor *factors;
    size_t count;
    bool zipped;
} vl_grid;

void vl_grid_init(vl_grid *grid);
void vl_grid_deinit(vl_grid *grid);
// `levels`, separated by commas outside of quotes and brackets: a text as it stands; A..B all from A to B
// by ones; A..B/S by steps of S; A..B*F times F from one to the next. Numbers are decimal and exact:
// 0..1/0.1 has 0.3. A text in quotes may have commas and dots. VL_USAGE names what is wrong.
vl_status vl_grid_add(vl_grid *grid, const char *name, bool of_run, const char *levels, vl_error *error);
// Number of cells; a grid without factors has one. VL_USAGE: too many, or zipped factors that do not match.
vl_status vl_grid_cells(const vl_grid *grid, size_t *cells, vl_error *error);
const char *vl_grid_level(const vl_grid *grid, size_t cell, size_t factor);

#endif
