package dev.usher.cli;

import dev.usher.directory.AccountChanges;
import dev.usher.directory.account.Accounts;
import dev.usher.directory.account.Tokens;
import dev.usher.directory.authentication.Recorder;
import dev.usher.directory.catalogue.Catalogues;
import dev.usher.directory.invitation.InvitationSettings;
import dev.usher.directory.key.MasterKeys;
import dev.usher.http.HttpService;
import dev.usher.mail.FileTransport;
import dev.usher.mail.MailSender;
import dev.usher.mail.MailTransport;
import dev.usher.mail.MailWorker;
import dev.usher.mail.SmtpTransport;
import dev.usher.store.Database;
import dev.usher.store.Mappers;
import dev.usher.store.Transactions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A running Usher, and the place where its parts are put together. */
public final class Usher implements AutoCloseable {
  private static final Duration MAIL_PAUSE = Duration.ofSeconds(1);

  private final Settings settings;
  private final ClosingStack opened;
  private final Optional<String> newToken;
  private final Path tokenFile;

  private Usher(Settings settings, ClosingStack opened, Optional<String> newToken, Path tokenFile) {
    this.settings = settings;
    this.opened = opened;
    this.newToken = newToken;
    this.tokenFile = tokenFile;
  }

  /**
   * Checks the settings, opens and migrates the database, serves, and makes the first account.
   *
   * @throws SettingsException when the settings are unsafe
   * @throws dev.usher.store.embedded.EmbeddedDatabaseException when the embedded database cannot
   *     run
   * @throws dev.usher.store.StoreException.Unavailable when the external one cannot be reached
   * @throws dev.usher.http.ListenException when the address cannot be had
   */
  public static Usher start(Settings settings) {
    return start(settings, new ClosingStack());
  }

  /**
   * @param opened may be closed by another thread at any time, to stop
   */
  static Usher start(Settings settings, ClosingStack opened) {
    StartupChecks.beforeServing(settings);
    try {
      MasterKeys keys = MasterKeyFile.load(settings);
      Meanwhile<Mappers> mappers = Meanwhile.begin(Wiring::mappers);
      Database database = OpenDatabase.forServer(settings, opened);
      Meanwhile<Integer> migrations = opened.push(Meanwhile.begin(database::migrate));
      Clock clock = Clock.systemUTC();
      Transactions transactions = database.transactions(mappers.get());
      Catalogues catalogues = new Catalogues(transactions);
      Accounts accounts = new Accounts(transactions, catalogues, clock);
      Wiring wiring =
          new Wiring(
              transactions,
              catalogues,
              clock,
              settings.http().publicUrl(),
              keys,
              new InvitationSettings(settings.invitationExpiry(), settings.mail().delay()),
              settings.groupBodyUpTo(),
              settings.bulk(),
              settings.lists(),
              settings.callerLimits());
      AccountChanges changes = opened.push(wiring.changes());
      Recorder recorder = opened.push(wiring.recorder());
      AtomicBoolean complete = new AtomicBoolean();
      HttpService http =
          opened.push(
              new HttpService(
                  settings.http(),
                  wiring.resources(),
                  wiring.authentication(),
                  () -> complete.get() && database.isReachable()));
      migrations.get();
      changes.start();
      http.start();
      recorder.start();
      MailWorker mail = opened.push(new MailWorker(sender(wiring, settings)));
      mail.start(MAIL_PAUSE);
      FirstStart firstStart =
          new FirstStart(
              accounts, new Tokens(transactions, accounts, clock), clock, settings.dataDirectory());
      Optional<String> newToken = firstStart.run();
      complete.set(true);
      return new Usher(settings, opened, newToken, firstStart.tokenFile());
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  /** Over SMTP; into files where no server is set. */
  private static MailSender sender(Wiring wiring, Settings settings) {
    MailTransport transport =
        settings
            .mail()
            .smtp()
            .<MailTransport>map(SmtpTransport::new)
            .orElseGet(() -> new FileTransport(settings.dataDirectory().resolve("mail")));
    return wiring.mailSender(transport, settings.mail().from());
  }

  /** Where the SCIM endpoints are. */
  public URI scimBase() {
    return settings.http().scimBase();
  }

  /** The token that a first start made; shown once, it is not stored anywhere but in its file. */
  public Optional<String> newToken() {
    return newToken;
  }

  /** The file that a first start kept its token in. */
  public Path tokenFile() {
    return tokenFile;
  }

  /** Finishes the running requests and stops everything, the embedded database last. */
  @Override
  public void close() {
    opened.close();
  }
}
