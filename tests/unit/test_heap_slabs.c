// test_heap once more, with slabs under the sanitizers too: its own copy of heap.c replaces the
// library's.
#include "../../sim/base/heap.c"
#include "test_heap.c"
