package dev.usher.directory;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** The rule for names that operators give: accounts, tokens, the displays of a catalogue. */
public final class Names {
  private static final int MAX_LENGTH = 255;

  private static final Pattern ID =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private Names() {}

  /** Whether a name would be taken for an id where either may be given. */
  public static boolean isShapedLikeAnId(String name) {
    return ID.matcher(name).matches();
  }

  /**
   * The name in Unicode NFC, as it is stored.
   *
   * @param what the name is of, for the message
   * @throws Refusal when it is blank, longer than 255 characters, begins or ends with a space, or
   *     holds characters that cannot be seen (the database's collation ignores some of them, so two
   *     such names could look different and be the same)
   */
  public static String normalised(String what, String name) {
    String normalised = Normalizer.normalize(name, Normalizer.Form.NFC);
    if (normalised.isBlank()) {
      throw new Refusal(what + " is empty");
    }
    if (normalised.length() > MAX_LENGTH) {
      throw new Refusal(what + " is longer than " + MAX_LENGTH + " characters");
    }
    if (!normalised.equals(normalised.strip())) {
      throw new Refusal(what + " begins or ends with a space");
    }
    if (normalised.codePoints().anyMatch(Names::isInvisible)) {
      throw new Refusal(what + " holds control or invisible characters");
    }
    return normalised;
  }

  private static boolean isInvisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
