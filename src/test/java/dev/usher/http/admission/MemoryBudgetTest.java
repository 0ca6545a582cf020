package dev.usher.http.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.http.admission.MemoryBudget.Charge;
import dev.usher.http.admission.MemoryBudget.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  private static final int MEBIBYTE = 1 << 20;

  private final MemoryBudget budget = new MemoryBudget(100 * MEBIBYTE);

  @Test
  void whatArrivesTakesHalfOfTheMemoryAndWhatIsProcessedNineTenths() {
    Charge arrival = budget.open(Use.ARRIVAL);
    assertThat(arrival.grow(50 * MEBIBYTE)).isTrue();
    assertThat(arrival.grow(1)).isFalse();
    Charge work = budget.open(Use.WORK);
    assertThat(work.grow(40 * MEBIBYTE)).isTrue();
    assertThat(work.grow(1)).isFalse();
    assertThat(budget.used()).isEqualTo(90 * MEBIBYTE);
  }

  @Test
  void whatIsSmallTakesTheRest() {
    budget.open(Use.ARRIVAL).grow(50 * MEBIBYTE);
    budget.open(Use.WORK).grow(40 * MEBIBYTE);
    assertThat(budget.open(Use.ARRIVAL).grow(64 * 1024)).isTrue();
    assertThat(budget.open(Use.WORK).grow(512 * 1024)).isTrue();
    assertThat(budget.open(Use.ANSWER).grow(256 * 1024)).isTrue();
    assertThat(budget.open(Use.ANSWER).grow(256 * 1024 + 1)).isFalse();
  }

  @Test
  void aChargeIsSmallNoLongerWhenItsPartsAreNot() {
    budget.open(Use.ARRIVAL).grow(50 * MEBIBYTE);
    Charge growing = budget.open(Use.ARRIVAL);
    assertThat(growing.grow(64 * 1024)).isTrue();
    assertThat(growing.grow(1)).isFalse();
  }

  @Test
  void aReleasedChargeHoldsNothingAndTakesNothing() {
    Charge charge = budget.open(Use.WORK);
    charge.grow(MEBIBYTE);
    charge.release();
    charge.release();
    assertThat(charge.grow(1)).isFalse();
    assertThat(budget.used()).isZero();
  }

  @Test
  void theLargestBodyFitsWithWhatIsMadeOfIt() {
    long largest = budget.largestBody(8);
    assertThat(budget.open(Use.ARRIVAL).grow(largest)).isTrue();
    assertThat(budget.open(Use.WORK).grow(largest * 8)).isTrue();
  }

  @Test
  void manyThreadsNeverHoldMoreThanTheBudgetAndGiveAllBack() throws Exception {
    int threads = 8;
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> running = new ArrayList<>();
    List<Long> over = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Random random = new Random(i);
      Thread thread = new Thread(() -> chargeAndRelease(random, start, over));
      thread.start();
      running.add(thread);
    }
    start.countDown();
    for (Thread thread : running) {
      thread.join();
    }
    assertThat(over).isEmpty();
    assertThat(budget.used()).isZero();
  }

  private void chargeAndRelease(Random random, CountDownLatch start, List<Long> over) {
    try {
      start.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (int i = 0; i < 2_000; i++) {
      Charge charge = budget.open(Use.values()[random.nextInt(3)]);
      for (int j = random.nextInt(4); j >= 0; j--) {
        charge.grow(random.nextInt(30 * MEBIBYTE));
      }
      long used = budget.used();
      if (used > budget.bytes()) {
        synchronized (over) {
          over.add(used);
        }
      }
      charge.release();
    }
  }
}
