"""DeZero: step 59 as the book writes it."""
import numpy as np

np.int = int  # DeZero 0.0.13 names a type that NumPy has taken away.

import dezero
import dezero.functions as functions
import dezero.layers as layers

import work

EPOCHS = 2


class SimpleRNN(dezero.Model):
    def __init__(self):
        super().__init__()
        self.rnn = layers.RNN(work.HIDDEN)
        self.fc = layers.Linear(1)

    def reset_state(self):
        self.rnn.reset_state()

    def forward(self, x):
        return self.fc(self.rnn(x))


def train_by_the_book():
    """A few epochs, scaled to 100: they all take the same time."""
    series = work.sine_series()
    model = SimpleRNN()
    optimizer = dezero.optimizers.Adam().setup(model)

    def train():
        for _ in range(EPOCHS):
            model.reset_state()
            loss, count = 0, 0
            for x, t in zip(series[:-1], series[1:]):
                loss += functions.mean_squared_error(model(x.reshape(1, 1)), t.reshape(1, 1))
                count += 1
                if count % work.WINDOW == 0 or count == work.POINTS - 1:
                    model.cleargrads()
                    loss.backward()
                    loss.unchain_backward()
                    optimizer.update()

    return work.seconds(train) * 100 / EPOCHS


JOBS = {"step 59, an operation at a time": train_by_the_book}
