"""
Writes the network as ONNX with a cache of keys and values, as Transformers.js wants it.

Inputs: input_ids, attention_mask, position_ids, past_key_values.N.key and .value (of any length, 0 too).
Outputs: logits, present.N.key and .value. Weights are stored in 16 bits and widened where they are used.
"""

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper, save

FLOAT, INT64 = TensorProto.FLOAT, TensorProto.INT64
BATCH, LENGTH, PAST, TOTAL = "batch_size", "sequence_length", "past_sequence_length", "total_sequence_length"


class Graph:
    """Collects nodes; each method gives the name of what it adds."""

    def __init__(self):
        self.nodes, self.initializers = [], []

    def add(self, op, inputs, name, **attributes):
        self.nodes.append(helper.make_node(op, inputs, [name], name=name, **attributes))
        return name

    def constant(self, value, name, dtype):
        self.initializers.append(numpy_helper.from_array(np.asarray(value, dtype), name))
        return name

    def weight(self, value, name):
        self.constant(value, name, np.float16)
        return self.add("Cast", [name], name + ".wide", to=FLOAT)


def norm(g, x, weight, eps, name):
    square = g.add("Mul", [x, x], name + "/square")
    mean = g.add("ReduceMean", [square], name + "/mean", axes=[-1], keepdims=1)
    root = g.add("Sqrt", [g.add("Add", [mean, eps], name + "/sum")], name + "/root")
    return g.add("Mul", [g.add("Div", [x, root], name + "/scaled"), weight], name + "/out")


def rotated(g, x, cos, sin, name):
    a = g.add("Slice", [x, "zero", "half", "last"], name + "/first")
    b = g.add("Slice", [x, "half", "end", "last"], name + "/second")
    turned = g.add("Concat", [g.add("Neg", [b], name + "/negative"), a], name + "/turned", axis=-1)
    straight = g.add("Mul", [x, cos], name + "/cos")
    return g.add("Add", [straight, g.add("Mul", [turned, sin], name + "/sin")], name + "/rotated")


def positions(g, shape):
    """Cosines and sines, [batch, 1, length, head size], from position_ids."""
    steps = np.arange(0, shape.head_dim, 2) / shape.head_dim
    g.constant((shape.rope_theta**-steps).reshape(1, 1, 1, -1), "frequencies", np.float32)
    wide = g.add("Cast", ["position_ids"], "positions/float", to=FLOAT)
    column = g.add("Unsqueeze", [wide, g.constant([1, 3], "axes_1_3", np.int64)], "positions/column")
    half = g.add("Mul", [column, "frequencies"], "positions/half")
    angles = g.add("Concat", [half, half], "positions/angles", axis=-1)
    return g.add("Cos", [angles], "positions/cos"), g.add("Sin", [angles], "positions/sin")


def causal_mask(g):
    """0 where a token may look at another and a large negative number elsewhere, [batch, 1, length, total]."""
    index = lambda of, name: g.add(
        "Gather", [g.add("Shape", [of], name + "/shape"), "one_scalar"], name, axis=0
    )
    total, length = index("attention_mask", "total"), index("input_ids", "length")
    past = g.add("Sub", [total, length], "past")
    columns = g.add("Range", ["zero_scalar", total, "one_scalar"], "mask/columns")
    queries = g.add("Range", [past, total, "one_scalar"], "mask/queries")
    rows = g.add("Unsqueeze", [queries, "last"], "mask/rows")
    before = g.add("LessOrEqual", [columns, rows], "mask/before")
    there = g.add("Cast", ["attention_mask"], "mask/there", to=TensorProto.BOOL)
    there = g.add("Unsqueeze", [there, g.constant([1, 2], "axes_1_2", np.int64)], "mask/there/4d")
    seen = g.add("And", [before, there], "mask/seen")
    g.constant(0, "nothing", np.float32)
    g.constant(-30000, "hidden", np.float32)  # small enough, and a number in 16 bits too
    return g.add("Where", [seen, "nothing", "hidden"], "mask")


