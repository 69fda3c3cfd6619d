/**
 * LZMA, as in files that end in ".lzma": a header of 13 bytes, then one stream without an end marker.
 * Browsers decode gzip themselves, but code, of which the runtime's WebAssembly is megabytes, becomes a
 * third smaller so.
 *
 * Source of the format: LZMA specification, https://www.7-zip.org/sdk.html
 */

const HEADER_BYTES = 13;
/** A probability of one half, of 2^11 in all. */
const EVEN = 1 << 10;
/** Below it, another byte of the stream is taken. */
const LEAST_RANGE = 2 ** 24;
const STATES = 12;
const LITERAL_PROBABILITIES = 0x300;
const LEAST_MATCH = 2;
/** In an array of a length's probabilities: two choices, then 16 times 8 short and medium ones, then long ones. */
const SHORT = 2;
const MEDIUM = SHORT + 16 * 8;
const LONG = MEDIUM + 16 * 8;

/**
 * @param {Uint8Array} source
 * @param {Uint8Array} target exactly as long as what was encoded
 * @returns {boolean} whether the source is whole and fills the target exactly
 */
export function decodeLzma(source, target) {
  const view = new DataView(source.buffer, source.byteOffset, source.byteLength);
  const isLzma = source.length >= HEADER_BYTES + 5 && source[0] < 225 && source[HEADER_BYTES] === 0;
  if (!isLzma || view.getBigUint64(5, true) !== BigInt(target.length)) {
    return false;
  }
  const coder = new RangeDecoder(source, HEADER_BYTES + 1);
  return new LzmaDecoder(coder, source[0]).decode(target) && coder.isWithin;
}

/** Takes bits from the stream, each with the probability that those before it had. */
class RangeDecoder {
  #source;
  #position;
  #range = 0xffffffff;
  #code;

  constructor(source, position) {
    this.#source = source;
    this.#code = new DataView(source.buffer, source.byteOffset).getUint32(position);
    this.#position = position + 4;
  }

  /** Whether no more bytes were taken than there are. */
  get isWithin() {
    return this.#position <= this.#source.length;
  }

  bit(probabilities, index) {
    const probability = probabilities[index];
    const bound = Math.imul(this.#range >>> 11, probability) >>> 0;
    let bit = 0;
    if (this.#code < bound) {
      this.#range = bound;
      probabilities[index] = probability + ((2 * EVEN - probability) >> 5);
    } else {
      this.#range -= bound;
      this.#code -= bound;
      probabilities[index] = probability - (probability >> 5);
      bit = 1;
    }
    this.#normalize();
    return bit;
  }

  /** A number of which nothing is known, the highest bit first. */
  direct(bits) {
    let number = 0;
    for (let i = 0; i < bits; i++) {
      this.#range >>>= 1;
      const bit = this.#code >= this.#range ? 1 : 0;
      this.#code -= bit * this.#range;
      number = number * 2 + bit;
      this.#normalize();
    }
    return number;
  }

  /** A number whose bits have a probability each, depending on those before; the highest bit first. */
  tree(probabilities, offset, bits) {
    let node = 1;
    for (let i = 0; i < bits; i++) {
      node = (node << 1) | this.bit(probabilities, offset + node);
    }
    return node - (1 << bits);
  }

  /** The same, the lowest bit first. */
  reverseTree(probabilities, offset, bits) {
    let node = 1;
    let number = 0;
    for (let i = 0; i < bits; i++) {
      const bit = this.bit(probabilities, offset + node);
      node = (node << 1) | bit;
      number |= bit << i;
    }
    return number;
  }

  #normalize() {
    if (this.#range < LEAST_RANGE) {
      this.#range = (this.#range << 8) >>> 0;
      this.#code = ((this.#code << 8) | this.#source[this.#position++]) >>> 0;
    }
  }
}

class LzmaDecoder {
  #coder;
  #literalContextBits;
  #literalPositionMask;
  #positionMask;
  #isMatch = even(STATES * 16);
  #isRepeat = even(STATES);
  #isRepeat0 = even(STATES);
  #isRepeat0Long = even(STATES * 16);
  #isRepeat1 = even(STATES);
  #isRepeat2 = even(STATES);
  #literals;
  #matchLengths = even(LONG + 256);
  #repeatLengths = even(LONG + 256);
  #distanceSlots = even(4 * 64);
  #distances = even(128);
  #alignment = even(16);

