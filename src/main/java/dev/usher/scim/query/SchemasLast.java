package dev.usher.scim.query;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes the {@code schemas} of a resource at its end, without the extensions of which it had
 * nothing (RFC 7643 §3): only there it is known which of the attributes that were asked for have a
 * value.
 */
final class SchemasLast extends JsonGeneratorDelegate {
  private static final String SCHEMAS = "schemas";

  private final Set<String> uncertain;
  private final Set<String> seen = new HashSet<>();
  private final List<String> listed = new ArrayList<>();
  private int depth;
  private boolean listing;

  /**
   * @param out gets resources, one after the other
   * @param uncertain the URNs of extensions that a resource may turn out to have nothing of
   */
  SchemasLast(JsonGenerator out, Set<String> uncertain) {
    super(out, false);
    this.uncertain = uncertain;
  }

  @Override
  public void writeFieldName(String name) throws IOException {
    listing = depth == 1 && name.equals(SCHEMAS);
    if (!listing) {
      see(name);
      delegate.writeFieldName(name);
    }
  }

  @Override
  public void writeFieldName(SerializableString name) throws IOException {
    listing = depth == 1 && name.getValue().equals(SCHEMAS);
    if (!listing) {
      see(name.getValue());
      delegate.writeFieldName(name);
    }
  }

  private void see(String name) {
    if (depth == 1 && uncertain.contains(name)) {
      seen.add(name);
    }
  }

  @Override
  public void writeString(String text) throws IOException {
    if (listing) {
      listed.add(text);
    } else {
      delegate.writeString(text);
    }
  }

  @Override
  public void writeString(SerializableString text) throws IOException {
    if (listing) {
      listed.add(text.getValue());
    } else {
      delegate.writeString(text);
    }
  }

  @Override
  public void writeStartArray() throws IOException {
    if (!listing) {
      delegate.writeStartArray();
    }
  }

  @Override
  public void writeStartArray(Object forValue) throws IOException {
    if (!listing) {
      delegate.writeStartArray(forValue);
    }
  }

  @Override
  public void writeStartArray(Object forValue, int size) throws IOException {
    if (!listing) {
      delegate.writeStartArray(forValue, size);
    }
  }

  @Override
  public void writeEndArray() throws IOException {
    if (listing) {
      listing = false;
    } else {
      delegate.writeEndArray();
    }
  }

  @Override
  public void writeStartObject() throws IOException {
    depth++;
    delegate.writeStartObject();
  }

  @Override
  public void writeStartObject(Object forValue) throws IOException {
    depth++;
    delegate.writeStartObject(forValue);
  }

  @Override
  public void writeStartObject(Object forValue, int size) throws IOException {
    depth++;
    delegate.writeStartObject(forValue, size);
  }

  @Override
  public void writeEndObject() throws IOException {
    if (depth == 1) {
      writeListed();
    }
    depth--;
    delegate.writeEndObject();
  }

  private void writeListed() throws IOException {
    if (!listed.isEmpty()) {
      delegate.writeArrayFieldStart(SCHEMAS);
      for (String urn : listed) {
        if (!uncertain.contains(urn) || seen.contains(urn)) {
          delegate.writeString(urn);
        }
      }
      delegate.writeEndArray();
    }
    listed.clear();
    seen.clear();
  }
}
