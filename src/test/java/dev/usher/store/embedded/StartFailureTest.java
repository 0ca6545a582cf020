package dev.usher.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StartFailureTest {
  private static final Path LOG = Path.of("/data/mariadbd.log");

  @Test
  void aMissingLibraryIsNamedWithItsPackage() {
    assertThat(
            StartFailure.explain(
                """
                /data/bin/mariadbd: error while loading shared libraries: libcrypt.so.1: cannot open \
                shared object file: No such file or directory
                """,
                LOG))
        .hasMessage(
            "the embedded database needs the system library libcrypt.so.1: install libcrypt1 on"
                + " Debian and Ubuntu, libxcrypt-compat on Fedora");
  }

  @Test
  void aLibraryWithoutAKnownPackageIsNamedAllTheSame() {
    assertThat(
            StartFailure.explain(
                "mariadbd: error while loading shared libraries: libodd.so.9: cannot open shared",
                LOG))
        .hasMessageContaining("libodd.so.9");
  }

  @Test
  void aLibraryThatIsTooOldIsNamed() {
    assertThat(
            StartFailure.explain(
                "mariadbd: /lib/libc.so.6: version `GLIBC_2.99' not found (required by mariadbd)",
                LOG))
        .hasMessageContaining("GLIBC_2.99");
  }

  @Test
  void theFirstErrorOfTheServerIsQuoted() {
    assertThat(
            StartFailure.explain(
                """
                2026-11-23 19:28:43 0 [Note] InnoDB: Opened 3 undo tablespaces
                2026-11-23 19:28:43 0 [ERROR] InnoDB: No space left on device
                2026-11-23 19:28:43 0 [ERROR] Aborting
                """,
                LOG))
        .hasMessage(
            "the embedded database did not start: InnoDB: No space left on device (see"
                + " /data/mariadbd.log)");
  }

  @Test
  void aSilentEndPointsToTheLog() {
    assertThat(StartFailure.explain("", LOG))
        .hasMessage("the embedded database did not start (see /data/mariadbd.log)");
  }
}
