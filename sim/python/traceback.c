// The text that CPython 3.13 prints for an exception that nothing caught: tracebacks, chains, notes,
// groups.
#include <stdio.h>

#include "traceback_internal.h"
#include "vm_internal.h"

// ---- the last line
// ------------------------------------------------------------------------------------------

// str(v) or repr(v); what fails in it is dropped.
static void append_safe(py_vm *vm, vl_buf *out, py_value v, bool repr, const char *failed) {
    py_exc *pending = py_exc_fetch(vm);
    py_str *text = repr ? py_repr(vm, v) : py_str_of(vm, v);
    if (text)
        vl_buf_append(out, text->data, text->size);
    else
        vl_buf_text(out, failed);
    py_release(vm, text);
    py_exc_clear(vm);
    vm->exc = pending;
}

static void append_class(vl_buf *out, const py_type *type) {
    if (!py_str_is(type->module, "builtins") && !py_str_is(type->module, "__main__")) {
        vl_buf_append(out, type->module->data, type->module->size);
        vl_buf_char(out, '.');
    }
    vl_buf_append(out, type->qualname->data, type->qualname->size);
}

bool py_exc_message(py_vm *vm, vl_buf *out, py_exc *exc) {
    append_class(out, exc->gc.base.type);
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    append_safe(vm, &text, py_from(exc), false, "<exception str() failed>");
    py__append_suggestion(vm, &text, exc);
    if (text.len) {
        vl_buf_text(out, ": ");
        vl_buf_append(out, text.data, text.len);
    }
    vl_buf_deinit(&text);
    return !out->failed;
}

static void render_notes(py_vm *vm, vl_buf *out, py_exc *exc) {
    const py_dict *dict = py__exc_dict(exc);
    py_value notes = dict ? py_dict_get_str(dict, vm->sym[PY_SYM___notes__]) : py_unset();
    if (py_is_list(notes) || py_is_tuple(notes)) {
        bool list = py_is_list(notes);
        for (int64_t i = 0;
             i < (list ? ((py_list *)notes.as.o)->count : ((py_tuple *)notes.as.o)->count); i++) {
            py_value note =
                list ? ((py_list *)notes.as.o)->items[i] : ((py_tuple *)notes.as.o)->items[i];
            append_safe(vm, out, note, false, "<note str() failed>");
            vl_buf_char(out, '\n');
        }
    } else if (py_is_set(notes) && !py_is_none(notes)) {
        append_safe(vm, out, notes, true, "<__notes__ repr() failed>");
        vl_buf_char(out, '\n');
    }
}

// ---- syntax errors
// ------------------------------------------------------------------------------------------

static py_value detail(const py_exc *exc, int64_t index) {
    py_value details = exc->args && exc->args->count > 1 ? exc->args->items[1] : py_unset();
    if (!py_is_tuple(details) || index >= ((py_tuple *)details.as.o)->count)
        return py_none();
    return ((py_tuple *)details.as.o)->items[index];
}

static void render_error_line(vl_buf *out, const py_exc *exc, const py_str *text) {
    const char *line = text->data;
    size_t len = text->size;
    while (len && line[len - 1] == '\n')
        len--;
    size_t spaces = strspn(line, " \n\f");
    spaces = spaces < len ? spaces : len;
    vl_buf_text(out, "    ");
    vl_buf_append(out, line + spaces, len - spaces);
    vl_buf_char(out, '\n');
    py_value offset = detail(exc, 2), end = detail(exc, 5);
    if (offset.tag != PY_INT)
        return;
    int64_t from = offset.as.i, to = end.tag == PY_INT && end.as.i ? end.as.i : from;
    if (py_is_none(detail(exc, 4)) || !py_same(detail(exc, 1), detail(exc, 4)))
        to = py_is_none(detail(exc, 4)) ? from : (int64_t)len + 1;
    if (from > (int64_t)text->len)
        from = (int64_t)len + 1;
    if (to > (int64_t)text->len)
        to = (int64_t)len + 1;
    if (from >= to)
        to = from + 1;
    int64_t column = from - 1 - (int64_t)spaces;
    if (column < 0)
        return;
    vl_buf_text(out, "    ");
    for (int64_t i = 0; i < column; i++)
        vl_buf_char(out, (size_t)i < len - spaces && line[spaces + (size_t)i] == '\t' ? '\t' : ' ');
    vl_buf_fill(out, '^', (size_t)(to - from));
    vl_buf_char(out, '\n');
}

