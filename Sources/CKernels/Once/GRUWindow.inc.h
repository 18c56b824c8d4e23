// A window of a GRU layer, forwards and backwards; the three gates stand in the order r, z, n.

typedef struct {
    size_t steps, batch, hidden;
    NAME(projection) inputs;
    NAME(recurrent) w;
    const REAL *h0, *bh, *h, *dh, *gates, *candidates;
    REAL *sums, *h_out, *gates_out, *candidates_out, *ds, *da, *dh0;
    int wants_dh0;
} NAME(gru);

// One stream at one step: from the sums of its inputs and, in `gates`, what the state adds, to the gates and the next state.
static void NAME(gru_cell)(size_t hidden, const REAL *s, const REAL *h0, REAL *gates, REAL *candidate, REAL *h) {
    for (size_t j = 0; j < hidden; j += LANES) {
        const size_t m = hidden - j < LANES ? hidden - j : LANES;
        const VEC a = NAME(load_up_to)(gates + 2 * hidden + j, m), before = NAME(load_up_to)(h0 + j, m);
        const VEC r = NAME(sigmoid)(NAME(load_up_to)(s + j, m) + NAME(load_up_to)(gates + j, m));
        const VEC z = NAME(sigmoid)(NAME(load_up_to)(s + hidden + j, m) + NAME(load_up_to)(gates + hidden + j, m));
        const VEC n = NAME(tanh)(NAME(load_up_to)(s + 2 * hidden + j, m) + r * a);
        NAME(store_up_to)(gates + j, r, m);
        NAME(store_up_to)(gates + hidden + j, z, m);
        NAME(store_up_to)(gates + 2 * hidden + j, n, m);
        NAME(store_up_to)(candidate + j, a, m);
        NAME(store_up_to)(h + j, (1 - z) * n + z * before, m);
    }
}

static void NAME(gru_forward_part)(const void *context, size_t part, size_t parts) {
    const NAME(gru) *task = context;
    const size_t hidden = task->hidden, first = task->batch * part / parts;
    const size_t count = task->batch * (part + 1) / parts - first;
    const REAL *h = task->h0 + first * hidden;
    for (size_t t = 0; t < task->steps; t++) {
        const size_t row = t * task->batch + first;
        REAL *gates = task->gates_out + row * 3 * hidden;
        // Where each step makes its sums, it makes them over those of the step before.
        REAL *sums = task->sums + (task->inputs.by_steps ? first : row) * 3 * hidden;
        NAME(project_rows)(&task->inputs, row, count, sums);
        for (size_t b = 0; b < count; b++) memcpy(gates + b * 3 * hidden, task->bh, 3 * hidden * sizeof(REAL));
        NAME(recur)(&task->w, count, h, gates, gates, t);
        for (size_t b = 0; b < count; b++)
            NAME(gru_cell)(hidden, sums + b * 3 * hidden, h + b * hidden, gates + b * 3 * hidden,
                           task->candidates_out + (row + b) * hidden, task->h_out + (row + b) * hidden);
        h = task->h_out + row * hidden;
    }
}

static void NAME(gru_forward)(size_t steps, size_t batch, size_t inputs, size_t hidden, const REAL *x, const REAL *h0,
                              const REAL *wx, const REAL *wh, const REAL *bx, const REAL *bh, REAL *sums, REAL *gates,
                              REAL *candidates, REAL *h) {
    const NAME(gru) task = {
        .steps = steps, .batch = batch, .hidden = hidden,
        .inputs = NAME(project)(steps, batch, inputs, 3 * hidden, x, wx, bx, sums),
        .w = NAME(prepare)(steps, batch, hidden, 3 * hidden, wh, 0), .sums = sums, .h0 = h0, .bh = bh, .h_out = h, .gates_out = gates, .candidates_out = candidates};
    ck_parallel(NAME(gru_forward_part), &task, 3.0 * steps * batch * hidden * hidden, batch);
}

