#!/usr/bin/env python3
"""llama_logits.py LIBRARIES MODEL.gguf REQUEST.json: asks llama.cpp for the logits of token ids and for the ids of texts.

Standard library only: llama.cpp's own shared libraries through ctypes. REQUEST holds ids and texts; the answer goes to stdout as JSON.
The layouts below are those of the llama.h the libraries were built from; two defaults with known values are checked before any is relied on.
"""
import ctypes as C
import glob
import json
import os
import sys

libraries, model_path, request_path = sys.argv[1:4]


class ModelParams(C.Structure):
    # Passed by value and only handed back: longer than the real one, which is all the callee reads.
    _fields_ = [('room', C.c_uint64 * 64)]


def fields(kind, names):
    return [(name, kind) for name in names.split()]


class ContextParams(C.Structure):
    _fields_ = (
        fields(C.c_uint32, 'n_ctx n_batch n_ubatch n_seq_max n_rs_seq n_outputs_max n_outputs_max_per_seq')
        + fields(C.c_int32, 'n_threads n_threads_batch ctx_type rope_scaling_type pooling_type attention_type flash_attn_type')
        + fields(C.c_float, 'rope_freq_base rope_freq_scale yarn_ext_factor yarn_attn_factor yarn_beta_fast yarn_beta_slow')
        + [('yarn_orig_ctx', C.c_uint32), ('defrag_thold', C.c_float), ('cb_eval', C.c_void_p), ('cb_eval_user_data', C.c_void_p)]
        + [('type_k', C.c_int), ('type_v', C.c_int), ('abort_callback', C.c_void_p), ('abort_callback_data', C.c_void_p)]
        + fields(C.c_bool, 'embeddings offload_kqv no_perf op_offload swa_full kv_unified')
        + [('samplers', C.c_void_p), ('n_samplers', C.c_size_t), ('other', C.c_void_p)])


class Batch(C.Structure):
    _fields_ = [
        ('n_tokens', C.c_int32), ('token', C.POINTER(C.c_int32)), ('embd', C.c_void_p), ('pos', C.POINTER(C.c_int32)),
        ('n_seq_id', C.POINTER(C.c_int32)), ('seq_id', C.POINTER(C.POINTER(C.c_int32))), ('logits', C.POINTER(C.c_int8))]


def library(pattern):
    return C.CDLL(sorted(glob.glob(os.path.join(libraries, pattern)))[0], mode=C.RTLD_GLOBAL)


def function(source, name, result, *arguments):
    found = getattr(source, name)
    found.restype, found.argtypes = result, arguments
    return found


library('libggml-base*.so')
ggml, llama = library('libggml.v*.so'), library('libllama.v*.so')
quiet = C.CFUNCTYPE(None, C.c_int, C.c_char_p, C.c_void_p)(lambda level, text, data: sys.stderr.write(text.decode(errors='replace')) if level == 4 else None)
llama.llama_log_set(quiet, None)
function(ggml, 'ggml_backend_load_all_from_path', None, C.c_char_p)(libraries.encode())
llama.llama_backend_init()

with open(request_path, encoding='utf-8') as file:
    request = json.load(file)

P = C.c_void_p
defaults = function(llama, 'llama_model_default_params', ModelParams)()
model = function(llama, 'llama_model_load_from_file', P, C.c_char_p, ModelParams)(model_path.encode(), defaults)
if not model:
    sys.exit('llama.cpp refuses the file')
vocabulary = function(llama, 'llama_model_get_vocab', P, P)(model)
size = function(llama, 'llama_vocab_n_tokens', C.c_int32, P)(vocabulary)

settings = function(llama, 'llama_context_default_params', ContextParams)()
if (settings.n_ctx, settings.type_k) != (512, 1):
    sys.exit('this build of llama.cpp lays its settings out differently')
settings.n_ctx = 256
settings.n_threads = settings.n_threads_batch = 1
settings.type_k = settings.type_v = 0    # 32-bit keys and values: the default of 16 bits alone costs 2e-4
settings.flash_attn_type = 0
context = function(llama, 'llama_init_from_model', P, P, ContextParams)(model, settings)


def tokenize(text):
    raw = text.encode()
    room = (C.c_int32 * (len(raw) + 8))()
    count = function(llama, 'llama_tokenize', C.c_int32, P, C.c_char_p, C.c_int32, P, C.c_int32, C.c_bool, C.c_bool)(vocabulary, raw, len(raw), room, len(room), False, True)
    return list(room[:count])


def logits(ids):
    batch = function(llama, 'llama_batch_init', Batch, C.c_int32, C.c_int32, C.c_int32)(len(ids), 0, 1)
    batch.n_tokens = len(ids)
    for i, token in enumerate(ids):
        batch.token[i], batch.pos[i], batch.n_seq_id[i], batch.logits[i] = token, i, 1, 1
        batch.seq_id[i][0] = 0
    if function(llama, 'llama_decode', C.c_int32, P, Batch)(context, batch) != 0:
        sys.exit('llama.cpp cannot decode')
    row = function(llama, 'llama_get_logits_ith', C.POINTER(C.c_float), P, C.c_int32)
    return [row(context, i)[:size] for i in range(len(ids))]


json.dump({'logits': logits(request['ids']), 'tokens': [tokenize(text) for text in request['texts']]}, sys.stdout)
