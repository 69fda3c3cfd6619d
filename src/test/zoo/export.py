"""Makes the zoo: see README.md.

    python3 export.py [--only NAME] --out FOLDER
"""

import argparse
import datetime
import json
import platform
import shutil
import tempfile
import traceback
import warnings
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
import torchvision
import transformers

import architectures
import graphs
import inputs
import peers
import weights

MAXIMUM_BYTES = 1_000_000


def export(zoo, module, example, path):
    names = [name for name in example if name in zoo.axes]
    names = names if module is zoo.module else names[:3]
    tensors = tuple(torch.from_numpy(example[name]) for name in names)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            tensors,
            str(path),
            input_names=names,
            output_names=zoo.outputs,
            dynamic_axes={n: zoo.axes[n] for n in [*names, *zoo.outputs]},
            opset_version=zoo.opset,
            do_constant_folding=zoo.folding,
            dynamo=False,
        )
    return onnx.load(path)


def build(zoo, folder):
    arrays = [inputs.arrays(s) for s in zoo.sets]
    scratch = Path(folder) / "exported.onnx"
    model = export(zoo, zoo.module, arrays[zoo.example], scratch)
    if zoo.first_step:
        first = export(zoo, zoo.first_step, arrays[1], scratch)
        model = graphs.merge(model, first, "use_cache_branch")
    for step in zoo.finish:
        model = step(model)
    model = graphs.clean(model)
    onnx.checker.check_model(model)
    print(graphs.describe(model))
    return model, arrays


def compare_with_torch(zoo, arrays, path):
    """Every input set, since what was traced is only one shape."""
    worst = 0.0
    for given, found in zip(arrays, peers.outputs(path, arrays)):
        expected = zoo.run(given)
        expected = expected if isinstance(expected, tuple) else (expected,)
        for name, tensor in zip(zoo.outputs, expected):
            difference = np.abs(tensor.numpy() - found[name]).max()
            worst = max(worst, float(difference / np.abs(tensor.numpy()).max()))
    print(f"  largest relative difference to PyTorch {worst:.2e}")
    limit = 0.05 if graphs.half in zoo.finish else 1e-4
    if not worst < limit:
        raise ValueError(f"the exported model strays from PyTorch by {worst}")


def make(name, out):
    print(f"== {name}", flush=True)
    zoo = architectures.ALL[name]()
    target = out / name
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        model, arrays = build(zoo, folder)
        path = Path(folder) / "model.onnx"
        onnx.save(model, path)
        compare_with_torch(zoo, arrays, path)
        logits = [o[zoo.outputs[0]] for o in peers.outputs(path, arrays)]
        print("  " + weights.describe(np.concatenate([x.reshape(-1, x.shape[-1]) for x in logits])))
        size = path.stat().st_size
        print(f"  {size} bytes")
        if size > MAXIMUM_BYTES:
            raise ValueError(f"{size} bytes are too many")
        shutil.copy(path, target / "model.onnx")
        inputs.write(zoo.sets, target / "inputs.json")
        return {"bytes": size, "peers": peers.measure(path, arrays, folder)}


def versions():
    modules = [torch, torchvision, transformers, onnx, onnxruntime, np]
    return {"python": platform.python_version()} | {m.__name__: m.__version__ for m in modules}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", choices=list(architectures.ALL))
    arguments = parser.parse_args()
    torch.manual_seed(weights.SEED)
    results, failed = {}, []
    for name in [arguments.only] if arguments.only else architectures.ALL:
        try:
            results[name] = make(name, arguments.out)
        except Exception:
            traceback.print_exc()
            failed.append(name)
    record = {
        "date": datetime.date.today().isoformat(),
        "versions": versions(),
        "models": results,
    }
    (arguments.out / "peers.json").write_text(json.dumps(record, indent=1) + "\n")
    print("failed:", failed or "none")


if __name__ == "__main__":
    main()
