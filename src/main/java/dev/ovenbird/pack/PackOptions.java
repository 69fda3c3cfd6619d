package dev.ovenbird.pack;

/**
 * How files are cut.
 *
 * @param targetBytes how large a shard should be before compression; it may be a quarter larger to
 *     end on a cut point, and is never larger as stored
 */
public record PackOptions(long targetBytes) {
  /** 8 MiB: few enough requests, and little to repeat when one breaks off. */
  public static final PackOptions DEFAULT = new PackOptions(8L << 20);

  public PackOptions {
    if (targetBytes < 1 << 10 || targetBytes > 1 << 30) {
      throw new IllegalArgumentException("a shard of " + targetBytes + " bytes");
    }
  }

  /** The same shards on all hosts that take them, so that a site can move. */
  public static PackOptions of(Host host) {
    return new PackOptions(Math.min(DEFAULT.targetBytes(), host.fileBytes() / 5 * 4));
  }
}
