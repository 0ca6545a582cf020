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
      return new Index(
          start.max(BigInteger.ONE).min(LARGEST).longValueExact(),
          size(count, limits).min(BigInteger.valueOf(limits.maxSize())).intValueExact());
    }
  }

  /** A page of a walk by cursor (RFC 9865 §2). */
  sealed interface Walk extends Page {

    /** Whatever else the request says of the list, which every page of a walk has to repeat. */
    String question();

    /**
     * The page that a request asks for by cursor. A {@code count} below 0 means 0.
     *
     * @param cursor empty text for the first page
     * @param question as {@link #question()}
     * @throws ScimException 400 {@code invalidValue} when {@code count} is no integer, {@code
     *     invalidCount} when it is above the limit
     */
    static Walk parse(String cursor, Optional<String> count, String question, PageLimits limits) {
      BigInteger size = size(count, limits);
      if (size.compareTo(BigInteger.valueOf(limits.maxSize())) > 0) {
        throw ScimException.invalidCount(
            "count must be at most %d with a cursor.".formatted(limits.maxSize()));
      }
      return cursor.isBlank()
          ? new First(size.intValueExact(), question)
          : new Next(cursor, size.intValueExact(), question);
    }
  }

  /** The first page of a walk. */
  record First(int count, String question) implements Walk {}

  /**
   * A later page of a walk.
   *
   * @param cursor the {@code nextCursor} of the page before, or whatever else the client sent
   */
  record Next(String cursor, int count, String question) implements Walk {}

  private static BigInteger size(Optional<String> count, PageLimits limits) {
    return count
        .map(text -> integer("count", text))
        .orElse(BigInteger.valueOf(limits.defaultSize()))
        .max(BigInteger.ZERO);
  }

  private static BigInteger integer(String name, String text) {
    String trimmed = text.strip();
    if (!Index.INTEGER.matcher(trimmed).matches()) {
      throw ScimException.invalidValue(name + " must be an integer.");
    }
    return new BigInteger(trimmed);
  }
}
