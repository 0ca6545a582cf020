package dev.usher.scim.patch;

import static dev.usher.scim.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.resource.ValueReader;
import dev.usher.scim.schema.AttributePath;
import dev.usher.scim.schema.ResourceTypes;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;

class PatchPropertyTest {
  private static final List<String> SETS =
      List.of("emails", "phoneNumbers", "ims", "addresses", "roles", "licenses");

  @Property(tries = 1_500)
  void aPatchLeavesAResourceThatReadsBackAsItself(
      @ForAll("users") ObjectNode user, @ForAll("bodies") JsonNode body) {
    ObjectNode before = user.deepCopy();
    JsonNode sent = body.deepCopy();
    Optional<ObjectNode> patched = apply(user, body);
    assertThat(user).isEqualTo(before);
    assertThat(body).isEqualTo(sent);
    patched.ifPresent(after -> assertThat(RandomPatches.readBack(after)).isEqualTo(after));
    patched.ifPresent(after -> assertAtMostOnePrimary(after));
  }

  @Property(tries = 600)
  void applyingTypedOperationsTwiceToTheSameResourceGivesTheSame(
      @ForAll("users") ObjectNode user, @ForAll("bodies") JsonNode body) {
    assertThat(apply(user, body)).isEqualTo(apply(user, body));
  }

  @Property(tries = 600)
  void addingTwiceIsAddingOnce(
      @ForAll("users") ObjectNode user,
      @ForAll("paths") String path,
      @ForAll("values") JsonNode value) {
    JsonNode add = body("add", path, value);
    Optional<ObjectNode> once = apply(user, add);
    Assume.that(once.isPresent());
    // Without a condition that the written value may end, adding has to be idempotent.
    Assume.that(!path.contains("["));
    assertThat(apply(once.get(), add)).isEqualTo(once);
  }

  @Property(tries = 600)
  void replacingTwiceIsReplacingOnce(
      @ForAll("users") ObjectNode user,
      @ForAll("paths") String path,
      @ForAll("values") JsonNode value) {
    JsonNode replace = body("replace", path, value);
    Optional<ObjectNode> once = apply(user, replace);
    Assume.that(once.isPresent() && !path.contains("["));
    assertThat(apply(once.get(), replace)).isEqualTo(once);
  }

  @Property(tries = 200)
  void removingAFreshElementAfterAddingItRestores(
      @ForAll("users") ObjectNode user,
      @ForAll @AlphaChars @StringLength(min = 5, max = 12) String fresh) {
    for (String set : SETS) {
      ObjectNode added = apply(user, body("add", set, element(set, fresh))).orElseThrow();
      assertThat(added).isNotEqualTo(user);
      assertThat(apply(added, body("remove", set, element(set, fresh)))).contains(user);
    }
  }

  @Property(tries = 600)
  void whatReplacesASetIsWhatIsReadThen(
      @ForAll("users") ObjectNode user, @ForAll("values") JsonNode value) {
    for (String set : List.of("emails", "addresses", "roles")) {
      AttributePath path = ResourceTypes.USER.find(set).orElseThrow();
      Optional<ObjectNode> patched = apply(user, body("replace", set, value));
      if (patched.isPresent()) {
        JsonNode read = new ValueReader(false).read(path, value);
        JsonNode there = patched.get().path(set);
        assertThat(there.isMissingNode() ? json("null") : there).isEqualTo(read);
      }
    }
  }

  @Property(tries = 200)
  void replacingAnAttributeWithItselfChangesNothing(@ForAll("users") ObjectNode user) {
    for (var member : user.properties()) {
      if (!member.getKey().equals("id")) {
        assertThat(apply(user, body("replace", member.getKey(), member.getValue()))).contains(user);
        assertThat(apply(user, body("add", member.getKey(), member.getValue()))).contains(user);
      }
    }
  }

  @Provide
  Arbitrary<ObjectNode> users() {
    return RandomPatches.users();
  }

  @Provide
  Arbitrary<JsonNode> bodies() {
    return RandomPatches.bodies();
  }

  @Provide
  Arbitrary<String> paths() {
    return RandomPatches.paths();
  }

  @Provide
  Arbitrary<JsonNode> values() {
    return RandomPatches.values();
  }

  private static JsonNode element(String set, String text) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (set) {
      case "licenses" -> nodes.textNode(text);
      case "addresses" -> nodes.objectNode().put("locality", text);
      default -> nodes.objectNode().put("value", text).put("type", "other");
    };
  }

  private static JsonNode body(String op, String path, JsonNode value) {
    ObjectNode operation = JsonNodeFactory.instance.objectNode();
    operation.put("op", op).put("path", path).set("value", value);
    return RandomPatches.body(List.of(operation));
  }

  private static Optional<ObjectNode> apply(ObjectNode user, JsonNode body) {
    try {
      List<PatchOperation> operations = PatchReader.read(body, ResourceTypes.USER, false);
      return Optional.of(PatchApplier.apply(user, operations, ResourceTypes.USER, false));
    } catch (ScimException refused) {
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.scimType()).isPresent();
      return Optional.empty();
    }
  }

  private static void assertAtMostOnePrimary(ObjectNode user) {
    for (JsonNode value : user) {
      if (value.isArray()) {
        int primaries = 0;
        for (JsonNode element : value) {
          primaries += element.path("primary").asBoolean(false) ? 1 : 0;
        }
        assertThat(primaries).isLessThanOrEqualTo(1);
      }
    }
  }
}
