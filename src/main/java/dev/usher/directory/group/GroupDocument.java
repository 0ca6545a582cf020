package dev.usher.directory.group;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.usher.directory.access.ProjectGrant;
import dev.usher.scim.resource.DateTimes;
import dev.usher.scim.resource.Names;
import dev.usher.scim.schema.GroupSchema;
import dev.usher.scim.schema.UsherGroupSchema;
import dev.usher.scim.version.ETags;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.TreeSet;

/** Writes a group as the Group resource, one member after the other. */
public final class GroupDocument {
  private static final SerializableString MEMBERS = Names.of("members");
  private static final SerializableString USER = Names.of(Member.Kind.User.name());
  private static final SerializableString GROUP = Names.of(Member.Kind.Group.name());

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
    out.writeStringField("created", DateTimes.text(group.created()));
    out.writeStringField("lastModified", DateTimes.text(group.lastModified()));
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
    Names.array(out, MEMBERS);
    while (members.hasNext()) {
      Member member = members.next();
      boolean user = member.kind() == Member.Kind.User;
      String id = member.id().toString();
      out.writeStartObject();
      Names.text(out, Names.VALUE, id);
      Names.text(out, Names.REF, (user ? users : groups) + "/" + id);
      Names.text(out, Names.DISPLAY, member.display());
      Names.text(out, Names.TYPE, user ? USER : GROUP);
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
