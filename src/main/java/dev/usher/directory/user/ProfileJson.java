package dev.usher.directory.user;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.usher.directory.access.ProjectGrant;
import dev.usher.directory.access.ProjectRoles;
import dev.usher.directory.catalogue.Catalogue;
import dev.usher.directory.license.Seat;
import dev.usher.scim.resource.Names;
import dev.usher.scim.resource.RawText;
import java.io.IOException;
import java.util.TreeSet;

/**
 * Writes what a profile holds, as members of the resource, together with the {@code entitlements}:
 * those of the profile join those that the rows tell.
 */
final class ProfileJson {
  private static final String ENTITLEMENTS = "entitlements";

  /** Inside a JSON string its quotes would be escaped: where this is found, it is a key. */
  private static final String ENTITLEMENTS_KEY = "\"" + ENTITLEMENTS + "\"";

  private static final SerializableString LICENSE = Names.of(Entitlements.LICENSE);
  private static final SerializableString PROJECT_ROLE = Names.of(Entitlements.PROJECT_ROLE);

  private final JsonFactory factory;

  ProfileJson(JsonFactory factory) {
    this.factory = factory;
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
      writeEntitlements(out, state, catalogue);
      out.writeEndArray();
    }
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
        out.writeFieldName(name);
        if (name.equals(ENTITLEMENTS)) {
          entitlements = true;
          out.writeStartArray();
          writeEntitlements(out, state, catalogue);
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

  private static void writeEntitlements(JsonGenerator out, UserState state, Catalogue catalogue)
      throws IOException {
    for (Seat seat : new TreeSet<>(state.heldSeats())) {
      String display =
          catalogue
              .license(seat.license())
              .map(Catalogue.License::displayName)
              .orElse(seat.license());
      writeEntitlement(out, seat.toString(), display, LICENSE);
    }
    for (ProjectGrant grant : new TreeSet<>(state.projectRoles())) {
      writeEntitlement(out, grant.toString(), ProjectRoles.display(grant, catalogue), PROJECT_ROLE);
    }
  }

  private static void writeEntitlement(
      JsonGenerator out, String value, String display, SerializableString type) throws IOException {
    out.writeStartObject();
    Names.text(out, Names.VALUE, value);
    Names.text(out, Names.DISPLAY, display);
    Names.text(out, Names.TYPE, type);
    out.writeEndObject();
  }
}
