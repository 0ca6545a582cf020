package dev.usher.directory.catalogue;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.usher.directory.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;

/** A part of a YAML document that knows the line it began on, counted from 1. */
sealed interface YamlNode {

  /** The line, counted from 1. */
  int line();

  /**
   * A mapping.
   *
   * @param line it began on
   * @param entries by key, in the order of the file
   */
  record Mapping(int line, Map<String, Entry> entries) implements YamlNode {}

  /**
   * A value of a mapping.
   *
   * @param keyLine the line of its key
   * @param value what the key names
   */
  record Entry(int keyLine, YamlNode value) {}

  /**
   * A sequence.
   *
   * @param line it began on
   * @param items in the order of the file
   */
  record Sequence(int line, List<YamlNode> items) implements YamlNode {}

  /**
   * A scalar.
   *
   * @param line it began on
   * @param text as it is written, without quotes; empty when there is none, or null
   */
  record Scalar(int line, Optional<String> text) implements YamlNode {}

  /**
   * Reads one document.
   *
   * @param source the file's name, for messages
   * @return empty for an empty document
   * @throws Refusal when it is not YAML, a key is there twice, or it uses aliases, each with its
   *     line
   */
  static Optional<YamlNode> parse(String source, String yaml) {
    LoaderOptions limits = new LoaderOptions();
    limits.setCodePointLimit(Math.max(yaml.length(), 1)); // it is in memory already
    YAMLFactory yamlFactory = YAMLFactory.builder().loaderOptions(limits).build();
    try (YAMLParser parser = yamlFactory.createParser(yaml)) {
      if (parser.nextToken() == null) {
        return Optional.empty();
      }
      YamlNode document = node(source, parser);
      if (parser.nextToken() != null) {
        throw new Refusal("%s line %d: a second document".formatted(source, line(parser)));
      }
      return Optional.of(document);
    } catch (JsonProcessingException broken) {
      int line = Optional.ofNullable(broken.getLocation()).map(JsonLocation::getLineNr).orElse(1);
      String problem = broken.getOriginalMessage().lines().findFirst().orElse("not YAML");
      throw new Refusal("%s line %d: %s".formatted(source, line, problem), broken);
    } catch (IOException impossible) {
      throw new IllegalStateException("reading from memory", impossible);
    }
  }

  private static YamlNode node(String source, YAMLParser parser) throws IOException {
    int line = line(parser);
    if (parser.isCurrentAlias()) {
      throw new Refusal("%s line %d: aliases are not supported".formatted(source, line));
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> new Mapping(line, entries(source, parser));
      case START_ARRAY -> new Sequence(line, items(source, parser));
      case VALUE_NULL -> new Scalar(line, Optional.empty());
      default -> new Scalar(line, Optional.of(parser.getText()).filter(text -> !text.isEmpty()));
    };
  }

  private static Map<String, Entry> entries(String source, YAMLParser parser) throws IOException {
    Map<String, Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      int keyLine = line(parser);
      parser.nextToken();
      if (entries.put(key, new Entry(keyLine, node(source, parser))) != null) {
        throw new Refusal("%s line %d: '%s' is there twice".formatted(source, keyLine, key));
      }
    }
    return entries;
  }

  private static List<YamlNode> items(String source, YAMLParser parser) throws IOException {
    List<YamlNode> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node(source, parser));
    }
    return items;
  }

  private static int line(YAMLParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }
}
