/**
 * The ONNX format. Files enter, {@code ModelProto} messages whose weights are views of the mapped
 * file leave, and the other way round; also where the tensors lie in a file and what a model
 * consists of. Used by {@code quantize}, {@code evaluate}, {@code pack} and {@code cli}; calls
 * {@code diagnostics} only.
 */
package dev.ovenbird.onnx;
