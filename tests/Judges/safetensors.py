"""A safetensors reader of a dozen lines, so that the judge shares no code with what it judges."""
import json
import struct

import torch

TYPES = {'F64': torch.float64, 'F32': torch.float32, 'F16': torch.float16, 'BF16': torch.bfloat16}


def load(path):
    with open(path, 'rb') as file:
        raw = file.read()
    size, = struct.unpack('<Q', raw[:8])
    header = json.loads(raw[8:8 + size])
    tensors = {}
    for name, entry in header.items():
        if name == '__metadata__':
            continue
        begin, end = entry['data_offsets']
        tensor = torch.frombuffer(bytearray(raw[8 + size + begin:8 + size + end]), dtype=TYPES[entry['dtype']])
        tensors[name] = tensor.reshape(entry['shape'])
    return tensors
