package dev.usher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The build runs classes by their names, and passes over any other without a word. */
class TestNamesTest {
  private static final Path SOURCES = Path.of("src/test/java");

  /** What the build takes for a test besides these names, this project does not use. */
  private static final String RUN = "Test.java";

  private static final Pattern TESTS =
      Pattern.compile(
          "(?m)^\\s*@(Test|RepeatedTest|ParameterizedTest|TestFactory|Property|Example|ArchTest)\\b");

  @Test
  void everyClassWithTestsHasANameThatTheBuildRuns() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<Path> withTests =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> TESTS.matcher(text(file)).find())
              .toList();

      assertThat(withTests).contains(SOURCES.resolve("dev/usher/TestNamesTest.java"));
      assertThat(withTests).allMatch(file -> file.toString().endsWith(RUN));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
