package dev.ovenbird.onnx;

/**
 * Where an initializer lies in a model file.
 *
 * @param name of the tensor
 * @param begin offset in bytes of its field
 * @param dataBegin offset of the first byte of its raw data; -1 when it has none
 * @param dataEnd offset behind the last byte of its raw data; -1 when it has none
 * @param rest everything in it but the raw data
 */
record TensorSpan(String name, int begin, int dataBegin, int dataEnd, ByteRanges rest) {
  boolean hasData() {
    return dataBegin >= 0;
  }
}
