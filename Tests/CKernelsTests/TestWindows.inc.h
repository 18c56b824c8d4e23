// The windows of recurrent layers, against plain loops in double.

static void NAME(test_elman)(const TABLE *kernels, ck_unary_op activation, size_t steps, size_t batch, size_t inputs,
                             size_t hidden) {
    const size_t row = batch * hidden, count = steps * row;
    NAME(array) x = NAME(make)(steps * batch * inputs, 1), wx = NAME(make)(inputs * hidden, 3), bias = NAME(make)(hidden, 0);
    NAME(array) h0 = NAME(make)(row, 0), wh = NAME(make)(hidden * hidden, 2);
    NAME(array) h = NAME(make)(count, 3), dh = NAME(make)(count, 0), dx = NAME(make)(count, 1), dh0 = NAME(make)(row, 1);
    for (size_t i = 0; i < hidden * hidden; i++) wh.start[i] /= (REAL)hidden;
    double *sums = calloc(count, sizeof(double));
    NAME(affine_plainly)(steps * batch, hidden, inputs, x.start, wx.start, bias.start, sums);
    double *wanted = calloc(count, sizeof(double)), *slope = calloc(count, sizeof(double));
    double *gradient = calloc(count, sizeof(double)), *gradient0 = calloc(row, sizeof(double));
    for (size_t t = 0; t < steps; t++)
        for (size_t b = 0; b < batch; b++)
            for (size_t j = 0; j < hidden; j++) {
                const size_t here = t * row + b * hidden;
                double sum = sums[here + j];
                for (size_t i = 0; i < hidden; i++)
                    sum += (t > 0 ? wanted[here - row + i] : h0.start[b * hidden + i]) * wh.start[i * hidden + j];
                const double y = activation == CK_TANH ? tanh(sum) : sum > 0 ? sum : 0;
                wanted[here + j] = y;
                slope[here + j] = activation == CK_TANH ? 1 - y * y : y > 0;
            }
    for (size_t t = steps; t-- > 0;)
        for (size_t b = 0; b < batch; b++) {
            const size_t here = t * row + b * hidden;
            for (size_t i = 0; i < hidden; i++) gradient[here + i] = (gradient[here + i] + dh.start[here + i]) * slope[here + i];
            for (size_t i = 0; i < hidden; i++) {
                double sum = 0;
                for (size_t j = 0; j < hidden; j++) sum += gradient[here + j] * wh.start[i * hidden + j];
                if (t > 0) gradient[here - row + i] = sum;
                else gradient0[b * hidden + i] = sum;
            }
        }
    char where[80];
    snprintf(where, sizeof where, "op %d, steps %zu, batch %zu, inputs %zu, hidden %zu", activation, steps, batch, inputs,
             hidden);
    kernels->elman_forward(activation, steps, batch, inputs, hidden, x.start, h0.start, wx.start, wh.start, bias.start,
                           h.start);
    NAME(check)("elman_forward", where, h.start, wanted, count, (100 + 10 * (double)inputs) * EPSILON);
    kernels->elman_backward(activation, steps, batch, hidden, wh.start, h.start, dh.start, dx.start, dh0.start);
    NAME(check)("elman_backward", where, dx.start, gradient, count, 300 * EPSILON);
    NAME(check)("elman_backward, dh0", where, dh0.start, gradient0, row, 300 * EPSILON);
    NAME(array) all[] = {x, wx, bias, h0, wh, h, dh, dx, dh0};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) free(all[i].block);
    free(sums);
    free(wanted);
    free(slope);
    free(gradient);
    free(gradient0);
}

// Windows of gated layers: forwards against plain loops, backwards against central differences of these.

static double NAME(logistic)(double x) { return 1 / (1 + exp(-x)); }

typedef struct {
    size_t gates, steps, batch, hidden;
    const double *x, *h0, *c0, *wh, *bh, *weight;
} NAME(gated);

// Fills h [steps][batch][hidden], and returns the sum of h times `weight`, with the last cells if there are any.
static double NAME(plain_gated)(const NAME(gated) *net, double *h) {
    const size_t H = net->hidden, G = net->gates, row = net->batch * H;
    double *z = malloc(G * H * sizeof(double)), *c = malloc(row * sizeof(double)), total = 0;
    memcpy(c, net->c0, row * sizeof(double));
    for (size_t t = 0; t < net->steps; t++)
        for (size_t b = 0; b < net->batch; b++) {
            const double *before = t > 0 ? h + (t - 1) * row + b * H : net->h0 + b * H;
            const double *x = net->x + (t * net->batch + b) * G * H;
            double *after = h + t * row + b * H;
            for (size_t j = 0; j < G * H; j++) {
                z[j] = G == 4 ? x[j] : net->bh[j];
                for (size_t i = 0; i < H; i++) z[j] += before[i] * net->wh[i * G * H + j];
            }
            for (size_t j = 0; j < H; j++) {
                if (G == 4) {
                    double *cell = c + b * H + j;
                    *cell = NAME(logistic)(z[H + j]) * *cell + NAME(logistic)(z[j]) * tanh(z[2 * H + j]);
                    after[j] = NAME(logistic)(z[3 * H + j]) * tanh(*cell);
                } else {
                    const double r = NAME(logistic)(x[j] + z[j]), u = NAME(logistic)(x[H + j] + z[H + j]);
                    after[j] = (1 - u) * tanh(x[2 * H + j] + r * z[2 * H + j]) + u * before[j];
                }
                total += after[j] * net->weight[t * row + b * H + j];
            }
        }
    for (size_t j = 0; G == 4 && j < row; j++) total += c[j] * net->weight[net->steps * row + j];
    free(z);
    free(c);
    return total;
}

