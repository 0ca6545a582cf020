package dev.usher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class RehearseCommandTest {
  @TempDir private Path home;

  @Test
  void leavesNothingBehindAndAsksForNoSettings() throws Exception {
    Path temporary = home.resolve("tmp");
    assertThat(temporary.toFile().mkdir()).isTrue();
    Map<String, String> environment =
        Map.of(
            "USHER_DB_URL",
            "jdbc:mariadb://127.0.0.1:1/nobody",
            "JAVA_TOOL_OPTIONS",
            "-Djava.io.tmpdir=" + temporary);

    try (ServeProcess rehearsal = ServeProcess.run(home, environment, "rehearse")) {
      assertThat(rehearsal.awaitEnd()).as(rehearsal.err()).isZero();
    }

    assertThat(temporary).isEmptyDirectory();
    assertThat(home.resolve("data")).doesNotExist();
  }
}
