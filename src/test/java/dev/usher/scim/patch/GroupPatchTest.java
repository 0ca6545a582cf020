package dev.usher.scim.patch;

import static dev.usher.scim.JsonText.json;
import static dev.usher.scim.JsonText.object;
import static dev.usher.scim.patch.Patching.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.scim.schema.ResourceTypes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupPatchTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'op': 'Add', 'path': 'members', 'value': [{'$ref': null, 'value': 'a'}, {'value': 'b', 'display': 'B'}]}",
        "{'op': 'add', 'path': 'members', 'value': ['a', 'b', 'a']}",
        "{'op': 'add', 'path': 'urn:ietf:params:scim:schemas:core:2.0:Group:members', 'value': [{'value': 'a', 'type': 'User'}, 'b']}",
        "{'op': 'add', 'value': {'members': [{'value': 'a'}, {'value': 'b'}]}}"
      })
  void addedMembersAreIds(String operation) {
    assertThat(read(operation).members()).containsExactly(new MemberDelta.Add(List.of("a", "b")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'op': 'add', 'path': 'members', 'value': 'a'}",
        "{'op': 'add', 'path': 'members', 'value': {'value': 'a'}}",
        "{'op': 'add', 'path': 'members.value', 'value': 'a'}"
      })
  void oneAddedMemberNeedsNoList(String operation) {
    assertThat(read(operation).members()).containsExactly(new MemberDelta.Add(List.of("a")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'op': 'Remove', 'path': 'members', 'value': [{'$ref': null, 'value': 'a'}]}",
        "{'op': 'remove', 'path': 'members', 'value': {'value': 'a', 'display': 'A'}}",
        "{'op': 'remove', 'path': 'members', 'value': 'a'}",
        "{'op': 'remove', 'path': 'members[value eq \\\"a\\\"]'}",
        "{'op': 'remove', 'path': 'members[value eq a]'}"
      })
  void aMemberIsRemovedByListAndByFilter(String operation) {
    assertThat(read(operation).members()).containsExactly(new MemberDelta.Remove(List.of("a")));
  }

  @Test
  void howManyLeaveIsToldUnlessItDependsOnWhoIsThere() {
    String add = "{'op': 'add', 'path': 'members', 'value': 'a'}";
    String two = "{'op': 'remove', 'path': 'members', 'value': ['a', 'b']}";
    String one = "{'op': 'remove', 'path': 'members[value eq \\\"c\\\"]'}";
    String rename = "{'op': 'replace', 'path': 'displayName', 'value': 'n'}";
    assertThat(read(add, rename).leaving()).hasValue(0);
    assertThat(read(two, add, one).leaving()).hasValue(3);
    assertThat(read(one, "{'op': 'remove', 'path': 'members'}").leaving()).isEmpty();
    assertThat(read("{'op': 'replace', 'path': 'members', 'value': ['a']}").leaving()).isEmpty();
    assertThat(read("{'op': 'remove', 'path': 'members[display sw \\\"A\\\"]'}").leaving())
        .isEmpty();
  }

  @Test
  void severalMembersAreRemovedByOneFilter() {
    assertThat(
            read("{'op': 'remove', 'path': 'members[value eq \\\"a\\\" or value eq \\\"b\\\"]'}")
                .members())
        .containsExactly(new MemberDelta.Remove(List.of("a", "b")));
  }

  @Test
  void anotherConditionStaysACondition() {
    assertThat(read("{'op': 'remove', 'path': 'members[type eq \\\"User\\\"]'}").members())
        .singleElement()
        .isInstanceOf(MemberDelta.RemoveMatching.class);
    assertThat(
            read("{'op': 'remove', 'path': 'members[value eq \\\"a\\\" and type eq \\\"User\\\"]'}")
                .members())
        .singleElement()
        .isInstanceOf(MemberDelta.RemoveMatching.class);
  }

  @Test
  void aListThatNamesNobodyRemovesNobody() {
    for (String list :
        List.of(
            "null",
            "''",
            "{}",
            "[]",
            "[{}]",
            "[{'$ref': 'https://x/Users/a'}]",
            "[{'value': null}]")) {
      assertThat(read("{'op': 'remove', 'path': 'members', 'value': " + list + "}").members())
          .containsExactly(new MemberDelta.Remove(List.of()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'op': 'remove', 'path': 'members'}",
        "{'op': 'replace', 'path': 'members', 'value': []}",
        "{'op': 'replace', 'path': 'members', 'value': null}",
        "{'op': 'replace', 'path': 'members', 'value': ''}",
        "{'op': 'replace', 'value': {'members': []}}"
      })
  void aGroupIsEmptied(String operation) {
    assertThat(read(operation).members()).containsExactly(new MemberDelta.Replace(List.of()));
  }

  @Test
  void addingNobodyChangesNothing() {
    assertThat(read("{'op': 'add', 'path': 'members', 'value': []}"))
        .isEqualTo(new GroupPatch(List.of(), List.of()));
  }

  @Test
  void membersAreReplaced() {
    assertThat(
            read("{'op': 'replace', 'path': 'members', 'value': [{'value': 'a'}, {'value': 'b'}]}")
                .members())
        .containsExactly(new MemberDelta.Replace(List.of("a", "b")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'op': 'replace', 'path': 'members.value', 'value': 'b'}",
        "{'op': 'remove', 'path': 'members[value eq \\\"a\\\"].value'}",
        "{'op': 'replace', 'path': 'members[value eq \\\"a\\\"].display', 'value': 'b'}",
        "{'op': 'replace', 'path': 'members.type', 'value': 'User'}"
      })
  void aMemberIsNotChangedInPlace(String operation) {
    refused("mutability", () -> read(operation));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'op': 'replace', 'path': 'members[value eq \\\"a\\\"]', 'value': {'value': 'b'}}",
        "{'op': 'add', 'path': 'members[value eq \\\"a\\\"]', 'value': {'value': 'a'}}",
        "{'op': 'replace', 'path': 'members[value eq \\\"a\\\"].value', 'value': 'b'}"
      })
  void whetherAMemberToChangeIsThereIsAskedOfTheGroup(String operation) {
    assertThat(read(operation).members())
        .hasSize(1)
        .first()
        .isInstanceOf(MemberDelta.ChangeMatching.class);
  }

  @Test
  void membersAndTheRestComeApartEachInOrder() {
    GroupPatch patch =
        read(
            "{'op': 'remove', 'path': 'members[value eq \\\"a\\\"]'}",
            "{'op': 'replace', 'value': {'id': '1', 'displayName': 'Ops', 'members': ['b']}}",
            "{'op': 'add', 'path': 'members', 'value': ['c']}",
            "{'op': 'add', 'path': 'projectRoles', 'value': 'A:x'}");
    assertThat(patch.members())
        .containsExactly(
            new MemberDelta.Remove(List.of("a")),
            new MemberDelta.Replace(List.of("b")),
            new MemberDelta.Add(List.of("c")));
    assertThat(
            PatchApplier.apply(
                object("{'id': '1', 'displayName': 'Old'}"),
                patch.others(),
                ResourceTypes.GROUP,
                false))
        .isEqualTo(
            json(
                """
                {'id': '1', 'displayName': 'Ops',
                 'urn:ietf:params:scim:schemas:extension:usher:2.0:Group': {'projectRoles': ['A:x']}}
                """));
  }

  @Test
  void aGroupsNameCannotBeTakenAway() {
    refused(
        "mutability",
        () ->
            PatchApplier.apply(
                object("{'displayName': 'Ops'}"),
                read("{'op': 'replace', 'path': 'displayName', 'value': ''}").others(),
                ResourceTypes.GROUP,
                false));
  }

  private static GroupPatch read(String... operations) {
    String body = "{'Operations': [" + String.join(",", operations) + "]}";
    return GroupPatch.of(PatchReader.read(json(body), ResourceTypes.GROUP, false));
  }
}
