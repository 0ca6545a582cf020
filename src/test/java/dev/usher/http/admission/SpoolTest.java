package dev.usher.http.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.usher.scim.error.ScimException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that are larger than what is kept of them in memory. */
class SpoolTest {
  private static final int MEBIBYTE = 1 << 20;

  @TempDir private Path home;

  private final MemoryBudget budget = new MemoryBudget(4 * MEBIBYTE);

  private Path directory() {
    return home.resolve("spool");
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(directory())) {
      return files.count();
    }
  }

  @Test
  void theDirectoryIsForItsOwnerAloneAndLeftOverFilesAreDeleted() throws IOException {
    Files.createDirectory(directory());
    Files.writeString(directory().resolve("killed.answer"), "secret");
    Files.writeString(directory().resolve("notes.txt"), "of somebody");
    new Spool(directory(), MEBIBYTE);
    assertThat(directory().resolve("killed.answer")).doesNotExist();
    assertThat(directory().resolve("notes.txt")).exists();
    new Spool(home.resolve("other"), MEBIBYTE);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("other"))))
        .isEqualTo("rwx------");
  }

  @Test
  void aLargeAnswerIsTheSameFromMemoryAndFile() throws IOException {
    Spool spool = new Spool(directory(), 64 * MEBIBYTE);
    AnswerBody body = new AnswerBody(budget, spool);
    byte[] bytes = bytes(3 * MEBIBYTE + 7);
    for (int from = 0; from < bytes.length; from += 10_001) {
      body.write(bytes, from, Math.min(10_001, bytes.length - from));
    }
    assertThat(body.length()).isEqualTo(bytes.length);
    assertThat(budget.used()).isBetween(256L * 1024, 512L * 1024);
    assertThat(files()).as("names that a killed process would leave").isZero();

    byte[] memory = body.memory().reader().readAllBytes();
    Spool.SpoolFile file = body.file().orElseThrow();
    byte[] rest = file.read(0, (int) file.length());
    assertThat(memory).isEqualTo(java.util.Arrays.copyOf(bytes, memory.length));
    assertThat(rest).isEqualTo(java.util.Arrays.copyOfRange(bytes, memory.length, bytes.length));
    body.release();
    body.release();
    assertThat(budget.used()).isZero();
    assertThat(spool.used()).isZero();
  }

  @Test
  void anAnswerGoesToTheFileEarlierWhenMemoryIsShort() {
    Spool spool = new Spool(directory(), 64 * MEBIBYTE);
    budget.open(MemoryBudget.Use.WORK).grow(budget.bytes() * 9 / 10);
    budget.open(MemoryBudget.Use.ANSWER).grow(256 * 1024);
    AnswerBody body = new AnswerBody(budget, spool);
    byte[] bytes = bytes(MEBIBYTE);
    body.write(bytes, 0, bytes.length);
    assertThat(body.length()).isEqualTo(bytes.length);
    assertThat(spool.used()).isGreaterThan(MEBIBYTE - 256 * 1024);
    body.release();
  }

  @Test
  void anAnswerHasAQuarterOfTheSpaceAndAllTogetherTheWhole() {
    Spool spool = new Spool(directory(), 4 * MEBIBYTE);
    AnswerBody tooLarge = new AnswerBody(budget, spool);
    byte[] mebibyte = bytes(MEBIBYTE);
    tooLarge.write(mebibyte, 0, mebibyte.length);
    assertThatExceptionOfType(ScimException.class)
        .isThrownBy(() -> tooLarge.write(mebibyte, 0, mebibyte.length))
        .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(503));
    assertThat(tooLarge.refusal()).isPresent();
    tooLarge.release();
    assertThat(spool.used()).isZero();
    assertThat(budget.used()).isZero();
  }
}
