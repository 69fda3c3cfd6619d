package dev.ovenbird.evaluate;

/**
 * A sample and how far the two models are apart on it.
 *
 * @param text the sentence, the passage's beginning, or the image's file name
 * @param value the cosine of both models' vectors; for passages the mean divergence in nats
 * @param note what differs most, for people; may be empty
 */
public record Example(String text, double value, String note) {}
