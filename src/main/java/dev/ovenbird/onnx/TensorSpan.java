package dev.ovenbird.onnx;

/**
 * Where an initializer lies in a model file.
 *
 * @param name of the tensor
 * @param begin offset in bytes of its message
 * @param dataBegin offset of the first byte of its raw data; -1 when it has none
 * @param dataEnd offset behind the last byte of its raw data; -1 when it has none
 */
record TensorSpan(String name, long begin, long dataBegin, long dataEnd) {
  boolean hasData() {
    return dataBegin >= 0;
  }
}
