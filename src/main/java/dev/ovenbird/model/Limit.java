package dev.ovenbird.model;

import dev.ovenbird.evaluate.Metric;

/**
 * What a figure of a small model may be at worst.
 *
 * @param key the descriptor's name for it, such as {@code minimumCosine}
 * @param value in the metric's own unit; shares and increases as fractions
 * @param line of the descriptor that sets it; where none does, the line of its evaluation
 * @param written whether the descriptor sets it; else it is the default for the dtype
 */
public record Limit(String key, Metric metric, double value, int line, boolean written) {}
