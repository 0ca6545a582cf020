package dev.usher.scim.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.filter.Filters;
import dev.usher.scim.filter.Predicate;
import dev.usher.scim.schema.ResourceType;
import dev.usher.scim.schema.ResourceTypes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListQueryReaderTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final ListQueryReader reader = new ListQueryReader(PageLimits.DEFAULT);

  @Test
  void aBareRequestAsksForTheFirstPageOfEverything() {
    ListQuery query = read(Map.of());

    assertThat(query)
        .isEqualTo(
            new ListQuery(
                Optional.empty(), Optional.empty(), new Page.Index(1, 100), Projection.ALL));
  }

  @Test
  void emptyParametersAreAbsent() {
    assertThat(
            read(
                Map.of(
                    "filter",
                    "",
                    "sortBy",
                    " ",
                    "sortOrder",
                    "",
                    "startIndex",
                    "",
                    "count",
                    "",
                    "attributes",
                    "",
                    "excludedAttributes",
                    "")))
        .isEqualTo(read(Map.of()));
  }

  @Test
  void aQueryStringAndASearchBodyAskTheSame() throws JsonProcessingException {
    ListQuery fromString =
        read(
            Map.of(
                "filter", "userName sw \"a\"",
                "sortBy", "emails",
                "sortOrder", "descending",
                "startIndex", "11",
                "count", "10",
                "attributes", "userName,emails.value"));
    ListQuery fromBody =
        search(
            """
            {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
             "filter": "userName sw \\"a\\"", "sortBy": "emails", "sortOrder": "descending",
             "startIndex": 11, "Count": "10", "attributes": ["userName", "emails.value"],
             "excludedAttributes": []}
            """);

    for (ListQuery query : List.of(fromString, fromBody)) {
      assertThat(query.filter())
          .contains(Filters.predicate("userName sw \"a\"", ResourceTypes.USER, false));
      assertThat(query.sort())
          .contains(new Sort(ResourceTypes.USER.find("emails.value").orElseThrow(), true));
      assertThat(query.page()).isEqualTo(new Page.Index(11, 10));
      assertThat(query.projection().includes(ResourceTypes.USER.find("title").orElseThrow()))
          .isFalse();
      assertThat(query.projection().includes(ResourceTypes.USER.find("emails.value").orElseThrow()))
          .isTrue();
    }
  }

  @Test
  void aSearchBodyMayAskForNothing() throws JsonProcessingException {
    assertThat(search("{}")).isEqualTo(read(Map.of()));
    assertThat(search("{\"filter\": null, \"count\": null}")).isEqualTo(read(Map.of()));
  }

  @Test
  void aSearchBodyOfTheWrongShapeIsRefused() {
    assertRefused(() -> search("[]"), "invalidSyntax");
    assertRefused(() -> search("{\"count\": true}"), "invalidValue");
    assertRefused(() -> search("{\"count\": {\"a\": 1}}"), "invalidValue");
    assertRefused(() -> search("{\"filter\": {}}"), "invalidValue");
    assertRefused(() -> search("{\"attributes\": [{}]}"), "invalidValue");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 5, 1, 5",
    "0, 0, 1, 0",
    "-7, -1, 1, 0",
    "' 3 ', +4, 3, 4",
    "1, 1001, 1, 1000",
    "1, 99999999999999999999, 1, 1000",
    "99999999999999999999, 1, 9223372036854775807, 1",
    "-99999999999999999999, -99999999999999999999, 1, 0"
  })
  void pagesStayWithinTheirLimits(String startIndex, String count, long start, int size) {
    assertThat(read(Map.of("startIndex", startIndex, "count", count)).page())
        .isEqualTo(new Page.Index(start, size));
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "1.5", "1e3", "0x1", "١", "1 2", "--1", "true"})
  void aPageThatIsNoNumberIsRefused(String text) {
    assertRefused(() -> read(Map.of("startIndex", text)), "invalidValue");
    assertRefused(() -> read(Map.of("count", text)), "invalidValue");
  }

  @ParameterizedTest
  @CsvSource({
    "userName, , userName, false",
    "USERNAME, Ascending, userName, false",
    "name.familyName, DESCENDING, name.familyName, true",
    "emails, ascending, emails.value, false",
    "meta.lastModified, descending, meta.lastModified, true",
    "manager, descending, manager.value, true"
  })
  void listsAreSortedByASimpleAttribute(
      String sortBy, String sortOrder, String path, boolean descending) {
    Map<String, String> parameters =
        sortOrder == null
            ? Map.of("sortBy", sortBy)
            : Map.of("sortBy", sortBy, "sortOrder", sortOrder);

    assertThat(read(parameters).sort())
        .contains(new Sort(ResourceTypes.USER.find(path).orElseThrow(), descending));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nosuch", "name", "meta", "password", "x509Certificates", "emails[type eq 1]"})
  void whatHasNoOrderIsRefused(String sortBy) {
    assertRefused(() -> read(Map.of("sortBy", sortBy)), "invalidPath");
  }

  @Test
  void anUnknownSortOrderIsRefused() {
    assertRefused(() -> read(Map.of("sortBy", "userName", "sortOrder", "up")), "invalidValue");
    assertRefused(() -> read(Map.of("sortOrder", "up")), "invalidValue");
  }

  @Test
  void aBadFilterIsRefused() {
    assertRefused(() -> read(Map.of("filter", "nosuch eq 1")), "invalidFilter");
    assertRefused(() -> read(Map.of("filter", "userName eq jyoung")), "invalidFilter");
  }

  @Test
  void aSearchAtTheRootAsksEachTypeWhatItHas() {
    List<ResourceType> types = List.of(ResourceTypes.USER, ResourceTypes.GROUP);
    Map<ResourceType, ListQuery> queries =
        reader.read(of(Map.of("filter", "userName eq \"a\"", "sortBy", "userName")), types, false);

    assertThat(queries.keySet()).containsExactlyElementsOf(types);
    assertThat(queries.get(ResourceTypes.USER).sort()).isPresent();
    assertThat(queries.get(ResourceTypes.GROUP).sort()).isEmpty();
    assertThat(queries.get(ResourceTypes.GROUP).filter()).contains(new Predicate.Or(List.of()));
    assertRefused(() -> reader.read(of(Map.of("sortBy", "nosuch")), types, false), "invalidPath");
    assertRefused(
        () -> reader.read(of(Map.of("filter", "nosuch pr")), types, false), "invalidFilter");
  }

  private ListQuery read(Map<String, String> parameters) {
    return reader.read(of(parameters), ResourceTypes.USER, false);
  }

  private ListQuery search(String body) throws JsonProcessingException {
    return reader.read(
        QueryParameters.ofSearchRequest(JSON.readTree(body)), ResourceTypes.USER, false);
  }

  private static QueryParameters of(Map<String, String> parameters) {
    return name -> Optional.ofNullable(parameters.get(name));
  }

  private static void assertRefused(ThrowingCallable request, String scimType) {
    assertThatExceptionOfType(ScimException.class)
        .isThrownBy(request)
        .satisfies(
            refusal -> {
              assertThat(refusal.status()).isEqualTo(400);
              assertThat(refusal.scimType()).contains(scimType);
            });
  }
}
