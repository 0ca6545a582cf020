package dev.usher.store.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in one line why a server ended before it served, from what it wrote. */
final class StartFailure {
  /** What the dynamic loader of glibc writes. */
  private static final Pattern MISSING_LIBRARY =
      Pattern.compile("error while loading shared libraries: ([^:\\s]+): cannot open");

  private static final Pattern OLD_LIBRARY =
      Pattern.compile("version [`']([^']+)' not found \\(required by");

  private static final Pattern ERROR = Pattern.compile("\\[ERROR\\]\\s*(.*)");

  private StartFailure() {}

  /**
   * @param output of the server since it was started
   * @param log where all of it is
   */
  static EmbeddedDatabaseException explain(String output, Path log) {
    Matcher missing = MISSING_LIBRARY.matcher(output);
    if (missing.find()) {
      String library = missing.group(1);
      return new EmbeddedDatabaseException(
          "the embedded database needs the system library " + library + packageHint(library));
    }
    Matcher old = OLD_LIBRARY.matcher(output);
    if (old.find()) {
      return new EmbeddedDatabaseException(
          "the embedded database needs a newer system library (" + old.group(1) + ")");
    }
    List<String> errors =
        output
            .lines()
            .map(ERROR::matcher)
            .filter(Matcher::find)
            .map(matcher -> matcher.group(1).strip())
            .filter(line -> !line.equals("Aborting"))
            .toList();
    return new EmbeddedDatabaseException(
        "the embedded database did not start"
            + (errors.isEmpty() ? "" : ": " + errors.get(0))
            + " (see "
            + log
            + ")");
  }

  static EmbeddedDatabaseException cannotRun(Path program, IOException cause) {
    return new EmbeddedDatabaseException(
        "the embedded database cannot run here, it needs Linux on x86-64 with glibc: "
            + program
            + ": "
            + cause.getMessage(),
        cause);
  }

  /** The end of a log from that byte on. */
  static String since(Path log, long start) {
    try {
      byte[] all = Files.readAllBytes(log);
      int from = (int) Math.min(start, all.length);
      return new String(all, from, all.length - from, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private static String packageHint(String library) {
    String name =
        switch (library) {
          case "libcrypt.so.1" -> "libcrypt1 on Debian and Ubuntu, libxcrypt-compat on Fedora";
          case "libsystemd.so.0" -> "libsystemd0 on Debian and Ubuntu, systemd-libs on Fedora";
          case "libstdc++.so.6" -> "libstdc++6 on Debian and Ubuntu, libstdc++ on Fedora";
          case "libcap.so.2" -> "libcap2 on Debian and Ubuntu, libcap on Fedora";
          default -> "";
        };
    return name.isEmpty() ? ": install the package that has it" : ": install " + name;
  }
}
