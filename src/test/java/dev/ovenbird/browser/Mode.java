package dev.ovenbird.browser;

import java.util.List;

/** What a reader's browser can compute with. */
public enum Mode {
  /** No adapter for WebGPU, as in most headless browsers and on older machines. */
  WASM("wasm", "on WebAssembly (no WebGPU adapter here)", List.of()),

  /** Real WebGPU, drawn by the processor: right answers, slowly. */
  WEBGPU(
      "webgpu", "on WebGPU", List.of("--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"));

  private final String device;
  private final String words;
  private final List<String> flags;

  Mode(String device, String words, List<String> flags) {
    this.device = device;
    this.words = words;
    this.flags = flags;
  }

  /** As in {@code data-device}. */
  String device() {
    return device;
  }

  /** As a reader is told. */
  String words() {
    return words;
  }

  List<String> flags() {
    return flags;
  }
}
