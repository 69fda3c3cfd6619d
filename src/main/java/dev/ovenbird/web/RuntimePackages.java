package dev.ovenbird.web;

import dev.ovenbird.fetch.NpmPackage;

/** What the browser runtime is made from. */
final class RuntimePackages {
  static final NpmPackage TRANSFORMERS =
      new NpmPackage(
          "@huggingface/transformers",
          "4.3.1",
          "sha512-5+voSeUCFK6PCKlY15dPhNOKq3/zOTxDN7oC+Wy9dFb1QZ0TSQomZRRy7URRK8YRuUoE9fGMQTTPC5d/pWBJhA==");

  /**
   * The very version that Transformers.js 4.3.1 asks for: its script and its wasm belong together.
   */
  static final NpmPackage ONNX_RUNTIME =
      new NpmPackage(
          "onnxruntime-web",
          "1.31.0-dev.20260914-8d85527a0",
          "sha512-Iy7rtadoBgxS/LLvDr3QW38DB1PNXRnr0GJMcL0TAt7c9qjgVQl83UlGCVyeAnK2InpmW8Uc3PL8XIuqtDeF6g==");

  private RuntimePackages() {}
}
