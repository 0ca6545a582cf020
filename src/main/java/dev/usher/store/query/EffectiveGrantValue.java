package dev.usher.store.query;

import dev.usher.scim.filter.Operator;

/**
 * A role that somebody has on a project, whatever grants it. Who has it on all projects has it on
 * each: {@code PJ-7:X} also finds {@code ALL:X}.
 *
 * @param project column of the project's id; never NULL
 * @param role column of the role's id; never NULL
 */
record EffectiveGrantValue(String project, String role) implements Value {
  private static final String ALL_PROJECTS = "'ALL'";

  @Override
  public String compare(Operator operator, Object operand, Parameters parameters) {
    String text = operand.toString();
    int colon = text.indexOf(':');
    if (operator != Operator.EQ || colon <= 0) {
      return pair().compare(operator, operand, parameters);
    }
    return project
        + " IN ("
        + parameters.bind(text.substring(0, colon))
        + ", "
        + ALL_PROJECTS
        + ") AND "
        + role
        + " = "
        + parameters.bind(text.substring(colon + 1));
  }

  private PairValue pair() {
    return new PairValue(project, role, false);
  }

  @Override
  public String present() {
    return "TRUE";
  }

  @Override
  public String order() {
    return pair().order();
  }

  @Override
  public boolean required() {
    return true;
  }
}
