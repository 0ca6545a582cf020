package dev.usher.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream lines = new PrintStream(written, true, StandardCharsets.UTF_8);

  @Test
  void aFileGetsOneLineForEveryTenth() {
    try (Progress progress = Progress.inLines("Planting users", 12_000, lines)) {
      for (int i = 0; i < 12_000; i++) {
        progress.step();
      }
    }

    assertThat(lines())
        .hasSize(10)
        .startsWith("Planting users: 10 % (1,200 of 12,000)")
        .endsWith("Planting users: 100 % (12,000 of 12,000)");
  }

  @Test
  void aLongStepIsToldByOneLine() {
    try (Progress progress = Progress.inLines("Planting users", 12_000, lines)) {
      progress.stepTo(10_000);
      progress.stepTo(10_100);
      progress.stepTo(12_000);
    }

    assertThat(lines())
        .containsExactly(
            "Planting users: 80 % (10,000 of 12,000)", "Planting users: 100 % (12,000 of 12,000)");
  }

  private List<String> lines() {
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
