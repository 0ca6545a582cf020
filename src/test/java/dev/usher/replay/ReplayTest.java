package dev.usher.replay;

import dev.usher.testing.TestAccount;
import dev.usher.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What identity providers really send, against a fresh account each. */
class ReplayTest {
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
        .map(fixture -> DynamicTest.dynamicTest(fixture.id(), () -> replay.run(fixture)))
        .toList();
  }

  private static String catalogue() {
    try {
      return Files.readString(Fixture.catalogue());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
