package dev.usher.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What an answer may have of a resource, as {@code returned} says (RFC 7643 §7), when it has a
 * value for one attribute.
 *
 * @param type of the resource
 * @param attribute that the request names, or not
 */
record Projections(ServedType type, ServedAttribute attribute) {

  /** Without {@code attributes} and {@code excludedAttributes}. */
  void byDefault(JsonNode resource) {
    boolean expected = !List.of("never", "request").contains(attribute.returned());
    assertThat(present(resource)).as("%s in %s", attribute, resource).isEqualTo(expected);
    assertAlways(resource);
  }

  /** With {@code attributes=} this one: it, what is always returned, and nothing else. */
  void asked(JsonNode resource) {
    boolean expected = !attribute.returned().equals("never");
    assertThat(present(resource)).as("%s in %s", attribute, resource).isEqualTo(expected);
    assertAlways(resource);
    ServedAttribute top = attribute.parent().orElse(attribute);
    for (ServedAttribute other : type.attributes()) {
      if (!other.equals(top) && !other.returned().equals("always")) {
        assertThat(other.values(resource)).as("%s in %s", other, resource).isEmpty();
      }
    }
    if (attribute.parent().isPresent()) {
      for (ServedAttribute sibling : top.subAttributes()) {
        if (!sibling.name().equals(attribute.name()) && !sibling.returned().equals("always")) {
          assertThat(sibling.values(resource)).as("%s in %s", sibling, resource).isEmpty();
        }
      }
    }
  }

  /** With {@code excludedAttributes=} this one. */
  void excluded(JsonNode resource) {
    boolean expected = attribute.returned().equals("always");
    assertThat(present(resource)).as("%s in %s", attribute, resource).isEqualTo(expected);
    assertAlways(resource);
  }

  private boolean present(JsonNode resource) {
    return !attribute.values(resource).isEmpty();
  }

  private void assertAlways(JsonNode resource) {
    type.attributes().stream()
        .filter(each -> each.returned().equals("always"))
        .forEach(each -> assertThat(each.values(resource)).as("%s", each).isNotEmpty());
  }
}
