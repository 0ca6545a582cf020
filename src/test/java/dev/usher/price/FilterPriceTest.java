package dev.usher.price;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.SentStatements;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestServer;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A query that would cost too much is refused before the database is asked. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilterPriceTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private TestAccount account;
  private ScimClient client;

  @BeforeAll
  void createAccount() {
    account = TestServer.shared().account();
    client = account.client();
  }

  /** Where it is asked, the filter, and the attribute that costs most. */
  static Stream<Arguments> tooDear() {
    String groups = "/Users/.search";
    String invitation = "urn:ietf:params:scim:schemas:extension:usher:2.0:User:invitation.status";
    return Stream.of(
        Arguments.of(groups, repeated(4_800, "groups pr", " or "), "groups"),
        Arguments.of(groups, repeated(4_600, "groups pr", " and "), "groups"),
        Arguments.of(groups, repeated(800, "groups.display co \"a\"", " or "), "groups.display"),
        Arguments.of(groups, each(800, i -> "groups.display co \"" + i + "\"", " or "), "groups"),
        Arguments.of(groups, each(130, i -> "groups.display eq \"" + i + "\"", " and "), "groups"),
        Arguments.of(
            groups,
            each(5, i -> "not (groups[display sw \"" + i + "\" and type eq \"indirect\"])", " or "),
            "groups"),
        Arguments.of(groups, each(600, i -> "emails.value sw \"" + i + "\"", " and "), "emails"),
        Arguments.of(groups, each(600, i -> "title co \"" + i + "\"", " or "), "title"),
        Arguments.of(
            groups, each(600, i -> invitation + " eq \"" + i + "\"", " and "), "invitation"),
        Arguments.of(
            "/Groups/.search",
            each(500, i -> "members.value eq \"" + i + "\"", " and "),
            "members"),
        Arguments.of(
            "/Roles/.search",
            each(1_000, i -> "displayName co \"" + i + "\"", " or "),
            "displayName"),
        Arguments.of(
            "/Invitations/.search",
            each(700, i -> "user.display eq \"" + i + "\"", " or "),
            "user.display"),
        Arguments.of(
            "/AuditEvents/.search", each(400, i -> "after co \"" + i + "\"", " or "), "after"),
        Arguments.of("/.search", each(1_300, i -> "id eq \"" + i + "\"", " or "), "id"));
  }

  @ParameterizedTest
  @MethodSource("tooDear")
  void aQueryThatCostsTooMuchIsRefusedBeforeTheDatabaseIsAsked(
      String endpoint, String filter, String attribute) {
    assertThat(SentStatements.ofRequests(() -> search(endpoint, "id pr", ""))).isNotEmpty();
    AtomicReference<Answer> answered = new AtomicReference<>();

    List<String> sent = SentStatements.ofRequests(() -> answered.set(search(endpoint, filter, "")));

    assertThat(sent).isEmpty();
    Answer answer = answered.get();
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
    assertThat(answer.text("/scimType")).isEqualTo("tooMany");
    assertThat(answer.text("/detail")).contains("2,500").contains(attribute);
  }

  @Test
  void aDearOrderIsPartOfThePrice() {
    String cheap = each(300, i -> "title sw \"" + i + "\"", " or ");
    assertThat(search("/Users/.search", cheap, "userName").status()).isEqualTo(200);
    Answer dear = search("/Users/.search", cheap, "groups.display");
    assertThat(dear.status()).isEqualTo(400);
    assertThat(dear.text("/scimType")).isEqualTo("tooMany");
  }

  @Test
  void theConditionsOfOnePatchArePricedTogether() {
    String group = client.post("/Groups", "{\"displayName\": \"Priced\"}").id();
    String condition = each(100, i -> "display co \\\"" + i + "\\\"", " or ");
    String remove = "{\"op\": \"remove\", \"path\": \"members[" + condition + "]\"}";
    assertThat(client.patchOps("/Groups/" + group, remove).status()).isEqualTo(200);

    Answer refused =
        client.patchOps("/Groups/" + group, Collections.nCopies(7, remove).toArray(String[]::new));

    assertThat(refused.status()).as(refused.body().toString()).isEqualTo(400);
    assertThat(refused.text("/scimType")).isEqualTo("tooMany");
    assertThat(refused.text("/detail")).contains("members.display");
  }

  @Test
  void inABulkOnlyTheDearOperationIsRefused() {
    String group = client.post("/Groups", "{\"displayName\": \"Priced in a Bulk\"}").id();
    String condition = each(650, i -> "display co \\\"" + i + "\\\"", " or ");
    String operation =
        """
        {"method": "PATCH", "path": "/Groups/%s", "data": {"schemas":
          ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [%s]}}""";
    Answer answer =
        client.post(
            "/Bulk",
            """
            {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [%s, %s]}"""
                .formatted(
                    operation.formatted(
                        group, "{\"op\": \"remove\", \"path\": \"members[" + condition + "]\"}"),
                    operation.formatted(
                        group,
                        "{\"op\": \"replace\", \"path\": \"externalId\", \"value\": \"e\"}")));
    assertThat(answer.text("/Operations/0/status")).isEqualTo("400");
    assertThat(answer.text("/Operations/0/response/scimType")).isEqualTo("tooMany");
    assertThat(answer.text("/Operations/1/status")).isEqualTo("200");
  }

  @Test
  void aThousandIdsOrNamesOrAddressesJoinedByOrAreAnswered() {
    ScimClient many = TestServer.shared().account().client();
    List<String> created =
        IntStream.range(0, 1_000)
            .boxed()
            .collect(Collectors.groupingBy(i -> i / 500))
            .values()
            .stream()
            .flatMap(numbers -> bulk(many, numbers).stream())
            .toList();
    assertThat(created).hasSize(1_000);
    for (String endpoint : List.of("/Users/.search", "/.search")) {
      found(many, endpoint, each(1_000, i -> "id eq \"" + created.get(i) + "\"", " or "));
      found(
          many, endpoint, each(1_000, i -> "userName eq \"Person" + i + "@example.com\"", " or "));
    }
    String address = "person%d@example.com";
    found(
        many,
        "/Users/.search",
        each(1_000, i -> "emails.value eq \"" + address.formatted(i) + "\"", " or "));
    found(
        many,
        "/Users/.search",
        each(
            1_000,
            i -> "emails[type eq \"work\" and value eq \"" + address.formatted(i) + "\"]",
            " or "));
    String nobody = each(1_000, i -> "userName ne \"" + address.formatted(i) + "\"", " and ");
    assertThat(search(many, "/Users/.search", nobody, "").text("/totalResults")).isEqualTo("0");
  }

  private static void found(ScimClient client, String endpoint, String filter) {
    Answer answer = search(client, endpoint, filter, "");
    assertThat(answer.status()).as(answer.text("/detail")).isEqualTo(200);
    assertThat(answer.body().path("totalResults").asInt()).isEqualTo(1_000);
    assertThat(answer.body().path("Resources")).hasSize(1_000);
  }

  private static List<String> bulk(ScimClient client, List<Integer> numbers) {
    String operations =
        numbers.stream()
            .map(
                i ->
                    """
                    {"method": "POST", "path": "/Users", "bulkId": "%1$d", "data":
                      {"userName": "person%1$d@example.com",
                       "emails": [{"value": "person%1$d@example.com", "type": "work"}]}}"""
                        .formatted(i))
            .collect(Collectors.joining(","));
    Answer answer =
        client.post(
            "/Bulk",
            "{\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:BulkRequest\"],"
                + " \"Operations\": ["
                + operations
                + "]}");
    return answer.body().path("Operations").findValuesAsText("location").stream()
        .map(location -> location.substring(location.lastIndexOf('/') + 1))
        .toList();
  }

  private Answer search(String endpoint, String filter, String sortBy) {
    return search(client, endpoint, filter, sortBy);
  }

  private static Answer search(ScimClient client, String endpoint, String filter, String sortBy) {
    ObjectNode body = MAPPER.createObjectNode();
    body.putArray("schemas").add("urn:ietf:params:scim:api:messages:2.0:SearchRequest");
    body.put("filter", filter).put("sortBy", sortBy).put("count", 1_000);
    return client.post(endpoint, body.toString());
  }

  private static String repeated(int times, String term, String between) {
    return String.join(between, Collections.nCopies(times, term));
  }

  private static String each(int times, IntFunction<String> term, String between) {
    return IntStream.range(0, times).mapToObj(term).collect(Collectors.joining(between));
  }

  /** The SELECTs that the server was sent since it started, by whatever protocol. */
}
