package dev.usher.scim.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class JsonSizePropertyTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Property(tries = 300)
  void isNeverLessThanWhatIsWritten(
      @ForAll String name, @ForAll String text, @ForAll long number, @ForAll double decimal)
      throws JsonProcessingException {
    ObjectNode document = JSON.createObjectNode();
    document.put(name, text).put("number", number).put("decimal", decimal).putNull("nothing");
    document.putArray("list").add(text).add(true).addObject().put(text, name);
    document.putObject("empty");
    document.putArray("none");

    long most = JsonSize.atMost(document);

    assertThat(most).isGreaterThanOrEqualTo(JSON.writeValueAsBytes(document).length);
    assertThat(most).isGreaterThanOrEqualTo(document.toString().length());
  }

  @Example
  void isCloseForOrdinaryText() throws JsonProcessingException {
    ObjectNode document = JSON.createObjectNode();
    document.putObject("name").put("givenName", "Ada").put("familyName", "Lovelace");
    document.putArray("emails").addObject().put("value", "ada@example.org").put("primary", true);

    int written = JSON.writeValueAsBytes(document).length;

    assertThat(JsonSize.atMost(document)).isBetween((long) written, written * 5L / 4);
  }
}
