package dev.usher.conformance.area;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Values of type dateTime (RFC 7643 §2.3.5). */
final class Times {

  private Times() {}

  static boolean isDateTime(JsonNode value) {
    try {
      return value.isTextual() && OffsetDateTime.parse(value.textValue()) != null;
    } catch (DateTimeException noTime) {
      return false;
    }
  }

  static Instant instant(JsonNode value) {
    return OffsetDateTime.parse(value.asText()).toInstant();
  }
}
