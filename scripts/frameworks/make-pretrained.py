"""Writes fixtures/frameworks/models/pretrained: make-pretrained.py MODEL NETWORK OUTPUT puts the weights of a small network that
`seqcast pretrain` wrote in place of those in a model of `seqcast train --method pretrained`."""
import json, os, struct, sys, zlib

def read(path):
    data = open(path, "rb").read()
    size = struct.unpack("<Q", data[:8])[0]
    return json.loads(data[8:8 + size]), data[8 + size:]

model, network, output = sys.argv[1:]
texts = read(os.path.join(model, "model.safetensors"))[0]["__metadata__"]
header, tensors = read(os.path.join(network, "model.safetensors"))
texts.update({key: header["__metadata__"][key] for key in ("hidden_size", "layers", "pretrained")})
texts["checksum"] = f"crc32:{zlib.crc32(tensors):08x}"
texts["header_checksum"] = "crc32:00000000"
header["__metadata__"] = dict(sorted(texts.items()))
text = json.dumps(header, separators=(",", ":"))
text += " " * (-len(text) % 8)
start = struct.pack("<Q", len(text)) + text.encode()
start = start.replace(b'"header_checksum":"crc32:00000000"', b'"header_checksum":"crc32:%08x"' % zlib.crc32(start))
os.makedirs(output, exist_ok=True)
open(os.path.join(output, "model.safetensors"), "wb").write(start + tensors)