// One stream at one step: dh, complete, becomes what of it goes past the gates; ds and da are before the gates.
static void NAME(gru_cell_gradient)(size_t hidden, const REAL *gates, const REAL *candidate, const REAL *h0, REAL *dh,
                                    REAL *ds, REAL *da) {
    for (size_t j = 0; j < hidden; j += LANES) {
        const size_t m = hidden - j < LANES ? hidden - j : LANES;
        const VEC r = NAME(load_up_to)(gates + j, m), z = NAME(load_up_to)(gates + hidden + j, m);
        const VEC n = NAME(load_up_to)(gates + 2 * hidden + j, m), d = NAME(load_up_to)(dh + j, m);
        const VEC dn = d * (1 - z) * (1 - n * n);
        const VEC dz = d * (NAME(load_up_to)(h0 + j, m) - n) * z * (1 - z);
        const VEC dr = dn * NAME(load_up_to)(candidate + j, m) * r * (1 - r);
        NAME(store_up_to)(ds + j, dr, m);
        NAME(store_up_to)(da + j, dr, m);
        NAME(store_up_to)(ds + hidden + j, dz, m);
        NAME(store_up_to)(da + hidden + j, dz, m);
        NAME(store_up_to)(ds + 2 * hidden + j, dn, m);
        NAME(store_up_to)(da + 2 * hidden + j, dn * r, m);
        NAME(store_up_to)(dh + j, d * z, m);
    }
}

static void NAME(gru_backward_part)(const void *context, size_t part, size_t parts) {
    const NAME(gru) *task = context;
    const size_t hidden = task->hidden, first = task->batch * part / parts;
    const size_t count = task->batch * (part + 1) / parts - first;
    REAL *dh = task->dh0 + first * hidden;
    memset(dh, 0, count * hidden * sizeof(REAL));
    for (size_t t = task->steps; t-- > 0;) {
        const size_t row = t * task->batch + first;
        const REAL *h0 = t > 0 ? task->h + (row - task->batch) * hidden : task->h0 + first * hidden;
        NAME(binary)(CK_ADD, dh, 1, task->dh + row * hidden, 1, dh, count * hidden);
        for (size_t b = 0; b < count; b++)
            NAME(gru_cell_gradient)(hidden, task->gates + (row + b) * 3 * hidden,
                                    task->candidates + (row + b) * hidden, h0 + b * hidden, dh + b * hidden,
                                    task->ds + (row + b) * 3 * hidden, task->da + (row + b) * 3 * hidden);
        if (t > 0 || task->wants_dh0) NAME(recur)(&task->w, count, task->da + row * 3 * hidden, dh, dh, t);
    }
}

static void NAME(gru_backward)(size_t steps, size_t batch, size_t hidden, const REAL *wh, const REAL *gates,
                               const REAL *candidates, const REAL *h0, const REAL *h, const REAL *dh, REAL *ds,
                               REAL *da, REAL *dh0, int wants_dh0) {
    const NAME(gru) task = {
        .steps = steps, .batch = batch, .hidden = hidden, .w = NAME(prepare)(steps, batch, hidden, 3 * hidden, wh, 1),
        .h0 = h0, .h = h, .dh = dh, .gates = gates, .candidates = candidates, .ds = ds, .da = da, .dh0 = dh0,
        .wants_dh0 = wants_dh0};
    ck_parallel(NAME(gru_backward_part), &task, 3.0 * steps * batch * hidden * hidden, batch);
}

static void NAME(gru_step)(size_t batch, size_t inputs, size_t hidden, const REAL *x, const REAL *wx, const REAL *wh,
                           const REAL *bx, const REAL *bh, REAL *h) {
    REAL *projected = ck_scratch(CK_SCRATCH_STEP, 2 * batch * 3 * hidden * sizeof(REAL));
    REAL *gates = projected + batch * 3 * hidden;
    NAME(affine)(batch, 3 * hidden, inputs, x, wx, bx, projected);
    NAME(affine)(batch, 3 * hidden, hidden, h, wh, bh, gates);
    // The candidate, which nobody wants here, goes over the first part of the projected input.
    for (size_t i = 0; i < batch; i++, projected += 3 * hidden, gates += 3 * hidden, h += hidden)
        NAME(gru_cell)(hidden, projected, h, gates, projected, h);
}
