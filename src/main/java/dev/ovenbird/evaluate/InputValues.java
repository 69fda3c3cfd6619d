package dev.ovenbird.evaluate;

/**
 * Numbers for an input, before a model says of which type it wants them.
 *
 * @param shape of the tensor; empty for a single number
 * @param values as many as the shape holds, row by row
 */
record InputValues(long[] shape, double[] values) {}
