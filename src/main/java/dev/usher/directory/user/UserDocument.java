package dev.usher.directory.user;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.usher.directory.access.AccountRoles;
import dev.usher.directory.access.AssignedRole;
import dev.usher.directory.catalogue.Catalogue;
import dev.usher.directory.catalogue.Catalogue.AccountRole;
import dev.usher.directory.group.Membership;
import dev.usher.directory.invitation.InvitationSummary;
import dev.usher.scim.resource.DateTimes;
import dev.usher.scim.resource.Names;
import dev.usher.scim.schema.EnterpriseUserSchema;
import dev.usher.scim.schema.KatalonUserSchema;
import dev.usher.scim.schema.UserSchema;
import dev.usher.scim.schema.UsherUserSchema;
import dev.usher.scim.version.ETags;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes a user as the User resource: once, from what was read, whatever becomes of it – an answer,
 * a page of answers, or the tree that a PATCH works on.
 */
public final class UserDocument {
  private static final SerializableString USER_NAME = Names.of("userName");
  private static final SerializableString ACTIVE = Names.of("active");
  private static final SerializableString GROUPS = Names.of("groups");
  private static final SerializableString DIRECT = Names.of("direct");
  private static final SerializableString INDIRECT = Names.of("indirect");
  private static final SerializableString USER = Names.of("User");
  private static final SerializableString CORE = Names.of(UserSchema.URN);
  private static final SerializableString ENTERPRISE = Names.of(EnterpriseUserSchema.URN);
  private static final SerializableString USHER = Names.of(UsherUserSchema.URN);
  private static final SerializableString STATUS = Names.of("status");
  private static final SerializableString ORGANIZATION = Names.of("organization");
  private static final SerializableString ACCOUNT_ROLE = Names.of("accountRole");
  private static final SerializableString EFFECTIVE_ROLES = Names.of("effectiveProjectRoles");
  private static final SerializableString LICENSES = Names.of("licenses");
  private static final SerializableString INVITATION = Names.of("invitation");
  private static final SerializableString SENT_AT = Names.of("sentAt");
  private static final SerializableString EXPIRES_AT = Names.of("expiresAt");
  private static final SerializableString ACCEPTED_AT = Names.of("acceptedAt");
  private static final SerializableString LINK = Names.of("link");
  private static final SerializableString START_DATE = Names.of("employmentStartDate");

  /**
   * A key in the profile's text. Inside a JSON string its quotes would be escaped, so the text can
   * only be found where it is a key.
   */
  private static final String ENTERPRISE_KEY = "\"" + EnterpriseUserSchema.URN + "\":{";

  private final ObjectMapper mapper;
  private final ProfileJson profiles;
  private final String location;
  private final String groupsLocation;

  /**
   * @param mapper for the tree
   * @param location the absolute URL of the Users endpoint, without a trailing slash
   * @param groupsLocation the absolute URL of the Groups endpoint, without a trailing slash
   */
  public UserDocument(ObjectMapper mapper, String location, String groupsLocation) {
    this.mapper = mapper;
    this.profiles = new ProfileJson(mapper);
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
      write(buffer, new UserView(user, Optional.of(List.of()), catalogue, katalonAlias));
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
    String id = user.id().toString();
    Names.text(out, Names.ID, id);
    Names.text(out, Names.EXTERNAL_ID, state.externalId());
    writeMeta(out, user, location + "/" + id);
    Names.text(out, USER_NAME, state.userName());
    Names.text(out, Names.DISPLAY_NAME, state.displayName());
    out.writeFieldName(ACTIVE);
    out.writeBoolean(state.status().active());
    profiles.write(out, state, catalogue);
    writeRoles(out, state, catalogue);
    writeGroups(out, view.memberships().orElse(List.of()));
    writeExtension(out, view, link);
    if (katalon.isPresent()) {
      katalon.get().write(out, state);
    }
    out.writeEndObject();
  }

  /** Katalon's block is never empty: everybody is in an organization. */
  private static void writeSchemas(JsonGenerator out, UserState state, boolean katalon)
      throws IOException {
    Names.array(out, Names.SCHEMAS);
    out.writeString(CORE);
    if (state.profile().contains(ENTERPRISE_KEY)) {
      out.writeString(ENTERPRISE);
    }
    out.writeString(USHER);
    if (katalon) {
      out.writeString(KatalonUserSchema.URN);
    }
    out.writeEndArray();
  }

  private static void writeMeta(JsonGenerator out, User user, String location) throws IOException {
    Names.object(out, Names.META);
    Names.text(out, Names.RESOURCE_TYPE, USER);
    Names.text(out, Names.CREATED, DateTimes.text(user.created()));
    Names.text(out, Names.LAST_MODIFIED, DateTimes.text(user.lastModified()));
    Names.text(out, Names.LOCATION, location);
    Names.text(out, Names.VERSION, ETags.of(user.version()));
    out.writeEndObject();
  }

  private static void writeRoles(JsonGenerator out, UserState state, Catalogue catalogue)
      throws IOException {
    if (state.roles().isEmpty()) {
      return;
    }
    out.writeArrayFieldStart("roles");
    for (AssignedRole stored : state.roles()) {
      AssignedRole role = AccountRoles.element(stored, catalogue);
      out.writeStartObject();
      Names.text(out, Names.VALUE, role.value());
      Names.text(out, Names.DISPLAY, role.display());
      Names.text(out, Names.TYPE, role.type());
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
    Names.array(out, GROUPS);
    for (Membership membership : memberships) {
      String id = membership.group().toString();
      out.writeStartObject();
      Names.text(out, Names.VALUE, id);
      Names.text(out, Names.REF, groupsLocation + "/" + id);
      Names.text(out, Names.DISPLAY, membership.display());
      Names.text(out, Names.TYPE, membership.direct() ? DIRECT : INDIRECT);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void writeExtension(JsonGenerator out, UserView view, Optional<String> link)
      throws IOException {
    User user = view.user();
    UserState state = user.state();
    Catalogue catalogue = view.catalogue();
    Names.object(out, USHER);
    Names.text(out, STATUS, state.status().name());
    Names.text(out, ORGANIZATION, state.organization());
    Names.text(
        out, ACCOUNT_ROLE, AccountRoles.shown(state.roles(), catalogue).map(AccountRole::id));
    Names.texts(out, Names.PROJECT_ROLES, sorted(state.projectRoles()));
    Names.texts(out, EFFECTIVE_ROLES, view.effectiveProjectRoles());
    Names.texts(out, LICENSES, sorted(state.heldSeats()));
    Names.text(out, START_DATE, state.employmentStartDate().map(Object::toString));
    if (user.invitation().isPresent()) {
      writeInvitation(out, user.invitation().get(), link);
    }
    out.writeEndObject();
  }

  /** Mostly there is one or none. */
  private static <T> Set<T> sorted(Set<T> values) {
    return values.size() < 2 ? values : new TreeSet<>(values);
  }

  private static void writeInvitation(
      JsonGenerator out, InvitationSummary invitation, Optional<String> link) throws IOException {
    Names.object(out, INVITATION);
    Names.text(out, STATUS, invitation.status().wireName());
    Names.text(out, SENT_AT, invitation.sentAt().map(DateTimes::text));
    Names.text(out, EXPIRES_AT, DateTimes.text(invitation.expiresAt()));
    Names.text(out, ACCEPTED_AT, invitation.acceptedAt().map(DateTimes::text));
    out.writeNumberField("sendCount", invitation.sendCount());
    Names.text(out, LINK, link);
    out.writeEndObject();
  }
}
