"""What is done to graphs after the exporter: as public models are, without traces of this machine."""

import numpy as np
import onnx
from onnx import helper, numpy_helper
from onnxruntime.transformers.float16 import convert_float_to_float16

LARGE = 4096


def branches(node):
    return [a.g for a in node.attribute if a.type == onnx.AttributeProto.GRAPH]


def clean(model):
    """Drops remarks: they hold the paths of the sources that were traced."""
    model.doc_string = ""
    del model.metadata_props[:]
    clean_graph(model.graph)
    return model


def clean_graph(graph):
    graph.doc_string = ""
    for item in [*graph.node, *graph.initializer, *graph.value_info, *graph.input, *graph.output]:
        item.doc_string = ""
        if hasattr(item, "metadata_props"):
            del item.metadata_props[:]
    for node in graph.node:
        for branch in branches(node):
            clean_graph(branch)


def tie(model):
    """Stores an output layer that is a transposed embedding once, as Optimum does."""
    graph = model.graph
    arrays = {i.name: numpy_helper.to_array(i) for i in graph.initializer if np.prod(i.dims) >= LARGE}
    for name, array in arrays.items():
        for other, table in arrays.items():
            gathered = any(n.op_type == "Gather" and n.input[0] == other for n in graph.node)
            if gathered and name != other and table.ndim == 2 and np.array_equal(table.T, array):
                node = helper.make_node("Transpose", [other], [name], f"{name}_tied", perm=[1, 0])
                graph.node.insert(0, node)
                graph.initializer.remove(next(i for i in graph.initializer if i.name == name))
                print(f"  {name} is {other}, transposed")
    return model


def half(model):
    return convert_float_to_float16(model, keep_io_types=True)


def merge(later, first, flag):
    """One graph: `If(flag, later, first)`. Initializers that both have are kept once, outside."""
    shared = {}
    branches_ = {}
    originals = [later, first]
    for key, model in zip(["then", "else"], originals):
        outside = {i.name for i in later.graph.input}
        names = {}
        others = [m for m in originals if m is not model]
        theirs = {content(i) for m in others for i in m.graph.initializer}
        for tensor in model.graph.initializer:
            if content(tensor) in theirs:
                lifted = shared.setdefault(content(tensor), tensor)
                names[tensor.name] = lifted.name
        rename = lambda name: names.get(name, name if name in outside or not name else f"{key}/{name}")
        nodes = []
        for node in model.graph.node:
            renamed = onnx.NodeProto()
            renamed.CopyFrom(node)
            renamed.name = f"{key}{node.name}"
            renamed.input[:] = map(rename, node.input)
            renamed.output[:] = map(rename, node.output)
            nodes.append(renamed)
        own = [i for i in model.graph.initializer if i.name not in names]
        for tensor in own:
            tensor.name = rename(tensor.name)
        outputs = [onnx.ValueInfoProto.FromString(o.SerializeToString()) for o in model.graph.output]
        for output in outputs:
            output.name = rename(output.name)
        branches_[f"{key}_branch"] = helper.make_graph(nodes, key, [], outputs, own)
    condition = helper.make_tensor_value_info(flag, onnx.TensorProto.BOOL, [1])
    outputs = list(later.graph.output)
    choice = helper.make_node("If", [flag], [o.name for o in outputs], "if", **branches_)
    graph = helper.make_graph(
        [choice], "merged", [*later.graph.input, condition], outputs, list(shared.values())
    )
    merged = helper.make_model(graph, opset_imports=later.opset_import, producer_name="pytorch")
    merged.ir_version = later.ir_version
    return merged


def content(tensor):
    return tensor.data_type, tuple(tensor.dims), numpy_helper.to_array(tensor).tobytes()


def describe(model):
    """Operators, and the large tensors with the nodes that use them."""
    counts, uses = {}, {}

    def walk(graph):
        for node in graph.node:
            counts[node.op_type] = counts.get(node.op_type, 0) + 1
            for i, name in enumerate(node.input):
                uses.setdefault(name, []).append(f"{node.op_type}[{i}]")
            for branch in branches(node):
                walk(branch)

    walk(model.graph)
    lines = ["  " + " ".join(f"{op}:{count}" for op, count in sorted(counts.items()))]
    for tensor in model.graph.initializer:
        if np.prod(tensor.dims) >= LARGE:
            type_ = onnx.TensorProto.DataType.Name(tensor.data_type)
            lines.append(f"  {tensor.name} {type_} {list(tensor.dims)} {' '.join(uses.get(tensor.name, []))}")
    return "\n".join(lines)
