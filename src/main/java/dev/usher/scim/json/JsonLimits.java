package dev.usher.scim.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;

/**
 * What JSON from a client may consist of. A text of {@code n} bytes can hold {@code n} tokens, and
 * the tree of {@code [[[[…} takes 50 times the memory of its text; these limits keep the tree of a
 * large text below eleven times its bytes.
 */
public final class JsonLimits {
  /** The most levels of nesting: SCIM needs 6, and Bulk 3 more. */
  public static final int MAX_DEPTH = 64;

  /** The most characters of a number. */
  public static final int MAX_NUMBER_LENGTH = 400;

  /** How far a number's exponent may be from 0: 1e308 is the largest that others calculate with. */
  public static final int MAX_EXPONENT = 400;

  /**
   * The most characters of a name. The parsers of all requests share a table of names, which keeps
   * up to 6,000 of them.
   */
  public static final int MAX_NAME_LENGTH = 1_000;

  /** The tokens that a text of any length may have. */
  public static final int FREE_TOKENS = 100_000;

  /**
   * How many bytes a text has at least for each of its tokens, if it has more than {@link
   * #FREE_TOKENS}. The members of a group have 12, the operations of a Bulk 8 and more.
   */
  public static final int BYTES_PER_TOKEN = 8;

  /** Measured: the most expensive tokens are those of objects of one member, with 66 bytes. */
  private static final int HEAP_PER_TOKEN = 72;

  /** A text with one character beyond Latin-1 takes two bytes for each. */
  private static final int HEAP_PER_BYTE = 2;

  private JsonLimits() {}

  /**
   * A factory whose parsers keep the limits of depth and lengths. {@link CountingParser} counts the
   * tokens and looks at exponents.
   */
  public static JsonFactory factory() {
    return JsonFactory.builder()
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES) // a client's names are no constants
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxNumberLength(MAX_NUMBER_LENGTH)
                .maxNameLength(MAX_NAME_LENGTH)
                .maxStringLength(Integer.MAX_VALUE) // the limit of the body is the lower one
                .build())
        .build();
  }

  /** The most tokens of a text of that many bytes. */
  public static long tokens(long bytes) {
    return Math.max(FREE_TOKENS, bytes / BYTES_PER_TOKEN);
  }

  /** The most bytes of heap that the tree of a text of that many bytes takes, without the text. */
  public static long treeBytes(long bytes) {
    return HEAP_PER_BYTE * bytes + HEAP_PER_TOKEN * Math.min(bytes, tokens(bytes));
  }
}
