"""PyTorch on the CPU."""
import torch

import work

torch.set_num_threads(1)


def train_step_by_step(epochs=3):
    """Step 59 with nn.RNNCell; a few epochs, scaled to 100."""
    series = torch.from_numpy(work.sine_series())
    cell, fc = torch.nn.RNNCell(1, work.HIDDEN), torch.nn.Linear(work.HIDDEN, 1)
    optimizer = torch.optim.Adam([*cell.parameters(), *fc.parameters()])

    def train():
        for _ in range(epochs):
            h = torch.zeros(1, work.HIDDEN)
            for first, end in work.windows():
                loss = torch.zeros(())
                for i in range(first, end):
                    h = cell(series[i].view(1, 1), h)
                    loss = loss + torch.nn.functional.mse_loss(fc(h), series[i + 1].view(1, 1))
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                h = h.detach()

    return work.seconds(train) * 100 / epochs


def train_by_windows(epochs=10):
    """Step 59 with nn.RNN, a call a window; some epochs, scaled to 100."""
    series = torch.from_numpy(work.sine_series()).view(-1, 1, 1)
    rnn, fc = torch.nn.RNN(1, work.HIDDEN), torch.nn.Linear(work.HIDDEN, 1)
    optimizer = torch.optim.Adam([*rnn.parameters(), *fc.parameters()])

    def train():
        for _ in range(epochs):
            h = torch.zeros(1, 1, work.HIDDEN)
            for first, end in work.windows():
                out, h = rnn(series[first:end], h.detach())
                loss = ((fc(out) - series[first + 1 : end + 1]) ** 2).sum()
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()

    return work.seconds(train) * 100 / epochs


def train_net(cell, layers, hidden, batch, steps, threads):
    """Forward, backward and update of a larger net."""
    kind = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}[cell]
    rnn, fc = kind(1, hidden, layers), torch.nn.Linear(hidden, 1)
    optimizer = torch.optim.Adam([*rnn.parameters(), *fc.parameters()])
    x, t = map(torch.from_numpy, work.net_series(batch, steps))

    def window():
        loss = ((fc(rnn(x)[0]) - t) ** 2).sum() / batch
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

    def run():
        torch.set_num_threads(threads)
        window()
        taken = work.best_of(5, window)
        torch.set_num_threads(1)
        return taken

    return run


class Segments(torch.nn.Module):
    """A network that reads windows in segments, with a vector of its own for each channel."""

    def __init__(self, hidden):
        super().__init__()
        self.embedding = torch.nn.Linear(work.SEGMENT, hidden)
        self.channels = torch.nn.Embedding(work.CHANNELS, hidden)
        self.gru, self.fc = torch.nn.GRU(hidden, hidden), torch.nn.Linear(hidden, work.HORIZON)

    def forward(self, segments, places):
        return self.fc(self.gru(torch.relu(self.embedding(segments) + self.channels(places)))[1][0])


def train_segments(hidden, threads):
    """Forward, backward and update of it."""
    net = Segments(hidden)
    optimizer = torch.optim.Adam(net.parameters())
    x, t, places = map(torch.from_numpy, work.segments())

    def update():
        loss = (net(x, places) - t).abs().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

    def run():
        torch.set_num_threads(threads)
        update()
        taken = work.best_of(5, update)
        torch.set_num_threads(1)
        return taken

    return run


def forecaster(cell):
    """A net that is read step by step, and one step as a call of it."""
    rnn = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}[cell](1, work.HIDDEN)
    fc = torch.nn.Linear(work.HIDDEN, 1)
    return rnn, fc


def forecast_step_by_step(cell):
    """The time of one step, with a call a step."""

    def run():
        rnn, fc = forecaster(cell)
        x, steps = torch.full((1, 1, 1), 0.5), work.FORECAST_STEPS // 20

        def forecast():
            state = None
            for _ in range(steps):
                out, state = rnn(x, state)
                fc(out)

        with torch.inference_mode():
            return work.seconds(forecast) / steps

    return run


def forecast_at_once():
    """The time of one step where all are known beforehand and go into one call."""
    rnn, fc = forecaster("rnn")
    x = torch.full((work.FORECAST_STEPS, 1, 1), 0.5)
    with torch.inference_mode():
        return work.seconds(lambda: fc(rnn(x)[0])) / work.FORECAST_STEPS


JOBS = {
    "step 59, an operation at a time": train_step_by_step,
    "step 59, a window at a time": train_by_windows,
    "forecast at once, rnn": forecast_at_once,
}
for cell in ["rnn", "lstm", "gru"]:
    JOBS[f"forecast, {cell}, a step"] = forecast_step_by_step(cell)
for net in work.NETS:
    for threads in [1, 2]:
        JOBS[f"{work.net_name(*net)}, threads {threads}"] = train_net(*net, threads)
for hidden in work.SEGMENT_NETS:
    for threads in [1, 2]:
        JOBS[f"{work.segments_name(hidden)}, threads {threads}"] = train_segments(hidden, threads)
