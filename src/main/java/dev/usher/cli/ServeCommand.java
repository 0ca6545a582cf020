package dev.usher.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Serves until it is told to stop. */
@Command(
    name = "serve",
    description =
        "Serve SCIM until Ctrl-C or SIGTERM. Without USHER_DB_URL it brings its own MariaDB.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(ServeCommand.class);

  private final Supplier<Settings> settings;

  @Spec private CommandSpec spec;

  ServeCommand(Supplier<Settings> settings) {
    this.settings = settings;
  }

  @Override
  public Integer call() throws InterruptedException {
    Settings chosen = settings.get();
    ClosingStack opened = new ClosingStack();
    AtomicBoolean signalled = stoppedBySignal(opened);
    try {
      announce(Usher.start(chosen, opened), spec.commandLine().getOut());
    } catch (RuntimeException | Error failure) {
      if (!signalled.get()) {
        throw failure;
      }
      log.debug("Stopped while starting", failure);
    }
    new CountDownLatch(1).await(); // the shutdown hook ends the process
    return 0;
  }

  /** Becomes true when the process is told to stop. */
  private static AtomicBoolean stoppedBySignal(ClosingStack opened) {
    AtomicBoolean signalled = new AtomicBoolean();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  signalled.set(true);
                  if (!opened.isEmpty()) {
                    opened.close();
                    log.info("Stopped");
                  }
                },
                "shutdown"));
    return signalled;
  }

  private static void announce(Usher usher, PrintWriter out) {
    FirstStartNotice notice = new FirstStartNotice(usher.scimBase(), usher.tokenFile());
    usher
        .newToken()
        .map(token -> Terminal.isInteractive() ? notice.withToken(token) : notice.withoutToken())
        .ifPresent(out::print);
    out.printf("Usher is ready at %s; Ctrl-C stops it.%n", usher.scimBase());
    out.flush();
  }
}
