package dev.usher.scim.query;

import static dev.usher.scim.schema.Attribute.string;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.scim.schema.Attribute;
import dev.usher.scim.schema.AttributeType;
import dev.usher.scim.schema.ResourceType;
import dev.usher.scim.schema.Returned;
import dev.usher.scim.schema.Schema;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The stream against a model that knows each place of a small resource type by its name. */
class ProjectionPropertyTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EXTENSION = "urn:test:extension:2.0:Thing";

  private static final ResourceType THING =
      new ResourceType(
          "Thing",
          "A thing.",
          "/Things",
          Schema.of(
              "urn:test:core:2.0:Thing",
              "Thing",
              "A thing.",
              List.of(),
              string("id", "The id.").returned(Returned.ALWAYS),
              string("title", "A title."),
              string("notes", "Notes.").returned(Returned.REQUEST),
              string("secret", "A secret.").returned(Returned.NEVER),
              Attribute.of("parts", AttributeType.COMPLEX, "Parts.")
                  .multiValued()
                  .with(
                      string("value", "A value."),
                      string("key", "A key.").returned(Returned.ALWAYS),
                      string("link", "A link.").returned(Returned.REQUEST),
                      string("hash", "A hash.").returned(Returned.NEVER))),
          List.of(
              Schema.of(
                  EXTENSION,
                  "Extension",
                  "More of a thing.",
                  List.of(),
                  string("color", "A color.").multiValued(),
                  Attribute.of("size", AttributeType.COMPLEX, "A size.")
                      .with(string("x", "Width."), string("y", "Height.")))));

  /** Each name that a client may use, and the places it stands for when it is asked for. */
  private static final Map<String, List<String>> ASKED =
      Map.ofEntries(
          Map.entry("ID", List.of("id")),
          Map.entry("title", List.of("title")),
          Map.entry("urn:test:core:2.0:thing:Title", List.of("title")),
          Map.entry("notes", List.of("notes")),
          Map.entry("secret", List.of()),
          Map.entry("parts", List.of("parts.value", "parts.key")),
          Map.entry("Parts.Value", List.of("parts.value", "parts.key")),
          Map.entry("parts.link", List.of("parts.link", "parts.key")),
          Map.entry("parts.key", List.of("parts.key")),
          Map.entry("parts.hash", List.of()),
          Map.entry("urn:test:core:2.0:Thing", List.of("title", "parts.value", "parts.key")),
          Map.entry(EXTENSION, List.of("e.color", "e.size.x", "e.size.y")),
          Map.entry("color", List.of("e.color")),
          Map.entry(EXTENSION + ":size", List.of("e.size.x", "e.size.y")),
          Map.entry("size.x", List.of("e.size.x")),
          Map.entry("nosuch", List.of()));

  /** The same names when they are excluded: siblings that are always returned stay. */
  private static final Map<String, List<String>> EXCLUDED =
      Map.ofEntries(
          Map.entry("ID", List.of()),
          Map.entry("title", List.of("title")),
          Map.entry("urn:test:core:2.0:thing:Title", List.of("title")),
          Map.entry("notes", List.of()),
          Map.entry("secret", List.of()),
          Map.entry("parts", List.of("parts.value", "parts.key")),
          Map.entry("Parts.Value", List.of("parts.value")),
          Map.entry("parts.link", List.of()),
          Map.entry("parts.key", List.of()),
          Map.entry("parts.hash", List.of()),
          Map.entry("urn:test:core:2.0:Thing", List.of("title", "parts.value", "parts.key")),
          Map.entry(EXTENSION, List.of("e.color", "e.size.x", "e.size.y")),
          Map.entry("color", List.of("e.color")),
          Map.entry(EXTENSION + ":size", List.of("e.size.x", "e.size.y")),
          Map.entry("size.x", List.of("e.size.x")),
          Map.entry("nosuch", List.of()));

  private static final Set<String> DEFAULT =
      Set.of("id", "title", "parts.value", "parts.key", "e.color", "e.size.x", "e.size.y");

  @Property(tries = 400)
  void askingForAttributesWritesThoseAndWhatIsAlwaysThere(
      @ForAll("names") List<String> names, @ForAll long seed) throws IOException {
    Set<String> places = new HashSet<>(Set.of("id"));
    names.forEach(name -> places.addAll(ASKED.get(name)));
    Projection projection =
        Projection.parse(Optional.of(String.join(",", names)), Optional.empty(), THING);

    assertThat(write(projection, resource(seed, null))).isEqualTo(resource(seed, places));
    assertQuestionsAgree(projection, places);
  }

  @Property(tries = 400)
  void excludingAttributesWritesTheOthers(@ForAll("names") List<String> names, @ForAll long seed)
      throws IOException {
    Set<String> places = new HashSet<>(DEFAULT);
    names.forEach(name -> places.removeAll(EXCLUDED.get(name)));
    Projection projection =
        Projection.parse(Optional.empty(), Optional.of(String.join(",", names)), THING);

    assertThat(write(projection, resource(seed, null))).isEqualTo(resource(seed, places));
    assertQuestionsAgree(projection, places);
  }

  private static void assertQuestionsAgree(Projection projection, Set<String> places) {
    for (String name :
        List.of("id", "title", "notes", "secret", "parts.value", "parts.key", "parts.link")) {
      assertThat(projection.includes(THING.find(name).orElseThrow()))
          .as(name)
          .isEqualTo(places.contains(name));
    }
    assertThat(projection.includesAny(THING.find("parts.hash").orElseThrow()))
        .isEqualTo(places.stream().anyMatch(place -> place.startsWith("parts.")));
    assertThat(projection.includesAny(THING, THING.extensions().get(0)))
        .isEqualTo(places.stream().anyMatch(place -> place.startsWith("e.")));
  }

  @Provide
  Arbitrary<List<String>> names() {
    return Arbitraries.of(ASKED.keySet()).list().ofMinSize(1).ofMaxSize(5);
  }

  /** The resource of that seed with the values at those places only; with all when null. */
  private static ObjectNode resource(long seed, Set<String> places) {
    Random random = new Random(seed);
    ObjectNode resource = JsonNodeFactory.instance.objectNode();
    for (String name : List.of("id", "title", "notes", "secret")) {
      put(resource, name, name, places, random);
    }
    ArrayNode parts = JsonNodeFactory.instance.arrayNode();
    for (int i = random.nextInt(3); i > 0; i--) {
      ObjectNode part = JsonNodeFactory.instance.objectNode();
      for (String sub : List.of("value", "key", "link", "hash")) {
        put(part, sub, "parts." + sub, places, random);
      }
      addUnlessEmpty(parts, part);
    }
    ObjectNode block = JsonNodeFactory.instance.objectNode();
    if (random.nextBoolean() && isKept("e.color", places)) {
      block.putArray("color").add("red").add("blue");
    }
    ObjectNode size = JsonNodeFactory.instance.objectNode();
    put(size, "x", "e.size.x", places, random);
    put(size, "y", "e.size.y", places, random);
    setUnlessEmpty(block, "size", size);
    setUnlessEmpty(resource, "parts", parts);
    setUnlessEmpty(resource, EXTENSION, block);
    return resource;
  }

  private static void put(
      ObjectNode object, String name, String place, Set<String> places, Random random) {
    boolean exists = random.nextInt(4) > 0;
    String value = "v" + random.nextInt(10);
    if (exists && isKept(place, places)) {
      object.put(name, value);
    }
  }

  private static boolean isKept(String place, Set<String> places) {
    return places == null || places.contains(place);
  }

  private static void addUnlessEmpty(ArrayNode array, JsonNode value) {
    if (!value.isEmpty()) {
      array.add(value);
    }
  }

  private static void setUnlessEmpty(ObjectNode object, String name, JsonNode value) {
    if (!value.isEmpty()) {
      object.set(name, value);
    }
  }

  private static JsonNode write(Projection projection, JsonNode resource) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      JSON.writeTree(projection.wrap(out), resource);
    }
    return JSON.readTree(text.toString());
  }
}
