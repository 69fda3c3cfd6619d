package dev.ovenbird.zoo;

/**
 * A model as one of ONNX Runtime's own tools makes it smaller.
 *
 * @param scheme its name in {@code src/test/zoo/peers.json}
 * @param bytes size of its file
 * @param outputs how close its outputs are to the original's
 */
public record Peer(String scheme, long bytes, Closeness outputs) {}
