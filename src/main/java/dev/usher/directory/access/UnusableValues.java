package dev.usher.directory.access;

import dev.usher.scim.error.ScimException;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of a value that the catalogue does not know or cannot give. A request whose outcome
 * is Inactive must never fail for one: it is skipped and audited; every other request is refused.
 */
public final class UnusableValues {
  private final boolean skip;
  private final List<String> skipped = new ArrayList<>();

  private UnusableValues(boolean skip) {
    this.skip = skip;
  }

  /** Every unusable value is a 400 {@code invalidValue}. */
  public static UnusableValues refused() {
    return new UnusableValues(false);
  }

  /** Unusable values are left out and collected. */
  public static UnusableValues skipped() {
    return new UnusableValues(true);
  }

  /**
   * Reports one.
   *
   * @param detail a sentence that names the attribute and the value
   * @throws ScimException 400 {@code invalidValue} unless values are skipped
   */
  public void add(String detail) {
    if (!skip) {
      throw ScimException.invalidValue(detail);
    }
    skipped.add(detail);
  }

  /** What was left out, for the audit trail. */
  public List<String> left() {
    return List.copyOf(skipped);
  }
}
