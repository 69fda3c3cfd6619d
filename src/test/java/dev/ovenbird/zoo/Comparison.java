package dev.ovenbird.zoo;

import java.util.Optional;

/**
 * Two models on the same inputs.
 *
 * @param outputs their outputs, without those that are fed back as a cache
 * @param presents the new caches, of models that have one
 */
public record Comparison(Closeness outputs, Optional<Closeness> presents) {}
