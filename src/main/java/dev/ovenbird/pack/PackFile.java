package dev.ovenbird.pack;

import java.nio.file.Path;

/**
 * One file to pack.
 *
 * @param path its name in the pack, with slashes: {@code onnx/model_quantized.onnx}
 * @param source where it is now
 * @param cutPoints offsets in bytes, ascending, at which a shard had best begin; may be empty
 */
public record PackFile(String path, Path source, long[] cutPoints) {
  /** A file that may be cut anywhere. */
  public PackFile(String path, Path source) {
    this(path, source, new long[0]);
  }
}
