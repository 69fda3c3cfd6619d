/**
 * Runs models in ONNX Runtime, to know before publishing whether a smaller model is still right,
 * and keeps what it makes of their graphs. Model files with sentences, passages or images enter,
 * vectors, measures of fidelity and optimized models leave. Called by {@code cli}, {@code model}
 * and {@code search}; calls {@code onnx} and {@code diagnostics}.
 */
package dev.ovenbird.evaluate;
