package dev.usher.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a service provider says it offers.
 *
 * @param configuration its {@code /ServiceProviderConfig}
 * @param offered the features that it has
 */
record Service(JsonNode configuration, Set<Feature> offered) {
  private static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";
  private static final String ENTERPRISE =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

  /**
   * Asks the server. Answers that cannot be read offer nothing: the requirements on discovery tell
   * what is wrong with them.
   *
   * @throws Unreachable when it does not answer at all
   */
  static Service ask(Wire wire) {
    JsonNode configuration;
    try {
      Exchange answer = wire.send("GET", "/ServiceProviderConfig", Optional.empty());
      if (answer.status() == 401 || answer.status() == 403) {
        throw new Unreachable("the server does not take the token: status " + answer.status());
      }
      configuration = answer.body();
    } catch (Unmet silent) {
      throw new Unreachable("no answer from the server: " + silent.received());
    }
    Set<Feature> offered = EnumSet.noneOf(Feature.class);
    for (Feature feature : Feature.values()) {
      if (!feature.pointer().isEmpty()
          && Exchange.at(configuration, feature.pointer()).asBoolean(false)) {
        offered.add(feature);
      }
    }
    if (Exchange.at(configuration, Feature.INDEX.pointer()).asBoolean(true)) {
      offered.add(Feature.INDEX);
    }
    addTypes(wire, offered);
    return new Service(configuration, offered);
  }

  private static void addTypes(Wire wire, Set<Feature> offered) {
    Exchange types;
    try {
      types = wire.send("GET", "/ResourceTypes", Optional.empty());
    } catch (Unmet silent) {
      return;
    }
    for (JsonNode type : types.resources()) {
      if (Exchange.at(type, "/endpoint").asText().endsWith("/Groups")) {
        offered.add(Feature.GROUPS);
      }
      for (JsonNode extension : Exchange.at(type, "/schemaExtensions")) {
        if (Exchange.at(type, "/schema").asText().equals(USER)
            && Exchange.at(extension, "/schema").asText().equals(ENTERPRISE)) {
          offered.add(Feature.ENTERPRISE_USER);
        }
      }
    }
  }
}
