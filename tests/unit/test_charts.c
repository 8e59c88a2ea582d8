// Charts: the layout of random runs (nothing overlaps, nothing runs out of the picture), the files
// gnuplot makes, and what is left behind when it cannot.
#include "report_views.h"
#include "report_random.h"

#include <dirent.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scene_internal.h"

// ---- layout -------------------------------------------------------------------------------------

static bool overlap(const vl__rect *a, const vl__rect *b) {
    return a->x0 + 0.01 < b->x1 && b->x0 + 0.01 < a->x1 && a->y0 + 0.01 < b->y1 &&
           b->y0 + 0.01 < a->y1;
}

static void check_scene(const vl_scene *scene) {
    vl__rect *rects = calloc(scene->text_count + 1, sizeof *rects);
    assert_non_null(rects);
    assert_false(scene->failed);
    for (size_t i = 0; i < scene->text_count; i++) {
        rects[i] = vl__text_rect(&scene->texts[i]);
        if (rects[i].x0 < 0 || rects[i].y0 < 0 || rects[i].x1 > scene->width ||
            rects[i].y1 > scene->height)
            fail_msg("outside: %s", scene->texts[i].text);
        for (size_t j = 0; j < i; j++) {
            if (overlap(&rects[i], &rects[j]))
                fail_msg("overlap: %s / %s", scene->texts[i].text, scene->texts[j].text);
        }
    }
    for (size_t i = 0; i < scene->box_count; i++) {
        const vl__rect *at = &scene->boxes[i].at;
        assert_true(isfinite(at->x0) && isfinite(at->x1) && isfinite(at->y0) && isfinite(at->y1));
        assert_true(at->x0 >= 0 && at->x1 <= scene->width + 1 && at->y0 >= 0 &&
                    at->y1 <= scene->height + 1 && at->x0 <= at->x1 && at->y0 <= at->y1);
    }
    free(rects);
}

static void test_layout(void **state) {
    (void)state;
    static const size_t counts[] = {0, 1, 2, 6, 8, 9, 20, 21, 60, 61, 300};
    for (uint64_t seed = 1; seed <= 120; seed++) {
        random_run a, b;
        random_run_init(&a, seed, counts[seed % VL_COUNT(counts)]);
        random_run_init(&b, seed + 500, counts[(seed / 2) % VL_COUNT(counts)]);
        vl_chart_input input = {&a.view, &b.view};
        for (const vl_chart_kind *kind = vl_chart_kinds(); kind->name != NULL; kind++) {
            vl_scene scene = {.width = VL__CHART_WIDTH};
            assert_true(kind->draw(&scene, &input));
            check_scene(&scene);
            vl__scene_deinit(&scene);
        }
        random_run_deinit(&a);
        random_run_deinit(&b);
    }
}

static void test_strip_is_packed(void **state) {
    (void)state;
    vl_scene scene = {.width = VL__CHART_WIDTH};
    assert_true(vl__draw_timeline(&scene, &(vl_chart_input){.run = &fetch_run}));
    check_scene(&scene);
    size_t lines = 0;
    for (size_t i = 0; i < scene.mark_count; i++)
        lines += scene.marks[i].kind == VL__MARK_LINE;
    assert_int_equal(lines, 12); // every line of the run has a place
    vl__scene_deinit(&scene);
}

static bool has_text(const vl_scene *scene, const char *text) {
    for (size_t i = 0; i < scene->text_count; i++) {
        if (strcmp(scene->texts[i].text, text) == 0)
            return true;
    }
    return false;
}

static void test_too_many_lines(void **state) {
    (void)state;
    vl_view_output outputs[100];
    for (size_t i = 0; i < VL_COUNT(outputs); i++)
        outputs[i] = (vl_view_output)OUTPUT(0, 1, "the same instant\n");
    vl_run_view run = fetch_run;
    run.outputs = outputs;
    run.output_count = VL_COUNT(outputs);
    vl_scene scene = {.width = VL__CHART_WIDTH};
    assert_true(vl__draw_timeline(&scene, &(vl_chart_input){.run = &run}));
    check_scene(&scene);
    assert_true(has_text(&scene, "14  the same instant"));
    assert_true(has_text(&scene, "and 86 more lines"));
    vl__scene_deinit(&scene);
}

static void assert_title(int64_t sequential, int64_t gathered, const char *title) {
    vl_run_view slow = pair_run_one, fast = pair_run;
    vl_scene scene = {.width = VL__CHART_WIDTH};
    slow.makespan_ns = sequential;
    fast.makespan_ns = gathered;
    slow.task_count = fast.task_count = 0;
    assert_true(vl__draw_versus(&scene, &(vl_chart_input){&fast, &slow}));
    if (!has_text(&scene, title))
        fail_msg("no title %s", title);
    vl__scene_deinit(&scene);
}

