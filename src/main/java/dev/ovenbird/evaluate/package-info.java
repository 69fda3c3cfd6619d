/**
 * Runs models in ONNX Runtime, to know before publishing whether a smaller model is still right.
 * Model files and sentences enter, vectors and measures of fidelity leave. Called by {@code cli},
 * {@code pack} and {@code search}; calls {@code onnx} and {@code diagnostics}.
 */
package dev.ovenbird.evaluate;
