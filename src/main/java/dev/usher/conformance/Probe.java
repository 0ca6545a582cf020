package dev.usher.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** What one check asks the server by. What it creates is deleted afterwards. */
public final class Probe {
  private final Wire wire;
  private final Service service;
  private final String run;
  private final AtomicInteger names;
  private final List<String> created = new ArrayList<>();

  /**
   * @param run a text that no other run has
   * @param names counts the names of the run
   */
  Probe(Wire wire, Service service, String run, AtomicInteger names) {
    this.wire = wire;
    this.service = service;
    this.run = run;
    this.names = names;
  }

  /**
   * A resource of this check.
   *
   * @param path after the SCIM base
   * @param name its userName or displayName
   * @param exchange that created it
   */
  public record Made(String path, String name, Exchange exchange) {
    public String id() {
      return exchange.id();
    }
  }

  /** The SCIM base, without a slash at its end. */
  public String base() {
    return wire.base();
  }

  /** The bearer token, for clients other than this one. */
  public String token() {
    return wire.token();
  }

  /** How long an answer may take. */
  public Duration timeout() {
    return wire.timeout();
  }

  /** What the server says about itself. */
  public JsonNode configuration() {
    return service.configuration();
  }

  /** Whether the server has the feature. */
  public boolean offers(Feature feature) {
    return service.offered().contains(feature);
  }

  /** A name that nobody else has, fit for a {@code userName}; in lower case. */
  public String name() {
    return "conformance-" + run + "-" + names.incrementAndGet() + "@example.com";
  }

  public Exchange get(String path, String... headers) {
    return wire.send("GET", path, Optional.empty(), headers);
  }

  public Exchange post(String path, JsonNode body, String... headers) {
    return remember(path, wire.send("POST", path, Optional.of(body.toString()), headers));
  }

  public Exchange put(String path, JsonNode body, String... headers) {
    return wire.send("PUT", path, Optional.of(body.toString()), headers);
  }

  public Exchange delete(String path, String... headers) {
    return wire.send("DELETE", path, Optional.empty(), headers);
  }

  /** A request with a body that need not be JSON. */
  public Exchange send(String method, String path, String body, String... headers) {
    return remember(path, wire.send(method, path, Optional.of(body), headers));
  }

  /** A PATCH with these operations, written with single quotes. */
  public Exchange patch(String path, String... operations) {
    return patchWith(path, new String[0], operations);
  }

  /** The same with headers. */
  public Exchange patchWith(String path, String[] headers, String... operations) {
    ObjectNode body =
        Json.object(
            "{'schemas': ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], 'Operations': ["
                + String.join(", ", operations).replace("%", "%%")
                + "]}");
    return wire.send("PATCH", path, Optional.of(body.toString()), headers);
  }

  /** A PATCH that has to succeed, and the resource after it: 204 leaves out the body. */
  public Exchange patched(String path, String... operations) {
    patch(path, operations).status(200, 204);
    return get(path).status(200);
  }

  /** A list by a filter, not yet encoded, and further parameters. */
  public Exchange find(String endpoint, String filter, String... parameters) {
    StringBuilder path = new StringBuilder(endpoint).append("?filter=").append(encoded(filter));
    for (String parameter : parameters) {
      path.append('&').append(parameter);
    }
    return get(path.toString());
  }

  /** As a query string has it. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** A user as most requirements need one. */
  public Made user() {
    return user(userBody(name()));
  }

  /** A user with that body. */
  public Made user(ObjectNode body) {
    return made("/Users", body.path("userName").asText(), body);
  }

  /** What such a user is created from. */
  public static ObjectNode userBody(String name) {
    return Json.object(
        "{'schemas': ['urn:ietf:params:scim:schemas:core:2.0:User'], 'userName': '%s',"
            + " 'name': {'givenName': 'Ada', 'familyName': 'Lovelace'},"
            + " 'displayName': 'Ada Lovelace', 'title': 'Analyst', 'active': true,"
            + " 'emails': [{'value': '%s', 'type': 'work', 'primary': true}]}",
        name, name);
  }

  /** A group with these members. */
  public Made group(String... members) {
    ObjectNode body = groupBody(name());
    for (String member : members) {
      body.withArrayProperty("members").addObject().put("value", member);
    }
    return made("/Groups", body.path("displayName").asText(), body);
  }

  /** What a group is created from. */
  public static ObjectNode groupBody(String name) {
    return Json.object(
        "{'schemas': ['urn:ietf:params:scim:schemas:core:2.0:Group'], 'displayName': '%s'}", name);
  }

  private Made made(String endpoint, String name, ObjectNode body) {
    Exchange exchange = post(endpoint, body);
    exchange.require(exchange.status() / 100 == 2, "success");
    return new Made(endpoint + "/" + exchange.id(), name, exchange);
  }

  /** Sees to it that a resource is deleted at the end, if it is still there. */
  public void deleteAfterwards(String path) {
    created.add(path);
  }

  private Exchange remember(String path, Exchange exchange) {
    String endpoint = path.replaceAll("\\?.*", "");
    JsonNode id = exchange.at("/id");
    boolean isResource = endpoint.equals("/Users") || endpoint.equals("/Groups");
    if (isResource && exchange.status() / 100 == 2) {
      if (id.isTextual()) {
        created.add(endpoint + "/" + id.textValue());
      } else if (!exchange.header("Location").isEmpty()) {
        created.add(
            endpoint
                + URI.create(exchange.header("Location"))
                    .getPath()
                    .replaceAll(".*(/[^/]+)$", "$1"));
      }
    }
    return exchange;
  }

  /**
   * Deletes what the check created, the newest first.
   *
   * @return the paths that are still there
   */
  List<String> cleanUp() {
    List<String> left = new ArrayList<>();
    Collections.reverse(created);
    for (String path : created) {
      try {
        int status = delete(path).status();
        if (status / 100 != 2 && status != 404) {
          left.add(path);
        }
      } catch (Unmet silent) {
        left.add(path);
      }
    }
    return left;
  }
}
