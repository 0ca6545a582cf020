package dev.usher.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.LoggerFactory;

/** What this process sends to the database, as the driver logs it. */
public final class SentStatements {
  private static final String DRIVER = "org.mariadb.jdbc.client.impl.StandardClient";
  private static final String SENT = "execute query: ";
  private static final String EXECUTED = "EXECUTE ";
  private static final String PREPARED = "PREPARE ";

  private SentStatements() {}

  /**
   * Runs work and tells what certain transactions of it that write sent, in their order, each
   * statement with the marks of its parameters.
   *
   * @param part how a statement begins that these transactions sent
   */
  public static List<String> with(String part, Runnable work) {
    return with(part, logged(work));
  }

  /** Runs work and tells what the workers of requests sent meanwhile. */
  public static List<String> ofRequests(Runnable work) {
    return logged(work).stream()
        .filter(event -> event.getThreadName().startsWith("http-"))
        .map(ILoggingEvent::getFormattedMessage)
        .filter(message -> message.startsWith(SENT))
        .toList();
  }

  private static List<ILoggingEvent> logged(Runnable work) {
    Logger driver = (Logger) LoggerFactory.getLogger(DRIVER);
    Level before = driver.getLevel();
    ListAppender<ILoggingEvent> log = new Kept();
    log.setContext(driver.getLoggerContext());
    log.start();
    driver.setAdditive(false);
    driver.setLevel(Level.DEBUG);
    driver.addAppender(log);
    try {
      work.run();
    } finally {
      driver.detachAppender(log);
      driver.setLevel(before);
      driver.setAdditive(true);
    }
    return log.list;
  }

  /** An event asks for its thread when it is read, which would be the thread of the test. */
  private static final class Kept extends ListAppender<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      event.prepareForDeferredProcessing();
      super.append(event);
    }
  }

  /**
   * A thread has one transaction at a time that writes. One that reads, such as a look at what an
   * account's catalogue is now, may come between; it begins with a statement.
   */
  private static List<String> with(String part, List<ILoggingEvent> log) {
    List<String> sent = new ArrayList<>();
    Map<String, List<String>> open = new HashMap<>();
    Set<String> reading = new HashSet<>();
    for (ILoggingEvent event : log) {
      String message = event.getFormattedMessage();
      if (!message.startsWith(SENT) || message.startsWith(SENT + PREPARED)) {
        continue;
      }
      String statement = message.substring(SENT.length()).replaceFirst("^" + EXECUTED, "");
      String thread = event.getThreadName();
      if (statement.equals("START TRANSACTION")) {
        reading.add(thread);
      }
      if (reading.contains(thread)) {
        if (statement.equals("COMMIT")) {
          reading.remove(thread);
        }
        continue;
      }
      List<String> transaction = open.computeIfAbsent(thread, t -> new ArrayList<>());
      transaction.add(statement.replaceAll("\\s+", " ").strip());
      if (statement.equals("COMMIT")) {
        if (transaction.stream().anyMatch(each -> each.startsWith(part))) {
          sent.addAll(transaction);
        }
        transaction.clear();
      }
    }
    return sent;
  }
}
