package dev.usher.scim.resource;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.Optional;

/**
 * Names of attributes and other words that every resource repeats, encoded once: most of the text
 * of a page is such words.
 */
public final class Names {
  public static final SerializableString SCHEMAS = of("schemas");
  public static final SerializableString ID = of("id");
  public static final SerializableString EXTERNAL_ID = of("externalId");
  public static final SerializableString META = of("meta");
  public static final SerializableString RESOURCE_TYPE = of("resourceType");
  public static final SerializableString CREATED = of("created");
  public static final SerializableString LAST_MODIFIED = of("lastModified");
  public static final SerializableString LOCATION = of("location");
  public static final SerializableString VERSION = of("version");
  public static final SerializableString DISPLAY_NAME = of("displayName");
  public static final SerializableString VALUE = of("value");
  public static final SerializableString DISPLAY = of("display");
  public static final SerializableString TYPE = of("type");
  public static final SerializableString REF = of("$ref");
  public static final SerializableString PROJECT_ROLES = of("projectRoles");

  private Names() {}

  /** A word to keep, of ASCII or not. */
  public static SerializableString of(String word) {
    SerializedString name = new SerializedString(word);
    name.asQuotedUTF8(); // encodes it now
    return name;
  }

  /** Writes a member with a text. */
  public static void text(JsonGenerator out, SerializableString name, String value)
      throws IOException {
    out.writeFieldName(name);
    out.writeString(value);
  }

  /** Writes a member with a text that is such a word itself. */
  public static void text(JsonGenerator out, SerializableString name, SerializableString value)
      throws IOException {
    out.writeFieldName(name);
    out.writeString(value);
  }

  /** Writes a member with a text, if there is one. */
  public static void text(JsonGenerator out, SerializableString name, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      text(out, name, value.get());
    }
  }

  /** Begins a member that is an object. */
  public static void object(JsonGenerator out, SerializableString name) throws IOException {
    out.writeFieldName(name);
    out.writeStartObject();
  }

  /** Begins a member that is an array. */
  public static void array(JsonGenerator out, SerializableString name) throws IOException {
    out.writeFieldName(name);
    out.writeStartArray();
  }

  /** Writes a member that is an array of texts, if there are any. */
  public static void texts(JsonGenerator out, SerializableString name, Iterable<?> values)
      throws IOException {
    if (values.iterator().hasNext()) {
      array(out, name);
      for (Object value : values) {
        out.writeString(value.toString());
      }
      out.writeEndArray();
    }
  }
}
