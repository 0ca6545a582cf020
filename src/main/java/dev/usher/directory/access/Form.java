package dev.usher.directory.access;

import dev.usher.scim.error.ScimException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One fact in the several attributes that show it. Clients put back whatever they read, so of two
 * forms of a fact the one that differs from what is stored is the one that was meant.
 *
 * @param attribute the attribute's name, for the refusal
 * @param requested the keys it resolves to
 * @param <K> the fact's key
 */
public record Form<K>(String attribute, Set<K> requested) {

  public Form {
    requested = Set.copyOf(requested);
  }

  /**
   * The form that was meant.
   *
   * @return empty when every form says what is stored
   * @throws ScimException 400 {@code invalidValue} when two forms differ from what is stored and
   *     from each other
   */
  public static <K> Optional<Set<K>> settle(Set<K> stored, List<Form<K>> forms) {
    Form<K> winner = null;
    for (Form<K> form : forms) {
      if (form.requested.equals(stored)) {
        continue;
      }
      if (winner != null && !winner.requested.equals(form.requested)) {
        throw ScimException.invalidValue(
            "%s and %s say different things and neither is the current value; send one of them."
                .formatted(winner.attribute, form.attribute));
      }
      winner = form;
    }
    return Optional.ofNullable(winner).map(Form::requested);
  }
}
