package dev.usher.directory.group;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.usher.directory.access.ProjectGrant;
import dev.usher.scim.schema.GroupSchema;
import dev.usher.scim.schema.UsherGroupSchema;
import dev.usher.scim.version.ETags;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.Iterator;
import java.util.TreeSet;

/** Writes a group as the Group resource, one member after the other. */
public final class GroupDocument {
  /** Milliseconds always, so that equal times are equal texts. */
  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final ObjectMapper mapper;
  private final String users;
  private final String groups;

  /**
   * @param mapper for the tree
   * @param users the absolute URL of the Users endpoint, without a trailing slash
   * @param groups the absolute URL of the Groups endpoint, without a trailing slash
   */
  public GroupDocument(ObjectMapper mapper, String users, String groups) {
    this.mapper = mapper;
    this.users = users;
    this.groups = groups;
  }

  /** The absolute URL of the group. */
  public String location(Group group) {
    return groups + "/" + group.id();
  }

  /** The resource without its members as a tree, for those who change it. */
  ObjectNode tree(Group group) {
    try (TokenBuffer buffer = new TokenBuffer(mapper, false)) {
      write(buffer, group, Collections.emptyIterator());
      return mapper.readTree(buffer.asParser());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes the resource; what an answer leaves out is dropped by the generator it is given.
   *
   * @param members asked for the next one when the last one is written; without any there is no
   *     {@code members}
   */
  public void write(JsonGenerator out, Group group, Iterator<Member> members) throws IOException {
    GroupState state = group.state();
    out.writeStartObject();
    out.writeArrayFieldStart("schemas");
    out.writeString(GroupSchema.URN);
    if (!state.projectRoles().isEmpty()) {
      out.writeString(UsherGroupSchema.URN);
    }
    out.writeEndArray();
    out.writeStringField("id", group.id().toString());
    if (state.externalId().isPresent()) {
      out.writeStringField("externalId", state.externalId().get());
    }
    writeMeta(out, group);
    out.writeStringField("displayName", state.displayName());
    writeExtension(out, state);
    writeMembers(out, members);
    out.writeEndObject();
  }

  private void writeMeta(JsonGenerator out, Group group) throws IOException {
    out.writeObjectFieldStart("meta");
    out.writeStringField("resourceType", "Group");
    out.writeStringField("created", dateTime(group.created()));
    out.writeStringField("lastModified", dateTime(group.lastModified()));
    out.writeStringField("location", location(group));
    out.writeStringField("version", ETags.of(group.version()));
    out.writeEndObject();
  }

  private static void writeExtension(JsonGenerator out, GroupState state) throws IOException {
    if (state.projectRoles().isEmpty()) {
      return;
    }
    out.writeObjectFieldStart(UsherGroupSchema.URN);
    out.writeArrayFieldStart("projectRoles");
    for (ProjectGrant grant : new TreeSet<>(state.projectRoles())) {
      out.writeString(grant.toString());
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private void writeMembers(JsonGenerator out, Iterator<Member> members) throws IOException {
    if (!members.hasNext()) {
      return;
    }
    out.writeArrayFieldStart("members");
    while (members.hasNext()) {
      Member member = members.next();
      String endpoint = member.kind() == Member.Kind.User ? users : groups;
      out.writeStartObject();
      out.writeStringField("value", member.id().toString());
      out.writeStringField("$ref", endpoint + "/" + member.id());
      if (member.display().isPresent()) {
        out.writeStringField("display", member.display().get());
      }
      out.writeStringField("type", member.kind().name());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static String dateTime(Instant instant) {
    return DATE_TIME.format(instant);
  }
}
