package dev.ovenbird.model;

import dev.ovenbird.quantize.Dtype;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * What a reader's browser can compute with, and which dtypes run there, best first. This is the
 * only table of it: the catalog carries each model's rows to the browser, which takes the first.
 *
 * <p>The order: what the device computes with directly comes first, then what is small. int8 has no
 * kernels on WebGPU; there {@code MatMulInteger} falls back to the processor, rightly and slowly.
 * Shaders without {@code shader-f16} cannot read 16-bit floats at all; WebAssembly widens them at
 * each step.
 */
public enum Device {
  WEBGPU_F16("webgpu-f16", "WebGPU", Dtype.Q4F16, Dtype.FP16, Dtype.Q4, Dtype.Q8, Dtype.FP32),
  WEBGPU("webgpu", "WebGPU without 16-bit floats", Dtype.Q4, Dtype.Q8, Dtype.FP32),
  WASM("wasm", "WebAssembly", Dtype.Q8, Dtype.Q4, Dtype.FP32, Dtype.FP16, Dtype.Q4F16);

  /**
   * Kernels that ONNX Runtime Web has for WebGPU and not for WebAssembly; found by running them.
   */
  private static final Set<String> NOT_ON_WASM = Set.of("com.microsoft.GatherBlockQuantized");

  private final String id;
  private final String title;
  private final List<Dtype> runs;

  Device(String id, String title, Dtype... runs) {
    this.id = id;
    this.title = title;
    this.runs = List.of(runs);
  }

  /** As the catalog has it: {@code webgpu-f16}. */
  public String id() {
    return id;
  }

  /** As people read it. */
  public String title() {
    return title;
  }

  /** As Transformers.js and a descriptor have it: {@code webgpu} or {@code wasm}. */
  public String api() {
    return this == WASM ? "wasm" : "webgpu";
  }

  /** Whether all nodes of a model have kernels here. */
  boolean computes(Set<String> operators) {
    return this != WASM || Collections.disjoint(operators, NOT_ON_WASM);
  }

  /**
   * Those of the published dtypes that run here, best first.
   *
   * @param first what the author wants before all others, if it runs here; may be null
   */
  List<Dtype> order(Collection<Dtype> published, Dtype first) {
    List<Dtype> ordered = new ArrayList<>(runs);
    ordered.retainAll(published);
    if (ordered.remove(first)) {
      ordered.add(0, first);
    }
    return List.copyOf(ordered);
  }
}
