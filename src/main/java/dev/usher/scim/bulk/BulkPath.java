package dev.usher.scim.bulk;

import dev.usher.scim.error.ScimException;
import dev.usher.scim.query.PlusSigns;
import dev.usher.scim.query.QueryParameters;
import dev.usher.scim.query.RepeatedParameters;
import dev.usher.scim.schema.Endpoints;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The {@code path} of an operation: an endpoint, or a resource of one.
 *
 * @param endpoint with its slash: {@code /Users}
 * @param id what stands behind the endpoint, decoded: an id, or {@code bulkId:} and the bulkId of
 *     the operation that creates the resource
 * @param parameters of the query: the values in order, by name
 */
public record BulkPath(String endpoint, Optional<String> id, Map<String, List<String>> parameters) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~-]+");

  public BulkPath {
    parameters =
        parameters.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> List.copyOf(e.getValue())));
  }

  /**
   * Reads a path. It may be an absolute URL of this service; empty segments are none.
   *
   * @param scimBase the absolute URL of the SCIM base, without a slash at its end
   * @throws ScimException 400 {@code invalidSyntax} for one that is no path
   */
  static BulkPath parse(String text, String scimBase) {
    String relative = text.startsWith(scimBase + "/") ? text.substring(scimBase.length()) : text;
    int mark = relative.indexOf('?');
    String path = mark < 0 ? relative : relative.substring(0, mark);
    String bare = path.replaceAll("/+", "/").replaceAll("^/|/$", "");
    if (bare.isEmpty() || bare.indexOf('#') >= 0) {
      throw ScimException.invalidSyntax(
          "The path of an operation begins with an endpoint: /Users.");
    }
    int slash = bare.indexOf('/');
    return new BulkPath(
        "/" + Endpoints.named(decoded(slash < 0 ? bare : bare.substring(0, slash))),
        slash < 0 ? Optional.empty() : Optional.of(decoded(bare.substring(slash + 1))),
        mark < 0 ? Map.of() : query(relative.substring(mark + 1)));
  }

  /** The query, as that of a request. */
  public QueryParameters query() {
    return name -> RepeatedParameters.one(name, parameters.getOrDefault(name, List.of()));
  }

  /**
   * The bulkId of the operation that creates the resource, if the path has one instead of an id.
   */
  public Optional<String> bulkId() {
    return id.filter(text -> text.startsWith(BulkReferences.PREFIX))
        .map(text -> text.substring(BulkReferences.PREFIX.length()));
  }

  /**
   * The absolute URL of the resource; empty for an endpoint, and for what no resource can be
   * called.
   *
   * @param scimBase without a slash at its end
   */
  public Optional<String> location(String scimBase) {
    return id.filter(
            text -> PLAIN.matcher(text).matches() && PLAIN.matcher(endpoint.substring(1)).matches())
        .map(text -> scimBase + endpoint + "/" + text);
  }

  private static Map<String, List<String>> query(String text) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : PlusSigns.escaped(text).split("&")) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      parameters
          .computeIfAbsent(decodedQuery(name), n -> new ArrayList<>())
          .add(equals < 0 ? "" : decodedQuery(pair.substring(equals + 1)));
    }
    return parameters;
  }

  /** In a path, a plus is a plus. */
  private static String decoded(String text) {
    return decodedQuery(text.replace("+", "%2B"));
  }

  private static String decodedQuery(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ScimException.invalidSyntax(
          "The path of an operation has a % that is not followed by two hexadecimal digits.");
    }
  }
}
