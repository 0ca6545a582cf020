package dev.usher.scim.filter;

import dev.usher.scim.schema.AttributePath;
import dev.usher.scim.schema.ResourceType;

/** From the text of a filter to what the database is asked, in one step. */
public final class Filters {

  private Filters() {}

  /**
   * Parses and binds a filter.
   *
   * @param text already percent-decoded
   * @param lenient whether a string value may stand without quotes
   * @throws dev.usher.scim.error.ScimException 400 {@code invalidFilter}
   */
  public static Predicate predicate(String text, ResourceType type, boolean lenient) {
    return PredicateBinder.bind(FilterParser.parse(text, lenient), type);
  }

  /**
   * Whether clients may filter and sort by that path: what is never returned, and the invitation's
   * link, could be guessed character by character.
   */
  public static boolean mayAsk(AttributePath path) {
    return AttributeNames.isAskable(path);
  }
}
