package dev.usher.scim.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.usher.scim.schema.ResourceTypes;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListResponseWriterTest {

  @Test
  void anEmptyPageStillHasResources() throws IOException {
    assertThat(write(new ListResponse<>(7, new Page.Index(12, 0), List.of()), Projection.ALL))
        .isEqualTo(
            "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:ListResponse\"],"
                + "\"totalResults\":7,\"startIndex\":12,\"itemsPerPage\":0,\"Resources\":[]}");
  }

  @Test
  void eachResourceIsWrittenThroughItsProjection() throws IOException {
    Projection projection =
        Projection.parse(Optional.of("userName"), Optional.empty(), ResourceTypes.USER);

    assertThat(write(new ListResponse<>(9, new Page.Index(1, 2), List.of("a", "b")), projection))
        .isEqualTo(
            "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:ListResponse\"],"
                + "\"totalResults\":9,\"startIndex\":1,\"itemsPerPage\":2,\"Resources\":["
                + "{\"id\":\"a\",\"userName\":\"a\"},{\"id\":\"b\",\"userName\":\"b\"}]}");
  }

  private static String write(ListResponse<String> response, Projection projection)
      throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      ListResponseWriter.write(
          out,
          response,
          (generator, name) -> {
            JsonGenerator projected = projection.wrap(generator);
            projected.writeStartObject();
            projected.writeStringField("id", name);
            projected.writeStringField("userName", name);
            projected.writeStringField("title", "Tour Guide");
            projected.writeEndObject();
          });
    }
    return text.toString();
  }
}
