package dev.ovenbird.bench;

/** Everything that is measured of the quantizer, as tables. */
public final class QuantizeBench {
  private QuantizeBench() {}

  public static void main(String[] arguments) throws Exception {
    ZooTable.print();
  }
}
