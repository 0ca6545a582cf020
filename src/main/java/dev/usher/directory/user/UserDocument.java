package dev.usher.directory.user;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.usher.directory.access.AccountRoles;
import dev.usher.directory.access.AssignedRole;
import dev.usher.directory.access.ProjectGrant;
import dev.usher.directory.access.ProjectRoles;
import dev.usher.directory.catalogue.Catalogue;
import dev.usher.directory.catalogue.Catalogue.AccountRole;
import dev.usher.directory.group.Membership;
import dev.usher.directory.invitation.InvitationSummary;
import dev.usher.directory.license.Seat;
import dev.usher.scim.schema.EnterpriseUserSchema;
import dev.usher.scim.schema.KatalonUserSchema;
import dev.usher.scim.schema.UserSchema;
import dev.usher.scim.schema.UsherUserSchema;
import dev.usher.scim.version.ETags;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Writes a user as the User resource: once, from what was read, whatever becomes of it – an answer,
 * a page of answers, or the tree that a PATCH works on.
 */
public final class UserDocument {
  /** Milliseconds always, so that equal times are equal texts. */
  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /**
   * A key in the profile's text. Inside a JSON string its quotes would be escaped, so the text can
   * only be found where it is a key.
   */
  private static final String ENTERPRISE_KEY = "\"" + EnterpriseUserSchema.URN + "\":{";

  private final ObjectMapper mapper;
  private final JsonFactory factory;
  private final String location;
  private final String groupsLocation;

  /**
   * @param mapper for the tree
   * @param location the absolute URL of the Users endpoint, without a trailing slash
   * @param groupsLocation the absolute URL of the Groups endpoint, without a trailing slash
   */
  public UserDocument(ObjectMapper mapper, String location, String groupsLocation) {
    this.mapper = mapper;
    this.factory = mapper.getFactory();
    this.location = location;
    this.groupsLocation = groupsLocation;
  }

  /** The absolute URL of the user. */
  public String location(User user) {
    return location + "/" + user.id();
  }