static void render_syntax_error(py_vm *vm, vl_buf *out, py_exc *exc) {
    py_value file = detail(exc, 0), line = detail(exc, 1), text = detail(exc, 3);
    if (line.tag == PY_INT)
        vl_buf_format(out, "  File \"%s\", line %lld\n",
                      py_is_str(file) ? py_as_str(file)->data : "<string>", (long long)line.as.i);
    if (py_is_str(text))
        render_error_line(out, exc, py_as_str(text));
    append_class(out, exc->gc.base.type);
    vl_buf_text(out, ": ");
    if (py_is_set(exc->value))
        append_safe(vm, out, exc->value, false, "<exception str() failed>");
    else
        vl_buf_text(out, "<no detail available>");
    if (line.tag != PY_INT && py_is_str(file))
        vl_buf_format(out, " (%s)", py_as_str(file)->data);
}

static void render_last(py_vm *vm, vl_buf *out, py_exc *exc) {
    if (py__exc_is(vm, exc, PY_EXC_SyntaxError))
        render_syntax_error(vm, out, exc);
    else
        py_exc_message(vm, out, exc);
    vl_buf_char(out, '\n');
    render_notes(vm, out, exc);
}

// ---- the frames
// -----------------------------------------------------------------------------------------------

#define SHOWN_REPEATS 3

static bool same_line(const py_traceback *a, const py_traceback *b) {
    const py_code *x = a->frame->code, *y = b->frame->code;
    return py__tb_line(a) == py__tb_line(b) && py_str_equal(x->name, y->name) &&
           py_str_equal(x->file, y->file);
}

static void render_repeats(vl_buf *out, uint32_t count) {
    if (count > SHOWN_REPEATS)
        vl_buf_format(out, "  [Previous line repeated %u more time%s]\n",
                      (unsigned)(count - SHOWN_REPEATS), count - SHOWN_REPEATS > 1 ? "s" : "");
}

// `carets` false: the first line of each place alone.
static void render_frames(py_vm *vm, vl_buf *out, const py_exc *exc, bool carets) {
    uint32_t count = 0;
    const py_traceback *last = NULL;
    for (const py_traceback *tb = exc->traceback; tb; last = tb, tb = tb->next) {
        const py_code *code = tb->frame->code;
        if (!last || !same_line(tb, last)) {
            render_repeats(out, count);
            count = 0;
        }
        if (++count > SHOWN_REPEATS)
            continue;
        vl_buf_format(out, "  File \"%s\", line %d, in %s\n", code->file->data, py__tb_line(tb),
                      code->name->data);
        py__render_source(vm, out, code->file, py__tb_position(tb), carets);
    }
    render_repeats(out, count);
}

// ---- exceptions with what led to them
// ---------------------------------------------------------------------------

#define MAX_GROUP_WIDTH 15
#define MAX_GROUP_DEPTH 10

typedef struct node { // an exception and what is shown of how it came about; 0: nothing
    py_exc *exc;
    size_t cause, context;
    size_t members, member_count; // the first of a group's; they stand side by side
} node;

typedef struct context {
    py_vm *vm;
    vl_buf *out;
    int depth;       // of groups
    bool need_close; // the frame around a group's last member is still to be drawn
    vl_buf nodes;    // of node; the first is no exception
    vl_buf seen;     // py_exc pointers
} context;

static node *node_at(const context *c, size_t index) {
    return (node *)(void *)c->nodes.data + index;
}

