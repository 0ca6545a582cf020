package dev.usher.scim.resource;

import dev.usher.scim.error.ScimException;
import dev.usher.scim.schema.AttributePath;
import dev.usher.scim.schema.GroupSchema;
import java.text.Normalizer;
import java.util.Set;

/**
 * What a text may consist of. The database compares by a collation that ignores control characters
 * and other invisible ones, so that two texts that differ only in those would be one to it and two
 * to everyone else: they are refused where they could decide about identity.
 */
final class TextRules {
  /** The most characters (code points) of names and addresses that are unique or matched on. */
  static final int SHORT = 255;

  /** The most characters (code points) of every other text. */
  static final int LONG = 4_000;

  private static final Set<String> SHORT_PATHS = Set.of("userName", "displayName", "emails.value");
  private static final Set<String> IDENTIFYING = Set.of("userName", "externalId", "emails.value");

  /** Unicode's Default_Ignorable_Code_Point, as pairs of first and last. */
  private static final int[] IGNORABLE = {
    0x00AD, 0x00AD, 0x034F, 0x034F, 0x061C, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180F,
    0x200B, 0x200F, 0x202A, 0x202E, 0x2060, 0x206F, 0x3164, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFEFF,
    0xFFA0, 0xFFA0, 0xFFF0, 0xFFF8, 0x1BCA0, 0x1BCA3, 0x1D173, 0x1D17A, 0xE0000, 0xE0FFF
  };

  private TextRules() {}

  /**
   * The text as it is stored: in NFC.
   *
   * @throws ScimException 400 {@code invalidValue} when it is too long or has forbidden characters
   */
  static String check(AttributePath path, String text) {
    if (text.length() <= SHORT && isPrintableAscii(text)) {
      return text; // nearly every one: it breaks no rule and is in NFC
    }
    wellFormed(path, text);
    String nfc = Normalizer.normalize(text, Normalizer.Form.NFC);
    int limit = SHORT_PATHS.contains(path.toString()) ? SHORT : LONG;
    if (nfc.codePointCount(0, nfc.length()) > limit) {
      throw ScimException.invalidValue(path + " is longer than " + limit + " characters.");
    }
    boolean identifying = identifying(path);
    for (int i = 0; i < nfc.length(); i += Character.charCount(nfc.codePointAt(i))) {
      int c = nfc.codePointAt(i);
      if (forbiddenControl(nfc, i, c) || (identifying && ignorable(c))) {
        throw ScimException.invalidValue(
            "%s contains the invisible character U+%04X, which is not allowed there."
                .formatted(path, c));
      }
    }
    return nfc;
  }

  private static boolean isPrintableAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        return false;
      }
    }
    return true;
  }

  /**
   * Refuses halves of surrogate pairs, which no database and no JSON text can carry.
   *
   * @throws ScimException 400 {@code invalidValue}
   */
  static void wellFormed(AttributePath path, String text) {
    boolean broken =
        text.codePoints()
            .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    if (broken) {
      throw ScimException.invalidValue(path + " contains half of a surrogate pair.");
    }
  }

  private static boolean forbiddenControl(String text, int at, int c) {
    if (!Character.isISOControl(c) || c == '\t' || c == '\n') {
      return false;
    }
    boolean lineEnd = c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
    return !lineEnd;
  }

  private static boolean identifying(AttributePath path) {
    return IDENTIFYING.contains(path.toString())
        || (path.schema().urn().equals(GroupSchema.URN) && path.toString().equals("displayName"));
  }

  private static boolean ignorable(int c) {
    for (int i = 0; i < IGNORABLE.length; i += 2) {
      if (c >= IGNORABLE[i] && c <= IGNORABLE[i + 1]) {
        return true;
      }
    }
    return false;
  }
}
