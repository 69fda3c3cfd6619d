package dev.ovenbird.web;

/**
 * A package of the npm registry, pinned.
 *
 * @param integrity as the registry and lock files write it: {@code sha512-} and the hash in Base64
 */
record NpmPackage(String name, String version, String integrity) {
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

  /** The tarball's path below a registry's address. */
  String tarballPath() {
    return name + "/-/" + tarballName();
  }

  String tarballName() {
    return name.substring(name.indexOf('/') + 1) + "-" + version + ".tgz";
  }
}
