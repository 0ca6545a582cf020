package dev.usher.cli;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Whether somebody sees what is printed, or whether it goes to a file, a log or a program. */
final class Terminal {
  private static final long MOST_SECONDS = 5;

  private Terminal() {}

  /**
   * Whether standard output is a terminal, and standard input too. Newer versions of Java have a
   * console without a terminal, so isatty(3) decides, by way of {@code test}.
   */
  static boolean isInteractive() {
    if (System.console() == null) {
      return false;
    }
    try {
      Process test = new ProcessBuilder("test", "-t", "1").inheritIO().start();
      return test.waitFor(MOST_SECONDS, TimeUnit.SECONDS) && test.exitValue() == 0;
    } catch (IOException noSuchProgram) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
