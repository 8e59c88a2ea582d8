// What the terminal can show: its width, its characters, its colours.
#include "cli_internal.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static int width_of(const vl__sink *sink) {
    const char *columns = getenv("COLUMNS");
    uint64_t value;
    if (columns != NULL && vl__read_count(columns, 10000, &value) && value > 0)
        return (int)value;
    struct winsize size;
    if (ioctl(sink->fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return 80;
}

static bool wants_colour(vl__colour_use use, const vl__sink *sink) {
    if (use != VL__COLOUR_AUTO)
        return use == VL__COLOUR_ALWAYS;
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    if (no_color != NULL && no_color[0] != '\0')
        return false;
    return isatty(sink->fd) == 1 && term != NULL && strcmp(term, "dumb") != 0;
}

vl_term vl__term_of(const vl__options *options, const vl__sink *sink) {
    return (vl_term){
        .width = options->width != 0 ? options->width : width_of(sink),
        .unicode = !options->ascii && strcmp(nl_langinfo(CODESET), "UTF-8") == 0,
        .colour = wants_colour(options->colour, sink),
    };
}
