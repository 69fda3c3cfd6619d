package dev.ovenbird.fetch;

import dev.ovenbird.cache.Digest;
import java.net.URI;
import java.util.Optional;

/**
 * A file to be downloaded.
 *
 * @param address http or https
 * @param token for that host, if it wants one
 * @param label what it is called, for people
 * @param checksum what it has to be, where that is known
 */
record Download(URI address, Optional<String> token, String label, Optional<Checksum> checksum) {
  /** The same for the same file in every build. */
  String key() {
    return Digest.hex(checksum.map(Checksum::expected).orElse(address.toString())).substring(0, 32);
  }
}
