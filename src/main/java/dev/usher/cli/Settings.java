package dev.usher.cli;

import dev.usher.directory.authentication.CallerLimits;
import dev.usher.directory.authentication.FailureLimit;
import dev.usher.directory.authentication.IssueLimit;
import dev.usher.directory.invitation.MailAddress;
import dev.usher.directory.query.ListLimits;
import dev.usher.http.AddressRange;
import dev.usher.http.BodyLimits;
import dev.usher.http.HttpSettings;
import dev.usher.http.RequestTimeouts;
import dev.usher.http.admission.AdmissionSettings;
import dev.usher.http.admission.Deadlines;
import dev.usher.mail.MailSettings;
import dev.usher.scim.bulk.BulkLimits;
import dev.usher.store.DatabaseSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the operator chose, read and checked. Each room gets its own part.
 *
 * @param http where to listen
 * @param dataDirectory what this machine keeps
 * @param database how it is used and, unless it is the embedded one, where it is
 * @param key where the master key is
 * @param invitationExpiry how long an invitation's link works
 * @param groupBodyUpTo how many members a group may have for a PATCH of it to answer its body
 * @param bulk how much a Bulk may be
 * @param lists what a list may ask for and carry
 * @param callerLimits what one caller may use up
 * @param mail how invitations are mailed
 * @param allowed what is unsafe and wanted
 */
