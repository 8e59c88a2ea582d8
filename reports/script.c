// A scene as a gnuplot script with the data inside. Names reach gnuplot only as fields of data
// blocks: one row a line, fields between tabs, backslashes and quotes as octal escapes.
#include "scene_internal.h"

#include <inttypes.h>
#include <utf8proc.h>

static const uint32_t colours[] = {
#define X(name, rgb) rgb,
#include "palette.def"
#undef X
};

static const struct {
    const char *name;
    double font, point; // font: of a pixel, in what the terminal calls a point
} formats[] = {{"svg", 1.0, 0.55}, {"png", 0.75, 1.0}, {"pdf", 0.75, 0.60}};

static const struct {
    int shape;
    double size;
} marks[] = {{7, 0.9}, {2, 1.6}, {13, 1.5}, {11, 0.8}, {9, 0.8}};

static const char *const aligns[] = {"left", "center", "right"};

// Ranges that both DejaVu Sans and Liberation Sans have. Where no font has a character, pngcairo
// and pdfcairo draw a box of its digits in a size of thousands of points, over the whole picture.
static bool is_in_fonts(uint32_t code) {
    static const struct {
        uint32_t first, last;
    } ranges[] = {{0x20, 0x7e},     {0xa0, 0xac},     {0xae, 0x17f},    {0x386, 0x386},
                  {0x388, 0x38a},   {0x38c, 0x38c},   {0x38e, 0x3a1},   {0x3a3, 0x3ce},
                  {0x400, 0x45f},   {0x490, 0x491},   {0x2013, 0x2014}, {0x2018, 0x201a},
                  {0x201c, 0x201e}, {0x2020, 0x2022}, {0x2026, 0x2026}, {0x2030, 0x2030},
                  {0x20ac, 0x20ac}, {0x2190, 0x2195}, {0x2248, 0x2248}, {0x2260, 0x2260},
                  {0x2264, 0x2265}, {0x25a0, 0x25a1}, {0x25cb, 0x25cb}, {0x25cf, 0x25cf}};
    for (size_t i = 0; i < VL_COUNT(ranges); i++) {
        if (code >= ranges[i].first && code <= ranges[i].last)
            return true;
    }
    return false;
}

static void put_text(vl_buf *out, const char *text, vl__format format) {
    while (*text != '\0') {
        uint32_t code;
        char bytes[4];
        text += vl__char_next(text, &code);
        if (format != VL__SVG && !is_in_fonts(code)) {
            if (utf8proc_charwidth((utf8proc_int32_t)code) == 0)
                continue;
            code = 0x25a1; // a small empty square
        }
        if (code == '"' || code == '\\') // an odd '"' would join the fields that follow
            vl_buf_format(out, "\\%03o", (unsigned)code);
        else
            vl_buf_append(out, bytes, vl_utf8_encode(code, bytes));
    }
}

static void put_boxes(vl_buf *out, const vl_scene *scene) {
    vl_buf_text(out, "$boxes << END\n"); // x  y  x0  x1  y0  y1  colour
    for (size_t i = 0; i < scene->box_count; i++) {
        const vl__rect *at = &scene->boxes[i].at;
        vl_buf_format(out, "%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%" PRIu32 "\n",
                      (at->x0 + at->x1) / 2, (at->y0 + at->y1) / 2, at->x0, at->x1, at->y0, at->y1,
                      colours[scene->boxes[i].colour]);
    }
    vl_buf_text(out, "END\n");
}

static void put_arrows(vl_buf *out, const vl_scene *scene) {
    vl_buf_text(out, "$arrows << END\n"); // x  y  dx  dy
    for (size_t i = 0; i < scene->arrow_count; i++) {
        const vl__rect *at = &scene->arrows[i];
        vl_buf_format(out, "%.2f\t%.2f\t%.2f\t0\n", at->x0, at->y0, at->x1 - at->x0);
    }
    vl_buf_text(out, "END\n");
}

static void put_marks(vl_buf *out, const vl_scene *scene, double factor) {
    vl_buf_text(out, "$marks << END\n"); // x  y  size  shape
    for (size_t i = 0; i < scene->mark_count; i++) {
        const vl__scene_mark *mark = &scene->marks[i];
        vl_buf_format(out, "%.2f\t%.2f\t%.2f\t%d\n", mark->x, mark->y,
                      marks[mark->kind].size * factor, marks[mark->kind].shape);
    }
    vl_buf_text(out, "END\n");
}

static bool has_texts(const vl_scene *scene, size_t style, size_t align) {
    for (size_t i = 0; i < scene->text_count; i++) {
        if (scene->texts[i].style == style && scene->texts[i].align == align)
            return true;
    }
    return false;
}

static void put_texts(vl_buf *out, const vl_scene *scene, size_t style, size_t align,
                      vl__format format) {
    vl_buf_format(out, "$texts%zu%s << END\n", style, aligns[align]); // x  y  text  colour
    for (size_t i = 0; i < scene->text_count; i++) {
        const vl__scene_text *text = &scene->texts[i];
        if (text->style != style || text->align != align)
            continue;
        vl_buf_format(out, "%.2f\t%.2f\t", text->x, text->y);
        put_text(out, text->text, format);
        vl_buf_format(out, "\t%" PRIu32 "\n", colours[text->colour]);
    }
    vl_buf_text(out, "END\n");
}

static void put_plot(vl_buf *out, const vl_scene *scene, vl__format format) {
    vl_buf_text(out, "plot $boxes using 1:2:3:4:5:6:7 with boxxyerror fc rgb variable "
                     "fs solid noborder");
    if (scene->arrow_count > 0)
        vl_buf_format(out,
                      ", \\\n $arrows using 1:2:3:4 with vectors heads filled size screen "
                      "0.007,20 lw 1.2 lc rgb 0x%06" PRIx32,
                      colours[VL__COLOUR_MUTE]);
    if (scene->mark_count > 0)
        vl_buf_format(out,
                      ", \\\n $marks using 1:2:3:4 with points ps variable pt variable lw 2.2 "
                      "lc rgb 0x%06" PRIx32,
                      colours[VL__COLOUR_INK]);
    for (size_t style = 0; style < VL__STYLE_COUNT_; style++) {
        for (size_t align = 0; align < VL__ALIGN_COUNT_; align++) {
            if (!has_texts(scene, style, align))
                continue;
            vl_buf_format(out,
                          ", \\\n $texts%zu%s using 1:2:3:4 with labels %s "
                          "font 'DejaVu Sans%s,%.2f' tc rgb variable",
                          style, aligns[align], aligns[align],
                          vl__style_bold((vl__style)style) ? " Bold" : "",
                          vl__style_pixels((vl__style)style) * formats[format].font);
        }
    }
    vl_buf_char(out, '\n');
}

void vl__scene_script(vl_buf *out, const vl_scene *scene, vl__format format) {
    vl_buf_format(out, "fmt = '%s'\nW = %.0f\nH = %.0f\n", formats[format].name, scene->width,
                  scene->height);
    vl_buf_text(out, vl__style_gp);
    put_boxes(out, scene);
    if (scene->arrow_count > 0)
        put_arrows(out, scene);
    if (scene->mark_count > 0)
        put_marks(out, scene, formats[format].point);
    for (size_t style = 0; style < VL__STYLE_COUNT_; style++) {
        for (size_t align = 0; align < VL__ALIGN_COUNT_; align++) {
            if (has_texts(scene, style, align))
                put_texts(out, scene, style, align, format);
        }
    }
    put_plot(out, scene, format);
}
