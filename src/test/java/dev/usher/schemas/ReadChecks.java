package dev.usher.schemas;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;

/** Resources of an example account, in which each attribute has a value somewhere. */
abstract class ReadChecks {
  static ExampleAccount account;
  static ScimClient client;
  static Map<String, List<JsonNode>> resources;

  @BeforeAll
  static void population() {
    account = new ExampleAccount();
    account.sendMails();
    client = account.client();
    resources = new TreeMap<>();
    for (ServedType type : account.types()) {
      resources.put(type.name(), account.resources(type));
    }
  }

  /** A resource with a value there. */
  static Optional<JsonNode> example(ServedType type, ServedAttribute attribute) {
    return resources.get(type.name()).stream()
        .filter(each -> !attribute.values(each).isEmpty())
        .findFirst();
  }

  /**
   * The catalogue has no times, and versions are of users and groups; a project role can be
   * assigned as often as one likes; and who is somebody's manager is not looked up.
   */
  static boolean mayHaveNoValue(ServedType type, ServedAttribute attribute) {
    List<String> untimed =
        List.of("meta.created", "meta.lastModified", "meta.version", "manager.displayName");
    List<String> unlimited = List.of("totalAssignmentsPermitted", "totalAssignmentsUsed");
    return untimed.contains(attribute.local())
        || (type.name().equals("ProjectRole") && unlimited.contains(attribute.local()));
  }

  static Answer find(ServedType type, String filter) {
    return client.find(type.endpoint(), filter);
  }

  interface Check {
    void of(ServedType type, ServedAttribute attribute);
  }

  static Stream<DynamicNode> eachAttribute(Check check) {
    return account.types().stream()
        .map(
            type ->
                dynamicContainer(
                    type.name(),
                    type.withSubAttributes().stream()
                        .map(each -> dynamicTest(each.path(), () -> check.of(type, each)))));
  }
}