  /** The resource as a tree, for those who change it. */
  ObjectNode tree(User user, Catalogue catalogue, Optional<String> katalonAlias) {
    try (TokenBuffer buffer = new TokenBuffer(mapper, false)) {
      write(buffer, new UserView(user, List.of(), catalogue, katalonAlias));
      return mapper.readTree(buffer.asParser());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes the whole resource; what an answer leaves out is dropped by the generator it is given.
   */
  public void write(JsonGenerator out, UserView view) throws IOException {
    write(out, view, Optional.empty());
  }

  /**
   * The same, with the link of the open invitation, for a caller who may copy it.
   *
   * @param link absolute; a secret
   */
  public void write(JsonGenerator out, UserView view, Optional<String> link) throws IOException {
    User user = view.user();
    UserState state = user.state();
    Catalogue catalogue = view.catalogue();
    out.writeStartObject();
    Optional<KatalonBlock> katalon = KatalonBlock.of(view.katalonAlias(), catalogue);
    writeSchemas(out, state, katalon.isPresent());
    out.writeStringField("id", user.id().toString());
    writeIfPresent(out, "externalId", state.externalId());
    writeMeta(out, user);
    out.writeStringField("userName", state.userName());
    writeIfPresent(out, "displayName", state.displayName());
    out.writeBooleanField("active", state.status().active());
    writeProfileAndEntitlements(out, state, catalogue);
    writeRoles(out, state, catalogue);
    writeGroups(out, view.memberships());
    writeExtension(out, view, link);
    if (katalon.isPresent()) {
      katalon.get().write(out, state);
    }
    out.writeEndObject();
  }

  /** Katalon's block is never empty: everybody is in an organization. */
  private static void writeSchemas(JsonGenerator out, UserState state, boolean katalon)
      throws IOException {
    out.writeArrayFieldStart("schemas");
    out.writeString(UserSchema.URN);
    if (state.profile().contains(ENTERPRISE_KEY)) {
      out.writeString(EnterpriseUserSchema.URN);
    }
    out.writeString(UsherUserSchema.URN);
    if (katalon) {
      out.writeString(KatalonUserSchema.URN);
    }
    out.writeEndArray();
  }

  private void writeMeta(JsonGenerator out, User user) throws IOException {
    out.writeObjectFieldStart("meta");
    out.writeStringField("resourceType", "User");
    out.writeStringField("created", dateTime(user.created()));
    out.writeStringField("lastModified", dateTime(user.lastModified()));
    out.writeStringField("location", location(user));
    out.writeStringField("version", ETags.of(user.version()));
    out.writeEndObject();
  }

  /** The profile goes through token by token; its other entitlements join those of the rows. */
  private void writeProfileAndEntitlements(JsonGenerator out, UserState state, Catalogue catalogue)
      throws IOException {
    boolean entitlementsWritten = false;
    try (JsonParser profile = factory.createParser(state.profile())) {
      profile.nextToken();
      while (profile.nextToken() == JsonToken.FIELD_NAME) {
        String name = profile.currentName();
        profile.nextToken();
        if (name.equals("entitlements")) {
          out.writeArrayFieldStart(name);
          writeEntitlements(out, state, catalogue);
          while (profile.nextToken() != JsonToken.END_ARRAY) {
            out.copyCurrentStructure(profile);
          }
          out.writeEndArray();
          entitlementsWritten = true;
        } else {
          out.writeFieldName(name);
          out.copyCurrentStructure(profile);
        }
      }
    }
    if (!entitlementsWritten && !(state.heldSeats().isEmpty() && state.projectRoles().isEmpty())) {
      out.writeArrayFieldStart("entitlements");
      writeEntitlements(out, state, catalogue);
      out.writeEndArray();
    }
  }

  private static void writeEntitlements(JsonGenerator out, UserState state, Catalogue catalogue)
      throws IOException {
    for (Seat seat : new TreeSet<>(state.heldSeats())) {
      String display =
          catalogue
              .license(seat.license())
              .map(Catalogue.License::displayName)
              .orElse(seat.license());
      writeEntitlement(out, seat.toString(), display, Entitlements.LICENSE);
    }
    for (ProjectGrant grant : new TreeSet<>(state.projectRoles())) {
      writeEntitlement(
          out, grant.toString(), ProjectRoles.display(grant, catalogue), Entitlements.PROJECT_ROLE);
    }
  }

  private static void writeEntitlement(JsonGenerator out, String value, String display, String type)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("value", value);
    out.writeStringField("display", display);
    out.writeStringField("type", type);
    out.writeEndObject();
  }

  private static void writeRoles(JsonGenerator out, UserState state, Catalogue catalogue)
      throws IOException {
    if (state.roles().isEmpty()) {
      return;
    }
    out.writeArrayFieldStart("roles");
    for (AssignedRole role : state.roles()) {
      Optional<AccountRole> known = AccountRoles.known(role, catalogue);
      out.writeStartObject();
      writeIfPresent(out, "value", role.value());
      writeIfPresent(out, "display", role.display().or(() -> known.map(AccountRole::displayName)));
      writeIfPresent(out, "type", role.type().or(() -> known.map(k -> AccountRoles.DEFAULT_TYPE)));
      if (role.primary().isPresent()) {
        out.writeBooleanField("primary", role.primary().get());
      }
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private void writeGroups(JsonGenerator out, List<Membership> memberships) throws IOException {
    if (memberships.isEmpty()) {
      return;
    }
    out.writeArrayFieldStart("groups");
    for (Membership membership : memberships) {
      out.writeStartObject();
      out.writeStringField("value", membership.group().toString());
      out.writeStringField("$ref", groupsLocation + "/" + membership.group());
      out.writeStringField("display", membership.display());
      out.writeStringField("type", membership.direct() ? "direct" : "indirect");
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void writeExtension(JsonGenerator out, UserView view, Optional<String> link)
      throws IOException {
    User user = view.user();
    UserState state = user.state();
    Catalogue catalogue = view.catalogue();
    out.writeObjectFieldStart(UsherUserSchema.URN);
    out.writeStringField("status", state.status().name());
    out.writeStringField("organization", state.organization());
    writeIfPresent(
        out, "accountRole", AccountRoles.shown(state.roles(), catalogue).map(AccountRole::id));
    writeTexts(out, "projectRoles", new TreeSet<>(state.projectRoles()));
    writeTexts(out, "effectiveProjectRoles", view.effectiveProjectRoles());
    writeTexts(out, "licenses", new TreeSet<>(state.heldSeats()));
    writeIfPresent(out, "employmentStartDate", state.employmentStartDate().map(Object::toString));
    if (user.invitation().isPresent()) {
      writeInvitation(out, user.invitation().get(), link);
    }
    out.writeEndObject();
  }

  private static void writeInvitation(
      JsonGenerator out, InvitationSummary invitation, Optional<String> link) throws IOException {
    out.writeObjectFieldStart("invitation");
    out.writeStringField("status", invitation.status().wireName());
    writeIfPresent(out, "sentAt", invitation.sentAt().map(UserDocument::dateTime));
    out.writeStringField("expiresAt", dateTime(invitation.expiresAt()));
    writeIfPresent(out, "acceptedAt", invitation.acceptedAt().map(UserDocument::dateTime));
    out.writeNumberField("sendCount", invitation.sendCount());
    writeIfPresent(out, "link", link);
    out.writeEndObject();
  }

  static void writeTexts(JsonGenerator out, String name, Iterable<?> values) throws IOException {
    if (values.iterator().hasNext()) {
      out.writeArrayFieldStart(name);
      for (Object value : values) {
        out.writeString(value.toString());
      }
      out.writeEndArray();
    }
  }

  private static void writeIfPresent(JsonGenerator out, String name, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      out.writeStringField(name, value.get());
    }
  }

  private static String dateTime(Instant instant) {
    return DATE_TIME.format(instant);
  }
}
