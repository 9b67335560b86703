#!/usr/bin/python3
"""torch_qwen2.py FOLDER [REQUEST.json]: judges the engine with PyTorch in float64.

FOLDER holds config.json, model.safetensors, adapter_config.json, adapter_model.safetensors, batch.json (ids, trained, learning rate and
so on) and what the engine made of them, in ours.safetensors. Every comparison prints a line; the exit code is 1 when one fails.
With REQUEST, FOLDER need hold only config.json and model.safetensors: the logits of REQUEST's ids go to stdout as JSON, nothing is judged.
"""
import json
import math
import os
import sys

import torch
import torch.nn.functional as F

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True
import safetensors

FOLDER = sys.argv[1]
TOLERANCE = 1e-4


def read(name):
    with open(os.path.join(FOLDER, name), encoding='utf-8') as file:
        return json.load(file)


def load(name):
    return {k: v.double() for k, v in safetensors.load(os.path.join(FOLDER, name)).items()}


config, base = read('config.json'), load('model.safetensors')
heads, groups, size = config['num_attention_heads'], config['num_key_value_heads'], config['head_dim']


def norm(x, gain):
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + config['rms_norm_eps']) * gain


def project(x, weights, pairs, name):
    y = F.linear(x, weights[name + '.weight'], weights.get(name + '.bias'))
    a = pairs.get('base_model.model.' + name + '.lora_A.weight')
    if a is not None:
        b = pairs['base_model.model.' + name + '.lora_B.weight']
        y = y + F.linear(F.linear(x, a), b) * (peft['lora_alpha'] / peft['r'])
    return y


def turn(x, cos, sin):
    first, second = x.chunk(2, -1)
    return torch.cat((first * cos - second * sin, second * cos + first * sin), -1)


def logits(ids, weights, pairs):
    x = weights['model.embed_tokens.weight'][torch.tensor(ids)]
    length = len(ids)
    frequencies = config['rope_theta'] ** (-torch.arange(0, size, 2, dtype=torch.float64) / size)
    angles = torch.outer(torch.arange(length, dtype=torch.float64), frequencies)
    cos, sin = angles.cos(), angles.sin()
    future = torch.ones(length, length, dtype=torch.bool).triu(1)
    for layer in range(config['num_hidden_layers']):
        at = f'model.layers.{layer}.'
        h = norm(x, weights[at + 'input_layernorm.weight'])
        q, k, v = (project(h, weights, pairs, at + 'self_attn.' + p).view(length, -1, size).transpose(0, 1) for p in ('q_proj', 'k_proj', 'v_proj'))
        q, k = turn(q, cos, sin), turn(k, cos, sin)
        k, v = (t.repeat_interleave(heads // groups, 0) for t in (k, v))
        scores = (q @ k.transpose(1, 2) / math.sqrt(size)).masked_fill(future, float('-inf'))
        context = (scores.softmax(-1) @ v).transpose(0, 1).reshape(length, -1)
        x = x + project(context, weights, pairs, at + 'self_attn.o_proj')
        h = norm(x, weights[at + 'post_attention_layernorm.weight'])
        h = F.silu(project(h, weights, pairs, at + 'mlp.gate_proj')) * project(h, weights, pairs, at + 'mlp.up_proj')
        x = x + project(h, weights, pairs, at + 'mlp.down_proj')
    return F.linear(norm(x, weights['model.norm.weight']), weights.get('lm_head.weight', weights['model.embed_tokens.weight']))


if len(sys.argv) > 2:
    json.dump(logits(read(sys.argv[2])['ids'], base, {}).tolist(), sys.stdout)
    sys.exit(0)

peft, batch, adapter = read('adapter_config.json'), read('batch.json'), load('adapter_model.safetensors')
ours = safetensors.load(os.path.join(FOLDER, 'ours.safetensors'))


def loss(weights, pairs):
    total, count = 0.0, 0
    for ids, trained in zip(batch['ids'], batch['trained']):
        labels = torch.tensor([i if t else -100 for i, t in zip(ids, trained)])
        total = total + F.cross_entropy(logits(ids, weights, pairs)[:-1], labels[1:], ignore_index=-100, reduction='sum')
        count += int((labels[1:] != -100).sum())
    return total / count


failed = 0
worst = {}


def compare(group, name, expected, limit=TOLERANCE, scale=None):
    global failed
    got = ours[name].double()
    expected = expected.detach().reshape(got.shape)
    error = ((got - expected).abs().max() / (scale or expected.abs().max().clamp_min(1e-12))).item()
    worst[group] = max(worst.get(group, 0.0), error)
    if not error <= limit:
        failed += 1
        print(f'DIFFERS {name}: {error:.3e} (limit {limit:.0e})')


def trainable(tensors):
    return {k: v.clone().requires_grad_(True) for k, v in tensors.items()}


compare('logits', 'logits', logits(batch['ids'][0], base, {}))
compare('adapter logits', 'lora.logits', logits(batch['ids'][0], base, adapter))
compare('merged logits', 'merged.logits', logits(batch['ids'][0], base, adapter))

weights = trainable(base)
value = loss(weights, {})
value.backward()
compare('loss', 'loss', value)
for name, tensor in weights.items():
    compare('gradients', 'grad.' + name, tensor.grad)

pairs = trainable(adapter)
value = loss(base, pairs)
value.backward()
for name, tensor in pairs.items():
    compare('adapter gradients', 'lora.grad.' + name, tensor.grad)

optimizer = torch.optim.AdamW(pairs.values(), lr=batch['lr'], betas=(0.9, 0.999), eps=1e-8, weight_decay=batch['weight_decay'])
losses = []
for _ in range(batch['steps']):
    optimizer.zero_grad()
    value = loss(base, pairs)
    value.backward()
    torch.nn.utils.clip_grad_norm_(pairs.values(), batch['max_norm'])
    optimizer.step()
    losses.append(value.detach())
compare('losses of steps', 'lora.losses', torch.stack(losses))
# A near-zero gradient makes a step of nearly full size in whichever direction its rounding points: weights are compared in units of all steps.
for name, tensor in pairs.items():
    compare('stepped weights', 'lora.stepped.' + name, tensor, limit=0.1, scale=batch['lr'] * batch['steps'])

print(json.dumps({k: float(f'{v:.3g}') for k, v in worst.items()}))
sys.exit(1 if failed else 0)
