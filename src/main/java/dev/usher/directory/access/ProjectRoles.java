package dev.usher.directory.access;

import dev.usher.directory.catalogue.Catalogue;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Reads grants on projects as people and clients write them. */
public final class ProjectRoles {

  private ProjectRoles() {}

  /**
   * The grant that {@code PJ-7:TEST_LEAD}, {@code ALL:TESTER} or {@code PJ-7} (the default project
   * role) names, in the catalogue's spelling.
   *
   * @return empty when the project or the role is unknown, or no role is the default
   */
  public static Optional<ProjectGrant> resolve(String text, Catalogue catalogue) {
    int colon = text.indexOf(':');
    String projectId = (colon < 0 ? text : text.substring(0, colon)).strip();
    Optional<String> project =
        projectId.equalsIgnoreCase(Catalogue.ALL_PROJECTS)
            ? Optional.of(Catalogue.ALL_PROJECTS)
            : catalogue.project(projectId).map(Catalogue.Project::id);
    Optional<String> role =
        (colon < 0
                ? catalogue.defaultProjectRole()
                : catalogue.projectRole(text.substring(colon + 1).strip()))
            .map(Catalogue.ProjectRole::id);
    return project.flatMap(p -> role.map(r -> new ProjectGrant(p, r)));
  }

  /** Every grant that the texts name; what cannot be resolved goes to {@code unusable}. */
  public static SortedSet<ProjectGrant> resolveAll(
      String attribute, List<String> texts, Catalogue catalogue, UnusableValues unusable) {
    SortedSet<ProjectGrant> grants = new TreeSet<>();
    for (String text : texts) {
      resolve(text, catalogue)
          .ifPresentOrElse(
              grants::add,
              () ->
                  unusable.add(
                      "%s: “%s” is not a project role of this account; write PROJECT:ROLE."
                          .formatted(attribute, text)));
    }
    return grants;
  }

  /** What a person reads for a grant. */
  public static String display(ProjectGrant grant, Catalogue catalogue) {
    String project =
        catalogue
            .project(grant.project())
            .map(Catalogue.Project::displayName)
            .orElse("All projects");
    String role =
        catalogue
            .projectRole(grant.role())
            .map(Catalogue.ProjectRole::displayName)
            .orElse(grant.role());
    return project + " - " + role;
  }
}
