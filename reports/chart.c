// Kinds of chart, and the way of all of them: scene, script, gnuplot, picture.
#include "scene_internal.h"

#include <string.h>
#include <strings.h>

static const vl_chart_kind kinds[] = {
#define X(name, draw, needs_second, help) {#name, help, needs_second, draw},
#include "charts.def"
#undef X
    {NULL, NULL, false, NULL}};

const vl_chart_kind *vl_chart_kinds(void) {
    return kinds;
}

const vl_chart_kind *vl_chart_find(const char *name) {
    for (const vl_chart_kind *kind = kinds; kind->name != NULL; kind++) {
        if (strcmp(kind->name, name) == 0)
            return kind;
    }
    return NULL;
}

static bool find_format(const char *path, vl__format *format) {
    static const char *const extensions[] = {".svg", ".png", ".pdf"};
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(slash != NULL ? slash : path, '.');
    for (size_t i = 0; dot != NULL && i < VL_COUNT(extensions); i++) {
        if (strcasecmp(dot, extensions[i]) == 0) {
            *format = (vl__format)i;
            return true;
        }
    }
    return false;
}

vl_status vl_chart_make(const vl_chart_kind *kind, const vl_chart_input *input, const char *path,
                        vl_error *error) {
    vl__format format;
    if (!find_format(path, &format))
        return vl_error_set(error, VL_USAGE,
                            "cannot tell the format of %.200s: its name must end in .svg, .png or "
                            ".pdf",
                            path);
    if (kind->needs_second && input->second == NULL)
        return vl_error_set(error, VL_USAGE, "the chart %s compares two runs; there is one",
                            kind->name);
    vl_scene scene = {.width = VL__CHART_WIDTH};
    vl_buf script;
    vl_buf_init(&script, NULL);
    vl_status status = VL_OK;
    if (kind->draw(&scene, input))
        vl__scene_script(&script, &scene, format);
    if (scene.failed || script.failed)
        status = vl_error_set(error, VL_MEMORY, "not enough memory for the chart");
    else
        status = vl__gnuplot_draw(&script, format, path, error);
    vl_buf_deinit(&script);
    vl__scene_deinit(&scene);
    return status;
}

vl_status vl_chart_timeline(const vl_run_view *run, const char *path, vl_error *error) {
    return vl_chart_make(vl_chart_find("timeline"), &(vl_chart_input){.run = run}, path, error);
}

vl_status vl_chart_versus(const vl_run_view *gathered, const vl_run_view *sequential,
                          const char *path, vl_error *error) {
    return vl_chart_make(vl_chart_find("versus"),
                         &(vl_chart_input){.run = gathered, .second = sequential}, path, error);
}
