// A whole training over the kernels alone, as a network of two recurrent layers and a linear one is trained: what it ends in
// is the same on every instruction set that joins products with sums.

enum { NAME(WINDOW) = 7, NAME(MOST) = 5 };

// A tensor of parameters, with its gradient and Adam's two memories.
typedef struct {
    size_t count;
    REAL *w, *gradient, *m, *v;
} NAME(weights);

static NAME(weights) NAME(draw)(size_t count, double reach) {
    NAME(weights) drawn = {count, calloc(count, sizeof(REAL)), calloc(count, sizeof(REAL)), calloc(count, sizeof(REAL)),
                           calloc(count, sizeof(REAL))};
    for (size_t i = 0; i < count; i++) drawn.w[i] = (REAL)(number() * reach);
    return drawn;
}

static void NAME(update)(const TABLE *kernels, NAME(weights) *p) {
    kernels->adam(0.01, 0.9, 0.999, 1e-8, 0, p->gradient, p->m, p->v, p->w, p->count);
}

// A layer of `gates`·hidden sums a step: 1 an Elman layer, 4 an LSTM, 3 a GRU.
typedef struct {
    size_t gates, batch, inputs, hidden;
    NAME(weights) wx, wh, b, bh;
    REAL *sums, *all, *z, *cells, *squashed, *candidates, *dz, *da, *dx, *dh0, *dc0, *c0;
} NAME(layer);

static NAME(layer) NAME(make_layer)(size_t gates, size_t batch, size_t inputs, size_t hidden) {
    const size_t wide = gates * hidden, rows = NAME(WINDOW) * batch;
    NAME(layer) l = {gates, batch, inputs, hidden, NAME(draw)(inputs * wide, 0.3), NAME(draw)(hidden * wide, 0.15),
                     NAME(draw)(wide, 0.1), NAME(draw)(wide, 0.1), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    REAL **wides[] = {&l.sums, &l.z, &l.dz, &l.da}, **narrow[] = {&l.cells, &l.squashed, &l.candidates};
    for (size_t i = 0; i < 4; i++) *wides[i] = calloc(rows * wide, sizeof(REAL));
    for (size_t i = 0; i < 3; i++) *narrow[i] = calloc(rows * hidden, sizeof(REAL));
    l.all = calloc((rows + batch) * hidden, sizeof(REAL));
    l.dx = calloc(rows * inputs, sizeof(REAL));
    l.dh0 = calloc(batch * hidden, sizeof(REAL));
    l.dc0 = calloc(batch * hidden, sizeof(REAL));
    l.c0 = calloc(batch * hidden, sizeof(REAL));
    return l;
}

// The outputs of a window, behind the state before it; that of the last step of the window before is taken on.
static REAL *NAME(layer_forward)(const TABLE *kernels, NAME(layer) *l, const REAL *x) {
    const size_t steps = NAME(WINDOW), row = l->batch * l->hidden;
    REAL *h = l->all + row;
    memcpy(l->all, l->all + steps * row, row * sizeof(REAL));
    if (l->gates == 4) memcpy(l->c0, l->cells + (steps - 1) * row, row * sizeof(REAL));
    if (l->gates == 1) {
        kernels->elman_forward(CK_TANH, steps, l->batch, l->inputs, l->hidden, x, l->all, l->wx.w, l->wh.w, l->b.w, h);
    } else if (l->gates == 4) {
        kernels->lstm_forward(steps, l->batch, l->inputs, l->hidden, x, l->all, l->c0, l->wx.w, l->wh.w, l->b.w, l->z,
                              l->cells, l->squashed, h);
    } else {
        kernels->gru_forward(steps, l->batch, l->inputs, l->hidden, x, l->all, l->wx.w, l->wh.w, l->b.w, l->bh.w, l->sums,
                             l->z, l->candidates, h);
    }
    return h;
}

static void NAME(sum_rows)(const TABLE *kernels, const REAL *x, size_t rows, size_t width, REAL *out) {
    memset(out, 0, width * sizeof(REAL));
    for (size_t i = 0; i < rows; i++) kernels->binary(CK_ADD, out, 1, x + i * width, 1, out, width);
}

static void NAME(layer_backward)(const TABLE *kernels, NAME(layer) *l, const REAL *x, const REAL *dh) {
    const size_t steps = NAME(WINDOW), rows = steps * l->batch, row = l->batch * l->hidden, wide = l->gates * l->hidden;
    const REAL *h = l->all + row, *recurrent = l->dz;
    memset(l->dc0, 0, row * sizeof(REAL));
    if (l->gates == 1) {
        kernels->elman_backward(CK_TANH, steps, l->batch, l->hidden, l->wh.w, h, dh, l->dz, l->dh0);
    } else if (l->gates == 4) {
        kernels->lstm_backward(steps, l->batch, l->hidden, l->wh.w, l->z, l->c0, l->cells, l->squashed, dh, l->dz, l->dh0,
                               l->dc0, 0);
    } else {
        kernels->gru_backward(steps, l->batch, l->hidden, l->wh.w, l->z, l->candidates, l->all, h, dh, l->dz, l->da,
                              l->dh0, 0);
        recurrent = l->da;
        NAME(sum_rows)(kernels, l->da, rows, wide, l->bh.gradient);
    }
    kernels->matmul(0, 1, rows, l->inputs, wide, l->dz, l->wx.w, l->dx, 0);
    kernels->matmul(1, 0, l->inputs, wide, rows, x, l->dz, l->wx.gradient, 0);
    kernels->matmul(1, 0, l->hidden, wide, rows, l->all, recurrent, l->wh.gradient, 0);
    NAME(sum_rows)(kernels, l->dz, rows, wide, l->b.gradient);
    NAME(update)(kernels, &l->wx);
    NAME(update)(kernels, &l->wh);
    NAME(update)(kernels, &l->b);
    if (l->gates == 3) NAME(update)(kernels, &l->bh);
}

static void NAME(hash_weights)(NAME(weights) *p) {
    NAME(hash)(p->w, p->count);
    REAL *parts[] = {p->w, p->gradient, p->m, p->v};
    for (size_t i = 0; i < 4; i++) free(parts[i]);
}

static void NAME(free_layer)(NAME(layer) *l) {
    NAME(weights) *all[] = {&l->wx, &l->wh, &l->b, &l->bh};
    for (size_t i = 0; i < 4; i++) NAME(hash_weights)(all[i]);
    REAL *parts[] = {l->sums, l->all, l->z, l->cells, l->squashed, l->candidates, l->dz, l->da, l->dx, l->dh0, l->dc0,
                     l->c0};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) free(parts[i]);
}

