package dev.usher.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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
    ClosingStack opened = new ClosingStack();
    Usher usher = Usher.start(settings.get(), stoppedBySignal(opened));
    announce(usher, spec.commandLine().getOut());
    new CountDownLatch(1).await(); // the shutdown hook ends the process
    return 0;
  }

  private static ClosingStack stoppedBySignal(ClosingStack opened) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  if (!opened.isEmpty()) {
                    opened.close();
                    log.info("Stopped");
                  }
                },
                "shutdown"));
    return opened;
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