  /** @param {number} properties the header's first byte */
  constructor(coder, properties) {
    this.#coder = coder;
    this.#literalContextBits = properties % 9;
    const literalPositionBits = Math.floor(properties / 9) % 5;
    this.#literalPositionMask = (1 << literalPositionBits) - 1;
    this.#positionMask = (1 << Math.floor(properties / 45)) - 1;
    this.#literals = even(LITERAL_PROBABILITIES << (this.#literalContextBits + literalPositionBits));
  }

  /** @returns {boolean} false if a match begins before the target or ends behind it */
  decode(target) {
    const coder = this.#coder;
    let state = 0;
    // Distances of the last four matches, less one.
    let [repeat0, repeat1, repeat2, repeat3] = [0, 0, 0, 0];
    for (let at = 0; at < target.length; ) {
      const place = at & this.#positionMask;
      if (coder.bit(this.#isMatch, (state << 4) + place) === 0) {
        target[at] = this.#literal(target, at, state, repeat0);
        at++;
        state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
        continue;
      }
      let length = 1 - LEAST_MATCH;
      if (coder.bit(this.#isRepeat, state) === 0) {
        [repeat1, repeat2, repeat3] = [repeat0, repeat1, repeat2];
        length = this.#length(this.#matchLengths, place);
        repeat0 = this.#distance(length);
        state = state < 7 ? 7 : 10;
      } else if (coder.bit(this.#isRepeat0, state) === 1) {
        if (coder.bit(this.#isRepeat1, state) === 0) {
          [repeat0, repeat1] = [repeat1, repeat0];
        } else if (coder.bit(this.#isRepeat2, state) === 0) {
          [repeat0, repeat1, repeat2] = [repeat2, repeat0, repeat1];
        } else {
          [repeat0, repeat1, repeat2, repeat3] = [repeat3, repeat0, repeat1, repeat2];
        }
        length = this.#length(this.#repeatLengths, place);
        state = state < 7 ? 8 : 11;
      } else if (coder.bit(this.#isRepeat0Long, (state << 4) + place) === 1) {
        length = this.#length(this.#repeatLengths, place);
        state = state < 7 ? 8 : 11;
      } else {
        // One byte, as far back as the last match.
        state = state < 7 ? 9 : 11;
      }
      const from = at - repeat0 - 1;
      const end = at + length + LEAST_MATCH;
      if (from < 0 || end > target.length) {
        return false;
      }
      for (let source = from; at < end; ) {
        target[at++] = target[source++];
      }
    }
    return true;
  }

  /** After a match, the byte that would have continued it is known not to be this one, and tells more. */
  #literal(target, at, state, repeat0) {
    const coder = this.#coder;
    const before = at > 0 ? target[at - 1] >> (8 - this.#literalContextBits) : 0;
    const context = ((at & this.#literalPositionMask) << this.#literalContextBits) + before;
    const offset = LITERAL_PROBABILITIES * context;
    let symbol = 1;
    if (state >= 7) {
      let expected = target[at - repeat0 - 1];
      let same = true;
      while (same && symbol < 0x100) {
        const due = (expected >> 7) & 1;
        expected <<= 1;
        const bit = coder.bit(this.#literals, offset + ((1 + due) << 8) + symbol);
        symbol = (symbol << 1) | bit;
        same = bit === due;
      }
    }
    while (symbol < 0x100) {
      symbol = (symbol << 1) | coder.bit(this.#literals, offset + symbol);
    }
    return symbol;
  }

  /** Less LEAST_MATCH. */
  #length(probabilities, place) {
    const coder = this.#coder;
    if (coder.bit(probabilities, 0) === 0) {
      return coder.tree(probabilities, SHORT + 8 * place, 3);
    }
    if (coder.bit(probabilities, 1) === 0) {
      return 8 + coder.tree(probabilities, MEDIUM + 8 * place, 3);
    }
    return 16 + coder.tree(probabilities, LONG, 8);
  }

  /** Less one. */
  #distance(length) {
    const coder = this.#coder;
    const slot = coder.tree(this.#distanceSlots, 64 * Math.min(length, 3), 6);
    if (slot < 4) {
      return slot;
    }
    const bits = (slot >> 1) - 1;
    const first = (2 | (slot & 1)) * 2 ** bits;
    if (slot < 14) {
      return first + coder.reverseTree(this.#distances, first - slot, bits);
    }
    return first + 16 * coder.direct(bits - 4) + coder.reverseTree(this.#alignment, 0, 4);
  }
}

const even = (size) => new Uint16Array(size).fill(EVEN);
