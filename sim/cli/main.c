// The program's entry; all else is vl__main's.
#include "cli_internal.h"

int main(int argc, char **argv) {
    return vl__main(argc, argv);
}