static bool mark_seen(context *c, const py_exc *exc) {
    for (size_t at = 0; at < c->seen.len; at += sizeof exc) {
        const py_exc *known;
        memcpy(&known, c->seen.data + at, sizeof known);
        if (known == exc)
            return false;
    }
    return vl_buf_append(&c->seen, &exc, sizeof exc);
}

// The number of a new node; 0: no memory, or no exception.
static size_t add_node(context *c, py_exc *exc) {
    node made = {.exc = exc};
    size_t index = c->nodes.len / sizeof made;
    if (!vl_buf_append(&c->nodes, &made, sizeof made))
        return 0;
    py_retain(exc); // what __str__ does while the text is made must not free it
    return index;
}

static size_t add_unseen(context *c, py_value v) {
    return v.tag == PY_OBJ && mark_seen(c, (py_exc *)v.as.o) ? add_node(c, (py_exc *)v.as.o) : 0;
}

static void push(vl_buf *stack, size_t index) {
    if (index)
        vl_buf_append(stack, &index, sizeof index);
}

// What an exception leads to, noted in its node and pushed: in the order, and with the memory of
// what was seen, of CPython's TracebackException.
static void expand(context *c, vl_buf *stack, size_t index) {
    py_exc *exc = node_at(c, index)->exc;
    size_t cause = add_unseen(c, exc->cause), first = 0, count = 0;
    size_t chained = !cause && !exc->suppress_context ? add_unseen(c, exc->context) : 0;
    push(stack, cause);
    push(stack, chained);
    const py_tuple *members =
        py__exc_is(c->vm, exc, PY_EXC_BaseExceptionGroup) ? py__group_members(exc) : NULL;
    for (int64_t i = 0; members && i < members->count; i++) {
        py_exc *member = (py_exc *)members->items[i].as.o;
        mark_seen(c, member);
        size_t made = add_node(c, member);
        first = count ? first : made;
        count += made != 0;
        push(stack, made);
    }
    node *n = node_at(c, index);
    n->cause = cause;
    n->context = chained;
    n->members = first;
    n->member_count = count;
}

static size_t build(context *c, py_exc *exc) {
    vl_buf stack;
    vl_buf_init(&stack, c->vm->heap);
    add_node(c, NULL);
    mark_seen(c, exc);
    size_t root = add_node(c, exc);
    push(&stack, root);
    while (stack.len) {
        size_t index;
        stack.len -= sizeof index;
        memcpy(&index, stack.data + stack.len, sizeof index);
        expand(c, &stack, index);
    }
    vl_buf_deinit(&stack);
    return root;
}

static void margin(context *c, char character) {
    if (!c->depth)
        return;
    vl_buf_fill(c->out, ' ', (size_t)c->depth * 2);
    vl_buf_char(c->out, character);
    vl_buf_char(c->out, ' ');
}

// Each line of `text` behind the margin.
static void emit(context *c, const char *text, size_t len, char character) {
    while (len) {
        const char *stop = memchr(text, '\n', len);
        size_t line = stop ? (size_t)(stop - text) + 1 : len;
        margin(c, character);
        vl_buf_append(c->out, text, line);
        text += line;
        len -= line;
    }
}

static void emit_piece(context *c, vl_buf *piece) {
    emit(c, piece->data, piece->len, '|');
    vl_buf_deinit(piece);
}

static void emit_body(context *c, py_exc *exc, const char *title, char character) {
    vl_buf piece;
    if (exc->traceback) {
        emit(c, title, strlen(title), character);
        vl_buf_init(&piece, c->vm->heap);
        render_frames(c->vm, &piece, exc, true);
        emit_piece(c, &piece);
    }
    vl_buf_init(&piece, c->vm->heap);
    render_last(c->vm, &piece, exc);
    emit_piece(c, &piece);
}

static void render_chain(context *c, size_t index);

