/**
 * The ONNX format. Files enter, {@code ModelProto} messages whose weights are views of the mapped
 * files leave, and the other way round; also where the tensors lie in a file and what a model
 * consists of. What leaves was checked: its tensors have the sizes that their shapes say, and its
 * graph can be computed. Used by {@code quantize}, {@code evaluate}, {@code model} and {@code cli};
 * calls {@code diagnostics} only.
 */
package dev.ovenbird.onnx;
