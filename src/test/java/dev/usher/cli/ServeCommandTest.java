package dev.usher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.testing.EndlessRecovery;
import dev.usher.testing.TestDatabase;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class ServeCommandTest {
  @TempDir private Path home;

  @BeforeEach
  void sharePrograms() throws IOException {
    TestDatabase.shared();
    ServeProcess.shareDatabasePrograms(home);
  }

  @Test
  void aStartAfterAnotherAndAfterAKillFindsWhatTheFirstOneMade() throws Exception {
    int port = ServeProcess.freePort();
    Map<String, String> environment = Map.of("USHER_HTTP_PORT", Integer.toString(port));

    String token;
    try (ServeProcess first = ServeProcess.run(home, environment, "serve").awaitReady()) {
      token = tokenOf(first.out(), port);
      assertThat(home.resolve("data/token")).hasContent(token);
      for (String secret : new String[] {"token", "master.key"}) {
        assertThat(PosixFilePermissions.toString(mode("data/" + secret))).isEqualTo("rw-------");
      }
      assertThat(PosixFilePermissions.toString(mode("data"))).isEqualTo("rwx------");
      assertThat(first.err()).doesNotContain(token);
      assertThat(status(port, token)).isNotEqualTo(401);
      assertThat(status(port, token + "x")).isEqualTo(401);
      assertACommandWorksBesideTheServer(environment);

      first.process().destroyForcibly();
      first.awaitEnd();
    }

    String key = Files.readString(home.resolve("data/master.key"));
    try (ServeProcess second = ServeProcess.run(home, environment, "serve").awaitReady()) {
      assertThat(second.out()).doesNotContain("first start");
      assertThat(status(port, token)).isNotEqualTo(401);
      assertThat(home.resolve("data/master.key")).hasContent(key);

      second.process().destroy();
      assertThat(second.awaitEnd()).isEqualTo(128 + 15);
      assertThat(second.err()).endsWith("Stopped\n");
    }
    assertNoDatabaseRuns();
  }

  private void assertACommandWorksBesideTheServer(Map<String, String> environment)
      throws Exception {
    try (ServeProcess command = ServeProcess.run(home, environment, "account", "list")) {
      assertThat(command.awaitEnd()).as(command.err()).isZero();
      assertThat(command.out()).startsWith("default\t");
    }
    try (ServeProcess rival = ServeProcess.run(home, environment, "serve")) {
      assertThat(rival.awaitEnd()).isEqualTo(1);
      assertThat(rival.err())
          .isEqualTo("usher: another Usher is running on " + home.resolve("data/mariadb") + "\n");
    }
  }

  @Test
  void aFirstStartIsReadyWhenItsTokenIsThere() throws Exception {
    int port = ServeProcess.freePort();
    Path token = home.resolve("data/token");
    URI ready = URI.create("http://127.0.0.1:" + port + "/health/ready");
    HttpClient client = HttpClient.newHttpClient();
    try (ServeProcess usher =
        ServeProcess.run(home, Map.of("USHER_HTTP_PORT", Integer.toString(port)), "serve")) {
      boolean isReady = false;
      while (!isReady) {
        assertThat(usher.process().isAlive()).as(usher.err()).isTrue();
        try {
          isReady =
              client
                      .send(
                          HttpRequest.newBuilder(ready).build(),
                          HttpResponse.BodyHandlers.discarding())
                      .statusCode()
                  == 200;
        } catch (ConnectException notYet) {
          Thread.onSpinWait();
        }
      }
      assertThat(token).exists();
      assertThat(status(port, Files.readString(token).strip())).isEqualTo(200);
    }
  }

  @Test
  void aStopWhileTheDatabaseRecoversEndsBothWithinSeconds() throws Exception {
    int port = ServeProcess.freePort();
    Map<String, String> environment = Map.of("USHER_HTTP_PORT", Integer.toString(port));
    try (ServeProcess first = ServeProcess.run(home, environment, "serve").awaitReady()) {
      first.process().destroy();
      first.awaitEnd();
    }
    Path programs = home.resolve("data/mariadb/programs");
    Files.delete(programs); // the link to those that tests share
    EndlessRecovery.installIn(programs);

    try (ServeProcess second = ServeProcess.run(home, environment, "serve")) {
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !databases().isEmpty());
      long stopped = System.nanoTime();
      second.process().destroy();

      assertThat(second.awaitEnd()).isEqualTo(128 + 15);
      assertThat(Duration.ofNanos(System.nanoTime() - stopped)).isLessThan(Duration.ofSeconds(12));
      assertThat(second.err()).endsWith("Stopped\n").doesNotContain("usher: ");
    }
    assertNoDatabaseRuns();
  }

  @Test
  void aTakenPortIsNamedAndNothingIsLeftRunning() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, String> environment =
          Map.of("USHER_HTTP_PORT", Integer.toString(taken.getLocalPort()));
      try (ServeProcess usher = ServeProcess.run(home, environment, "serve")) {
        assertThat(usher.awaitEnd()).isEqualTo(1);
        assertThat(usher.err().lines().filter(line -> line.startsWith("usher: ")))
            .singleElement()
            .asString()
            .contains("127.0.0.1:" + taken.getLocalPort());
      }
    }
    assertNoDatabaseRuns();
    assertThat(home.resolve("data/token")).doesNotExist();
  }

  @Test
  void anUnknownSettingStopsTheStartInOneLine() throws Exception {
    try (ServeProcess usher = ServeProcess.run(home, Map.of("USHER_HTTP_PROT", "1"), "serve")) {
      assertThat(usher.awaitEnd()).isEqualTo(2);
      assertThat(usher.err())
          .isEqualTo("usher: unknown setting USHER_HTTP_PROT; did you mean USHER_HTTP_PORT?\n");
    }
  }

  @Test
  void anExternalDatabaseIsServedAsWell() throws Exception {
    int port = ServeProcess.freePort();
    Map<String, String> environment =
        Map.of(
            "USHER_HTTP_PORT", Integer.toString(port),
            "USHER_DB_URL", TestDatabase.settings().url(),
            "USHER_DB_USER", TestDatabase.settings().user(),
            "USHER_DB_PASSWORD", TestDatabase.settings().password(),
            "USHER_KEY", "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=");
    try (ServeProcess usher = ServeProcess.run(home, environment, "serve").awaitReady()) {
      assertThat(status(port, "unknown")).isEqualTo(401);
    }
    assertThat(home.resolve("data/master.key")).doesNotExist();
    assertThat(home.resolve("data/mariadb/data")).doesNotExist();
  }

  @Test
  void anExternalDatabaseThatIsNotThereIsNamedInOneLine() throws Exception {
    Map<String, String> environment =
        Map.of(
            "USHER_DB_URL", "jdbc:mariadb://127.0.0.1:" + ServeProcess.freePort() + "/usher",
            "USHER_DB_USER", "usher",
            "USHER_DB_PASSWORD", "hidden",
            "USHER_KEY", "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=");
    try (ServeProcess usher = ServeProcess.run(home, environment, "serve")) {
      assertThat(usher.awaitEnd()).isEqualTo(1);
      assertThat(usher.err())
          .startsWith("usher: the database cannot be used: ")
          .doesNotContain("hidden");
      assertThat(usher.err().lines()).hasSize(1);
    }
  }

  @Test
  void aLostMasterKeyIsNotReplaced() throws Exception {
    Files.createDirectory(home.resolve("data/mariadb/data"));
    try (ServeProcess usher = ServeProcess.run(home, Map.of(), "serve")) {
      assertThat(usher.awaitEnd()).isEqualTo(2);
      assertThat(usher.err()).contains("master.key is missing beside its database");
    }
  }

  /** The token of the file that the line to try names; output that may be kept has no token. */
  private static String tokenOf(String out, int port) throws IOException {
    Matcher line =
        Pattern.compile(
                "curl -H \"Authorization: Bearer \\$\\(cat '(\\S+)'\\)\" -H 'Content-Type: \\S+'"
                    + " \\\\\\s+-d '[^']+' (\\S+)/Users")
            .matcher(out);
    assertThat(line.find()).as(out).isTrue();
    assertThat(line.group(2)).isEqualTo("http://127.0.0.1:" + port + "/scim/v2");
    String token = Files.readString(Path.of(line.group(1))).strip();
    assertThat(token).matches("usher_\\S{43}");
    assertThat(out).doesNotContain(token).doesNotContain("usher_");
    return token;
  }

  @Test
  void theLineToTryWorksInAShellAndATerminalShowsTheTokenOnce() throws Exception {
    Assumptions.assumeTrue(isInstalled("script"), "no script(1), which makes a terminal");
    int port = ServeProcess.freePort();
    Map<String, String> environment = Map.of("USHER_HTTP_PORT", Integer.toString(port));
    try (ServeProcess usher = ServeProcess.onATerminal(home, environment, "serve").awaitReady()) {
      String token = Files.readString(home.resolve("data/token")).strip();
      assertThat(usher.out().split(Pattern.quote(token), -1)).hasSize(2);
      Matcher line = Pattern.compile("curl [^\\r\\n]+\\\\\\r?\\n[^\\r\\n]+").matcher(usher.out());
      assertThat(line.find()).as(usher.out()).isTrue();
      Assumptions.assumeTrue(isInstalled("curl"), "no curl(1)");
      Process curl =
          new ProcessBuilder("sh", "-c", line.group().replace("\r", ""))
              .redirectErrorStream(true)
              .start();
      assertThat(new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains("\"userName\":\"ada@example.org\"");
    }
  }

  private static boolean isInstalled(String program) throws Exception {
    return new ProcessBuilder("sh", "-c", "command -v " + program)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  private static int status(int port, String token) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/scim/v2/ServiceProviderConfig"))
            .header("Authorization", "Bearer " + token)
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private Set<PosixFilePermission> mode(String name) throws IOException {
    return Files.getPosixFilePermissions(home.resolve(name));
  }

  private void assertNoDatabaseRuns() {
    assertThat(databases()).isEmpty();
  }

  private List<ProcessHandle> databases() {
    String here = "--datadir=" + home.resolve("data/mariadb/data");
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                process.info().arguments().stream()
                    .anyMatch(arguments -> Arrays.asList(arguments).contains(here)))
        .toList();
  }
}
