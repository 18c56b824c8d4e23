// A window of an Elman layer, forwards and backwards: h[t] = f(x[t]·wx + b + h[t − 1]·wh).

typedef struct {
    ck_unary_op activation;
    size_t steps, batch, hidden;
    NAME(projection) inputs;
    NAME(recurrent) w;
    const REAL *h0, *h, *dh;
    REAL *out, *dh0;
} NAME(elman);

static void NAME(activate_run)(ck_unary_op activation, REAL *x, size_t count) {
    NAME(unary)(activation, x, x, count);
}

// dx[i] *= f′, from the result y = f(x).
static void NAME(slope_run)(ck_unary_op activation, const REAL *y, REAL *dx, size_t count) {
    size_t i = 0;
    for (; i + LANES <= count; i += LANES)
        NAME(store)(dx + i, NAME(load)(dx + i) * NAME(activation_slope)(activation, NAME(load)(y + i)));
    const VEC slope = NAME(activation_slope)(activation, NAME(load_part)(y + i, count - i));
    NAME(store_part)(dx + i, NAME(load_part)(dx + i, count - i) * slope, count - i);
}

// The streams of a batch do not depend on each other: a part runs some of them through the whole window.
static void NAME(elman_forward_part)(const void *context, size_t part, size_t parts) {
    const NAME(elman) *task = context;
    const size_t first = task->batch * part / parts, count = task->batch * (part + 1) / parts - first;
    const size_t row = task->batch * task->hidden, offset = first * task->hidden;
    for (size_t t = 0; t < task->steps; t++) {
        REAL *h = task->out + t * row + offset;
        const REAL *before = t > 0 ? h - row : task->h0 + offset;
        NAME(project_rows)(&task->inputs, t * task->batch + first, count, h);
        NAME(recur)(&task->w, count, before, h, h, t);
        NAME(activate_run)(task->activation, h, count * task->hidden);
    }
}

static void NAME(elman_forward)(ck_unary_op activation, size_t steps, size_t batch, size_t inputs, size_t hidden,
                                const REAL *x, const REAL *h0, const REAL *wx, const REAL *wh, const REAL *b, REAL *h) {
    const NAME(elman) task = {
        .activation = activation, .steps = steps, .batch = batch, .hidden = hidden, .inputs = NAME(project)(steps, batch, inputs, hidden, x, wx, b, h),
        .w = NAME(prepare)(steps, batch, hidden, hidden, wh, 0), .h0 = h0, .out = h};
    ck_parallel(NAME(elman_forward_part), &task, (double)steps * batch * hidden * hidden, batch);
}

// dz[t] = (dh[t] + dz[t + 1]·whᵀ) ⊙ f′.
static void NAME(elman_backward_part)(const void *context, size_t part, size_t parts) {
    const NAME(elman) *task = context;
    const size_t first = task->batch * part / parts, count = task->batch * (part + 1) / parts - first;
    const size_t row = task->batch * task->hidden, offset = first * task->hidden, size = count * task->hidden;
    for (size_t t = task->steps; t-- > 0;) {
        REAL *dz = task->out + t * row + offset;
        const REAL *dh = task->dh + t * row + offset;
        if (t + 1 == task->steps) memcpy(dz, dh, size * sizeof(REAL));
        else NAME(recur)(&task->w, count, dz + row, dh, dz, t);
        NAME(slope_run)(task->activation, task->h + t * row + offset, dz, size);
    }
    if (task->dh0) {
        memset(task->dh0 + offset, 0, size * sizeof(REAL));
        NAME(recur)(&task->w, count, task->out + offset, task->dh0 + offset, task->dh0 + offset, 1);
    }
}

static void NAME(elman_backward)(ck_unary_op activation, size_t steps, size_t batch, size_t hidden, const REAL *wh,
                                 const REAL *h, const REAL *dh, REAL *dz, REAL *dh0) {
    const NAME(elman) task = {
        .activation = activation, .steps = steps, .batch = batch, .hidden = hidden,
        .w = NAME(prepare)(steps, batch, hidden, hidden, wh, 1), .h = h, .dh = dh, .out = dz, .dh0 = dh0};
    ck_parallel(NAME(elman_backward_part), &task, (double)steps * batch * hidden * hidden, batch);
}

static void NAME(elman_step)(ck_unary_op activation, size_t batch, size_t inputs, size_t hidden, const REAL *x,
                             const REAL *wx, const REAL *wh, const REAL *b, REAL *h) {
    REAL *sum = ck_scratch(CK_SCRATCH_STEP, batch * hidden * sizeof(REAL));
    NAME(affine)(batch, hidden, inputs, x, wx, b, sum);
    NAME(matmul)(0, 0, batch, hidden, hidden, h, wh, sum, 1);
    NAME(unary)(activation, sum, h, batch * hidden);
}
