package dev.usher.scim.error;

/**
 * Text of a client on its way to where there is little room: an error, a log, a mail, a column. It
 * is never cut between the halves of a surrogate pair: half a character is shown as another one,
 * and refused by the database.
 */
public final class ShortText {

  private ShortText() {}

  /**
   * The text itself, or its beginning with an ellipsis at the end.
   *
   * @param most how many code points it may have; VARCHAR columns count those too
   */
  public static String cut(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
  }
}
