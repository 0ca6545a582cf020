package dev.usher.cli;

import dev.usher.directory.Refusal;
import dev.usher.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells the operator in one line on stderr what went wrong; the log has the rest. */
public final class OneLineErrors implements IExecutionExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(OneLineErrors.class);

  /**
   * @return exit code 1
   */
  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    command.getErr().println(command.getCommandSpec().root().name() + ": " + line(failure));
    command.getErr().flush();
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static String line(Exception failure) {
    if (failure instanceof Refusal) {
      log.debug("Refused", failure);
      return failure.getMessage();
    }
    log.error("The command failed", failure);
    if (failure instanceof StoreException.Unavailable) {
      return "the database cannot be used: " + failure.getMessage();
    }
    return "failed unexpectedly, the log says more: " + failure;
  }
}
