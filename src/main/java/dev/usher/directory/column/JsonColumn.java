package dev.usher.directory.column;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A column that holds a JSON array of objects, or NULL for none of them. What short ones say is
 * remembered.
 *
 * @param <T> what an object stands for
 */
public final class JsonColumn<T> {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Most people of an account have the same few roles and licenses. */
  private static final int REMEMBERED = 1_000;

  /** In characters; who has more than that has it alone. */
  private static final int LONGEST_REMEMBERED = 200;

  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(30);

  private final Cache<String, List<T>> remembered =
      Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterAccess(FORGOTTEN_AFTER).build();
  private final Function<JsonNode, T> reader;
  private final BiConsumer<T, ObjectNode> writer;

  /**
   * @param reader makes a value of its object
   * @param writer fills an empty object with what the reader needs
   */
  public JsonColumn(Function<JsonNode, T> reader, BiConsumer<T, ObjectNode> writer) {
    this.reader = reader;
    this.writer = writer;
  }

  /**
   * The values in their order, which are immutable.
   *
   * @param column what {@link #write} made, or null
   */
  public List<T> read(String column) {
    if (column == null) {
      return List.of();
    }
    return column.length() > LONGEST_REMEMBERED
        ? parse(column)
        : remembered.get(column, this::parse);
  }

  private List<T> parse(String column) {
    return parse(column, reader);
  }

  /**
   * The values of a JSON array, in their order and immutable; nothing is remembered.
   *
   * @param reader makes a value of an element
   */
  public static <T> List<T> parse(String column, Function<JsonNode, T> reader) {
    try {
      List<T> values = new ArrayList<>();
      for (JsonNode each : JSON.readTree(column)) {
        values.add(reader.apply(each));
      }
      return List.copyOf(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a column is not JSON", e);
    }
  }

  /**
   * What is stored for the values.
   *
   * @return null for none
   */
  public String write(Collection<T> values) {
    if (values.isEmpty()) {
      return null;
    }
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    values.forEach(value -> writer.accept(value, array.addObject()));
    return array.toString();
  }

  /** A text of an object; empty when it has none. */
  public static Optional<String> text(JsonNode object, String name) {
    JsonNode value = object.path(name);
    return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
  }
}
