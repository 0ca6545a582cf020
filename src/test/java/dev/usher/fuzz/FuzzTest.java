package dev.usher.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A short run of {@code scripts/fuzz}. */
class FuzzTest {
  private static final long SEED = 20_260_713;
  private static final int REQUESTS = 3_000;

  @Test
  void everyRequestIsAnsweredAsItShouldBe() throws Exception {
    assertThat(new Campaign(SEED).run(0, REQUESTS, () -> true, next -> {})).isEmpty();
  }

  @Test
  void aRequestIsMadeFromTheSeedAndItsNumberAlone() {
    assertThat(made(SEED)).isEqualTo(made(SEED)).isNotEqualTo(made(SEED + 1));
    assertThat(made(SEED)).doesNotHaveDuplicates();
  }

  private static List<String> made(long seed) {
    return LongStream.range(0, 20).mapToObj(number -> RequestMaker.make(seed, number)).toList();
  }
}
