package dev.usher.lists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever is there throughout a walk is met once, whoever else comes and goes. */
class CursorConcurrencyTest {
  private static final int STAYING = 60;
  private static final int WRITERS = 3;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "&sortBy=userName",
        "&sortBy=userName&sortOrder=descending",
        "&sortBy=displayName",
        "&sortBy=meta.lastModified&sortOrder=descending"
      })
  void thoseWhoStayAreMetOnceEach(String order) throws Exception {
    ScimClient client = TestServer.shared().account("activation=direct").client();
    List<String> staying = new ArrayList<>();
    List<String> going = new ArrayList<>();
    for (int i = 0; i < STAYING; i++) {
      staying.add(create(client, "stays-", i, i % 4 != 0));
      going.add(create(client, "goes-", i, i % 4 == 0));
    }
    AtomicBoolean walking = new AtomicBoolean(true);
    AtomicInteger writes = new AtomicInteger();
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    List<Future<?>> running = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      int number = writer;
      running.add(
          writers.submit(
              () -> {
                for (int i = number; walking.get(); i += WRITERS) {
                  create(client, "comes-", i, i % 2 == 0);
                  if (i < STAYING) {
                    assertThat(client.delete("/Users/" + going.get(i)).status()).isEqualTo(204);
                  }
                  writes.incrementAndGet();
                }
              }));
    }
    try {
      for (int walk = 0; walk < 5; walk++) {
        List<String> met =
            new CursorWalk(client, "/Users?attributes=userName&count=7" + order).ids();
        assertThat(met).doesNotHaveDuplicates().containsAll(staying);
      }
    } finally {
      walking.set(false);
      writers.shutdown();
    }
    for (Future<?> each : running) {
      each.get();
    }
    assertThat(writes.get()).as("users who came meanwhile").isGreaterThan(10);
  }

  private static String create(ScimClient client, String prefix, int number, boolean shown) {
    String name = prefix + (number * 31 % 97) + "-" + number;
    Answer created =
        shown
            ? client.createUser(name, "\"displayName\": \"%s\"".formatted(name))
            : client.createUser(name);
    assertThat(created.status()).as(created.toString()).isEqualTo(201);
    return created.id();
  }
}
