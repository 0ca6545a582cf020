package dev.usher.directory.user;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.usher.directory.access.ProjectGrant;
import dev.usher.directory.catalogue.Catalogue;
import dev.usher.directory.license.Seat;
import dev.usher.scim.resource.RawText;
import java.io.IOException;
import java.util.Map;
import java.util.TreeSet;

/**
 * Writes what a profile holds, as members of the resource, together with the {@code entitlements}:
 * those of the profile join those that the rows tell.
 */
final class ProfileJson {
  private static final String ENTITLEMENTS = "entitlements";

  /** How {@code entitlements} and {@link SentEntitlements#MEMBER} begin, and few values. */
  private static final String ENTITLEMENTS_KEY = "\"" + ENTITLEMENTS;

  private final ObjectMapper mapper;
  private final JsonFactory factory;

  ProfileJson(ObjectMapper mapper) {
    this.mapper = mapper;
    this.factory = mapper.getFactory();
  }

  /** Writes members after others that have been written already. */
  void write(JsonGenerator out, UserState state, Catalogue catalogue) throws IOException {
    boolean written = false;
    if (takesText(out) && !state.profile().contains(ENTITLEMENTS_KEY)) {
      writeText(out, state.profile());
    } else {
      written = copy(out, state, catalogue);
    }
    if (!written && !(state.heldSeats().isEmpty() && state.projectRoles().isEmpty())) {
      out.writeArrayFieldStart(ENTITLEMENTS);
      writeEntitlements(out, state, catalogue, sent(state));
      out.writeEndArray();
    }
  }

  private Map<String, JsonNode> sent(UserState state) throws IOException {
    return SentEntitlements.in(state.profile())
        ? SentEntitlements.of((ObjectNode) mapper.readTree(state.profile()))
        : Map.of();
  }

  /** Whether nobody looks at what is written, token by token. */
  private static boolean takesText(JsonGenerator out) {
    return !(out instanceof JsonGeneratorDelegate) && !(out instanceof TokenBuffer);
  }

  /** The text as it is stored, without its braces. */
  private static void writeText(JsonGenerator out, String profile) throws IOException {
    String members = profile.strip();
    members = members.substring(1, members.length() - 1);
    if (!members.isBlank()) {
      out.writeRaw(',');
      out.writeRaw(new RawText(members));
    }
  }

  /** Token by token; tells whether there were entitlements. */
  private boolean copy(JsonGenerator out, UserState state, Catalogue catalogue) throws IOException {
    boolean entitlements = false;
    try (JsonParser profile = factory.createParser(state.profile())) {
      profile.nextToken();
      while (profile.nextToken() == JsonToken.FIELD_NAME) {
        String name = profile.currentName();
        profile.nextToken();
        if (name.equals(SentEntitlements.MEMBER)) {
          profile.skipChildren();
          continue;
        }
        out.writeFieldName(name);
        if (name.equals(ENTITLEMENTS)) {
          entitlements = true;
          out.writeStartArray();
          writeEntitlements(out, state, catalogue, sent(state));
          while (profile.nextToken() != JsonToken.END_ARRAY) {
            out.copyCurrentStructure(profile);
          }
          out.writeEndArray();
        } else {
          out.copyCurrentStructure(profile);
        }
      }
    }
    return entitlements;
  }

  private static void writeEntitlements(
      JsonGenerator out, UserState state, Catalogue catalogue, Map<String, JsonNode> sent)
      throws IOException {
    for (Seat seat : new TreeSet<>(state.heldSeats())) {
      JsonNode written = sent.get(seat.toString());
      write(out, written != null ? written : SentEntitlements.made(seat, catalogue));
    }
    for (ProjectGrant grant : new TreeSet<>(state.projectRoles())) {
      JsonNode written = sent.get(grant.toString());
      write(out, written != null ? written : SentEntitlements.made(grant, catalogue));
    }
  }

  /** Member by member, since a generator that filters cannot look into a tree. */
  private static void write(JsonGenerator out, JsonNode element) throws IOException {
    out.writeStartObject();
    for (var member : element.properties()) {
      out.writeFieldName(member.getKey());
      if (member.getValue().isBoolean()) {
        out.writeBoolean(member.getValue().booleanValue());
      } else {
        out.writeString(member.getValue().asText());
      }
    }
    out.writeEndObject();
  }
}
