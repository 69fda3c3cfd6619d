/**
 * A model from its descriptor to its pack: fetch, quantize, check, cut. Enters: {@code
 * models/NAME/model.yaml}; leaves: a baked model, whose files lie in the build cache. Joins the
 * rooms onnx, quantize, evaluate and pack, which know nothing of each other's order. Called by the
 * site room.
 */
package dev.ovenbird.model;
