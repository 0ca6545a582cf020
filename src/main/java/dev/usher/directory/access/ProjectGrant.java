package dev.usher.directory.access;

import dev.usher.directory.column.JsonColumn;
import java.util.Comparator;

/**
 * A role on a project, or on every project ({@code ALL}). Written {@code PROJECT:ROLE}.
 *
 * @param project the project's id in the catalogue's spelling, or {@code ALL}
 * @param role the project role's id in the catalogue's spelling
 */
public record ProjectGrant(String project, String role) implements Comparable<ProjectGrant> {
  private static final Comparator<ProjectGrant> ORDER =
      Comparator.comparing(ProjectGrant::project).thenComparing(ProjectGrant::role);

  /** The grants of a user or a group, in its own row. */
  public static final JsonColumn<ProjectGrant> COLUMN =
      new JsonColumn<>(
          each -> new ProjectGrant(each.path("project").asText(), each.path("role").asText()),
          (grant, each) -> each.put("project", grant.project()).put("role", grant.role()));

  @Override
  public int compareTo(ProjectGrant other) {
    return ORDER.compare(this, other);
  }

  /** {@code PROJECT:ROLE}. */
  @Override
  public String toString() {
    return project + ":" + role;
  }
}
