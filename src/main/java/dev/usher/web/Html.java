package dev.usher.web;

/** Text on its way into a page. */
final class Html {

  private Html() {}

  /** The text where neither an element nor an attribute can begin or end with it. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> append(escaped, c));
    return escaped.toString();
  }

  private static void append(StringBuilder escaped, int codePoint) {
    switch (codePoint) {
      case '&' -> escaped.append("&amp;");
      case '<' -> escaped.append("&lt;");
      case '>' -> escaped.append("&gt;");
      case '"' -> escaped.append("&quot;");
      case '\'' -> escaped.append("&#39;");
      default -> {
        boolean shown = !Character.isISOControl(codePoint) && !reordersText(codePoint);
        escaped.appendCodePoint(shown ? codePoint : ' ');
      }
    }
  }

  /** Characters with which a name could make the rest of its line read otherwise. */
  private static boolean reordersText(int codePoint) {
    return (codePoint >= 0x202A && codePoint <= 0x202E)
        || (codePoint >= 0x2066 && codePoint <= 0x2069);
  }
}
