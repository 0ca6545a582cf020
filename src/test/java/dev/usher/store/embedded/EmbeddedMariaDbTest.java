package dev.usher.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.usher.store.Database;
import dev.usher.store.DatabaseSettings;
import dev.usher.store.Mappers;
import dev.usher.store.StoreException;
import dev.usher.store.Transactions;
import dev.usher.testing.EndlessRecovery;
import dev.usher.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.ibatis.annotations.Select;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class EmbeddedMariaDbTest {

  interface Probe {
    @Select("SELECT text FROM kept")
    String kept();
  }

  @TempDir private Path directory;

  @Test
  void aSecondStartFindsItsDataAndItsPassword() throws SQLException {
    EmbeddedSettings settings = TestDatabase.embeddedIn(directory.resolve("db"));
    String password;
    try (EmbeddedMariaDb server = EmbeddedMariaDb.start(settings)) {
      keep(server, "something");
      password = server.connection().password();
    }
    try (EmbeddedMariaDb server = EmbeddedMariaDb.start(settings)) {
      assertThat(kept(server.connection())).isEqualTo("something");
      assertThat(server.connection().password()).isEqualTo(password);
    }
  }

  @Test
  void onlyItsOwnerMayLookInsideAndOnlyThePasswordOpens() throws Exception {
    Path home = directory.resolve("db");
    try (EmbeddedMariaDb server = EmbeddedMariaDb.start(TestDatabase.embeddedIn(home))) {
      assertThat(modeOf(home)).isEqualTo("rwx------");
      assertThat(modeOf(home.resolve("data"))).isEqualTo("rwx------");
      assertThat(modeOf(home.resolve("password"))).isEqualTo("rw-------");
      DatabaseSettings connection = server.connection();
      assertThat(connection.url()).contains("localSocket=" + home);
      for (String user : List.of("root", "usher", "mysql", "")) {
        assertThatThrownBy(() -> DriverManager.getConnection(connection.url(), user, ""))
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("Access denied");
      }
      assertThat(connection.toString()).doesNotContain(connection.password());
    }
  }

  @Test
  void aSecondServerIsKeptOutAndACommandSharesTheRunningOne() throws SQLException {
    EmbeddedSettings settings = TestDatabase.embeddedIn(directory.resolve("db"));
    try (EmbeddedMariaDb server = EmbeddedMariaDb.start(settings)) {
      keep(server, "shared");
      assertThatExceptionOfType(EmbeddedDatabaseException.class)
          .isThrownBy(() -> EmbeddedMariaDb.start(settings))
          .withMessage("another Usher is running on " + settings.directory());
      try (EmbeddedMariaDb command = EmbeddedMariaDb.connectOrStart(settings)) {
        assertThat(kept(command.connection())).isEqualTo("shared");
        assertThat(command.pid()).isEmpty();
      }
      assertThat(kept(server.connection())).isEqualTo("shared");
    }
    try (EmbeddedMariaDb command = EmbeddedMariaDb.connectOrStart(settings)) {
      assertThat(kept(command.connection())).isEqualTo("shared");
      assertThat(command.pid()).isPresent();
    }
    assertThat(LeftOver.on(settings.directory().resolve("data"))).isEmpty();
  }

  @Test
  void aKilledServerIsStartedAgainWithAllThatWasCommittedAndThePoolRecovers() throws SQLException {
    EmbeddedSettings settings = durable(TestDatabase.embeddedIn(directory.resolve("db")));
    try (EmbeddedMariaDb server = EmbeddedMariaDb.start(settings);
        Database database = Database.open(server.connection())) {
      keep(server, "before the crash");
      Transactions transactions = database.transactions(Mappers.of(List.of(Probe.class)));
      long killed = server.pid().orElseThrow();
      ProcessHandle.of(killed).orElseThrow().destroyForcibly();
      await()
          .atMost(Duration.ofSeconds(60))
          .ignoreException(StoreException.Unavailable.class)
          .untilAsserted(
              () -> {
                assertThat(server.pid().orElseThrow()).isNotEqualTo(killed);
                assertThat(transactions.<String>read(tx -> tx.mapper(Probe.class).kept()))
                    .isEqualTo("before the crash");
              });
      assertThat(database.isReachable()).isTrue();
    }
  }

  @Test
  void aStoppedServerIsUnavailable() {
    EmbeddedMariaDb server =
        EmbeddedMariaDb.start(TestDatabase.embeddedIn(directory.resolve("db")));
    try (Database database = Database.open(server.connection())) {
      server.close();
      Transactions transactions = database.transactions(Mappers.of(List.of(Probe.class)));
      assertThatExceptionOfType(StoreException.Unavailable.class)
          .isThrownBy(() -> transactions.<String>read(tx -> tx.mapper(Probe.class).kept()));
      assertThat(database.isReachable()).isFalse();
    } finally {
      server.close();
    }
  }

  @Test
  void aServerThatOutlivedItsUsherIsStopped() throws Exception {
    EmbeddedSettings settings = TestDatabase.embeddedIn(directory.resolve("db"));
    EmbeddedMariaDb.start(settings).close();
    Home home = new Home(settings.directory());
    CommandLine commandLine =
        new CommandLine(home, Programs.unpackedIn(settings.programs()), settings);
    ServerProcess orphan =
        ServerProcess.start(
            home, commandLine, home.passwordOrNew(), 0, new Startup()); // nobody holds the lock
    try (EmbeddedMariaDb server = EmbeddedMariaDb.start(settings)) {
      assertThat(orphan.process().isAlive()).isFalse();
      assertThat(orphan.process().exitValue()).isZero();
      keep(server, "usable");
    } finally {
      orphan.stop();
    }
  }

  @Test
  void aStopEndsTheRestartOfAServerThatRecovers() throws Exception {
    Path programs = directory.resolve("programs");
    Files.createSymbolicLink(programs, TestDatabase.embeddedIn(directory.resolve("db")).programs());
    EmbeddedSettings settings =
        new EmbeddedSettings(directory.resolve("db"), programs, "64M", false);
    Path data = settings.directory().resolve("data");
    try (EmbeddedMariaDb server = EmbeddedMariaDb.start(settings)) {
      long killed = server.pid().orElseThrow();
      Files.delete(programs);
      EndlessRecovery.installIn(programs);
      ProcessHandle.of(killed).orElseThrow().destroyForcibly();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> LeftOver.on(data).stream().anyMatch(process -> process.pid() != killed));
      long start = System.nanoTime();

      server.close();

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
      assertThat(LeftOver.on(data)).isEmpty();
    }
  }

  @Test
  void aStartThatIsGivenUpLeavesNothingRunning() throws Exception {
    Path programs = directory.resolve("programs");
    EndlessRecovery.installIn(programs);
    Path home = directory.resolve("db");
    Files.createDirectories(home.resolve("data"));
    Files.writeString(home.resolve("password"), "secret");
    EmbeddedSettings settings = new EmbeddedSettings(home, programs, "64M", false);
    Startup startup = new Startup();
    CompletableFuture<EmbeddedMariaDb> start =
        CompletableFuture.supplyAsync(() -> EmbeddedMariaDb.start(settings, startup));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !LeftOver.on(home.resolve("data")).isEmpty());

    startup.close();

    assertThat(start)
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableOfType(ExecutionException.class)
        .withMessageContaining("stopped while the database was starting");
    assertThat(LeftOver.on(home.resolve("data"))).isEmpty();
    assertThatExceptionOfType(EmbeddedDatabaseException.class)
        .isThrownBy(() -> EmbeddedMariaDb.start(settings, startup))
        .withMessageContaining("stopped");
  }

  @Test
  void anInterruptedFirstStartIsDoneAgain() throws Exception {
    Path home = directory.resolve("db");
    Files.createDirectories(home.resolve("data.unfinished/mysql"));
    Files.writeString(home.resolve("data.unfinished/ibdata1"), "half");
    try (EmbeddedMariaDb server = EmbeddedMariaDb.start(TestDatabase.embeddedIn(home))) {
      keep(server, "whole");
    }
    assertThat(home.resolve("data.unfinished")).doesNotExist();
  }

  @Test
  void aSocketPathThatIsTooLongBecomesAPortOnLoopback() throws SQLException {
    Path deep = directory.resolve("d".repeat(60)).resolve("e".repeat(60));
    try (EmbeddedMariaDb server = EmbeddedMariaDb.start(TestDatabase.embeddedIn(deep))) {
      assertThat(server.connection().url()).startsWith("jdbc:mariadb://127.0.0.1:");
      keep(server, "over loopback");
      assertThat(kept(server.connection())).isEqualTo("over loopback");
      try (Connection connection = connect(server.connection());
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("SELECT @@bind_address")) {
        assertThat(row.next()).isTrue();
        assertThat(row.getString(1)).isEqualTo("127.0.0.1");
      }
    }
  }

  @Test
  void dataWithoutItsPasswordIsNotTouched() throws IOException {
    EmbeddedSettings settings = TestDatabase.embeddedIn(directory.resolve("db"));
    EmbeddedMariaDb.start(settings).close();
    Files.delete(settings.directory().resolve("password"));
    assertThatExceptionOfType(EmbeddedDatabaseException.class)
        .isThrownBy(() -> EmbeddedMariaDb.start(settings))
        .withMessageContaining("restore " + settings.directory().resolve("password"));
    try (Stream<Path> files = Files.list(settings.directory().resolve("data"))) {
      assertThat(files).isNotEmpty();
    }
  }

  @Test
  void whatKeepsTheServerFromStartingIsNamedInOneLine() {
    EmbeddedSettings settings = TestDatabase.embeddedIn(directory.resolve("db"));
    EmbeddedMariaDb.start(settings).close();
    EmbeddedSettings nonsense =
        new EmbeddedSettings(settings.directory(), settings.programs(), "lots", false);
    assertThatExceptionOfType(EmbeddedDatabaseException.class)
        .isThrownBy(() -> EmbeddedMariaDb.start(nonsense))
        .withMessageContaining("the embedded database did not start: ")
        .withMessageContaining("lots")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  private static EmbeddedSettings durable(EmbeddedSettings fast) {
    return new EmbeddedSettings(fast.directory(), fast.programs(), fast.bufferPool(), true);
  }

  private static void keep(EmbeddedMariaDb server, String text) throws SQLException {
    try (Connection connection = connect(server.connection());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE kept (text VARCHAR(50))");
      statement.execute("INSERT INTO kept VALUES ('" + text + "')");
    }
  }

  private static String kept(DatabaseSettings settings) throws SQLException {
    try (Connection connection = connect(settings);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT text FROM kept")) {
      row.next();
      return row.getString(1);
    }
  }

  private static Connection connect(DatabaseSettings settings) throws SQLException {
    return DriverManager.getConnection(settings.url(), settings.user(), settings.password());
  }

  private static String modeOf(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
