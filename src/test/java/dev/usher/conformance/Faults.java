package dev.usher.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.conformance.FaultyServer.Fault;
import dev.usher.conformance.FaultyServer.Message;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Ways in which servers have been wrong. */
final class Faults {
  private static final Map<String, Fault> ALL = new LinkedHashMap<>();

  static {
    answers("none", answer -> {});
    answers("loses the ETag", answer -> answer.headers.remove("ETag"));
    answers("errors are HTML", Faults::html);
    answers(
        "creates with 200", answer -> answer.status = answer.status == 201 ? 200 : answer.status);
    answers("loses Location", answer -> answer.headers.remove("Location"));
    answers(
        "status of an error is a number",
        answer ->
            change(
                answer,
                json -> {
                  if (json.path("status").isTextual()) {
                    json.put("status", answer.status);
                  }
                }));
    answers(
        "says 403 for a bad credential",
        answer -> {
          if (answer.status == 401) {
            answer.status = 403;
            answer.body = answer.body.replace("\"401\"", "\"403\"");
          }
        });
    answers("challenges nobody", answer -> answer.headers.remove("WWW-Authenticate"));
    answers(
        "is plain JSON",
        answer -> answer.headers.computeIfPresent("Content-Type", (n, v) -> "application/json"));
    answers(
        "counts wrong",
        answer ->
            change(
                answer,
                json -> {
                  if (json.path("totalResults").asInt() > 0) {
                    json.put("totalResults", json.get("totalResults").asInt() + 1);
                  }
                }));
    answers(
        "invents an externalId",
        answer ->
            change(
                answer,
                json -> {
                  if (json.has("userName") && !json.has("externalId")) {
                    json.put("externalId", "made-up");
                  }
                }));
    answers("says no scimType", answer -> change(answer, json -> json.remove("scimType")));
    answers(
        "hides that a name is taken",
        answer -> {
          if (answer.status == 409) {
            answer.status = 400;
            answer.body = answer.body.replace("\"409\"", "\"400\"");
          }
        });
    answers(
        "active is a string",
        answer ->
            change(
                answer,
                json -> {
                  if (json.has("active")) {
                    json.put("active", json.get("active").asText());
                  }
                }));
    answers(
        "deletes with 200", answer -> answer.status = answer.status == 204 ? 200 : answer.status);
    answers(
        "members without $ref",
        answer ->
            change(
                answer,
                json ->
                    json.path("members").forEach(member -> ((ObjectNode) member).remove("$ref"))));
    requests("ignores excludedAttributes", request -> drop(request, "excludedAttributes"));
    requests("ignores attributes", request -> drop(request, "attributes"));
    requests("ignores count", request -> drop(request, "count"));
    requests("ignores startIndex", request -> drop(request, "startIndex"));
    requests("ignores sortOrder", request -> drop(request, "sortOrder"));
    requests("ignores If-Match", request -> request.headers.remove("If-Match"));
    requests("ignores If-None-Match", request -> request.headers.remove("If-None-Match"));
    requests(
        "minds the case of names",
        request -> {
          request.body = request.body.replace("\"USERNAME\"", "\"unknown\"");
          request.body = request.body.replace("\"DisplayName\"", "\"unknown2\"");
        });
    requests("loses members when one is added", Faults::addReplaces);
    requests(
        "takes a value path for the whole attribute",
        request -> {
          if (request.method.equals("PATCH")) {
            request.body = request.body.replaceAll("emails\\[[^\\]]*\\]", "emails");
          }
        });
    answers("declares no extensions", Faults::declaresNone);
    answers("publishes the common attributes", Faults::publishesCommon);
    requests(
        "drops the second of two filters",
        request ->
            request.path = request.path.replaceFirst("(\\?filter=[^&]*)&filter=[^&]*", "$1"));
    answers(
        "lets its container refuse methods",
        answer -> {
          if (answer.status == 405) {
            html(answer);
          }
        });
    ALL.put("lets its container read Accept", new LetsItsContainerRead("Accept"));
    ALL.put("lets its container read Content-Type", new LetsItsContainerRead("Content-Type"));
    ALL.put("fails on an Accept", new FailsOnAnAccept());
    ALL.put("echoes the password", new EchoesThePassword());
    ALL.put("deletes nothing", new DeletesNothing());
    ALL.put("stops answering", new StopsAnswering());
  }