static void test_titles_are_true(void **state) {
    (void)state;
    assert_title(30 * TENTH, 20 * TENTH, "Gathering is 1.5× faster: 3 s → 2 s");
    assert_title(60 * TENTH, 19 * TENTH, "Gathering is ≈3.16× faster: 6 s → 1.9 s");
    assert_title(20 * TENTH, 20 * TENTH, "Gathering saves nothing: both take 2 s");
    assert_title(20 * TENTH, 30 * TENTH, "Gathering is slower: 2 s → 3 s");
    assert_title(20 * TENTH, 0, "Gathered, it takes no time: 2 s → 0 s");
    assert_title(0, 0, "Gathering saves nothing: both take 0 s");
}

// main only gathers, so it is no job of its own; the program's two sleepers are.
static void test_jobs(void **state) {
    (void)state;
    vl_scene scene = {.width = VL__CHART_WIDTH};
    assert_true(vl__draw_versus(&scene, &(vl_chart_input){&pair_run, &pair_run_one}));
    check_scene(&scene);
    assert_false(has_text(&scene, "Task-1 main"));
    assert_true(has_text(&scene, "Task-2 say_after"));
    assert_true(has_text(&scene, "1 s saved (≈33 %)"));
    assert_true(has_text(&scene, "makespan 3 s"));
    vl__scene_deinit(&scene);
}

// A parent that sleeps besides is a job; so is a program's only task.
static void test_parents_with_time(void **state) {
    (void)state;
    static const vl_view_slice busy[] = {STEP(0), SPAN(0, 5, SLEEPING, "sleep(0.5)"),
                                         SPAN(5, 20, WAITING, "Task-2")};
    vl_view_task tasks[VL_COUNT(pair_tasks)];
    memcpy(tasks, pair_tasks, sizeof tasks);
    tasks[0].slices = busy;
    tasks[0].slice_count = VL_COUNT(busy);
    vl_run_view run = pair_run;
    run.tasks = tasks;
    vl_scene scene = {.width = VL__CHART_WIDTH};
    assert_true(vl__draw_versus(&scene, &(vl_chart_input){&run, &run}));
    assert_true(has_text(&scene, "Task-1 main"));
    assert_true(has_text(
        &scene, "3 jobs, the same random numbers · virtual clock · seed 0 · 03_gather.py"));
    vl__scene_deinit(&scene);
    scene.width = VL__CHART_WIDTH;
    run.task_count = 1;
    assert_true(vl__draw_versus(&scene, &(vl_chart_input){&run, &run}));
    assert_true(has_text(&scene, "Task-1 main"));
    vl__scene_deinit(&scene);
}

// ---- files --------------------------------------------------------------------------------------

typedef struct folder {
    char path[64];
} folder;

static int make_folder(void **state) {
    folder *made = calloc(1, sizeof *made);
    if (made == NULL)
        return -1;
    strcpy(made->path, "/tmp/vl-charts-XXXXXX");
    *state = made;
    return mkdtemp(made->path) == NULL ? -1 : 0;
}

static size_t each_file(const char *path, bool remove) {
    char name[512];
    size_t count = 0;
    DIR *dir = opendir(path);
    for (struct dirent *entry; dir != NULL && (entry = readdir(dir)) != NULL;) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        count++;
        snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        if (remove && unlink(name) != 0)
            rmdir(name);
    }
    if (dir != NULL)
        closedir(dir);
    return count;
}

static int drop_folder(void **state) {
    folder *made = *state;
    each_file(made->path, true);
    rmdir(made->path);
    free(made);
    return 0;
}

static char *read_file(const char *path, size_t *len) {
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return NULL;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *bytes = calloc(1, (size_t)size + 1);
    *len = bytes != NULL ? fread(bytes, 1, (size_t)size, file) : 0;
    fclose(file);
    return bytes;
}

static bool have_gnuplot(void) {
    static const char *const places[] = {"/usr/bin/gnuplot", "/usr/local/bin/gnuplot"};
    return access(places[0], X_OK) == 0 || access(places[1], X_OK) == 0;
}

// Elements closed in order, attributes quoted, no bare '<' or '&' in text: well-formed enough to
// tell a whole file from a broken one. Returns how many <text> elements there are.
static int check_xml(const char *at) {
    char stack[64][32];
    int depth = 0, texts = 0;
    while ((at = strchr(at, '<')) != NULL) {
        size_t len = strcspn(at + 1, " \t\n/>");
        const char *end = strchr(at, '>');
        assert_non_null(end);
        if (at[1] == '!' || at[1] == '?') {
            if (strncmp(at, "<!--", 4) == 0)
                end = strstr(at, "-->") + 2;
        } else if (at[1] == '/') {
            assert_true(depth > 0);
            depth--;
            len = strcspn(at + 2, " \t\n>");
            assert_int_equal(strncmp(stack[depth], at + 2, len), 0);
        } else if (end[-1] != '/') {
            assert_true(depth < 64 && len < 32);
            memcpy(stack[depth], at + 1, len);
            stack[depth++][len] = '\0';
            texts += len == 4 && strncmp(at + 1, "text", 4) == 0;
        }
        at = end + 1;
    }
    assert_int_equal(depth, 0);
    return texts;
}

