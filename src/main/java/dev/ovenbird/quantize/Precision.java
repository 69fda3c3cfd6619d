package dev.ovenbird.quantize;

/** How one weight is stored and computed with, from the smallest to the most exact. */
public enum Precision {
  /** 4 bits, a scale per block of inputs. */
  INT4,
  /** 8 bits: multiplied in integers for q8, in blocks for q4 and q4f16. */
  INT8,
  /** 8 bits in the file, floating point once the model is loaded. */
  WIDENED,
  /** As it was. */
  FLOAT
}
