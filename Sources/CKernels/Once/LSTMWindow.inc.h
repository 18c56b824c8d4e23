// A window of an LSTM layer, forwards and backwards; the four gates stand in the order i, f, g, o.

typedef struct {
    size_t steps, batch, hidden;
    NAME(projection) inputs;
    NAME(recurrent) w;
    const REAL *h0, *c0, *dh, *gates, *cells, *squashed;
    REAL *h, *gates_out, *cells_out, *squashed_out, *dgates, *dh0, *dc0;
    int wants_dh0;
} NAME(lstm);

// One stream at one step: the gates in place, then the cell, its tanh, and the output.
static void NAME(lstm_cell)(size_t hidden, REAL *gates, const REAL *c0, REAL *c, REAL *squashed, REAL *h) {
    for (size_t j = 0; j < hidden; j += LANES) {
        const size_t n = hidden - j < LANES ? hidden - j : LANES;
        const VEC i = NAME(sigmoid)(NAME(load_up_to)(gates + j, n));
        const VEC f = NAME(sigmoid)(NAME(load_up_to)(gates + hidden + j, n));
        const VEC g = NAME(tanh)(NAME(load_up_to)(gates + 2 * hidden + j, n));
        const VEC o = NAME(sigmoid)(NAME(load_up_to)(gates + 3 * hidden + j, n));
        const VEC cell = f * NAME(load_up_to)(c0 + j, n) + i * g;
        const VEC tanh = NAME(tanh)(cell);
        NAME(store_up_to)(gates + j, i, n);
        NAME(store_up_to)(gates + hidden + j, f, n);
        NAME(store_up_to)(gates + 2 * hidden + j, g, n);
        NAME(store_up_to)(gates + 3 * hidden + j, o, n);
        NAME(store_up_to)(c + j, cell, n);
        NAME(store_up_to)(squashed + j, tanh, n);
        NAME(store_up_to)(h + j, o * tanh, n);
    }
}

static void NAME(lstm_forward_part)(const void *context, size_t part, size_t parts) {
    const NAME(lstm) *task = context;
    const size_t hidden = task->hidden, first = task->batch * part / parts;
    const size_t count = task->batch * (part + 1) / parts - first;
    const REAL *h = task->h0 + first * hidden, *c = task->c0 + first * hidden;
    for (size_t t = 0; t < task->steps; t++) {
        const size_t row = t * task->batch + first;
        REAL *gates = task->gates_out + row * 4 * hidden;
        NAME(project_rows)(&task->inputs, row, count, gates);
        NAME(recur)(&task->w, count, h, gates, gates, t);
        for (size_t b = 0; b < count; b++)
            NAME(lstm_cell)(hidden, gates + b * 4 * hidden, c + b * hidden, task->cells_out + (row + b) * hidden,
                            task->squashed_out + (row + b) * hidden, task->h + (row + b) * hidden);
        h = task->h + row * hidden;
        c = task->cells_out + row * hidden;
    }
}

static void NAME(lstm_forward)(size_t steps, size_t batch, size_t inputs, size_t hidden, const REAL *x, const REAL *h0,
                               const REAL *c0, const REAL *wx, const REAL *wh, const REAL *b, REAL *gates, REAL *cells,
                               REAL *squashed, REAL *h) {
    const NAME(lstm) task = {
        .steps = steps, .batch = batch, .hidden = hidden,
        .inputs = NAME(project)(steps, batch, inputs, 4 * hidden, x, wx, b, gates),
        .w = NAME(prepare)(steps, batch, hidden, 4 * hidden, wh, 0), .h0 = h0, .c0 = c0, .h = h, .gates_out = gates, .cells_out = cells, .squashed_out = squashed};
    ck_parallel(NAME(lstm_forward_part), &task, 4.0 * steps * batch * hidden * hidden, batch);
}

