package dev.usher.cli;

import dev.usher.store.Transactions;
import java.util.function.Consumer;

/**
 * The database for the time of one command: the external one, or the embedded one, whether a server
 * runs on it or not.
 */
@FunctionalInterface
public interface DatabaseSession {

  /** Opens the database, its schema up to date, runs the work and closes what was opened. */
  void use(Consumer<Transactions> work);
}
