package dev.usher.scim.query;

/**
 * What a raw {@code +} in a query means. Forms write a space so; JavaScript's {@code encodeURI} and
 * the Okta SDK write {@code %20} for a space and leave a plus alone.
 */
public final class PlusSigns {
  private static final String SPACE = "%20";

  private PlusSigns() {}

  /**
   * The query in which each raw plus is a space: those of a query that writes spaces as {@code %20}
   * are percent-encoded.
   *
   * @param query not decoded
   */
  public static String escaped(String query) {
    return query.contains(SPACE) ? query.replace("+", "%2B") : query;
  }
}
