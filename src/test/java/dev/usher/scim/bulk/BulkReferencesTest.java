package dev.usher.scim.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class BulkReferencesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final BulkReferences.Resolver NUMBERS =
      new BulkReferences.Resolver() {
        @Override
        public String id(String bulkId) {
          return "id-of-" + bulkId;
        }

        @Override
        public String location(String bulkId) {
          return "https://example.org/Users/id-of-" + bulkId;
        }
      };

  @Test
  void replacesEveryReferenceAndNothingElse() throws JsonProcessingException {
    String text =
        """
        {"displayName": "bulkId:ada", "members": [
          {"value": "7", "display": "bulkId:ada"},
          {"value": "bulkId:ada", "$ref": "https://example.org/Users/bulkId:ada"},
          "bulkId:bob"],
         "path": "members[value eq \\"bulkId:ada\\"]",
         "urn:x:2.0:User:manager.value": "bulkId:bob", "title": null, "active": true}
        """;
    JsonNode data = JSON.readTree(text);

    JsonNode resolved = BulkReferences.resolve(data, NUMBERS);

    assertThat(resolved)
        .isEqualTo(
            JSON.readTree(
                """
                {"displayName": "bulkId:ada", "members": [
                  {"value": "7", "display": "bulkId:ada"},
                  {"value": "id-of-ada", "$ref": "https://example.org/Users/id-of-ada"},
                  "id-of-bob"],
                 "path": "members[value eq \\"id-of-ada\\"]",
                 "urn:x:2.0:User:manager.value": "id-of-bob", "title": null, "active": true}
                """));
    assertThat(data).isEqualTo(JSON.readTree(text));
    assertThat(BulkReferences.in(data)).containsExactly("ada", "bob");
  }

  @Test
  void copiesNothingThatHasNoReferences() throws JsonProcessingException {
    JsonNode data =
        JSON.readTree("{\"emails\": [{\"value\": \"ada@example.org\"}], \"name\": \"bulkId:x\"}");

    assertThat(BulkReferences.resolve(data, NUMBERS)).isSameAs(data);
    assertThat(BulkReferences.in(data)).isEmpty();
  }
}