static void render_member(context *c, const node *group, size_t i, size_t shown) {
    bool last = i == shown - 1, truncated = i >= MAX_GROUP_WIDTH;
    if (last)
        c->need_close = true;
    vl_buf_fill(c->out, ' ', (size_t)c->depth * 2);
    vl_buf_text(c->out, i == 0 ? "+-" : "  ");
    if (truncated)
        vl_buf_text(c->out, "+---------------- ... ----------------\n");
    else
        vl_buf_format(c->out, "+---------------- %d ----------------\n", (int)i + 1);
    c->depth++;
    if (truncated) {
        char text[64];
        size_t rest = group->member_count - MAX_GROUP_WIDTH;
        int len =
            snprintf(text, sizeof text, "and %zu more exception%s\n", rest, rest > 1 ? "s" : "");
        emit(c, text, (size_t)len, '|');
    } else
        render_chain(c, group->members + i);
    if (last && c->need_close) {
        vl_buf_fill(c->out, ' ', (size_t)c->depth * 2);
        vl_buf_text(c->out, "+------------------------------------\n");
        c->need_close = false;
    }
    c->depth--;
}

static void render_group(context *c, const node *group) {
    if (c->depth > MAX_GROUP_DEPTH) {
        static const char text[] = "... (max_group_depth is 10)\n";
        emit(c, text, sizeof text - 1, '|');
        return;
    }
    bool top = c->depth == 0;
    c->depth += top;
    emit_body(c, group->exc, "Exception Group Traceback (most recent call last):\n",
              top ? '+' : '|');
    size_t count = group->member_count,
           shown = count <= MAX_GROUP_WIDTH ? count : MAX_GROUP_WIDTH + 1;
    c->need_close = false;
    for (size_t i = 0; i < shown; i++)
        render_member(c, group, i, shown);
    c->depth -= top;
}

// The chain from an exception back to where it began, printed from there.
static void render_chain(context *c, size_t index) {
    static const char *const links[] = {
        "\nThe above exception was the direct cause of the following exception:\n\n",
        "\nDuring handling of the above exception, another exception occurred:\n\n"};
    vl_buf chain;
    vl_buf_init(&chain, c->vm->heap);
    for (size_t at = index; at;
         at = node_at(c, at)->cause ? node_at(c, at)->cause : node_at(c, at)->context)
        push(&chain, at);
    for (size_t at = chain.len; at >= sizeof index; at -= sizeof index) {
        memcpy(&index, chain.data + at - sizeof index, sizeof index);
        const node *n = node_at(c, index);
        const char *link = n->cause ? links[0] : n->context ? links[1] : NULL;
        if (link)
            emit(c, link, strlen(link), '|');
        if (n->member_count)
            render_group(c, n);
        else
            emit_body(c, n->exc, "Traceback (most recent call last):\n", '|');
    }
    vl_buf_deinit(&chain);
}

bool py_exc_render(py_vm *vm, vl_buf *out, py_exc *exc) {
    context c = {.vm = vm, .out = out};
    vl_buf_init(&c.seen, vm->heap);
    vl_buf_init(&c.nodes, vm->heap);
    py_retain(exc);
    size_t root = build(&c, exc);
    if (root && !c.nodes.failed)
        render_chain(&c, root);
    else
        py_exc_message(vm, out, exc);
    for (size_t i = 0; i < c.nodes.len / sizeof(node); i++)
        py_release(vm, node_at(&c, i)->exc);
    vl_buf_deinit(&c.nodes);
    vl_buf_deinit(&c.seen);
    py_release(vm, exc);
    return !out->failed;
}

void py__exc_render_plain(py_vm *vm, vl_buf *out, py_exc *exc) {
    if (exc->traceback) {
        vl_buf_text(out, "Traceback (most recent call last):\n");
        render_frames(vm, out, exc, vm->python_minor < 13);
    }
    py_exc_message(vm, out, exc);
    vl_buf_char(out, '\n');
}

bool py_exc_render_by_module(py_vm *vm, vl_buf *out, py_exc *exc) {
    vm->traceback_by_module = true;
    bool ok = py_exc_render(vm, out, exc);
    vm->traceback_by_module = false;
    return ok;
}
