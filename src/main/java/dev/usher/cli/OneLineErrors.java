package dev.usher.cli;

import dev.usher.cli.bench.MeasurementException;
import dev.usher.directory.Refusal;
import dev.usher.http.ListenException;
import dev.usher.store.MigrationException;
import dev.usher.store.StoreException;
import dev.usher.store.embedded.EmbeddedDatabaseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells the operator in one line on stderr what went wrong; the log has the rest. */
public final class OneLineErrors implements IExecutionExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(OneLineErrors.class);

  /**
   * @return exit code 1, or 2 for what the operator wrote in the settings
   */
  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    String line = line(failure).replaceAll("\\s*[\\r\\n]+\\s*", " ");
    command.getErr().println(command.getCommandSpec().root().name() + ": " + line);
    command.getErr().flush();
    return failure instanceof SettingsException
        ? CommandLine.ExitCode.USAGE
        : CommandLine.ExitCode.SOFTWARE;
  }

  private static String line(Exception failure) {
    if (failure instanceof StoreException.Unavailable) {
      log.debug("The database is unavailable", failure);
      return "the database cannot be used: " + failure.getMessage();
    }
    if (failure instanceof Refusal
        || failure instanceof SettingsException
        || failure instanceof EmbeddedDatabaseException
        || failure instanceof MeasurementException
        || failure instanceof MigrationException
        || failure instanceof ListenException) {
      log.debug("Refused", failure);
      return failure.getMessage();
    }
    log.error("The command failed", failure);
    return "failed unexpectedly, the log says more: " + failure;
  }
}
