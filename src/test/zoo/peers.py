"""The same models, made smaller by ONNX Runtime's own tools, and how close they stay."""

import logging
import re
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import (
    DefaultWeightOnlyQuantConfig,
    MatMulNBitsQuantizer,
)
from onnxruntime.quantization.shape_inference import quant_pre_process
from onnxruntime.transformers.float16 import convert_float_to_float16


def dynamic(**options):
    def make(source, target):
        extra = {"EnableSubgraph": True} if has_branches(source) else {}
        attempts = {
            "": lambda: quantize_dynamic(source, target, extra_options=extra, **options),
            "DefaultTensorType given": lambda: quantize_dynamic(
                source,
                target,
                extra_options=extra | {"DefaultTensorType": onnx.TensorProto.FLOAT},
                **options,
            ),
        }
        return first_that_works(attempts)

    return make


def blocks(bits, size, symmetric, ops=("MatMul",)):
    def make(source, target):
        config = DefaultWeightOnlyQuantConfig(
            block_size=size, is_symmetric=symmetric, op_types_to_quantize=ops, bits=bits
        )
        quantizer = MatMulNBitsQuantizer(onnx.load(source), algo_config=config)
        quantizer.process()
        quantizer.model.save_model_to_file(str(target), False)

    return make


def default_blocks(source, target):
    quantizer = MatMulNBitsQuantizer(onnx.load(source))
    quantizer.process()
    quantizer.model.save_model_to_file(str(target), False)
    return f"block size {quantizer.block_size}, symmetric: {quantizer.is_symmetric}"


def half(source, target):
    attempts = {
        "": lambda: onnx.save(convert_float_to_float16(onnx.load(source), keep_io_types=True), target),
        "without shape inference": lambda: onnx.save(
            convert_float_to_float16(onnx.load(source), keep_io_types=True, disable_shape_infer=True),
            target,
        ),
    }
    return first_that_works({k: loaded(v, target) for k, v in attempts.items()})


def blocks_and_half(source, target):
    between = target.with_suffix(".q4.onnx")
    blocks(4, 32, True)(source, between)
    return half(between, target)


def preprocessed_first(make):
    def both(source, target):
        return make(preprocessed(source), target)

    return both


logging.disable(logging.WARNING)

CHANNEL_INT8 = dynamic(per_channel=True, weight_type=QuantType.QInt8)
CHANNEL_UINT8 = dynamic(per_channel=True, weight_type=QuantType.QUInt8)

SCHEMES = {
    "q8ChannelInt8": CHANNEL_INT8,
    "q8ChannelUint8": CHANNEL_UINT8,
    "q8TensorInt8": dynamic(weight_type=QuantType.QInt8),
    "q8TensorUint8": dynamic(weight_type=QuantType.QUInt8),
    "q8Block32": blocks(8, 32, True),
    "q4Default": default_blocks,
    "q4Block32Symmetric": blocks(4, 32, True),
    "q4Block32Asymmetric": blocks(4, 32, False),
    "q4Block32SymmetricGather": blocks(4, 32, True, ("MatMul", "Gather")),
    "q4Block32AsymmetricGather": blocks(4, 32, False, ("MatMul", "Gather")),
    "q8ChannelInt8Preprocessed": preprocessed_first(CHANNEL_INT8),
    "q8ChannelUint8Preprocessed": preprocessed_first(CHANNEL_UINT8),
    "q4Block32SymmetricPreprocessed": preprocessed_first(blocks(4, 32, True)),
    "q4Block32AsymmetricPreprocessed": preprocessed_first(blocks(4, 32, False)),
    "fp16": half,
    "q4f16": blocks_and_half,
}


def has_branches(source):
    return any(n.op_type == "If" for n in onnx.load(source).graph.node)


def preprocessed(source):
    """Shapes inferred and constants folded, as the tools ask for."""
    target = source.with_suffix(".preprocessed.onnx")
    try:
        quant_pre_process(str(source), str(target))
    except Exception:
        # Its symbolic inference knows not every operator, and without it, it drops what it folded.
        folded = source.with_suffix(".folded.onnx")
        options = onnxruntime.SessionOptions()
        options.optimized_model_filepath = str(folded)
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        onnxruntime.InferenceSession(str(source), options, providers=["CPUExecutionProvider"])
        quant_pre_process(str(folded), str(target), skip_symbolic_shape=True, skip_optimization=True)
    return target


def loaded(make, target):
    """Makes the file and opens it, since some files are written that do not load."""

    def attempt():
        make()
        session(target)

    return attempt


def first_that_works(attempts):
    """Tries each; answers how it worked, and raises the first error if none did."""
    errors = []
    for how, attempt in attempts.items():
        try:
            attempt()
            return how
        except Exception as e:
            errors.append(e)
    raise errors[0]


def session(path):
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def outputs(path, sets):
    """For each input set a map from the names of float outputs to arrays."""
    run = session(path)
    names = [o.name for o in run.get_outputs()]
    return [dict(zip(names, run.run(None, inputs))) for inputs in sets]


def cosine(a, b):
    aa, bb = a @ a, b @ b
    if aa == 0 or bb == 0:
        return 1.0 if aa == bb else 0.0
    return a @ b / np.sqrt(aa * bb)


def closeness(originals, candidates, names):
    """Over all sets and the outputs of those names; float64 throughout."""
    cosines, squares, differences = [], 0.0, 0.0
    for original, candidate in zip(originals, candidates):
        for name in names:
            a = original[name].astype(np.float64)
            b = candidate[name].astype(np.float64)
            if a.shape != b.shape or not np.isfinite(b).all():
                raise ValueError(f"{name} has another shape, or values that are not finite")
            width = a.shape[-1]
            cosines += [cosine(p, q) for p, q in zip(a.reshape(-1, width), b.reshape(-1, width))]
            squares += float((a * a).sum())
            differences += float(((a - b) ** 2).sum())
    return float(np.mean(cosines)), float(np.sqrt(differences / squares))


def figures(originals, candidates):
    present = [name for name in originals[0] if name.startswith("present")]
    others = [name for name in originals[0] if name not in present]
    mean, rms = closeness(originals, candidates, others)
    result = {"meanCosine": mean, "relativeRms": rms}
    if present:
        mean, rms = closeness(originals, candidates, present)
        result |= {"presentMeanCosine": mean, "presentRelativeRms": rms}
    return result


def without_paths(error):
    text = f"{type(error).__name__}: {error}".strip()
    return re.sub(r"(/[\w.+-]+)+/", "", " ".join(text.split()))[:240]


def measure(source, sets, folder):
    """What each scheme gives for one model."""
    originals = outputs(source, sets)
    results = {}
    for scheme, make in SCHEMES.items():
        target = Path(folder) / f"{scheme}.onnx"
        try:
            how = make(source, target)
            result = {"bytes": target.stat().st_size} | figures(originals, outputs(target, sets))
            if how:
                result["how"] = how
        except Exception as e:
            result = {"error": without_paths(e)}
        results[scheme] = result
        print(f"  {scheme:26} {result}")
    return results
