package dev.usher.scim.query;

import dev.usher.scim.error.ScimException;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which part of a list is wanted. */
public sealed interface Page {

  /** At most how many resources, 0 or more. */
  int count();

  /**
   * A page by its place in the list (RFC 7644 §3.4.2.4).
   *
   * @param startIndex of the first resource, 1 or more; may be far past the end
   * @param count at most how many resources, 0 or more
   */
  record Index(long startIndex, int count) implements Page {
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,1000}");
    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

    public Index {
      if (startIndex < 1 || count < 0) {
        throw new IllegalArgumentException("page of " + count + " from " + startIndex);
      }
    }

    /** How many resources come before the page. */
    public long offset() {
      return startIndex - 1;
    }

    /**
     * The page that a request asks for. A {@code startIndex} below 1 means 1, a {@code count} below
     * 0 means 0, a {@code count} above the limit means the limit.
     *
     * @throws ScimException 400 {@code invalidValue} when one of them is no integer
     */
    public static Index parse(
        Optional<String> startIndex, Optional<String> count, PageLimits limits) {
      BigInteger start = startIndex.map(text -> integer("startIndex", text)).orElse(BigInteger.ONE);
      BigInteger size =
          count
              .map(text -> integer("count", text))
              .orElse(BigInteger.valueOf(limits.defaultSize()));
      return new Index(
          start.max(BigInteger.ONE).min(LARGEST).longValueExact(),
          size.max(BigInteger.ZERO).min(BigInteger.valueOf(limits.maxSize())).intValueExact());
    }

    private static BigInteger integer(String name, String text) {
      String trimmed = text.strip();
      if (!INTEGER.matcher(trimmed).matches()) {
        throw ScimException.invalidValue(name + " must be an integer.");
      }
      return new BigInteger(trimmed);
    }
  }
}
