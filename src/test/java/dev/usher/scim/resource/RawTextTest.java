package dev.usher.scim.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class RawTextTest {
  private static final JsonFactory JSON = new JsonFactory();

  private interface Writing {
    void on(JsonGenerator out) throws IOException;
  }

  private static String bytes(Writing writing) throws IOException {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(written)) {
      writing.on(out);
    }
    return written.toString(StandardCharsets.UTF_8);
  }

  @Property(tries = 200)
  void isWrittenAsJacksonWritesRawText(
      @ForAll @StringLength(max = 50) String before,
      @ForAll @StringLength(min = 1, max = 50) String text,
      @ForAll @IntRange(min = 1, max = 400) int times)
      throws IOException {
    String raw =
        new String(text.repeat(times).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

    assertEquals(
        bytes(
            out -> {
              out.writeString(before);
              out.writeRaw(raw);
            }),
        bytes(
            out -> {
              out.writeString(before);
              out.writeRaw(new RawText(raw));
            }));
  }

  @Test
  void goesIntoCharactersToo() throws IOException {
    StringWriter written = new StringWriter();
    String raw = "\"name\":\"Zoë 🦊\"".repeat(1_000);
    try (JsonGenerator out = JSON.createGenerator(written)) {
      out.writeRaw(new RawText(raw));
    }

    assertEquals(raw, written.toString());
  }

  @Test
  void isNoString() {
    assertThrows(
        UnsupportedOperationException.class,
        () -> bytes(out -> out.writeString(new RawText("{}"))));
  }
}
