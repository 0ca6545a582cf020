package dev.usher.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RepeatedWorkTest {
  private static final Duration PAUSE = Duration.ofMillis(1);
  private static final List<Throwable> FAILURES =
      List.of(
          new IllegalStateException("failure"),
          new NoClassDefFoundError("missing"),
          new StackOverflowError(),
          new AssertionError("bug"));

  @Test
  void itGoesOnWhateverTheWorkThrows() {
    AtomicInteger done = new AtomicInteger();
    try (RepeatedWork work = new RepeatedWork("test", Duration.ofSeconds(5))) {
      work.every(
          PAUSE,
          () -> {
            int number = done.getAndIncrement();
            if (number < FAILURES.size()) {
              RepeatedWorkTest.<RuntimeException>raise(FAILURES.get(number));
            }
          },
          "The test's work failed");

      await().until(() -> done.get() > FAILURES.size() + 2);
    }
  }

  @Test
  void aStopWaitsForWhatIsBeingDoneAndInterruptsItAfterTheGrace() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    RepeatedWork work = new RepeatedWork("test", Duration.ofMillis(50));
    work.every(
        PAUSE,
        () -> {
          begun.countDown();
          try {
            Thread.sleep(60_000);
          } catch (InterruptedException e) {
            interrupted.set(true);
          }
        },
        "The test's work failed");
    begun.await();

    assertThat(work.stop()).isFalse();

    await().untilTrue(interrupted);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void raise(Throwable failure) throws T {
    throw (T) failure;
  }
}
