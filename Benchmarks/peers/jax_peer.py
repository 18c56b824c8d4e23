"""JAX: everything between two measurements is one compiled function. Its threads are as many as it has cores."""
import os

import jax
import jax.numpy as jnp

import work

CORES = len(os.sched_getaffinity(0))


def draw(key, *shape):
    bound = shape[-1] ** -0.5
    return jax.random.uniform(key, shape, jnp.float32, -bound, bound)


def elman(p, x, state):
    (h,) = state
    h = jnp.tanh(x + h @ p["wh"])
    return h, (h,)


def lstm(p, x, state):
    h, c = state
    i, f, g, o = jnp.split(x + h @ p["wh"], 4, axis=-1)
    c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
    h = jax.nn.sigmoid(o) * jnp.tanh(c)
    return h, (h, c)


def gru(p, x, state):
    (h,) = state
    xr, xz, xn = jnp.split(x, 3, axis=-1)
    hr, hz, hn = jnp.split(h @ p["wh"] + p["bh"], 3, axis=-1)
    r, z = jax.nn.sigmoid(xr + hr), jax.nn.sigmoid(xz + hz)
    h = (1 - z) * jnp.tanh(xn + r * hn) + z * h
    return h, (h,)


CELLS = {"rnn": (elman, 1, 1), "lstm": (lstm, 4, 2), "gru": (gru, 3, 1)}  # the step, its gates, its states


def make(cell, layers, hidden):
    gates, keys = CELLS[cell][1], jax.random.split(jax.random.PRNGKey(0), 2 * layers + 1)
    stack = [
        {
            "wx": draw(keys[2 * i], 1 if i == 0 else hidden, gates * hidden),
            "wh": draw(keys[2 * i + 1], hidden, gates * hidden),
            "b": jnp.zeros(gates * hidden),
            "bh": jnp.zeros(gates * hidden),
        }
        for i in range(layers)
    ]
    return {"layers": stack, "w": draw(keys[-1], hidden, 1), "b": jnp.zeros(1)}


def loss_of_window(p, xs, ts, states, step):
    """The book's loss of a window [steps, batch, 1], and the states after it."""
    after = []
    for layer, state in zip(p["layers"], states):
        projected = xs @ layer["wx"] + layer["b"]

        def body(state, x, layer=layer):
            h, state = step(layer, x, state)
            return state, h

        state, xs = jax.lax.scan(body, state, projected)
        after.append(state)
    return ((xs @ p["w"] + p["b"] - ts) ** 2).sum() / ts.shape[1], after


def adam(p, gradients, m, v, count):
    m = jax.tree.map(lambda m, g: m + 0.1 * (g - m), m, gradients)
    v = jax.tree.map(lambda v, g: v + 0.001 * (g * g - v), v, gradients)
    rate = 0.001 * jnp.sqrt(1 - 0.999**count) / (1 - 0.9**count)
    return jax.tree.map(lambda p, m, v: p - rate * m / (jnp.sqrt(v) + 1e-8), p, m, v), m, v


def update(p, m, v, count, xs, ts, states, step):
    (loss, states), gradients = jax.value_and_grad(loss_of_window, has_aux=True)(p, xs, ts, states, step)
    p, m, v = adam(p, gradients, m, v, count)
    return p, m, v, count + 1, states, loss


def zeros(cell, layers, hidden, batch):
    return [tuple(jnp.zeros((batch, hidden)) for _ in range(CELLS[cell][2])) for _ in range(layers)]


@jax.jit
def epoch(p, m, v, count, series):
    """An epoch of step 59: a scan over the whole windows, and the shorter last one."""
    whole = (work.POINTS - 1) // work.WINDOW
    end = whole * work.WINDOW

    def body(carry, window):
        *carry, loss = update(*carry[:4], *window, carry[4], elman)
        return tuple(carry), loss

    shape = (whole, work.WINDOW, 1, 1)
    start = (p, m, v, count, zeros("rnn", 1, work.HIDDEN, 1))
    carry, losses = jax.lax.scan(body, start, (series[:end].reshape(shape), series[1 : end + 1].reshape(shape)))
    last = (series[end:-1].reshape(-1, 1, 1), series[end + 1 :].reshape(-1, 1, 1))
    p, m, v, count, _, loss = update(*carry[:4], *last, carry[4], elman)
    return p, m, v, count, losses.sum() + loss


def start(cell, layers, hidden):
    p = make(cell, layers, hidden)
    return p, jax.tree.map(jnp.zeros_like, p), jax.tree.map(jnp.zeros_like, p), jnp.ones(())


def train_by_windows():
    """Step 59, compiled before the clock starts."""
    series, state = jnp.array(work.sine_series()), start("rnn", 1, work.HIDDEN)
    jax.block_until_ready(epoch(*state, series))

    def train():
        carry = state
        for _ in range(100):
            *carry, loss = epoch(*carry, series)
        loss.block_until_ready()

    return work.seconds(train)


def train_net(cell, layers, hidden, batch, steps):
    def run():
        xs, ts = map(jnp.array, work.net_series(batch, steps))
        states, state = zeros(cell, layers, hidden, batch), start(cell, layers, hidden)
        window = jax.jit(lambda *state: update(*state, xs, ts, states, CELLS[cell][0])[:4])
        jax.block_until_ready(window(*state))
        return work.best_of(5, lambda: jax.block_until_ready(window(*state)))

    return run


JOBS = {"step 59, a window at a time": train_by_windows}
for net in work.NETS:
    JOBS[f"{work.net_name(*net)}, threads {CORES}"] = train_net(*net)