static void NAME(check_slope)(const char *kernel, NAME(gated) *net, double *inputs, size_t count, const REAL *found,
                              double *h, const char *where) {
    for (size_t i = 0; i < count; i += count > 20 ? count / 11 : 1) {
        const double kept = inputs[i], step = 1e-5;
        inputs[i] = kept + step;
        const double above = NAME(plain_gated)(net, h);
        inputs[i] = kept - step;
        const double wanted = (above - NAME(plain_gated)(net, h)) / (2 * step);
        inputs[i] = kept;
        NAME(check)(kernel, where, found + i, &wanted, 1, 1e-8 + 300 * EPSILON);
    }
}

static void NAME(test_gated)(const TABLE *kernels, size_t G, size_t steps, size_t batch, size_t inputs, size_t hidden) {
    const size_t row = batch * hidden, count = steps * row;
    NAME(array) x = NAME(make)(steps * batch * inputs, 2), wx = NAME(make)(inputs * G * hidden, 1);
    const size_t counts[] = {G * count, row, row, G * hidden * hidden, G * hidden, count + row};
    NAME(array) bx = NAME(make)(G * hidden, 0), in[6];
    double *exact[6], *h = malloc(count * sizeof(double));
    for (size_t i = 0; i < 6; i++) {
        in[i] = NAME(make)(counts[i], i);
        exact[i] = malloc(counts[i] * sizeof(double));
        for (size_t j = 0; j < counts[i]; j++) {
            if (i == 3) in[i].start[j] /= (REAL)hidden;
            exact[i][j] = in[i].start[j];
        }
    }
    NAME(affine_plainly)(steps * batch, G * hidden, inputs, x.start, wx.start, bx.start, exact[0]);
    NAME(gated) net = {G, steps, batch, hidden, exact[0], exact[1], exact[2], exact[3], exact[4], exact[5]};
    const size_t sizes[] = {G * count, count, count, count, G * count, G * count, row, row};
    NAME(array) out[8];
    for (size_t i = 0; i < 8; i++) out[i] = NAME(make)(sizes[i], i);
    const REAL *h0 = in[1].start, *c0 = in[2].start, *wh = in[3].start, *bh = in[4].start;
    const REAL *dh = in[5].start;
    REAL *gates = out[0].start, *cells = out[1].start, *squashed = out[2].start, *states = out[3].start;
    REAL *dx = out[4].start, *da = out[5].start, *dh0 = out[6].start, *dc0 = out[7].start;
    const char *kernel = G == 4 ? "lstm" : "gru";
    char where[80];
    snprintf(where, sizeof where, "steps %zu, batch %zu, inputs %zu, hidden %zu", steps, batch, inputs, hidden);
    if (G == 4) {
        kernels->lstm_forward(steps, batch, inputs, hidden, x.start, h0, c0, wx.start, wh, bx.start, gates, cells, squashed,
                              states);
        memcpy(dc0, dh + count, row * sizeof(REAL));
        kernels->lstm_backward(steps, batch, hidden, wh, gates, c0, cells, squashed, dh, dx, dh0, dc0, 1);
    } else {
        kernels->gru_forward(steps, batch, inputs, hidden, x.start, h0, wx.start, wh, bx.start, bh, dx, gates, cells, states);
        kernels->gru_backward(steps, batch, hidden, wh, gates, cells, h0, states, dh, dx, da, dh0, 1);
    }
    NAME(plain_gated)(&net, h);
    NAME(check)(kernel, where, states, h, count, (100 + 10 * (double)inputs) * EPSILON);
    NAME(check_slope)(kernel, &net, exact[0], G * count, dx, h, where);
    NAME(check_slope)(kernel, &net, exact[1], row, dh0, h, where);
    if (G == 4) NAME(check_slope)(kernel, &net, exact[2], row, dc0, h, where);
    for (size_t i = 0; i < 6; i++) free(in[i].block), free(exact[i]);
    for (size_t i = 0; i < 8; i++) free(out[i].block);
    free(x.block), free(wx.block), free(bx.block);
    free(h);
}

