package dev.usher.scim.query;

/**
 * How many resources a page has.
 *
 * @param defaultSize when {@code count} is not given
 * @param maxSize what a larger {@code count} is lowered to; not less than {@code defaultSize}
 */
public record PageLimits(int defaultSize, int maxSize) {

  /** 100, at most 1,000. */
  public static final PageLimits DEFAULT = new PageLimits(100, 1000);

  public PageLimits {
    if (defaultSize < 1 || maxSize < defaultSize) {
      throw new IllegalArgumentException("page sizes " + defaultSize + " of at most " + maxSize);
    }
  }
}