def onnx_model(shape, weights):
    """weights: arrays under the names of LlamaForCausalLM."""
    g = Graph()
    for name, value in {"zero": [0], "half": [shape.head_dim // 2], "end": [shape.head_dim], "last": [-1]}.items():
        g.constant(value, name, np.int64)
    g.constant(0, "zero_scalar", np.int64)
    g.constant(1, "one_scalar", np.int64)
    g.constant([0, 0, shape.num_attention_heads, shape.head_dim], "heads", np.int64)
    g.constant([0, 0, shape.num_attention_heads * shape.head_dim], "joined", np.int64)
    g.constant(shape.rms_norm_eps, "eps", np.float32)
    g.constant(shape.head_dim**-0.5, "scale", np.float32)

    kernel = lambda name: g.weight(weights[name + ".weight"].T, name)
    table = g.weight(weights["model.embed_tokens.weight"], "model.embed_tokens.weight")
    cos, sin = positions(g, shape)
    mask = causal_mask(g)
    x = g.add("Gather", [table, "input_ids"], "embedding", axis=0)

    for i in range(shape.num_hidden_layers):
        p = f"model.layers.{i}"
        scale = lambda name: g.constant(weights[name], name, np.float32)
        h = norm(g, x, scale(f"{p}.input_layernorm.weight"), "eps", f"{p}.input_layernorm")
        made = {}
        for kind in "qkv":
            y = g.add("MatMul", [h, kernel(f"{p}.self_attn.{kind}_proj")], f"{p}/{kind}")
            y = g.add("Reshape", [y, "heads"], f"{p}/{kind}/heads")
            made[kind] = g.add("Transpose", [y], f"{p}/{kind}/out", perm=[0, 2, 1, 3])
        q = rotated(g, made["q"], cos, sin, f"{p}/q")
        k = rotated(g, made["k"], cos, sin, f"{p}/k")
        k = g.add("Concat", [f"past_key_values.{i}.key", k], f"present.{i}.key", axis=2)
        v = g.add("Concat", [f"past_key_values.{i}.value", made["v"]], f"present.{i}.value", axis=2)
        scores = g.add("MatMul", [q, g.add("Transpose", [k], f"{p}/k/columns", perm=[0, 1, 3, 2])], f"{p}/scores")
        scores = g.add("Add", [g.add("Mul", [scores, "scale"], f"{p}/scores/scaled"), mask], f"{p}/scores/masked")
        y = g.add("MatMul", [g.add("Softmax", [scores], f"{p}/shares", axis=-1), v], f"{p}/mixed")
        y = g.add("Transpose", [y], f"{p}/mixed/back", perm=[0, 2, 1, 3])
        y = g.add("Reshape", [y, "joined"], f"{p}/mixed/joined")
        x = g.add("Add", [x, g.add("MatMul", [y, kernel(f"{p}.self_attn.o_proj")], f"{p}/o")], f"{p}/attended")

        h = norm(g, x, scale(f"{p}.post_attention_layernorm.weight"), "eps", f"{p}.post_attention_layernorm")
        gate = g.add("MatMul", [h, kernel(f"{p}.mlp.gate_proj")], f"{p}/gate")
        up = g.add("MatMul", [h, kernel(f"{p}.mlp.up_proj")], f"{p}/up")
        silu = g.add("Mul", [gate, g.add("Sigmoid", [gate], f"{p}/gate/sigmoid")], f"{p}/gate/silu")
        y = g.add("Mul", [silu, up], f"{p}/mlp/inner")
        x = g.add("Add", [x, g.add("MatMul", [y, kernel(f"{p}.mlp.down_proj")], f"{p}/down")], f"{p}/out")

    x = norm(g, x, g.constant(weights["model.norm.weight"], "model.norm.weight", np.float32), "eps", "model.norm")
    g.add("MatMul", [x, g.add("Transpose", [table], "lm_head.weight", perm=[1, 0])], "logits")

    value = helper.make_tensor_value_info
    cache = lambda prefix, length: [
        value(f"{prefix}.{i}.{kind}", FLOAT, [BATCH, shape.num_attention_heads, length, shape.head_dim])
        for i in range(shape.num_hidden_layers)
        for kind in ("key", "value")
    ]
    inputs = [
        value("input_ids", INT64, [BATCH, LENGTH]),
        value("attention_mask", INT64, [BATCH, TOTAL]),
        value("position_ids", INT64, [BATCH, LENGTH]),
    ]
    outputs = [value("logits", FLOAT, [BATCH, LENGTH, shape.vocab_size])]
    graph = helper.make_graph(
        g.nodes, "biscuit", inputs + cache("past_key_values", PAST), outputs + cache("present", TOTAL), g.initializers
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], producer_name="biscuit")
    model.ir_version = 8  # the oldest that has this opset, so that every runtime reads it
    checker.check_model(model, full_check=True)
    return model


def write(shape, weights, path):
    save(onnx_model(shape, weights), str(path))
