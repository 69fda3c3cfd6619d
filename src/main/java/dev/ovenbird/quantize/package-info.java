/**
 * Makes models smaller. An ONNX file enters, a smaller ONNX file that runs in ONNX Runtime and ONNX
 * Runtime Web as it is leaves, with a report of what was done to each tensor. Called by {@code cli}
 * and {@code model}; calls {@code onnx} and {@code diagnostics}.
 */
package dev.ovenbird.quantize;
