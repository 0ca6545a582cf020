package dev.usher.cli;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.usher.directory.VisibleText;
import java.util.regex.Pattern;

/**
 * {@code %message} of the log's configuration: the message on one line, without escape sequences.
 */
public final class LogMessage extends MessageConverter {
  private static final Pattern BREAKS = Pattern.compile("[\\r\\n\\t]+");

  @Override
  public String convert(ILoggingEvent event) {
    return onOneLine(super.convert(event));
  }

  /** Breaks of lines become spaces, since messages of others have them; the rest is escaped. */
  static String onOneLine(String message) {
    return VisibleText.escaped(BREAKS.matcher(message).replaceAll(" "));
  }
}
