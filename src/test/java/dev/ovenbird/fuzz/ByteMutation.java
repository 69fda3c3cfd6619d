package dev.ovenbird.fuzz;

import java.util.Arrays;
import java.util.Random;

/** Damage that knows nothing of the format: what disks, networks and editors do to a file. */
enum ByteMutation {
  FLIP_BITS {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      byte[] copy = bytes.clone();
      for (int i = 0; i <= random.nextInt(8); i++) {
        copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
      }
      return copy;
    }
  },
  OVERWRITE {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      byte[] copy = bytes.clone();
      int at = random.nextInt(copy.length);
      int end = Math.min(copy.length, at + 1 + random.nextInt(16));
      // Ones are the largest numbers and lengths, zeros the smallest.
      Arrays.fill(copy, at, end, (byte) (random.nextBoolean() ? 0xFF : random.nextInt(3)));
      return copy;
    }
  },
  TRUNCATE {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      return Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }
  },
  CUT_OUT {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      int begin = random.nextInt(bytes.length);
      int end = Math.min(bytes.length, begin + 1 + random.nextInt(32));
      return join(Arrays.copyOf(bytes, begin), Arrays.copyOfRange(bytes, end, bytes.length));
    }
  },
  REPEAT {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      int begin = random.nextInt(bytes.length);
      int end = Math.min(bytes.length, begin + 1 + random.nextInt(64));
      return join(Arrays.copyOf(bytes, end), Arrays.copyOfRange(bytes, begin, bytes.length));
    }
  },
  SWAP {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      byte[] copy = bytes.clone();
      int length = 1 + random.nextInt(Math.min(32, bytes.length));
      int from = random.nextInt(bytes.length - length + 1);
      int to = random.nextInt(bytes.length - length + 1);
      System.arraycopy(bytes, from, copy, to, length);
      System.arraycopy(bytes, to, copy, from, length);
      return copy;
    }
  };

  abstract byte[] apply(byte[] bytes, Random random);

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
