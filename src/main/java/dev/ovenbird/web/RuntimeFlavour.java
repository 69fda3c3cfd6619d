package dev.ovenbird.web;

import java.util.List;

/**
 * One build of ONNX Runtime Web with Transformers.js linked to it.
 *
 * @param id {@code wasm} where there is no WebGPU; where there is, {@code jspi} for browsers in
 *     which WebAssembly can wait for promises, and {@code asyncify} for the others
 * @param bundle the script that holds the runtime and its loader
 * @param wasm the binary that belongs to it
 * @param webgpu whether it computes on WebGPU, too
 */
record RuntimeFlavour(String id, String bundle, String wasm, boolean webgpu) {
  static final List<RuntimeFlavour> ALL =
      List.of(
          new RuntimeFlavour(
              "wasm", "ort.wasm.bundle.min.mjs", "ort-wasm-simd-threaded.wasm", false),
          new RuntimeFlavour(
              "jspi", "ort.jspi.bundle.min.mjs", "ort-wasm-simd-threaded.jspi.wasm", true),
          new RuntimeFlavour(
              "asyncify",
              "ort.webgpu.bundle.min.mjs",
              "ort-wasm-simd-threaded.asyncify.wasm",
              true));

  String packName() {
    return "ort-" + id;
  }
}
