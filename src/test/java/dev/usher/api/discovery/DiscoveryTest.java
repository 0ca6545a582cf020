package dev.usher.api.discovery;

import static dev.usher.http.RunningServer.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.directory.catalogue.Catalogue;
import dev.usher.http.RunningServer;
import dev.usher.scim.schema.EnterpriseUserSchema;
import dev.usher.scim.schema.GroupSchema;
import dev.usher.scim.schema.ResourceType;
import dev.usher.scim.schema.ResourceTypes;
import dev.usher.scim.schema.UserSchema;
import dev.usher.scim.schema.UsherGroupSchema;
import dev.usher.scim.schema.UsherUserSchema;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a validator looks at in the three discovery endpoints. */
class DiscoveryTest {
  private static final String BASE = "https://usher.example.com/scim/v2";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Catalogue CATALOGUE =
      new Catalogue(
          List.of(
              new Catalogue.Organization("OG-2", "Second", Optional.empty(), false),
              new Catalogue.Organization("OG-1", "First", Optional.empty(), true)),
          List.of(),
          List.of(new Catalogue.AccountRole("USER", "User", false, true)),
          List.of(),
          List.of(
              new Catalogue.License(
                  "KSE",
                  "Studio",
                  List.of(
                      new Catalogue.Pool(Optional.empty(), OptionalInt.empty()),
                      new Catalogue.Pool(Optional.of("OG-1"), OptionalInt.of(5))))));
  private static RunningServer server;

