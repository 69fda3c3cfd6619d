package dev.ovenbird.pack;

import java.nio.file.Path;

/**
 * One file to pack.
 *
 * @param path its name in the pack, with slashes: {@code onnx/model_quantized.onnx}
 * @param source where it is now
 * @param layout where it had best be cut
 */
public record PackFile(String path, Path source, Layout layout) {
  /** A file that may be cut anywhere. */
  public PackFile(String path, Path source) {
    this(path, source, Layout.NONE);
  }
}
