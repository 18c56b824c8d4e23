"""onnxruntime: forecasts with an Elman layer."""
import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

import work


def session(steps):
    """A net that takes `steps` steps and the state before them, and gives outputs and the state after them."""
    random, hidden = np.random.default_rng(0), work.HIDDEN

    def weight(name, *shape):
        return numpy_helper.from_array(random.uniform(-0.1, 0.1, shape).astype(np.float32), name)

    def value(name, *shape):
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)

    nodes = [
        helper.make_node("RNN", ["x", "wx", "wh", "b", "", "h0"], ["hs", "h"], hidden_size=hidden),
        helper.make_node("Squeeze", ["hs", "axes"], ["flat"]),
        helper.make_node("MatMul", ["flat", "w"], ["y"]),
    ]
    weights = [
        weight("wx", 1, hidden, 1),
        weight("wh", 1, hidden, hidden),
        weight("b", 1, 2 * hidden),
        weight("w", hidden, 1),
        numpy_helper.from_array(np.array([1], np.int64), "axes"),
    ]
    inputs = [value("x", steps, 1, 1), value("h0", 1, 1, hidden)]
    outputs = [value("y", steps, 1, 1), value("h", 1, 1, hidden)]
    graph = helper.make_graph(nodes, "forecast", inputs, outputs, weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=9)
    onnx.checker.check_model(model)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(model.SerializeToString(), options, ["CPUExecutionProvider"])


def forecast_step_by_step():
    """The time of one step, with a call a step."""
    net, steps = session(1), work.FORECAST_STEPS // 5
    x = np.full((1, 1, 1), 0.5, np.float32)

    def forecast():
        h = np.zeros((1, 1, work.HIDDEN), np.float32)
        for _ in range(steps):
            _, h = net.run(None, {"x": x, "h0": h})

    return work.seconds(forecast) / steps


def forecast_at_once():
    """The time of one step where all are known beforehand and go into one call."""
    net = session(work.FORECAST_STEPS)
    inputs = {
        "x": np.full((work.FORECAST_STEPS, 1, 1), 0.5, np.float32),
        "h0": np.zeros((1, 1, work.HIDDEN), np.float32),
    }
    return work.seconds(lambda: net.run(None, inputs)) / work.FORECAST_STEPS


JOBS = {"forecast, rnn, a step": forecast_step_by_step, "forecast at once, rnn": forecast_at_once}
