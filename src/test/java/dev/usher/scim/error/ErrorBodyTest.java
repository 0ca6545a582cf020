package dev.usher.scim.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ErrorBodyTest {

  @Test
  void theStatusIsAStringAndTheScimTypeStandsBetween() {
    assertThat(ErrorBody.of(ScimException.uniqueness("taken")).toNode().toString())
        .isEqualTo(
            "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:Error\"],"
                + "\"status\":\"409\",\"scimType\":\"uniqueness\",\"detail\":\"taken\"}");
  }

  @Test
  void withoutAScimTypeThereIsNone() {
    assertThat(new ErrorBody(404, Optional.empty(), "gone").toNode().has("scimType")).isFalse();
  }

  @Test
  void theDetailIsEscapedAndInUtf8() {
    byte[] body = new ErrorBody(400, Optional.empty(), "“a\"\n”").toBytes();
    assertThat(new String(body, StandardCharsets.UTF_8)).endsWith("\"detail\":\"“a\\\"\\n”\"}");
  }
}
