package dev.ovenbird.evaluate;

/**
 * One output of two models, given the same inputs. Jackson writes and reads it as it is.
 *
 * @param output its name
 * @param elements how many numbers were compared
 * @param maximumDifference largest absolute difference of two numbers; infinite when one of them is
 *     not a number
 * @param meanCosine mean over the vectors along the last axis of the cosine between both
 */
public record OutputComparison(
    String output, long elements, double maximumDifference, double meanCosine) {}
