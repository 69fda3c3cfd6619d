package dev.ovenbird.pack;

import java.util.List;

/**
 * What a packer should know of a file's content.
 *
 * @param sections offsets in bytes, ascending, at which something begins that changes, or not, as a
 *     whole: the layers of a model. A shard that is worth a request does not reach across one
 * @param cutPoints offsets, ascending, at which a longer section had best be cut
 * @param numbers ascending; where bytes are numbers of several bytes each
 */
public record Layout(List<Long> sections, List<Long> cutPoints, List<Numbers> numbers) {
  /** Bytes of which nothing is known. */
  public static final Layout NONE = new Layout(List.of(), List.of(), List.of());

  public Layout {
    sections = List.copyOf(sections);
    cutPoints = List.copyOf(cutPoints);
    numbers = List.copyOf(numbers);
  }
}
