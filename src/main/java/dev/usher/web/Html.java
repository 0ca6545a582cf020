package dev.usher.web;

import dev.usher.directory.VisibleText;

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
      default -> escaped.appendCodePoint(VisibleText.isSafe(codePoint) ? codePoint : ' ');
    }
  }
}