// One stream at one step: dh and dc, complete, become the gradients before the gates; dc that of the step before.
static void NAME(lstm_cell_gradient)(size_t hidden, const REAL *gates, const REAL *c0, const REAL *squashed,
                                     const REAL *dh, REAL *dc, REAL *dgates) {
    for (size_t j = 0; j < hidden; j += LANES) {
        const size_t n = hidden - j < LANES ? hidden - j : LANES;
        const VEC i = NAME(load_up_to)(gates + j, n), f = NAME(load_up_to)(gates + hidden + j, n);
        const VEC g = NAME(load_up_to)(gates + 2 * hidden + j, n), o = NAME(load_up_to)(gates + 3 * hidden + j, n);
        const VEC y = NAME(load_up_to)(squashed + j, n), dy = NAME(load_up_to)(dh + j, n);
        const VEC d = NAME(load_up_to)(dc + j, n) + dy * o * (1 - y * y);
        NAME(store_up_to)(dgates + j, d * g * i * (1 - i), n);
        NAME(store_up_to)(dgates + hidden + j, d * NAME(load_up_to)(c0 + j, n) * f * (1 - f), n);
        NAME(store_up_to)(dgates + 2 * hidden + j, d * i * (1 - g * g), n);
        NAME(store_up_to)(dgates + 3 * hidden + j, dy * y * o * (1 - o), n);
        NAME(store_up_to)(dc + j, d * f, n);
    }
}

static void NAME(lstm_backward_part)(const void *context, size_t part, size_t parts) {
    const NAME(lstm) *task = context;
    const size_t hidden = task->hidden, first = task->batch * part / parts;
    const size_t count = task->batch * (part + 1) / parts - first;
    REAL *dh = task->dh0 + first * hidden, *dc = task->dc0 + first * hidden;
    for (size_t t = task->steps; t-- > 0;) {
        const size_t row = t * task->batch + first;
        REAL *dgates = task->dgates + row * 4 * hidden;
        const REAL *given = task->dh + row * hidden;
        if (t + 1 == task->steps) memcpy(dh, given, count * hidden * sizeof(REAL));
        else NAME(recur)(&task->w, count, dgates + task->batch * 4 * hidden, given, dh, t);
        const REAL *c0 = t > 0 ? task->cells + (row - task->batch) * hidden : task->c0 + first * hidden;
        for (size_t b = 0; b < count; b++)
            NAME(lstm_cell_gradient)(hidden, task->gates + (row + b) * 4 * hidden, c0 + b * hidden,
                                     task->squashed + (row + b) * hidden, dh + b * hidden, dc + b * hidden,
                                     dgates + b * 4 * hidden);
    }
    if (!task->wants_dh0) return;
    memset(dh, 0, count * hidden * sizeof(REAL));
    NAME(recur)(&task->w, count, task->dgates + first * 4 * hidden, dh, dh, 1);
}

static void NAME(lstm_backward)(size_t steps, size_t batch, size_t hidden, const REAL *wh, const REAL *gates,
                                const REAL *c0, const REAL *cells, const REAL *squashed, const REAL *dh, REAL *dgates,
                                REAL *dh0, REAL *dc0, int wants_dh0) {
    const NAME(lstm) task = {
        .steps = steps, .batch = batch, .hidden = hidden, .w = NAME(prepare)(steps, batch, hidden, 4 * hidden, wh, 1),
        .c0 = c0, .dh = dh, .gates = gates, .cells = cells, .squashed = squashed, .dgates = dgates, .dh0 = dh0,
        .dc0 = dc0, .wants_dh0 = wants_dh0};
    ck_parallel(NAME(lstm_backward_part), &task, 4.0 * steps * batch * hidden * hidden, batch);
}

static void NAME(lstm_step)(size_t batch, size_t inputs, size_t hidden, const REAL *x, const REAL *wx, const REAL *wh,
                            const REAL *b, REAL *h, REAL *c) {
    REAL *gates = ck_scratch(CK_SCRATCH_STEP, batch * 4 * hidden * sizeof(REAL));
    NAME(affine)(batch, 4 * hidden, inputs, x, wx, b, gates);
    NAME(matmul)(0, 0, batch, 4 * hidden, hidden, h, wh, gates, 1);
    // tanh of the cell, which nobody wants here, goes over the first gate.
    for (size_t i = 0; i < batch; i++, gates += 4 * hidden, h += hidden, c += hidden)
        NAME(lstm_cell)(hidden, gates, c, c, gates, h);
}
