package dev.usher.scim.schema;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The names of the endpoints. Clients write them in any case ({@code /users}). */
public final class Endpoints {
  private static final Map<String, String> NAMES = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  static {
    Stream.concat(
            Stream.of(
                    ResourceTypes.USER,
                    ResourceTypes.GROUP,
                    ResourceTypes.ORGANIZATION,
                    ResourceTypes.PROJECT,
                    ResourceTypes.ROLE,
                    ResourceTypes.LICENSE,
                    ResourceTypes.PROJECT_ROLE,
                    ResourceTypes.INVITATION,
                    ResourceTypes.AUDIT_EVENT)
                .map(type -> type.endpoint().substring(1)),
            Stream.of("Me", "Bulk", "Schemas", "ResourceTypes", "ServiceProviderConfig"))
        .forEach(name -> NAMES.put(name, name));
  }

  private Endpoints() {}

  /** The name as it is served; the text itself when it is no endpoint's in any case. */
  public static String named(String text) {
    return NAMES.getOrDefault(text, text);
  }
}