  private Faults() {}

  /** The fault of that name. */
  static Fault named(String name) {
    return ALL.get(name);
  }

  private static void answers(String name, Consumer<Message> change) {
    ALL.put(
        name,
        new Fault() {
          @Override
          public void answer(Message answer) {
            change.accept(answer);
          }
        });
  }

  private static void requests(String name, Consumer<Message> change) {
    ALL.put(
        name,
        new Fault() {
          @Override
          public void request(Message request) {
            change.accept(request);
          }
        });
  }

  /** Changes the body, or each resource of a list and the list itself. */
  private static void change(Message message, Consumer<ObjectNode> change) {
    if (Json.read(message.body) instanceof ObjectNode body) {
      change.accept(body);
      for (JsonNode each : body.path("Resources")) {
        if (each instanceof ObjectNode resource) {
          change.accept(resource);
        }
      }
      message.body = body.toString();
    }
  }

  private static void declaresNone(Message answer) {
    if (answer.isAll("/ResourceTypes")) {
      change(answer, json -> json.remove("schemaExtensions"));
    }
  }

  private static void publishesCommon(Message answer) {
    if (answer.isAll("/Schemas")) {
      change(
          answer,
          json -> {
            if (json.path("attributes") instanceof ArrayNode attributes) {
              attributes.addObject().put("name", "meta");
            }
          });
    }
  }

  private static void html(Message answer) {
    if (answer.status >= 400) {
      answer.headers.put("Content-Type", "text/html");
      answer.body = "<html><body><h1>Error " + answer.status + "</h1></body></html>";
    }
  }

  private static void drop(Message request, String parameter) {
    request.path =
        request.path.replaceAll("([?&])" + parameter + "=[^&]*&?", "$1").replaceAll("[?&]$", "");
    if (request.path.contains(".search") && Json.read(request.body) instanceof ObjectNode body) {
      body.remove(parameter);
      request.body = body.toString();
    }
  }

  private static void addReplaces(Message request) {
    if (request.method.equals("PATCH") && request.isOne("/Groups")) {
      request.body = request.body.replace("\"op\":\"add\"", "\"op\":\"replace\"");
    }
  }

  /** Refuses a media type that it cannot parse before anything of SCIM has the request. */
  private static final class LetsItsContainerRead implements Fault {
    private final String field;

    LetsItsContainerRead(String field) {
      this.field = field;
    }

    @Override
    public void answer(Message answer) {
      String sent = answer.request.headers.getOrDefault(field, "*/*");
      if (!sent.matches("[\\w*+.-]+/[\\w*+.-]+(; *charset=[\\w-]+)?")) {
        answer.status = 400;
        html(answer);
      }
    }
  }

  /** Says 500, as a SCIM error, for a weight that it cannot parse. */
  private static final class FailsOnAnAccept implements Fault {
    @Override
    public void answer(Message answer) {
      if (answer.request.headers.getOrDefault("Accept", "").contains("q=abc")) {
        answer.status = 500;
        answer.body =
            "{\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:Error\"], \"status\": \"500\"}";
      }
    }
  }

  /** Keeps the password of the last request and shows it. */
  private static final class EchoesThePassword implements Fault {
    private volatile JsonNode password;

    @Override
    public void request(Message request) {
      if (request.isAll("/Users") && request.method.equals("POST")) {
        password = Json.read(request.body).path("password");
      }
    }

    @Override
    public void answer(Message answer) {
      JsonNode known = password;
      if (known != null && known.isTextual() && answer.isOne("/Users")) {
        change(answer, json -> json.set("password", known));
      }
    }
  }

  /** Says that it has deleted. The real server is told in vain. */
  private static final class DeletesNothing implements Fault {
    @Override
    public void request(Message request) {
      if (request.method.equals("DELETE")) {
        request.path = "/Users/nobody";
      }
    }

    @Override
    public void answer(Message answer) {
      if (answer.method.equals("DELETE")) {
        answer.status = 204;
        answer.body = "";
      }
    }
  }

  /** Hangs after it has said what it offers. */
  private static final class StopsAnswering implements Fault {
    @Override
    public void request(Message request) {
      if (!request.isAll("/ServiceProviderConfig|/ResourceTypes")
          || request.method.equals("POST")) {
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException closed) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
