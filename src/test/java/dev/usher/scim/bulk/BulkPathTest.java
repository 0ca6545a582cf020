package dev.usher.scim.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.usher.scim.error.ScimException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths of operations. */
class BulkPathTest {
  private static final String BASE = "https://usher.example.org/scim/v2";

  @ParameterizedTest
  @CsvSource({
    "/Users, /Users, ",
    "Users, /Users, ",
    "/Users/, /Users, ",
    "//Users//, /Users, ",
    "/Users//7, /Users, 7",
    "https://usher.example.org/scim/v2//Groups/7, /Groups, 7",
    "/Users/7, /Users, 7",
    "/Users/bulkId:a%20b, /Users, bulkId:a b",
    "/Users/a+b, /Users, a+b",
    "/Users/7/x, /Users, 7/x",
    "https://usher.example.org/scim/v2/Groups/7?attributes=id, /Groups, 7",
    "https://elsewhere.example.org/scim/v2/Groups/7, /https:, elsewhere.example.org/scim/v2/Groups/7"
  })
  void aPathIsAnEndpointAndWhatStandsBehindIt(String text, String endpoint, String id) {
    BulkPath path = BulkPath.parse(text, BASE);

    assertThat(path.endpoint()).isEqualTo(endpoint);
    assertThat(path.id()).isEqualTo(Optional.ofNullable(id));
  }

  @Test
  void itsQueryIsReadAsThatOfARequest() {
    BulkPath path =
        BulkPath.parse(
            "/Users/7?attributes=userName%2Cname&x&attributes=id&excludedAttributes=", BASE);

    assertThat(path.query().get("attributes")).contains("userName,name,id");
    assertThat(path.query().get("x")).contains("");
    assertThat(path.query().get("y")).isEmpty();
  }

  @Test
  void onlyWhatAResourceCanBeCalledHasALocation() {
    assertThat(BulkPath.parse("/Users/7", BASE).location(BASE)).contains(BASE + "/Users/7");
    assertThat(BulkPath.parse("/Users", BASE).location(BASE)).isEmpty();
    assertThat(BulkPath.parse("/Users/a%20b", BASE).location(BASE)).isEmpty();
    assertThat(BulkPath.parse("/Users/bulkId:a", BASE).location(BASE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "?attributes=id", "/Users/%zz", "/Users#7", "/Users/7?a=%f"})
  void whatIsNoPathIsRefused(String text) {
    assertThatExceptionOfType(ScimException.class)
        .isThrownBy(() -> BulkPath.parse(text, BASE))
        .satisfies(e -> assertThat(e.scimType()).contains("invalidSyntax"));
  }
}
