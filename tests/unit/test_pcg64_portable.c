// The tests of PCG64 over the library built with VL_NO_INT128.
#include "test_pcg64.c"
