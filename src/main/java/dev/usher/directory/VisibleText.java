package dev.usher.directory;

import java.util.function.IntFunction;

/**
 * Text from clients on its way to people: into a log, onto a terminal, into a mail or a page.
 * Control characters, escape sequences among them, could command a terminal or forge lines;
 * separators of lines and paragraphs could forge lines too; format characters, which order text
 * (UAX #9) or cannot be seen, could make the rest of a line read otherwise. Joiners are left: words
 * of several languages and emoji need them.
 */
public final class VisibleText {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private VisibleText() {}

  /** Whether a character is safe wherever text is shown. */
  public static boolean isSafe(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
      case Character.FORMAT -> codePoint == ZERO_WIDTH_NON_JOINER || codePoint == ZERO_WIDTH_JOINER;
      default -> true;
    };
  }

  /** The text with every unsafe character as JSON and Java write it: {@code \\u001B}. */
  public static String escaped(String text) {
    return replaced(
        text,
        codePoint -> {
          StringBuilder escape = new StringBuilder();
          for (char unit : Character.toChars(codePoint)) {
            escape.append("\\u%04X".formatted((int) unit));
          }
          return escape.toString();
        });
  }

  /**
   * The text on one line, with a space for every run of unsafe characters, and none at its ends.
   */
  public static String line(String text) {
    return isSafe(text) ? text.strip() : replaced(text, any -> "\n").replaceAll("\n+", " ").strip();
  }

  private static boolean isSafe(String text) {
    return text.codePoints().allMatch(VisibleText::isSafe);
  }

  private static String replaced(String text, IntFunction<String> replacement) {
    if (isSafe(text)) {
      return text;
    }
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            codePoint -> {
              if (isSafe(codePoint)) {
                safe.appendCodePoint(codePoint);
              } else {
                safe.append(replacement.apply(codePoint));
              }
            });
    return safe.toString();
  }
}