// Every text starts within the viewBox, and the viewBox is the scene's size.
static void check_view(const char *svg) {
    double width = 0, height = 0, x = 0, y = 0;
    const char *box = strstr(svg, "viewBox=\"0 0 ");
    assert_non_null(box);
    assert_int_equal(sscanf(box, "viewBox=\"0 0 %lf %lf\"", &width, &height), 2);
    assert_true(fabs(width - VL__CHART_WIDTH) < 1);
    for (const char *at = svg; (at = strstr(at, "<g transform=\"translate(")) != NULL; at++) {
        assert_int_equal(sscanf(at, "<g transform=\"translate(%lf,%lf)", &x, &y), 2);
        assert_true(x >= 0 && x <= width && y >= 0 && y <= height);
    }
}

static void test_three_formats(void **state) {
    static const struct {
        const char *extension, *magic;
    } formats[] = {{"svg", "<?xml"}, {"png", "\x89PNG\r\n\x1a\n"}, {"PDF", "%PDF-"}};
    folder *made = *state;
    if (!have_gnuplot())
        skip();
    for (size_t i = 0; i < VL_COUNT(formats); i++) {
        char path[128];
        vl_error error = {0};
        size_t len = 0;
        snprintf(path, sizeof path, "%s/it's a chart.%s", made->path, formats[i].extension);
        assert_int_equal(vl_chart_timeline(&fetch_run, path, &error), VL_OK);
        char *bytes = read_file(path, &len);
        assert_non_null(bytes);
        assert_true(len > 2000);
        assert_memory_equal(bytes, formats[i].magic, strlen(formats[i].magic));
        if (i == 0) {
            assert_true(check_xml(bytes) > 40);
            check_view(bytes);
            assert_non_null(strstr(bytes, "<text>fetch.py: timeline</text>"));
            assert_non_null(strstr(bytes, ">12  all fetched</text>"));
        }
        free(bytes);
    }
    assert_int_equal(each_file(made->path, false), VL_COUNT(formats)); // and nothing else
}

// Names that try to be gnuplot, XML or two rows come out as text.
static void test_hostile_names(void **state) {
    folder *made = *state;
    char path[128];
    size_t len = 0;
    static const vl_view_slice slices[] = {STEP(0), SPAN(0, 10, SLEEPING, "sleep(1)")};
    vl_view_task tasks[VL_COUNT(hostile_names)];
    if (!have_gnuplot())
        skip();
    for (size_t i = 0; i < VL_COUNT(tasks); i++)
        tasks[i] = (vl_view_task)TASK((int64_t)i + 1, hostile_names[i], 10, DONE, slices);
    vl_run_view run = {.program = "EOD\nEND\n'`touch x`\".py",
                       .makespan_ns = 10 * TENTH,
                       .tasks = tasks,
                       .task_count = VL_COUNT(tasks)};
    snprintf(path, sizeof path, "%s/hostile.svg", made->path);
    assert_int_equal(vl_chart_timeline(&run, path, NULL), VL_OK);
    char *text = read_file(path, &len);
    assert_non_null(text);
    check_xml(text);
    assert_int_equal(vl_utf8_invalid(text, len), -1);
    assert_non_null(strstr(text, "<text>日本語のタスク</text>"));
    assert_non_null(strstr(text, "<text>🎉🎉🎉</text>"));
    assert_non_null(strstr(text, "<text>quote\"'`back\\slash\\</text>"));
    assert_non_null(strstr(text, "<text>{/Symbol a}_b^c@d&amp;e~f</text>"));
    assert_non_null(strstr(text, "<text>&lt;b>&amp;amp;&lt;/b></text>"));
    assert_non_null(strstr(text, "<text>a b c�d</text>"));
    assert_non_null(strstr(text, "<text>NaN</text>"));
    assert_non_null(strstr(text, "<text># comment</text>"));
    free(text);
    snprintf(path, sizeof path, "%s/hostile.png", made->path);
    assert_int_equal(vl_chart_timeline(&run, path, NULL), VL_OK);
    assert_int_equal(each_file(made->path, false), 2);
}

