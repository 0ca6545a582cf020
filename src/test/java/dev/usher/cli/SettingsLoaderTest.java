package dev.usher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.usher.directory.authentication.CallerLimits;
import dev.usher.directory.authentication.FailureLimit;
import dev.usher.directory.authentication.IssueLimit;
import dev.usher.directory.query.ListLimits;
import dev.usher.http.BodyLimits;
import dev.usher.http.RequestTimeouts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsLoaderTest {
  @TempDir private Path home;

  @Test
  void theShippedFileHasTheDefaults() {
    Settings settings = load(Map.of());
    assertThat(settings.http().address()).isEqualTo("127.0.0.1");
    assertThat(settings.http().port()).isEqualTo(8080);
    assertThat(settings.http().publicUrl()).isEqualTo(URI.create("http://127.0.0.1:8080"));
    assertThat(settings.http().bodies()).isEqualTo(new BodyLimits(1 << 20, 16 << 20, 10 << 20));
    assertThat(settings.http().admission().connections()).isEqualTo(2_000);
    assertThat(settings.http().admission().connectionsPerAddress()).isEqualTo(500);
    assertThat(settings.http().admission().memory())
        .isBetween(Runtime.getRuntime().maxMemory() / 4, Runtime.getRuntime().maxMemory() / 2);
    assertThat(settings.http().admission().spool()).isEqualTo(2L << 30);
    assertThat(settings.http().admission().spoolDirectory())
        .isEqualTo(settings.dataDirectory().resolve("spool"));
    assertThat(settings.http().trustedProxies()).isEmpty();
    assertThat(settings.http().healthPort()).isEmpty();
    assertThat(settings.http().workers()).isEqualTo(10);
    assertThat(settings.dataDirectory()).isEqualTo(home.resolve("data"));
    assertThat(settings.database().external()).isEmpty();
    assertThat(settings.database().bufferPool()).isEqualTo(BufferPool.ofThisMachine());
    assertThat(settings.database().queryTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.http().timeouts()).isEqualTo(RequestTimeouts.DEFAULT);
    assertThat(settings.invitationExpiry()).isEqualTo(Duration.ofHours(24));
    assertThat(settings.groupBodyUpTo()).isEqualTo(200);
    assertThat(settings.lists()).isEqualTo(ListLimits.DEFAULT);
    assertThat(settings.callerLimits()).isEqualTo(CallerLimits.DEFAULT);
    assertThat(settings.key().isSet()).isFalse();
    assertThat(settings.allowed()).isEqualTo(new Settings.Allowed(false, false, false, false));
  }

  @Test
  void whatOneCallerMayUseUpIsASetting() {
    Settings settings =
        load(
            Map.of(
                "USHER_AUTHENTICATION_FAILURES_PER_MINUTE", "5",
                "USHER_AUTHENTICATION_FAILURE_BURST", "7",
                "USHER_OAUTH_LIVE_TOKENS", "3",
                "USHER_OAUTH_TOKENS_PER_MINUTE", "9",
                "USHER_OAUTH_TOKEN_BURST", "11"));

    assertThat(settings.callerLimits())
        .isEqualTo(new CallerLimits(new FailureLimit(5, 7), 3, new IssueLimit(9, 11)));
  }

  @Test
  void theShippedFileIsTheOneInTheProjectsConfigDirectory() throws IOException {
    assertThat(getClass().getResourceAsStream("/config/usher.yaml"))
        .hasSameContentAs(Files.newInputStream(Path.of("config/usher.yaml")));
  }

  @Test
  void theEnvironmentWinsOverTheFileAndTheFileOverTheDefaults() throws IOException {
    file("http:\n  port: 9000\n  maxBody: 2MiB\n  memoryBudget: 64MiB\n");
    Settings settings = load(Map.of("USHER_HTTP_PORT", "9001"));
    assertThat(settings.http().port()).isEqualTo(9001);
    assertThat(settings.http().bodies().other()).isEqualTo(2 * 1024 * 1024);
    assertThat(settings.http().admission().memory()).isEqualTo(64 * 1024 * 1024);
    assertThat(settings.http().publicUrl()).isEqualTo(URI.create("http://127.0.0.1:9001"));
  }

  @Test
  void listsAreWrittenEitherWay() throws IOException {
    file("http:\n  trustedProxies: [10.0.0.1, 10.0.0.2]\n");
    assertThat(load(Map.of()).http().trustedProxies()).containsExactly("10.0.0.1", "10.0.0.2");
    assertThat(load(Map.of("USHER_HTTP_TRUSTED_PROXIES", "::1, 10.0.0.3")).http().trustedProxies())
        .containsExactly("::1", "10.0.0.3");
    assertThat(
            load(Map.of("USHER_HTTP_TRUSTED_PROXIES", "10.0.0.0/8,2001:db8::/32"))
                .http()
                .trustedProxies())
        .containsExactly("10.0.0.0/8", "2001:db8::/32");
  }

  @Test
  void anotherFileCanBeNamed() throws IOException {
    Files.writeString(home.resolve("other.yaml"), "data:\n  dir: /srv/usher\n");
    assertThat(load(Map.of("USHER_CONFIG", "other.yaml")).dataDirectory())
        .isEqualTo(Path.of("/srv/usher"));
    refused(Map.of("USHER_CONFIG", "missing.yaml"), "missing.yaml cannot be read");
  }

  @Test
  void anExternalDatabaseIsNamedByThreeVariables() {
    Settings settings =
        load(
            Map.of(
                "USHER_DB_URL", "jdbc:mariadb://db/usher",
                "USHER_DB_USER", "usher",
                "USHER_DB_PASSWORD", "top secret"));
    assertThat(settings.database().external()).isPresent();
    assertThat(settings.database().external().get().password()).isEqualTo("top secret");
    assertThat(settings.toString()).doesNotContain("top secret");
  }

  @ParameterizedTest
  @CsvSource({"64M, 64M", "2G, 2G", "134217728, 134217728", "65536K, 65536K"})
  void aSizeOfTheEmbeddedCacheIsTakenAsItIsWritten(String written, String size) {
    assertThat(load(Map.of("USHER_DB_EMBEDDED_BUFFER_POOL", written)).database().bufferPool())
        .isEqualTo(size);
  }

  @Test
  void theKeyIsNotShown() {
    assertThat(load(Map.of("USHER_KEY", "c2VjcmV0")).toString()).doesNotContain("c2VjcmV0");
  }

  @ParameterizedTest
  @CsvSource({
    "USHER_HTTP_PROT, 80, unknown setting USHER_HTTP_PROT; did you mean USHER_HTTP_PORT?",
    "USHER_HTTP_PORT, 80a, http.port (USHER_HTTP_PORT) is '80a'",
    "USHER_HTTP_PORT, 0, from 1 to 65535",
    "USHER_HTTP_PORT, 65536, from 1 to 65535",
    "USHER_HTTP_HEALTH_PORT, 0, from 1 to 65535",
    "USHER_HTTP_HEALTH_PORT, 8080, another port than http.port",
    "USHER_HTTP_MAX_BODY, many, a size such as",
    "USHER_HTTP_MAX_BODY, 0, a size such as",
    "USHER_GROUPS_MAX_BODY, much, a size such as",
    "USHER_GROUPS_LIST_MEMBERS_UP_TO, 1001, from 0 to 1000",
    "USHER_HTTP_MEMORY_BUDGET, half, a size such as",
    "USHER_HTTP_SPOOL, lots, a size such as",
    "USHER_HTTP_MAX_CONNECTIONS, 0, from 1 to",
    "USHER_PUBLIC_URL, usher.example.com, an address such as https://usher.example.com",
    "USHER_PUBLIC_URL, ftp://usher.example.com, an address such as",
    "USHER_PUBLIC_URL, https://u/?a=b, an address such as",
    "USHER_INVITATIONS_EXPIRY, 59m, from 1h to 30d",
    "USHER_INVITATIONS_EXPIRY, 31d, from 1h to 30d",
    "USHER_QUERY_TIMEOUT, 10, from 1s to 10m",
    "USHER_DB_POOL_SIZE, 0, from 1 to 90",
    "USHER_DB_EMBEDDED_BUFFER_POOL, lots, 'must be auto, or a size such as 512M'",
    "USHER_DB_EMBEDDED_BUFFER_POOL, AUTOMATIC, 'must be auto, or a size such as 512M'",
    "USHER_DB_EMBEDDED_BUFFER_POOL, 512MiB, 'must be auto, or a size such as 512M'",
    "USHER_DB_EMBEDDED_BUFFER_POOL, 0, 'must be auto, or a size such as 512M'",
    "USHER_HTTP_TRUSTED_PROXIES, '10.0.0.1,proxy', http.trustedProxies (USHER_HTTP_TRUSTED_PROXIES) is 'proxy'",
    "USHER_HTTP_TRUSTED_PROXIES, 10.0.0.0/33, it must be addresses and networks such as 10.0.0.1",
    "USHER_ALLOW_PLAIN_HTTP, yes, true or false",
    "USHER_DB_USER, somebody, but db.url (USHER_DB_URL) is not",
    "USHER_DB_URL, jdbc:mysql://db/usher, must begin with jdbc:mariadb:",
    "USHER_DB_URL, jdbc:mariadb://db/usher, db.user (USHER_DB_USER) is not set",
    "USHER_DATA_DIR, '', data.dir",
  })
  void whatIsUnknownOrInvalidIsNamedInOneLine(String variable, String value, String message) {
    refused(Map.of(variable, value), message);
  }

  @Test
  void anUnknownSettingOfTheFileIsNamed() throws IOException {
    file("http:\n  maxbody: 1MiB\n");
    refused(Map.of(), "unknown setting http.maxbody in " + home.resolve("config/usher.yaml"));
    file("key:\n  text: abc\n");
    refused(Map.of(), "unknown setting key.text");
  }

  @Test
  void aFileThatIsNoYamlIsNamed() throws IOException {
    file("http: [\n");
    refused(Map.of(), "usher.yaml is not YAML");
  }

  @Test
  void theKeyIsSetInOnePlaceOnly() {
    refused(Map.of("USHER_KEY", "abc", "USHER_KEY_FILE", "key"), "both USHER_KEY and key.file");
  }

  @Test
  void whatContainerPlatformsAddIsNoSetting() {
    Settings settings =
        load(
            Map.of(
                "USHER_SERVICE_HOST", "10.0.0.9",
                "USHER_PORT", "tcp://10.0.0.9:80",
                "USHER_PORT_80_TCP_ADDR", "10.0.0.9"));
    assertThat(settings.http().port()).isEqualTo(8080);
  }

  private Settings load(Map<String, String> environment) {
    return new SettingsLoader(home, environment).load(Optional.empty());
  }

  private void refused(Map<String, String> environment, String message) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> load(environment))
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  private void file(String yaml) throws IOException {
    Files.createDirectories(home.resolve("config"));
    Files.writeString(home.resolve("config/usher.yaml"), yaml);
  }
}
