package dev.usher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.File;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What the shipped configuration of the log makes of text from clients. */
class LogConfigurationTest {
  private static final String NASTY = "x\u001B[31m\u202E\u2028\u009B\r\n2026 ERROR forged";

  private static String line(String message, Throwable thrown) throws JoranException {
    LoggerContext context = new LoggerContext();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(new File("config/logback.xml"));
    ch.qos.logback.classic.Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    ConsoleAppender<ILoggingEvent> appender =
        (ConsoleAppender<ILoggingEvent>) root.getAppender("stderr");
    PatternLayoutEncoder encoder = (PatternLayoutEncoder) appender.getEncoder();
    LoggingEvent event =
        new LoggingEvent(
            "x",
            context.getLogger("dev.usher"),
            ch.qos.logback.classic.Level.WARN,
            message,
            thrown,
            null);
    String line = new String(encoder.encode(event), StandardCharsets.UTF_8);
    context.stop();
    return line;
  }

  @Test
  void aMessageIsOneLineWithoutEscapeSequences() throws Exception {
    String line = line(NASTY, null);

    assertThat(line).endsWith("x\\u001B[31m\\u202E\\u2028\\u009B 2026 ERROR forged\n");
    assertThat(line.lines()).hasSize(1);
  }

  @Test
  void anExceptionKeepsItsFramesAndItsMessagesAreSafe() throws Exception {
    IllegalStateException cause = new IllegalStateException(NASTY);
    cause.addSuppressed(new IllegalArgumentException(NASTY));

    String text = line("failed", new RuntimeException(NASTY, cause));

    assertThat(text.lines().filter(line -> line.contains("\tat "))).hasSizeGreaterThan(5);
    assertThat(text.split("u001B", -1)).hasSize(4);
    assertThat(text.replace("\n", "").replace("\t", "").chars())
        .noneMatch(c -> Character.isISOControl(c) || c == 0x202E || c == 0x2028);
    assertThat(text.lines()).noneMatch(line -> line.startsWith("2026 ERROR forged"));
  }
}
