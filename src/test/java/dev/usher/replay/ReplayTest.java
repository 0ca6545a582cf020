package dev.usher.replay;

import dev.usher.testing.TestAccount;
import dev.usher.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What identity providers really send, against a fresh account each. */
class ReplayTest {
  private static final String CURSORS = "needs cursors";

  /** What is left out, and why; shorter with every feature. */
  private static final Map<String, String> SKIPPED =
      Map.ofEntries(
          Map.entry("standards/01-spc-pagination", CURSORS),
          Map.entry("standards/05-cursor-first", CURSORS),
          Map.entry("standards/06-cursor-last", CURSORS),
          Map.entry("standards/07-cursor-invalid", CURSORS));

  @TestFactory
  Stream<DynamicContainer> everyClientGetsWhatItNeeds() {
    return Fixture.clients().stream()
        .map(client -> DynamicContainer.dynamicContainer(client, requests(client)));
  }

  private static List<DynamicTest> requests(String client) {
    TestServer server = TestServer.shared();
    TestAccount account = server.accountWith(catalogue(), "activation=direct");
    Replay replay = new Replay(server.root(), server.scim(), account.token());
    return Fixture.of(client).stream()
        .map(fixture -> DynamicTest.dynamicTest(fixture.id(), () -> run(replay, fixture)))
        .toList();
  }

  private static void run(Replay replay, Fixture fixture) throws Exception {
    Optional<String> reason = skipped(fixture);
    Assumptions.assumeTrue(reason.isEmpty(), () -> reason.orElseThrow());
    replay.run(fixture);
  }

  private static Optional<String> skipped(Fixture fixture) {
    return Optional.ofNullable(SKIPPED.get(fixture.id()));
  }

  private static String catalogue() {
    try {
      return Files.readString(Fixture.catalogue());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