static void test_usage(void **state) {
    folder *made = *state;
    static const char *const names[] = {"chart.gif", "chart", "chart.", "a.svg/chart"};
    for (size_t i = 0; i < VL_COUNT(names); i++) {
        char path[128];
        vl_error error = {0};
        snprintf(path, sizeof path, "%s/%s", made->path, names[i]);
        assert_int_equal(vl_chart_timeline(&fetch_run, path, &error), VL_USAGE);
        assert_non_null(strstr(error.message, ".svg, .png or .pdf"));
    }
    vl_error error = {0};
    assert_int_equal(
        vl_chart_make(vl_chart_find("versus"), &(vl_chart_input){&pair_run, NULL}, "x.svg", &error),
        VL_USAGE);
    assert_null(vl_chart_find("pie"));
    assert_int_equal(each_file(made->path, false), 0);
}

static void test_missing_folder(void **state) {
    folder *made = *state;
    char path[128];
    vl_error error = {0};
    snprintf(path, sizeof path, "%s/none/chart.svg", made->path);
    assert_int_equal(vl_chart_timeline(&fetch_run, path, &error), VL_IO);
    assert_non_null(strstr(error.message, "No such file or directory"));
    snprintf(path, sizeof path, "%s/folder.svg", made->path);
    assert_int_equal(mkdir(path, 0700), 0);
    error = (vl_error){0};
    assert_int_equal(vl_chart_timeline(&fetch_run, path, &error), VL_IO);
    assert_int_equal(each_file(made->path, false), 1); // the folder itself
}

// Runs a chart with `path` as PATH, and gives PATH back.
static vl_status chart_with_path(const char *search, const char *path, vl_error *error) {
    char *before = strdup(getenv("PATH") != NULL ? getenv("PATH") : "");
    assert_non_null(before);
    setenv("PATH", search, 1);
    vl_status status = vl_chart_timeline(&fetch_run, path, error);
    setenv("PATH", before, 1);
    free(before);
    return status;
}

static void test_no_gnuplot(void **state) {
    folder *made = *state;
    char path[128], script[160];
    size_t len = 0;
    vl_error error = {0};
    snprintf(path, sizeof path, "%s/chart.svg", made->path);
    snprintf(script, sizeof script, "%s.gp", path);
    assert_int_equal(chart_with_path("/nonexistent", path, &error), VL_CHART);
    assert_non_null(strstr(error.message, script));
    assert_non_null(strstr(error.hint, "apt-get install gnuplot-nox"));
    assert_int_equal(access(path, F_OK), -1);
    char *text = read_file(script, &len);
    assert_non_null(text);
    assert_non_null(strstr(text, "\theartbeat\t"));
    assert_non_null(strstr(text, "plot $boxes"));
    free(text);
    assert_int_equal(each_file(made->path, false), 1);
}

// A gnuplot that fails, one that says it is done but wrote half, one that is killed: no picture,
// the one that was there before stays, and what gnuplot said is in the message.
static void test_failing_gnuplot(void **state) {
    static const char *const scripts[] = {
        "#!/bin/sh\necho 'line 7: no such terminal' >&2\nexit 1\n",
        "#!/bin/sh\necho '<?xml half'; echo 'line 7: stopped' >&2\n",
        "#!/bin/sh\necho 'line 7: dying' >&2\nkill -9 $$\n",
    };
    folder *made = *state;
    char path[128], fake[128];
    snprintf(path, sizeof path, "%s/chart.svg", made->path);
    snprintf(fake, sizeof fake, "%s/gnuplot", made->path);
    for (size_t i = 0; i < VL_COUNT(scripts); i++) {
        vl_error error = {0};
        FILE *file = fopen(fake, "w");
        assert_non_null(file);
        fputs(scripts[i], file);
        fclose(file);
        chmod(fake, 0700);
        file = fopen(path, "w");
        assert_non_null(file);
        fputs("before", file);
        fclose(file);
        assert_int_equal(chart_with_path(made->path, path, &error), VL_CHART);
        assert_non_null(strstr(error.message, "line 7: "));
        size_t len = 0;
        char *text = read_file(path, &len);
        assert_non_null(text);
        assert_string_equal(text, "before");
        free(text);
        assert_int_equal(each_file(made->path, false), 3); // gnuplot, the old picture, its script
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_layout),
        cmocka_unit_test(test_strip_is_packed),
        cmocka_unit_test(test_too_many_lines),
        cmocka_unit_test(test_titles_are_true),
        cmocka_unit_test(test_jobs),
        cmocka_unit_test(test_parents_with_time),
        cmocka_unit_test_setup_teardown(test_three_formats, make_folder, drop_folder),
        cmocka_unit_test_setup_teardown(test_hostile_names, make_folder, drop_folder),
        cmocka_unit_test_setup_teardown(test_usage, make_folder, drop_folder),
        cmocka_unit_test_setup_teardown(test_missing_folder, make_folder, drop_folder),
        cmocka_unit_test_setup_teardown(test_no_gnuplot, make_folder, drop_folder),
        cmocka_unit_test_setup_teardown(test_failing_gnuplot, make_folder, drop_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
