package dev.usher.scim.resource;

import com.fasterxml.jackson.databind.JsonNode;

/** How large a document is, without writing it. */
public final class JsonSize {
  /** A control character as {@code \}{@code u0000}. */
  private static final int ESCAPED = 6;

  private static final int PUNCTUATION = 2;

  /** Of any character that is not ASCII, or of half of a surrogate pair. */
  private static final int LONGEST_UTF8 = 3;

  private JsonSize() {}

  /** No fewer bytes, and no fewer characters, than the node's JSON has when it is UTF-8. */
  public static long atMost(JsonNode node) {
    if (node.isTextual()) {
      return atMost(node.textValue());
    }
    long size = PUNCTUATION;
    if (node.isObject()) {
      for (var member : node.properties()) {
        size += PUNCTUATION + atMost(member.getKey()) + atMost(member.getValue());
      }
      return size;
    }
    if (node.isArray()) {
      for (JsonNode element : node) {
        size += PUNCTUATION + atMost(element);
      }
      return size;
    }
    return size + node.asText().length();
  }

  private static long atMost(String text) {
    long size = PUNCTUATION;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ') {
        size += ESCAPED;
      } else if (c == '"' || c == '\\') {
        size += 2;
      } else {
        size += c < 0x80 ? 1 : LONGEST_UTF8;
      }
    }
    return size;
  }
}
