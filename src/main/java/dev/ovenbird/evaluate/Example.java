package dev.ovenbird.evaluate;

/**
 * A sentence and how near its two vectors are.
 *
 * @param text the sentence
 * @param cosine of the original's and the candidate's vector
 */
public record Example(String text, double cosine) {}
