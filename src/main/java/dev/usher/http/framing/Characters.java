package dev.usher.http.framing;

/** The character classes of HTTP (RFC 9110 §5.5, §5.6.2). */
final class Characters {
  private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~";
  private static final boolean[] TOKEN = new boolean[128];

  static {
    for (char c = 0; c < TOKEN.length; c++) {
      TOKEN[c] =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || TOKEN_PUNCTUATION.indexOf(c) >= 0;
    }
  }

  private Characters() {}

  /** Whether a token, such as a method or a field name, may contain it. */
  static boolean isToken(char c) {
    return c < TOKEN.length && TOKEN[c];
  }

  /** Whether it is neither a control character nor white space; bytes above ASCII are visible. */
  static boolean isVisible(char c) {
    return c > ' ' && c != 0x7f;
  }

  /** Whether it is a space or a tab. */
  static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /** The value of a hexadecimal digit, or -1. */
  static int hexadecimal(char c) {
    return c < TOKEN.length ? Character.digit(c, 16) : -1;
  }
}
