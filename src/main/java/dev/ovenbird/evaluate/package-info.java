/**
 * Runs models in ONNX Runtime, to know before publishing whether a smaller model is still right.
 * Model files with sentences, passages or images enter, vectors and measures of fidelity leave.
 * Called by {@code cli}, {@code model} and {@code search}; calls {@code onnx} and {@code
 * diagnostics}.
 */
package dev.ovenbird.evaluate;
