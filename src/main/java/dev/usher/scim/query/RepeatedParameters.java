package dev.usher.scim.query;

import dev.usher.scim.error.ScimException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a parameter says that comes more than once. To take one of its values and drop the others
 * would widen what is found, so lists are joined and the others refused.
 */
public final class RepeatedParameters {
  private static final Set<String> LISTS = Set.of("attributes", "excludedAttributes");

  private RepeatedParameters() {}

  /**
   * The one value of a parameter.
   *
   * @param values in order, decoded; may be empty
   * @return empty when there is none
   * @throws ScimException 400 {@code invalidValue} when a parameter that is no list has several
   */
  public static Optional<String> one(String name, List<String> values) {
    if (values.size() > 1 && !LISTS.contains(name)) {
      throw ScimException.invalidValue(name + " must be given once, not several times.");
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(",", values));
  }
}
