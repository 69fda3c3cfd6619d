package dev.ovenbird.html;

/**
 * An element among the tags that somebody goes through, from the one that begins it to the one that
 * ends it; others of its kind may be inside.
 */
public final class OpenElement {
  private final String name;

  /** How many of its kind are open. */
  private int depth;

  /** The element that the present tag begins; one like {@code <path/>} is over at once. */
  public OpenElement(TagScanner tags) {
    name = tags.name();
    depth = tags.closesItself() ? 0 : 1;
  }

  public boolean isOpen() {
    return depth > 0;
  }

  /** Takes note of the next tag. */
  public void visit(TagScanner tags) {
    if (tags.name().equals(name)) {
      depth += tags.opens() ? 1 : -1;
    }
  }
}