public record Settings(
    HttpSettings http,
    Path dataDirectory,
    DatabaseChoice database,
    KeyChoice key,
    Duration invitationExpiry,
    int groupBodyUpTo,
    BulkLimits bulk,
    ListLimits lists,
    CallerLimits callerLimits,
    MailChoice mail,
    Allowed allowed) {

  /** The master key itself, which only the environment sets. */
  static final String KEY_TEXT = "key.text";

  private static final Duration ONE_SECOND = Duration.ofSeconds(1);
  private static final Duration ONE_HOUR = Duration.ofHours(1);
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final String AUTO = "auto";
  private static final Pattern POOL_SIZE = Pattern.compile(AUTO + "|[1-9]\\d{0,8}[KMG]?");
  private static final int MOST_MEMBERS_IN_BODY = 10_000;
  private static final int MOST_OPERATIONS = 10_000;
  private static final int LEAST_FILTER_COST = 100;
  private static final int MOST_FILTER_COST = 5_000; // a statement has at most 65,535 parameters
  private static final int MOST_GROUPS_LISTED = 1_000;
  private static final int MOST_MEMBERS_LISTED = 1_000;
  private static final int MOST_FAILURES = 1_000_000;
  private static final int MOST_LIVE_TOKENS = 10_000;
  private static final int MOST_TOKENS_ISSUED = 1_000_000;
  private static final int MOST_WORKERS = 1_000;
  private static final int MOST_SOCKETS = 1_000_000;
  private static final int MOST_CONNECTIONS = 90; // twice that fits the embedded server's 200

  /**
   * Where the database is and how it is used.
   *
   * @param external the server to use; the embedded one when empty
   * @param poolSize connections for writes, and as many for reads
   * @param queryTimeout how long a statement of a read may run
   * @param bufferPool the embedded server's cache, as MariaDB writes sizes
   */
  public record DatabaseChoice(
      Optional<DatabaseSettings> external,
      int poolSize,
      Duration queryTimeout,
      String bufferPool) {}

  /**
   * Where the master key is.
   *
   * @param text the key itself: secret
   * @param file that has it
   */
  public record KeyChoice(Optional<String> text, Optional<Path> file) {

    /** Whether a key was named at all. */
    public boolean isSet() {
      return text.isPresent() || file.isPresent();
    }

    @Override
    public String toString() {
      return "KeyChoice[" + (text.isPresent() ? "from the environment" : file.toString()) + "]";
    }
  }

  /**
   * How invitations are mailed.
   *
   * @param smtp the server that takes them; files in the data directory when empty
   * @param from the sender's address
   * @param delay how long the first mail of an invitation waits
   */
  public record MailChoice(Optional<MailSettings> smtp, String from, Duration delay) {}

  /** What is unsafe and explicitly allowed. */
  public record Allowed(
      boolean plainHttp, boolean plainMail, boolean readableFiles, boolean temporaryKey) {}

  static Settings from(SettingValues values) {
    return new Settings(
        http(values),
        values.path("data.dir").orElseThrow(() -> new SettingsException("data.dir is not set")),
        database(values),
        key(values),
        values.duration(
            "invitations.expiry", Duration.ofHours(1), Duration.ofDays(30), "from 1h to 30d"),
        values.whole("groups.patchBodyUpTo", 0, MOST_MEMBERS_IN_BODY),
        bulk(values),
        lists(values),
        callerLimits(values),
        mail(values),
        new Allowed(
            values.flag("allow.plainHttp"),
            values.flag("allow.plainMail"),
            values.flag("allow.readableFiles"),
            values.flag("allow.temporaryKey")));
  }

  private static HttpSettings http(SettingValues values) {
    int port = values.whole("http.port", 1, 65_535);
    return new HttpSettings(
        values.required("http.address"),
        port,
        values.serverRoot("publicUrl").orElse(URI.create("http://127.0.0.1:" + port)),
        healthPort(values, port),
        values.whole("http.workers", 1, MOST_WORKERS),
        new BodyLimits(
            values.size("http.maxBody"),
            values.size("groups.maxBody"),
            bulk(values).maxPayloadSize()),
        trustedProxies(values),
        admission(values),
        new RequestTimeouts(
            values.duration("query.timeout", ONE_SECOND, TEN_MINUTES, "from 1s to 10m"),
            values.duration("request.timeout", ONE_SECOND, ONE_HOUR, "from 1s to 1h")));
  }

  private static List<String> trustedProxies(SettingValues values) {
    String name = "http.trustedProxies";
    List<String> proxies = values.list(name);
    for (String proxy : proxies) {
      if (AddressRange.parse(proxy).isEmpty()) {
        throw SettingValues.invalid(
            name, proxy, "addresses and networks such as 10.0.0.1, 192.168.0.0/16, 2001:db8::/32");
      }
    }
    return proxies;
  }

  private static AdmissionSettings admission(SettingValues values) {
    return new AdmissionSettings(
        values.whole("http.maxConnections", 1, MOST_SOCKETS),
        values.whole("http.maxConnectionsPerAddress", 1, MOST_SOCKETS),
        values
            .text("http.memoryBudget")
            .filter(text -> !text.equals(AUTO))
            .map(text -> values.size("http.memoryBudget"))
            .orElseGet(AdmissionSettings::memoryOfThisProcess),
        values
            .path("data.dir")
            .orElseThrow(() -> new SettingsException("data.dir is not set"))
            .resolve("spool"),
        values.size("http.spool"),
        Deadlines.DEFAULT);
  }

  private static Optional<Integer> healthPort(SettingValues values, int port) {
    String name = "http.healthPort";
    Optional<Integer> healthPort = values.text(name).map(text -> values.whole(name, 1, 65_535));
    if (healthPort.filter(chosen -> chosen == port).isPresent()) {
      throw SettingValues.invalid(name, Integer.toString(port), "another port than http.port");
    }
    return healthPort;
  }

  private static BulkLimits bulk(SettingValues values) {
    long most = values.size("bulk.maxPayloadSize");
    return new BulkLimits(
        values.whole("bulk.maxOperations", 1, MOST_OPERATIONS),
        (int) Math.min(most, Integer.MAX_VALUE));
  }

  private static ListLimits lists(SettingValues values) {
    return new ListLimits(
        values.whole("query.maxFilterCost", LEAST_FILTER_COST, MOST_FILTER_COST),
        values.whole("users.listGroupsUpTo", 0, MOST_GROUPS_LISTED),
        values.whole("groups.listMembersUpTo", 0, MOST_MEMBERS_LISTED));
  }

  private static CallerLimits callerLimits(SettingValues values) {
    return new CallerLimits(
        new FailureLimit(
            values.whole("authentication.failuresPerMinute", 1, MOST_FAILURES),
            values.whole("authentication.failureBurst", 1, MOST_FAILURES)),
        values.whole("oauth.liveTokens", 1, MOST_LIVE_TOKENS),
        new IssueLimit(
            values.whole("oauth.tokensPerMinute", 1, MOST_TOKENS_ISSUED),
            values.whole("oauth.tokenBurst", 1, MOST_TOKENS_ISSUED)));
  }

  private static DatabaseChoice database(SettingValues values) {
    int poolSize = values.whole("db.poolSize", 1, MOST_CONNECTIONS);
    Duration timeout = values.duration("query.timeout", ONE_SECOND, TEN_MINUTES, "from 1s to 10m");
    String bufferPool = bufferPool(values);
    Optional<String> url = values.text("db.url");
    if (url.isEmpty()) {
      for (String needless : new String[] {"db.user", "db.password"}) {
        if (values.text(needless).isPresent()) {
          throw new SettingsException(
              SettingValues.named(needless)
                  + " is set, but "
                  + SettingValues.named("db.url")
                  + " is not");
        }
      }
      return new DatabaseChoice(Optional.empty(), poolSize, timeout, bufferPool);
    }
    if (!url.get().startsWith("jdbc:mariadb:")) {
      throw new SettingsException(SettingValues.named("db.url") + " must begin with jdbc:mariadb:");
    }
    DatabaseSettings external =
        DatabaseSettings.of(
                url.get(), values.required("db.user"), values.text("db.password").orElse(""))
            .with(poolSize, timeout);
    return new DatabaseChoice(Optional.of(external), poolSize, timeout, bufferPool);
  }

  private static String bufferPool(SettingValues values) {
    String size =
        values.matching("db.embedded.bufferPool", POOL_SIZE, "auto, or a size such as 512M");
    return size.equals(AUTO) ? BufferPool.ofThisMachine() : size;
  }

  private static MailChoice mail(SettingValues values) {
    Duration delay =
        values.duration("mail.delay", Duration.ZERO, Duration.ofDays(1), "from 0s to 1d");
    String from = values.required("mail.from");
    if (MailAddress.problem(from).isPresent()) {
      throw SettingValues.invalid("mail.from", from, "an address such as usher@example.com");
    }
    Optional<MailSettings> smtp =
        values
            .text("mail.host")
            .map(
                host ->
                    new MailSettings(
                        host,
                        values.whole("mail.port", 1, 65_535),
                        tls(values),
                        values.text("mail.user"),
                        values.text("mail.password"),
                        from));
    return new MailChoice(smtp, from, delay);
  }

  private static MailSettings.Tls tls(SettingValues values) {
    String text = values.required("mail.tls");
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "starttls" -> MailSettings.Tls.STARTTLS;
      case "implicit" -> MailSettings.Tls.IMPLICIT;
      case "none" -> MailSettings.Tls.NONE;
      default -> throw SettingValues.invalid("mail.tls", text, "starttls, implicit or none");
    };
  }

  private static KeyChoice key(SettingValues values) {
    Optional<String> text = values.text(KEY_TEXT);
    Optional<Path> file = values.path("key.file");
    if (text.isPresent() && file.isPresent()) {
      throw new SettingsException("both USHER_KEY and key.file (USHER_KEY_FILE) are set");
    }
    return new KeyChoice(text, file);
  }
}
