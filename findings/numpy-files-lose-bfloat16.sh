#!/usr/bin/env bash
# What surprised: NumPy's .npy and .npz keep the numbers of bfloat16 arrays and lose that they are numbers.
#
# ml_dtypes (which JAX, Flax, Haiku and Equinox compute with) and MLX both write bfloat16 as '<V2', two bytes without a meaning, without a
# warning. np.load gives an array of type void that no astype makes numbers of. MLX reads '<V2' as bfloat16; nothing else does.
# Of the 8-bit types float8_e4m3fn becomes '<V1', which loads as void, and float8_e5m2 becomes '<f1', which np.load refuses to read again.
# So a reader of weights must take '<V2' for bfloat16 by itself, and a writer had better use float32 or safetensors.
#
# Seen with numpy 2.4.6, ml_dtypes 0.6.0, mlx 0.32.4: types on loading |V2, |V1, and a ValueError.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q numpy==2.4.6 ml_dtypes==0.6.0 mlx==0.32.4 mlx-cpu==0.32.4
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import ml_dtypes
import mlx.core as mx
import numpy as np

print("numpy", np.__version__, "ml_dtypes", ml_dtypes.__version__)
numbers = [1.5, -2.25]
np.save("numpy.npy", np.array(numbers, ml_dtypes.bfloat16))
mx.savez("mlx.npz", w=mx.array(numbers, dtype=mx.bfloat16))
for name, loaded in (("numpy.npy", np.load("numpy.npy")), ("mlx.npz", np.load("mlx.npz")["w"])):
    print(name, "loads as", loaded.dtype)
    assert loaded.dtype == np.dtype("V2"), "the type is lost"
    assert loaded.view(ml_dtypes.bfloat16).tolist() == numbers, "the bytes are there"
assert mx.load("numpy.npy").dtype == mx.bfloat16, "MLX takes two bytes without a meaning for bfloat16"
for kind, stored in (("float8_e4m3fn", b"'<V1'"), ("float8_e5m2", b"'<f1'")):
    np.save("small.npy", np.array(numbers, getattr(ml_dtypes, kind)))
    assert stored in open("small.npy", "rb").read()
    try:
        print(kind, "loads as", np.load("small.npy").dtype)
        assert kind == "float8_e4m3fn"
    except ValueError as error:
        print(kind, "written, and not read again:", error)
        assert kind == "float8_e5m2"
PYTHON