  @BeforeAll
  static void start() {
    URI base = URI.create(BASE);
    List<ResourceType> types = List.of(ResourceTypes.USER, ResourceTypes.GROUP);
    server =
        new RunningServer(
            new ServiceProviderConfigResource(base, Capabilities.basic()),
            new ResourceTypesResource(base, account -> types),
            new SchemasResource(base, new AccountSchemas(account -> types, account -> CATALOGUE)));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode get(String path) throws Exception {
    HttpResponse<String> answer = server.get("/scim/v2" + path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().allValues("Content-Type")).containsExactly("application/scim+json");
    JsonNode body = JSON.readTree(answer.body());
    assertNoNullsNorEmptyArrays(body);
    return body;
  }

  private static void assertNoNullsNorEmptyArrays(JsonNode node) {
    assertThat(node.isNull()).isFalse();
    assertThat(node.isArray() && node.isEmpty()).isFalse();
    node.forEach(DiscoveryTest::assertNoNullsNorEmptyArrays);
  }

  private static JsonNode attribute(JsonNode holder, String name) {
    for (String list : List.of("attributes", "subAttributes")) {
      for (JsonNode attribute : holder.path(list)) {
        if (attribute.get("name").textValue().equals(name)) {
          return attribute;
        }
      }
    }
    throw new AssertionError("no attribute " + name);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(element -> texts.add(element.textValue()));
    return texts;
  }

  @Test
  void theServiceProviderConfigSaysWhatIsTrue() throws Exception {
    JsonNode config = get("/ServiceProviderConfig");
    assertThat(config.properties().stream().map(Map.Entry::getKey))
        .containsExactlyInAnyOrder(
            "schemas",
            "patch",
            "bulk",
            "filter",
            "changePassword",
            "sort",
            "etag",
            "authenticationSchemes",
            "meta");
    assertThat(texts(config.get("schemas")))
        .containsExactly("urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig");
    assertThat(config.get("patch").toString()).isEqualTo("{\"supported\":true}");
    assertThat(config.get("bulk").toString())
        .isEqualTo("{\"supported\":false,\"maxOperations\":0,\"maxPayloadSize\":0}");
    assertThat(config.get("filter").toString())
        .isEqualTo("{\"supported\":true,\"maxResults\":1000}");
    assertThat(config.get("changePassword").toString()).isEqualTo("{\"supported\":false}");
    assertThat(config.get("sort").toString()).isEqualTo("{\"supported\":true}");
    assertThat(config.get("etag").toString()).isEqualTo("{\"supported\":true}");
    assertThat(config.get("meta"))
        .isEqualTo(
            JSON.readTree(
                "{\"resourceType\":\"ServiceProviderConfig\",\"location\":\""
                    + BASE
                    + "/ServiceProviderConfig\"}"));
    JsonNode schemes = config.get("authenticationSchemes");
    assertThat(schemes.findValuesAsText("type"))
        .containsExactly("oauthbearertoken", "oauth2", "httpbasic");
    assertThat(schemes.get(0).get("primary").booleanValue()).isTrue();
    for (JsonNode scheme : schemes) {
      assertThat(scheme.get("name").textValue()).isNotBlank();
      assertThat(scheme.get("description").textValue()).isNotBlank();
      assertThat(scheme.get("specUri").textValue()).startsWith("https://");
    }
  }

  @Test
  void whatIsWiredInIsAnnounced() throws Exception {
    Capabilities all =
        Capabilities.basic()
            .with(new Capabilities.Bulk(500, 1 << 20))
            .with(new Capabilities.Pagination(true, true, "index", 100, 1000, 3600));
    try (RunningServer other =
        new RunningServer(new ServiceProviderConfigResource(URI.create(BASE), all))) {
      JsonNode config = JSON.readTree(other.get("/scim/v2/ServiceProviderConfig").body());
      assertThat(config.get("bulk").toString())
          .isEqualTo("{\"supported\":true,\"maxOperations\":500,\"maxPayloadSize\":1048576}");
      assertThat(config.get("pagination").toString())
          .isEqualTo(
              "{\"cursor\":true,\"index\":true,\"defaultPaginationMethod\":\"index\","
                  + "\"defaultPageSize\":100,\"maxPageSize\":1000,\"cursorTimeout\":3600}");
    }
  }

  @Test
  void resourceTypesAreAListInOrder() throws Exception {
    JsonNode list = get("/ResourceTypes?startIndex=7&count=0&attributes=name&x=y");
    assertThat(texts(list.get("schemas")))
        .containsExactly("urn:ietf:params:scim:api:messages:2.0:ListResponse");
    assertThat(list.get("totalResults").intValue()).isEqualTo(2);
    assertThat(list.get("itemsPerPage").intValue()).isEqualTo(2);
    assertThat(list.get("startIndex").intValue()).isEqualTo(1);
    assertThat(list.get("Resources").get(0)).isEqualTo(get("/ResourceTypes/User"));
    assertThat(list.get("Resources").get(1)).isEqualTo(get("/ResourceTypes/Group"));
  }

  @Test
  void aResourceTypeSaysWhereItIsAndWhatExtendsIt() throws Exception {
    assertThat(get("/ResourceTypes/User"))
        .isEqualTo(
            JSON.readTree(
                """
                {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
                 "id": "User", "name": "User", "description": "A person in the account.",
                 "endpoint": "/Users", "schema": "urn:ietf:params:scim:schemas:core:2.0:User",
                 "schemaExtensions": [
                   {"schema": "%s", "required": false}, {"schema": "%s", "required": false}],
                 "meta": {"resourceType": "ResourceType", "location": "%s/ResourceTypes/User"}}"""
                    .formatted(EnterpriseUserSchema.URN, UsherUserSchema.URN, BASE)));
  }

  @Test
  void schemasAreAListInOrder() throws Exception {
    JsonNode list = get("/Schemas?startIndex=7&count=1");
    assertThat(list.get("totalResults").intValue()).isEqualTo(5);
    assertThat(list.get("Resources").findValuesAsText("id"))
        .containsExactly(
            UserSchema.URN,
            EnterpriseUserSchema.URN,
            UsherUserSchema.URN,
            GroupSchema.URN,
            UsherGroupSchema.URN);
    for (JsonNode schema : list.get("Resources")) {
      assertThat(schema).isEqualTo(get("/Schemas/" + schema.get("id").textValue()));
      assertThat(texts(schema.get("schemas")))
          .containsExactly("urn:ietf:params:scim:schemas:core:2.0:Schema");
      assertThat(schema.get("name").textValue()).isNotBlank();
      assertThat(schema.get("description").textValue()).isNotBlank();
      assertThat(schema.get("meta"))
          .isEqualTo(
              JSON.readTree(
                  "{\"resourceType\":\"Schema\",\"location\":\""
                      + BASE
                      + "/Schemas/"
                      + schema.get("id").textValue()
                      + "\"}"));
      schema.get("attributes").forEach(DiscoveryTest::assertComplete);
    }
  }

  private static void assertComplete(JsonNode attribute) {
    String name = attribute.get("name").textValue();
    for (String text : List.of("type", "description", "mutability", "returned", "uniqueness")) {
      assertThat(attribute.path(text).textValue()).as("%s of %s", text, name).isNotBlank();
    }
    for (String flag : List.of("multiValued", "required", "caseExact")) {
      assertThat(attribute.path(flag).isBoolean()).as("%s of %s", flag, name).isTrue();
    }
    boolean complex = attribute.get("type").textValue().equals("complex");
    boolean reference = attribute.get("type").textValue().equals("reference");
    assertThat(attribute.has("subAttributes")).as(name).isEqualTo(complex);
    assertThat(attribute.has("referenceTypes")).as(name).isEqualTo(reference);
    attribute.path("subAttributes").forEach(DiscoveryTest::assertComplete);
  }

  @Test
  void attributesReadAsTheyAreDefined() throws Exception {
    JsonNode user = get("/Schemas/" + UserSchema.URN);
    assertThat(attribute(user, "userName"))
        .isEqualTo(
            JSON.readTree(
                """
                {"name": "userName", "type": "string", "multiValued": false,
                 "description": "The name that identifies the person; unique in the account.",
                 "required": true, "caseExact": false, "mutability": "readWrite",
                 "returned": "default", "uniqueness": "server"}"""));
    assertThat(texts(attribute(attribute(user, "phoneNumbers"), "type").get("canonicalValues")))
        .containsExactly("work", "home", "mobile", "fax", "pager", "other");
    assertThat(texts(attribute(attribute(user, "groups"), "$ref").get("referenceTypes")))
        .containsExactly("Group");
    assertThat(attribute(user, "externalId").get("caseExact").booleanValue()).isTrue();
    assertThat(attribute(user, "password").get("returned").textValue()).isEqualTo("never");
    JsonNode group = get("/Schemas/" + GroupSchema.URN);
    assertThat(attribute(group, "displayName").get("required").booleanValue()).isTrue();
    assertThat(texts(attribute(attribute(group, "members"), "$ref").get("referenceTypes")))
        .containsExactly("User", "Group");
  }

  @Test
  void theAccountsCatalogueSuppliesCanonicalValues() throws Exception {
    JsonNode usher = get("/Schemas/" + UsherUserSchema.URN);
    assertThat(texts(attribute(usher, "status").get("canonicalValues")))
        .containsExactly("Pending", "Active", "Inactive");
    assertThat(texts(attribute(usher, "organization").get("canonicalValues")))
        .containsExactly("OG-2", "OG-1");
    assertThat(texts(attribute(usher, "accountRole").get("canonicalValues")))
        .containsExactly("USER");
    assertThat(texts(attribute(usher, "licenses").get("canonicalValues")))
        .containsExactly("KSE", "OG-1:KSE");
    assertThat(attribute(usher, "projectRoles").has("canonicalValues")).isFalse();
  }

  @Test
  void aSchemaIsFoundInAnyCase() throws Exception {
    assertThat(get("/Schemas/URN:IETF:params:scim:schemas:CORE:2.0:user").get("id").textValue())
        .isEqualTo(UserSchema.URN);
    assertThat(get("/Schemas/urn%3Aietf%3Aparams:scim:schemas:core:2.0:User").get("id").textValue())
        .isEqualTo(UserSchema.URN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/Schemas/urn:nobody",
        "/Schemas/User",
        "/ResourceTypes/Nobody",
        "/ServiceProviderConfig/1",
        "/Schemas/urn:nobody/x"
      })
  void whatIsNotThereIs404(String path) throws Exception {
    assertError(server.get("/scim/v2" + path), 404, null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ServiceProviderConfig?filter=a+eq+1",
        "/ResourceTypes?filter=name+eq+%22User%22",
        "/Schemas?filter=",
        "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User?filter=x",
        "/ResourceTypes/User?filter=x"
      })
  void aFilterIs403(String path) throws Exception {
    assertError(server.get("/scim/v2" + path), 403, null);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /Schemas",
    "PUT, /Schemas/urn:ietf:params:scim:schemas:core:2.0:User",
    "PATCH, /ResourceTypes/User",
    "DELETE, /ResourceTypes/User",
    "POST, /ResourceTypes",
    "PUT, /ServiceProviderConfig",
    "DELETE, /ServiceProviderConfig",
  })
  void writesAre405(String method, String path) throws Exception {
    HttpResponse<String> answer =
        server.send(
            server.request("/scim/v2" + path).method(method, BodyPublishers.ofString("{}")));
    assertError(answer, 405, null);
    assertThat(answer.headers().firstValue("Allow").orElseThrow()).contains("GET");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ServiceProviderConfig", "/ResourceTypes", "/Schemas"})
  void discoveryNeedsAToken(String path) throws Exception {
    assertError(
        server.send(server.request("/scim/v2" + path).setHeader("Authorization", "none")),
        401,
        null);
  }
}
