package dev.usher.cli;

import java.net.URI;
import java.nio.file.Path;

/** What a first start prints: where the token is, and a request to try. */
final class FirstStartNotice {
  private final URI scimBase;
  private final Path tokenFile;

  /**
   * @param tokenFile where the token is kept
   */
  FirstStartNotice(URI scimBase, Path tokenFile) {
    this.scimBase = scimBase;
    this.tokenFile = tokenFile;
  }

  /** With the token itself, for a terminal: it is shown once. */
  String withToken(String token) {
    return text("this token, shown once and kept in", "  Bearer token    " + token + "\n");
  }

  /** Without the token, for output that may be kept: a file, a log, a pipe. */
  String withoutToken() {
    return text("a token, which is in", "");
  }

  private String text(String token, String line) {
    return """

        This is the first start. There is an account "default" now, with the catalogue of
        config/catalog.yaml and %s
        %s, which you alone can read. It ends in one year.

          SCIM base URL   %s
        %s
        Try it:

          curl -H "Authorization: Bearer $(cat %s)" -H 'Content-Type: application/scim+json' \\
            -d '{"userName": "ada@example.org"}' %s/Users

        """
        .formatted(token, tokenFile, scimBase, line, quoted(tokenFile), scimBase);
  }

  /** For a shell, within double quotes and a command substitution. */
  private static String quoted(Path path) {
    return "'" + path.toString().replace("'", "'\\''") + "'";
  }
}
