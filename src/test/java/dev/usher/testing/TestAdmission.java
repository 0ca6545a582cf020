package dev.usher.testing;

import dev.usher.http.admission.AdmissionSettings;
import dev.usher.http.admission.Deadlines;
import java.nio.file.Path;

/** What the requests of a test's server may take together. */
public final class TestAdmission {
  private static final int CONNECTIONS = 2_000;
  private static final long MEMORY = 256L << 20;
  private static final long SPOOL = 2L << 30;

  private TestAdmission() {}

  /** Enough for any test that is not about it. */
  public static AdmissionSettings settings() {
    return with(CONNECTIONS, CONNECTIONS, MEMORY, SPOOL, Deadlines.DEFAULT);
  }

  /** The same with limits and deadlines of the test's own. */
  public static AdmissionSettings with(
      int connections, int perAddress, long memory, long spool, Deadlines deadlines) {
    Path directory = Path.of(System.getProperty("java.io.tmpdir"), "usher-test-spool");
    return new AdmissionSettings(connections, perAddress, memory, directory, spool, deadlines);
  }
}
