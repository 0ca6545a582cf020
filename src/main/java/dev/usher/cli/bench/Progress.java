package dev.usher.cli.bench;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows on standard error how far something is: a bar where that is a terminal, else a line for
 * every tenth, since a bar in a file is thousands of lines over each other.
 */
final class Progress implements AutoCloseable {
  /** Set to true by {@code scripts/bench} when standard error is a terminal. */
  private static final String TERMINAL = "usher.bench.terminal";

  private static final int TENTHS = 10;

  private final String task;
  private final long all;
  private final Optional<ProgressBar> bar;
  private final PrintStream lines;
  private long done;

  private Progress(String task, long all, Optional<ProgressBar> bar, PrintStream lines) {
    this.task = task;
    this.all = all;
    this.bar = bar;
    this.lines = lines;
  }

  /**
   * @param task what is done, a few words
   * @param all how many steps there are, at least 1
   */
  static Progress of(String task, long all) {
    return Boolean.getBoolean(TERMINAL)
        ? new Progress(task, all, Optional.of(bar(task, all)), System.err)
        : inLines(task, all, System.err);
  }

  /** For what is no terminal. */
  static Progress inLines(String task, long all, PrintStream lines) {
    return new Progress(task, all, Optional.empty(), lines);
  }

  private static ProgressBar bar(String task, long all) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(all)
        .setStyle(ProgressBarStyle.ASCII)
        .showSpeed()
        .build();
  }

  /** One more step is done. */
  void step() {
    stepTo(done + 1);
  }

  /** So many steps are done, at least as many as before. */
  void stepTo(long steps) {
    long tenth = steps * TENTHS / all;
    boolean another = tenth > done * TENTHS / all;
    done = steps;
    if (bar.isPresent()) {
      bar.get().stepTo(steps);
    } else if (another) {
      lines.printf(Locale.ROOT, "%s: %d %% (%,d of %,d)%n", task, tenth * 100 / TENTHS, steps, all);
      lines.flush();
    }
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
