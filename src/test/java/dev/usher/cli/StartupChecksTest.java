package dev.usher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartupChecksTest {
  private static final Map<String, String> EXTERNAL =
      Map.of("USHER_DB_URL", "jdbc:mariadb://db/usher", "USHER_DB_USER", "usher");

  @TempDir private Path home;

  @Test
  void theDefaultsAreSafe() {
    accepted(Map.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
  void plainHttpBeyondTheMachineIsRefusedUnlessAllowed(String address) {
    refused(Map.of("USHER_HTTP_ADDRESS", address), "allow.plainHttp");
    accepted(Map.of("USHER_HTTP_ADDRESS", address, "USHER_ALLOW_PLAIN_HTTP", "true"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "localhost", "127.8.8.8"})
  void loopbackIsSafe(String address) {
    accepted(Map.of("USHER_HTTP_ADDRESS", address));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://usher.invalid", "http://192.0.2.1:8080", "http://[2001:db8::1]"})
  void aPlainPublicUrlOfAnotherMachineIsRefusedUnlessAllowed(String url) {
    refused(Map.of("USHER_PUBLIC_URL", url), "publicUrl is " + url);
    accepted(Map.of("USHER_PUBLIC_URL", url, "USHER_ALLOW_PLAIN_HTTP", "true"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://usher.invalid",
        "http://127.0.0.1:8080",
        "http://localhost",
        "http://[::1]:8080"
      })
  void aPublicUrlWithTlsOrOfThisMachineIsSafe(String url) {
    accepted(Map.of("USHER_PUBLIC_URL", url));
  }

  @Test
  void plainMailBeyondTheMachineIsRefusedUnlessAllowed() {
    refused(Map.of("USHER_MAIL_HOST", "192.0.2.1", "USHER_MAIL_TLS", "none"), "allow.plainMail");
    accepted(
        Map.of(
            "USHER_MAIL_HOST", "192.0.2.1",
            "USHER_MAIL_TLS", "none",
            "USHER_ALLOW_PLAIN_MAIL", "true"));
    accepted(Map.of("USHER_MAIL_HOST", "192.0.2.1"));
    accepted(Map.of("USHER_MAIL_HOST", "localhost", "USHER_MAIL_TLS", "none"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw-rw----", "rw-----w-"})
  void aKeyFileThatOthersReachIsRefusedUnlessAllowed(String mode) throws IOException {
    make("key", mode, false);
    refused(Map.of("USHER_KEY_FILE", "key"), "chmod 600 " + home.resolve("key"));
    accepted(Map.of("USHER_KEY_FILE", "key", "USHER_ALLOW_READABLE_FILES", "true"));
  }

  @Test
  void aKeyFileOfItsOwnerAloneIsSafe() throws IOException {
    make("key", "r--------", false);
    accepted(Map.of("USHER_KEY_FILE", "key"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxr-xr-x", "rwx--x---", "rwxrwx---", "rwx-----x"})
  void aDataDirectoryThatOthersReachIsRefusedUnlessAllowed(String mode) throws IOException {
    make("data", mode, true);
    refused(Map.of(), "chmod 700 " + home.resolve("data"));
    accepted(Map.of("USHER_ALLOW_READABLE_FILES", "true"));
  }

  @Test
  void theCreatedKeyIsLookedAtToo() throws IOException {
    make("data", "rwx------", true);
    make("data/master.key", "rw-r--r--", false);
    refused(Map.of(), "chmod 600 " + home.resolve("data/master.key"));
  }

  @Test
  void anExternalDatabaseWithoutAKeyIsRefusedUnlessAllowed() throws IOException {
    refused(EXTERNAL, "an external database needs a master key");
    accepted(with(EXTERNAL, "USHER_ALLOW_TEMPORARY_KEY", "true"));
    accepted(with(EXTERNAL, "USHER_KEY", "anything"));
    make("key", "rw-------", false);
    accepted(with(EXTERNAL, "USHER_KEY_FILE", "key"));
  }

  private void make(String name, String mode, boolean directory) throws IOException {
    Path path = home.resolve(name);
    if (directory) {
      Files.createDirectory(path);
    } else {
      Files.createFile(path);
    }
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private static Map<String, String> with(Map<String, String> map, String name, String value) {
    Map<String, String> more = new HashMap<>(map);
    more.put(name, value);
    return more;
  }

  private void accepted(Map<String, String> environment) {
    assertThatCode(() -> StartupChecks.beforeServing(load(environment))).doesNotThrowAnyException();
  }

  private void refused(Map<String, String> environment, String message) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> StartupChecks.beforeServing(load(environment)))
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  private Settings load(Map<String, String> environment) {
    return new SettingsLoader(home, environment).load(Optional.empty());
  }
}
