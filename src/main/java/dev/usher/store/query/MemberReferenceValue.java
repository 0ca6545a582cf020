package dev.usher.store.query;

import dev.usher.scim.filter.Operator;

/**
 * The URL of a member, which starts as the kind of member wants it.
 *
 * @param user the URL of a user
 * @param group the URL of a group
 */
record MemberReferenceValue(IdValue user, IdValue group) implements Value {

  @Override
  public String compare(Operator operator, Object operand, Parameters parameters) {
    return "(e.kind = 'User' AND "
        + user.compare(operator, operand, parameters)
        + " OR e.kind = 'Group' AND "
        + group.compare(operator, operand, parameters)
        + ")";
  }

  @Override
  public String present() {
    return "TRUE";
  }

  @Override
  public String order() {
    return user.order();
  }

  @Override
  public SortKey.Kind kind() {
    return SortKey.Kind.ID;
  }

  @Override
  public boolean required() {
    return true;
  }
}