// One step of each layer, whose inputs the kernel projects: against the plain loops above, over a window of one step.
static void NAME(test_step)(const TABLE *kernels, size_t G, size_t batch, size_t inputs, size_t hidden) {
    const size_t row = batch * hidden, width = G * hidden;
    const size_t counts[] = {batch * inputs, inputs * width, hidden * width, width, width, row, row};
    NAME(array) in[7];
    for (size_t i = 0; i < 7; i++) in[i] = NAME(make)(counts[i], i & 3);
    REAL *x = in[0].start, *wx = in[1].start, *wh = in[2].start, *bx = in[3].start, *bh = in[4].start;
    REAL *h = in[5].start, *c = in[6].start;
    for (size_t i = 0; i < hidden * width; i++) wh[i] /= (REAL)hidden;
    double *z = malloc(batch * width * sizeof(double)), *after = malloc(row * sizeof(double));
    double *h0 = malloc(row * sizeof(double)), *c0 = malloc(row * sizeof(double)), *weight = calloc(2 * row, sizeof(double));
    double *exact = malloc((hidden * width + width) * sizeof(double)), *bias = exact + hidden * width;
    for (size_t i = 0; i < row; i++) h0[i] = h[i], c0[i] = c[i];
    for (size_t i = 0; i < hidden * width; i++) exact[i] = wh[i];
    for (size_t i = 0; i < width; i++) bias[i] = bh[i];
    NAME(affine_plainly)(batch, width, inputs, x, wx, bx, z);
    char where[80];
    snprintf(where, sizeof where, "batch %zu, inputs %zu, hidden %zu", batch, inputs, hidden);
    if (G == 1) {
        for (size_t b = 0; b < batch; b++)
            for (size_t j = 0; j < hidden; j++) {
                double sum = z[b * hidden + j];
                for (size_t i = 0; i < hidden; i++) sum += h0[b * hidden + i] * exact[i * hidden + j];
                after[b * hidden + j] = sum > 0 ? sum : 0;
            }
        kernels->elman_step(CK_RELU, batch, inputs, hidden, x, wx, wh, bx, h);
    } else {
        NAME(gated) net = {G, 1, batch, hidden, z, h0, c0, exact, bias, weight};
        for (size_t i = 0; i < row; i++) weight[row + i] = G == 4;
        const double total = NAME(plain_gated)(&net, after);
        if (G == 4) kernels->lstm_step(batch, inputs, hidden, x, wx, wh, bx, h, c);
        else kernels->gru_step(batch, inputs, hidden, x, wx, wh, bx, bh, h);
        REAL cells = 0;
        for (size_t i = 0; G == 4 && i < row; i++) cells += c[i];
        NAME(check)("lstm_step, cells", where, &cells, G == 4 ? &total : (double[]){0}, 1, (100 + (double)row) * EPSILON);
    }
    NAME(check)(G == 1 ? "elman_step" : G == 3 ? "gru_step" : "lstm_step", where, h, after, row, 100 * EPSILON);
    for (size_t i = 0; i < 7; i++) free(in[i].block);
    double *all[] = {z, after, h0, c0, weight, exact};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) free(all[i]);
}

static void NAME(test_windows)(const TABLE *kernels) {
    const size_t hidden[] = {1, 3, 7, 8, 9, 33, 100, 105};
    for (size_t i = 0; i < sizeof hidden / sizeof hidden[0]; i++)
        for (size_t batch = 1; batch <= 9; batch += batch == 3 ? 6 : 1)
            for (size_t steps = 1; steps <= 5; steps += 2) {
                // As few inputs as each step projects by itself, and more.
                const size_t inputs = 1 + (i + 2 * batch + steps) % 10;
                NAME(test_elman)(kernels, CK_TANH, steps, batch, inputs, hidden[i]);
                NAME(test_elman)(kernels, CK_RELU, steps, batch, 11 - inputs, hidden[i]);
                for (size_t gates = 3; gates <= 4 && hidden[i] < 100; gates++)
                    NAME(test_gated)(kernels, gates, steps, batch, gates == 3 ? inputs : 11 - inputs, hidden[i]);
            }
    NAME(test_elman)(kernels, CK_TANH, 3, 65, 30, 160);
    NAME(test_gated)(kernels, 3, 2, 1, 1, 100);
    NAME(test_gated)(kernels, 4, 2, 1, 9, 100);
    for (size_t i = 0; i < sizeof hidden / sizeof hidden[0]; i++)
        for (size_t batch = 1; batch <= 3; batch += 2)
            for (size_t inputs = 1; inputs <= 9; inputs += 4) {
                NAME(test_step)(kernels, 1, batch, inputs, hidden[i]);
                NAME(test_step)(kernels, 3, batch, inputs, hidden[i]);
                NAME(test_step)(kernels, 4, batch, inputs, hidden[i]);
            }
}
