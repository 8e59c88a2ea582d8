// Scenes: growing lists of what a chart shows, and how wide texts are.
#include "scene_internal.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static const struct {
    double pixels;
    bool bold;
} styles[] = {
#define X(name, pixels, bold) {pixels, bold},
#include "styles.def"
#undef X
};

// Advance widths of U+0020 to U+007E in thousandths of an em, read from the fonts' hmtx tables.
static const short regular_widths[] = {
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361,  318, 337, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
    575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635,  611, 732, 684, 989, 685,
    611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352,  635, 634, 278, 278, 579,
    278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592,  525, 636, 337, 636, 838};
static const short bold_widths[] = {
    348,  456, 521, 838, 696, 1002, 872, 306,  457, 457, 523, 838, 380, 415,  380, 365,
    696,  696, 696, 696, 696, 696,  696, 696,  696, 696, 400, 400, 838, 838,  838, 580,
    1000, 774, 762, 734, 830, 683,  683, 821,  837, 372, 372, 775, 637, 995,  837, 850,
    733,  850, 770, 720, 682, 812,  774, 1103, 771, 724, 725, 457, 365, 457,  838, 500,
    500,  675, 716, 593, 716, 678,  435, 716,  712, 343, 343, 665, 343, 1042, 712, 687,
    716,  716, 493, 595, 478, 712,  652, 924,  645, 652, 582, 712, 365, 712,  838};
_Static_assert(VL_COUNT(regular_widths) == 95 && VL_COUNT(bold_widths) == 95, "one a character");

// Beyond ASCII the widest letter of its kind counts: what stays free is better than an overlap.
#define NARROW_WIDTH 1000
#define LETTER_WIDTH 930 // Latin, Greek and Cyrillic but for a few ligatures
#define WIDE_WIDTH   1400

static double code_width(uint32_t code, bool bold) {
    if (code >= 0x20 && code < 0x7f)
        return bold ? bold_widths[code - 0x20] : regular_widths[code - 0x20];
    int cells = utf8proc_charwidth((utf8proc_int32_t)code);
    int width = cells == 0     ? 0
                : cells > 1    ? WIDE_WIDTH
                : code < 0x530 ? LETTER_WIDTH
                               : NARROW_WIDTH;
    return bold ? width * 1.12 : width;
}

double vl__style_pixels(vl__style style) {
    return styles[style].pixels;
}

bool vl__style_bold(vl__style style) {
    return styles[style].bold;
}

double vl__text_width(const char *text, vl__style style) {
    double width = 0;
    while (*text != '\0') {
        uint32_t code;
        text += vl__char_next(text, &code);
        width += code_width(code, styles[style].bold);
    }
    return width * styles[style].pixels / 1000;
}

// Room for one more item; NULL: no memory, and the scene has failed.
static void *grow(vl_scene *scene, void *items, size_t count, size_t *cap, size_t size) {
    if (count < *cap)
        return items;
    size_t more = *cap == 0 ? 64 : *cap * 2;
    void *grown = realloc(items, more * size);
    if (grown == NULL) {
        scene->failed = true;
        return NULL;
    }
    *cap = more;
    return grown;
}

void vl__scene_deinit(vl_scene *scene) {
    for (size_t i = 0; i < scene->text_count; i++)
        free(scene->texts[i].text);
    free(scene->texts);
    free(scene->boxes);
    free(scene->marks);
    free(scene->arrows);
    *scene = (vl_scene){0};
}

void vl__scene_add_box(vl_scene *scene, double x0, double y0, double x1, double y1,
                       vl__colour colour) {
    vl__scene_box *boxes =
        grow(scene, scene->boxes, scene->box_count, &scene->box_cap, sizeof *boxes);
    if (boxes == NULL)
        return;
    scene->boxes = boxes;
    boxes[scene->box_count++] = (vl__scene_box){{x0, y0, x1, y1}, colour};
}

void vl__scene_add_mark(vl_scene *scene, double x, double y, vl__mark kind) {
    vl__scene_mark *marks =
        grow(scene, scene->marks, scene->mark_count, &scene->mark_cap, sizeof *marks);
    if (marks == NULL)
        return;
    scene->marks = marks;
    marks[scene->mark_count++] = (vl__scene_mark){x, y, kind};
}

void vl__scene_add_arrow(vl_scene *scene, double x0, double x1, double y) {
    vl__rect *arrows =
        grow(scene, scene->arrows, scene->arrow_count, &scene->arrow_cap, sizeof *arrows);
    if (arrows == NULL)
        return;
    scene->arrows = arrows;
    arrows[scene->arrow_count++] = (vl__rect){x0, y, x1, y};
}

// `text` made printable and cut to `room`; empty where nothing fits.
static void cut_text(vl_buf *out, const char *text, double room, vl__style style) {
    bool cut = vl__text_width(text, style) > room;
    double used = cut ? vl__text_width("…", style) : 0;
    if (used > room)
        return;
    while (*text != '\0') {
        uint32_t code;
        char bytes[4];
        text += vl__char_next(text, &code);
        used += code_width(code, styles[style].bold) * styles[style].pixels / 1000;
        if (cut && used > room)
            break;
        vl_buf_append(out, bytes, vl_utf8_encode(code, bytes));
    }
    while (cut && out->len > 0 && out->data[out->len - 1] == ' ')
        out->data[--out->len] = '\0';
    if (cut && out->len > 0)
        vl_buf_text(out, "…");
}

double vl__scene_add_text(vl_scene *scene, double x, double y, double room, vl__style style,
                          vl__align align, vl__colour colour, const char *text) {
    vl_buf cut;
    vl_buf_init(&cut, NULL);
    cut_text(&cut, text, room, style);
    if (cut.failed)
        scene->failed = true;
    if (cut.failed || cut.len == 0) {
        vl_buf_deinit(&cut);
        return 0;
    }
    double width = vl__text_width(cut.data, style);
    vl__scene_text *texts =
        grow(scene, scene->texts, scene->text_count, &scene->text_cap, sizeof *texts);
    char *copy = texts != NULL ? malloc(cut.len + 1) : NULL;
    if (texts != NULL)
        scene->texts = texts;
    if (copy != NULL) {
        memcpy(copy, cut.data, cut.len + 1);
        texts[scene->text_count++] = (vl__scene_text){x, y, width, style, align, colour, copy};
    } else {
        scene->failed = true;
    }
    vl_buf_deinit(&cut);
    return width;
}

vl__rect vl__text_rect(const vl__scene_text *text) {
    double left = text->align == VL__LEFT     ? text->x
                  : text->align == VL__CENTER ? text->x - text->width / 2
                                              : text->x - text->width;
    double half = styles[text->style].pixels * 0.5;
    return (vl__rect){left, text->y - half, left + text->width, text->y + half};
}