static void NAME(test_training)(const TABLE *kernels, size_t gates, size_t batch, size_t hidden) {
    const size_t rows = NAME(WINDOW) * batch;
    NAME(layer) first = NAME(make_layer)(gates, batch, 2, hidden), second = NAME(make_layer)(gates, batch, hidden, hidden);
    NAME(weights) w = NAME(draw)(hidden, 0.3), b = NAME(draw)(1, 0.1);
    REAL *x = calloc(rows * 2, sizeof(REAL)), *dy = calloc(rows, sizeof(REAL)), *dh = calloc(rows * hidden, sizeof(REAL));
    double before = 0, after = 0;
    const int windows = 60;
    for (int window = 0; window < windows; window++) {
        double loss = 0;
        for (size_t i = 0; i < rows; i++) {
            const double place = (double)((size_t)window * NAME(WINDOW) + i / batch) + 3.0 * (double)(i % batch);
            x[2 * i] = (REAL)cf_sin(place * 0.3);
            x[2 * i + 1] = (REAL)cf_cos(place * 0.3);
        }
        const REAL *h1 = NAME(layer_forward)(kernels, &first, x), *h2 = NAME(layer_forward)(kernels, &second, h1);
        kernels->affine(rows, 1, hidden, h2, w.w, b.w, dy);
        for (size_t i = 0; i < rows; i++) {
            dy[i] -= x[2 * i] * x[2 * i + 1];
            loss += (double)dy[i] * dy[i];
            dy[i] *= (REAL)2 / (REAL)batch;
        }
        kernels->matmul(0, 1, rows, hidden, 1, dy, w.w, dh, 0);
        kernels->matmul(1, 0, hidden, 1, rows, h2, dy, w.gradient, 0);
        NAME(sum_rows)(kernels, dy, rows, 1, b.gradient);
        NAME(layer_backward)(kernels, &second, h1, dh);
        NAME(layer_backward)(kernels, &first, x, second.dx);
        NAME(update)(kernels, &w);
        NAME(update)(kernels, &b);
        if (window < 3) before += loss;
        if (window >= windows - 3) after += loss;
    }
    if (!(after < before * 0.9)) fail("a training", TYPE, "the loss at its end and at its start", after, before);
    NAME(free_layer)(&first);
    NAME(free_layer)(&second);
    NAME(hash_weights)(&w);
    NAME(hash_weights)(&b);
    free(x);
    free(dy);
    free(dh);
}

static void NAME(test_trainings)(const TABLE *kernels) {
    const size_t gates[] = {1, 4, 3}, batches[] = {1, 3, NAME(MOST)}, hidden[] = {5, 19, 37};
    for (size_t g = 0; g < 3; g++)
        for (size_t i = 0; i < 3; i++)
            for (size_t j = 0; j < 3; j++) NAME(test_training)(kernels, gates[g], batches[i], hidden[j]);
}
