// The windows of recurrent layers, against plain loops in double.

static void NAME(test_elman)(const TABLE *kernels, ck_unary_op activation, size_t steps, size_t batch, size_t hidden) {
    const size_t row = batch * hidden, count = steps * row;
    NAME(array) x = NAME(make)(count, 1), h0 = NAME(make)(row, 0), wh = NAME(make)(hidden * hidden, 2);
    NAME(array) h = NAME(make)(count, 3), dh = NAME(make)(count, 0), dx = NAME(make)(count, 1), dh0 = NAME(make)(row, 1);
    for (size_t i = 0; i < hidden * hidden; i++) wh.start[i] /= (REAL)hidden;
    double *wanted = calloc(count, sizeof(double)), *slope = calloc(count, sizeof(double));
    double *gradient = calloc(count, sizeof(double)), *gradient0 = calloc(row, sizeof(double));
    for (size_t t = 0; t < steps; t++)
        for (size_t b = 0; b < batch; b++)
            for (size_t j = 0; j < hidden; j++) {
                const size_t here = t * row + b * hidden;
                double sum = x.start[here + j];
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
    snprintf(where, sizeof where, "op %d, steps %zu, batch %zu, hidden %zu", activation, steps, batch, hidden);
    kernels->elman_forward(activation, steps, batch, hidden, x.start, h0.start, wh.start, h.start);
    NAME(check)("elman_forward", where, h.start, wanted, count, 100 * EPSILON);
    kernels->elman_backward(activation, steps, batch, hidden, wh.start, h.start, dh.start, dx.start, dh0.start);
    NAME(check)("elman_backward", where, dx.start, gradient, count, 300 * EPSILON);
    NAME(check)("elman_backward, dh0", where, dh0.start, gradient0, row, 300 * EPSILON);
    NAME(array) all[] = {x, h0, wh, h, dh, dx, dh0};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) free(all[i].block);
    free(wanted);
    free(slope);
    free(gradient);
    free(gradient0);
}

static void NAME(test_windows)(const TABLE *kernels) {
    const size_t hidden[] = {1, 3, 7, 8, 9, 33, 100, 105};
    for (size_t i = 0; i < sizeof hidden / sizeof hidden[0]; i++)
        for (size_t batch = 1; batch <= 9; batch += batch == 3 ? 6 : 1)
            for (size_t steps = 1; steps <= 5; steps += 2) {
                NAME(test_elman)(kernels, CK_TANH, steps, batch, hidden[i]);
                NAME(test_elman)(kernels, CK_RELU, steps, batch, hidden[i]);
            }
    NAME(test_elman)(kernels, CK_TANH, 3, 65, 160);
}
