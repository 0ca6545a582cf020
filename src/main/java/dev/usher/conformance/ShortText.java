package dev.usher.conformance;

/** Text of a server in a report, never cut between the halves of a surrogate pair. */
final class ShortText {

  private ShortText() {}

  /**
   * The text itself, or its beginning with an ellipsis at the end.
   *
   * @param most how many code points it may have
   */
  static String cut(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
  }
}
