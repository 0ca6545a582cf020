package dev.usher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BufferPoolTest {

  @ParameterizedTest
  @CsvSource({
    "0, 256M",
    "536870912, 256M", // 512 MiB
    "1073741824, 256M", // 1 GiB
    "1077936128, 257M",
    "1082130431, 257M", // a byte less than the next
    "8589934592, 2048M", // 8 GiB
    "34359738368, 8192M", // 32 GiB
    "9223372036854775807, 8192M",
  })
  void itIsAQuarterOfTheMemoryWithinLimits(long memory, String size) {
    assertThat(BufferPool.quarterOf(memory)).isEqualTo(size);
  }

  @Test
  void thisMachineHasNoMoreThanItsKernelSays() throws IOException {
    String total =
        Files.readAllLines(Path.of("/proc/meminfo")).stream()
            .filter(line -> line.startsWith("MemTotal:"))
            .findFirst()
            .orElseThrow()
            .replaceAll("\\D", "");
    long most = mebibytes(BufferPool.quarterOf(Long.parseLong(total) * 1024));
    assertThat(mebibytes(BufferPool.ofThisMachine())).isBetween(256L, most);
  }

  private static long mebibytes(String size) {
    assertThat(size).endsWith("M");
    return Long.parseLong(size.substring(0, size.length() - 1));
  }
}
