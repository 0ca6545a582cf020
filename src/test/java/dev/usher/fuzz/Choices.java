package dev.usher.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/** The random choices of one request, the same whenever it is made again. */
final class Choices {
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final SplittableRandom random;

  Choices(long seed, long number) {
    this.random = new SplittableRandom(seed * SPREAD + number);
  }

  /** From 0 to, and without, the bound. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** True once in so many times. */
  boolean onceIn(int times) {
    return random.nextInt(times) == 0;
  }

  <T> T of(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  String of(String... all) {
    return all[random.nextInt(all.length)];
  }
}
