package dev.usher.scim.patch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.filter.Operator;
import dev.usher.scim.filter.Predicate;
import dev.usher.scim.resource.IgnoredInput;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The operations on a group, taken apart: what is about its members, which never needs the members
 * in memory, and what {@link PatchApplier} does to the rest. The two do not touch each other, so
 * only the order within each counts.
 *
 * @param members in order
 * @param others in order
 */
public record GroupPatch(List<MemberDelta> members, List<PatchOperation> others) {

  public GroupPatch {
    members = List.copyOf(members);
    others = List.copyOf(others);
  }

  /**
   * Takes the operations apart.
   *
   * @throws ScimException 400 {@code mutability} for an operation that would change members in
   *     place, whichever they are, since a membership is either there or not
   */
  public static GroupPatch of(List<PatchOperation> operations) {
    List<MemberDelta> members = new ArrayList<>();
    List<PatchOperation> others = new ArrayList<>();
    for (PatchOperation operation : operations) {
      Optional<Target.Attributes> target = members(operation);
      if (target.isEmpty()) {
        others.add(operation);
      } else {
        members.add(delta(operation, target.get()));
      }
    }
    return new GroupPatch(members, others);
  }

  /** How many members go at most; empty when that depends on who they are. */
  public OptionalInt leaving() {
    int most = 0;
    for (MemberDelta delta : members) {
      if (delta instanceof MemberDelta.Remove remove) {
        most += remove.ids().size();
      } else if (!(delta instanceof MemberDelta.Add)) {
        return OptionalInt.empty();
      }
    }
    return OptionalInt.of(most);
  }

  private static Optional<Target.Attributes> members(PatchOperation operation) {
    Optional<? extends Target> target = Optional.empty();
    if (operation instanceof PatchOperation.Add add) {
      target = Optional.of(add.target());
    } else if (operation instanceof PatchOperation.Replace replace) {
      target = Optional.of(replace.target());
    } else if (operation instanceof PatchOperation.Remove remove) {
      target = Optional.of(remove.target());
    } else if (operation instanceof PatchOperation.RemoveValues values) {
      target = Optional.of(values.target());
    }
    return target
        .filter(Target.Attributes.class::isInstance)
        .map(Target.Attributes.class::cast)
        .filter(t -> IgnoredInput.members(t.path()));
  }

  private static MemberDelta delta(PatchOperation operation, Target.Attributes target) {
    boolean plain = target.condition().isEmpty();
    boolean sub = target.path().subAttribute().isPresent();
    if (operation instanceof PatchOperation.Add add && plain) {
      return new MemberDelta.Add(ids(add.value())); // also members.value
    }
    if (operation instanceof PatchOperation.Replace replace && plain && !sub) {
      return new MemberDelta.Replace(ids(replace.value()));
    }
    if (operation instanceof PatchOperation.RemoveValues values) {
      return new MemberDelta.Remove(ids(values.values()));
    }
    if (operation instanceof PatchOperation.Remove && !sub) {
      return target.condition().map(GroupPatch::remove).orElse(new MemberDelta.Replace(List.of()));
    }
    if (!plain && !(operation instanceof PatchOperation.Remove)) {
      return new MemberDelta.ChangeMatching(target.condition().orElseThrow());
    }
    throw unchangeable();
  }

  /** The refusal of a change of a member in place. */
  public static ScimException unchangeable() {
    return ScimException.mutability(
        "A member cannot be changed in place: remove it and add the other one.");
  }

  private static MemberDelta remove(Predicate condition) {
    List<Predicate> terms = condition instanceof Predicate.Or or ? or.parts() : List.of(condition);
    Set<String> ids = new LinkedHashSet<>();
    for (Predicate term : terms) {
      boolean byId =
          term instanceof Predicate.Compare compare
              && compare.operator() == Operator.EQ
              && compare.path().leaf().name().equals("value");
      if (!byId) {
        return new MemberDelta.RemoveMatching(condition);
      }
      ids.add(((Predicate.Compare) term).value().toString());
    }
    return new MemberDelta.Remove(List.copyOf(ids));
  }

  private static List<String> ids(JsonNode value) {
    Stream<JsonNode> elements =
        value.isArray()
            ? Stream.iterate(0, i -> i < value.size(), i -> i + 1).map(value::get)
            : Stream.of(value);
    return elements
        .map(e -> e.isObject() ? e.path("value") : e)
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .distinct()
        .toList();
  }
}
