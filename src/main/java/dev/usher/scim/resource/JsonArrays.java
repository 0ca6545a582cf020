package dev.usher.scim.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;

/** Views of JSON arrays as lists. */
public final class JsonArrays {

  private JsonArrays() {}

  /** The elements, in order, in a list of their own; the nodes are the array's. */
  public static List<JsonNode> list(ArrayNode array) {
    List<JsonNode> elements = new ArrayList<>(array.size());
    array.forEach(elements::add);
    return elements;
  }
}
