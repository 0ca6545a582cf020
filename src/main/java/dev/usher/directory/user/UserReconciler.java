package dev.usher.directory.user;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.directory.access.AccountRoles;
import dev.usher.directory.access.AssignedRole;
import dev.usher.directory.access.Form;
import dev.usher.directory.access.ProjectGrant;
import dev.usher.directory.access.ProjectRoles;
import dev.usher.directory.access.UnusableValues;
import dev.usher.directory.catalogue.Catalogue;
import dev.usher.directory.license.Licenses;
import dev.usher.directory.license.Seat;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.schema.KatalonUserSchema;
import dev.usher.scim.schema.UsherUserSchema;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Turns a User document back into what is stored. The document may show one fact in several
 * attributes; what they mean together is settled fact by fact against what was stored before.
 */
final class UserReconciler {
  private static final String ORGANIZATION = "organization";
  private static final String LICENSES = "licenses";
  private static final String PROJECT_ROLES = "projectRoles";
  private static final String ENTITLEMENTS = "entitlements";

  /** What is never part of a profile: it has columns or rows of its own, or is not stored. */
  private static final Set<String> NOT_PROFILE =
      Set.of(
          "schemas",
          "id",
          "externalId",
          "meta",
          "userName",
          "displayName",
          "active",
          "roles",
          "groups",
          "password",
          ENTITLEMENTS,
          UsherUserSchema.URN,
          KatalonUserSchema.URN);

  private final Catalogue catalogue;
  private final Optional<UserState> before;
  private final Map<String, JsonNode> remembered;
  private final Optional<String> katalonAlias;
  private final Optional<KatalonBlock> katalon;

  /**
   * @param catalogue of the account
   * @param before what is stored; empty when the user is being created
   * @param remembered how the licenses were written that {@code before} has and does not show
   * @param katalonAlias the account's id in Katalon's extension; empty when it is no form of
   *     anything
   */
  UserReconciler(
      Catalogue catalogue,
      Optional<UserState> before,
      Map<String, JsonNode> remembered,
      Optional<String> katalonAlias) {
    this.catalogue = catalogue;
    this.before = before;
    this.remembered = Map.copyOf(remembered);
    this.katalonAlias = katalonAlias;
    this.katalon = KatalonBlock.of(katalonAlias, catalogue);
  }

  /**
   * What the document says.
   *
   * @param state as the document has it; its seats are those wanted, whether or not there are any
   * @param profile the state's profile as a tree, which shares its values with the document
   * @param licensesNamed whether the document changes the licenses
   */
  record Outcome(UserState state, ObjectNode profile, boolean licensesNamed) {}

  /**
   * Reads a complete, canonical document.
   *
   * @param status the status that the request leads to
   * @throws ScimException 400 {@code invalidValue} for values that cannot be used
   */
  Outcome read(ObjectNode document, Status status, UnusableValues unusable) {
    JsonNode usher = document.path(UsherUserSchema.URN);
    String organization = organization(document, usher, unusable);
    Licenses licenses =
        new Licenses(
            catalogue, before.map(UserState::seats).orElse(Set.of()), organization, katalonAlias);
    Entitlements entitlements = Entitlements.read(document.path(ENTITLEMENTS), licenses, catalogue);

    Set<ProjectGrant> storedGrants = before.map(UserState::projectRoles).orElse(Set.of());
    Set<ProjectGrant> grants =
        Form.settle(
                storedGrants,
                forms(
                    grants(PROJECT_ROLES, texts(usher, PROJECT_ROLES), unusable),
                    grants(ENTITLEMENTS, entitlements.projectRoles(), unusable),
                    katalon.map(block -> block.projectRoles(document, unusable))))
            .orElse(storedGrants);

    Set<Seat> shownSeats = before.map(UserState::heldSeats).orElse(Set.of());
    Optional<Set<Seat>> namedSeats =
        Form.settle(
            shownSeats,
            forms(
                seats(licenses, LICENSES, texts(usher, LICENSES), unusable),
                seats(licenses, ENTITLEMENTS, entitlements.licenses(), unusable),
                katalon.map(block -> block.licenses(document, licenses, unusable))));

    Set<Seat> seats = namedSeats.orElse(before.map(UserState::seats).orElse(Set.of()));
    ObjectNode profile = profile(document);
    SentEntitlements.write(
        SentEntitlements.read(
            document.path(ENTITLEMENTS), licenses, catalogue, seats, grants, remembered),
        profile);
    if (!entitlements.others().isEmpty()) {
      profile.set(ENTITLEMENTS, entitlements.others());
    }
    UserState state =
        new UserState(
            text(document, "userName").orElseThrow(),
            text(document, "externalId"),
            text(document, "displayName"),
            status,
            organization,
            employmentStartDate(usher),
            profile.toString(),
            accountRoles(document, usher, unusable),
            Set.copyOf(grants),
            Set.copyOf(seats));
    return new Outcome(state, profile, namedSeats.isPresent());
  }

  private String organization(ObjectNode document, JsonNode usher, UnusableValues unusable) {
    List<Form<String>> forms = new ArrayList<>();
    List<String> own = text(usher, ORGANIZATION).stream().toList();
    organizationForm(ORGANIZATION, own, unusable).ifPresent(forms::add);
    katalon
        .flatMap(
            block ->
                organizationForm(
                    KatalonBlock.ORGANIZATIONS, block.organizations(document), unusable))
        .ifPresent(forms::add);
    String otherwise =
        before.map(UserState::organization).orElse(catalogue.defaultOrganization().id());
    Set<String> stored = before.map(state -> Set.of(state.organization())).orElse(Set.of());
    return Form.settle(stored, forms).flatMap(o -> o.stream().findFirst()).orElse(otherwise);
  }

  /** Nothing is the default organization, and when the user is new says nothing. */
  private Optional<Form<String>> organizationForm(
      String attribute, List<String> requested, UnusableValues unusable) {
    Set<String> found = new TreeSet<>();
    for (String text : requested) {
      Optional<String> known = catalogue.organization(text).map(Catalogue.Organization::id);
      if (known.isEmpty()) {
        unusable.add("%s: “%s” is not an organization of this account.".formatted(attribute, text));
        return Optional.empty();
      }
      found.add(known.get());
    }
    if (found.size() > 1) {
      unusable.add("%s: a person is in one organization, not in several.".formatted(attribute));
      return Optional.empty();
    }
    if (found.isEmpty() && before.isPresent()) {
      found.add(catalogue.defaultOrganization().id());
    }
    return Optional.of(new Form<>(attribute, found));
  }

  private List<AssignedRole> accountRoles(
      ObjectNode document, JsonNode usher, UnusableValues unusable) {
    List<AssignedRole> stored = before.map(UserState::roles).orElse(List.of());
    Optional<String> accountRole = text(usher, "accountRole");
    if (before.isEmpty() && accountRole.isEmpty()) {
      accountRole = AccountRoles.shown(stored, catalogue).map(Catalogue.AccountRole::id);
    }
    List<AssignedRole> settled =
        AccountRoles.settle(
            stored, assigned(document.path("roles")), accountRole, catalogue, unusable);
    return katalon
        .map(block -> block.accountRoles(document, unusable))
        .map(set -> AccountRoles.settle(stored, settled, set, catalogue))
        .orElse(settled);
  }

  private static List<AssignedRole> assigned(JsonNode roles) {
    List<AssignedRole> all = new ArrayList<>();
    for (JsonNode each : roles) {
      JsonNode primary = each.path("primary");
      all.add(
          new AssignedRole(
              text(each, "value"),
              text(each, "display"),
              text(each, "type"),
              primary.isBoolean() ? Optional.of(primary.booleanValue()) : Optional.empty(),
              true));
    }
    return all;
  }

  private static <K> List<Form<K>> forms(Form<K> own, Form<K> core, Optional<Form<K>> katalon) {
    return Stream.concat(Stream.of(own, core), katalon.stream()).toList();
  }

  private Form<ProjectGrant> grants(
      String attribute, List<String> values, UnusableValues unusable) {
    return new Form<>(attribute, ProjectRoles.resolveAll(attribute, values, catalogue, unusable));
  }

  private static Form<Seat> seats(
      Licenses licenses, String attribute, List<String> values, UnusableValues unusable) {
    return new Form<>(attribute, licenses.resolveAll(attribute, values, unusable));
  }

  private static Optional<LocalDate> employmentStartDate(JsonNode usher) {
    return text(usher, "employmentStartDate").map(EmploymentStartDate::parse);
  }

  private static ObjectNode profile(ObjectNode document) {
    ObjectNode profile = document.objectNode();
    for (var member : document.properties()) {
      if (!NOT_PROFILE.contains(member.getKey())) {
        profile.set(member.getKey(), member.getValue());
      }
    }
    return profile;
  }

  private static List<String> texts(JsonNode object, String name) {
    List<String> all = new ArrayList<>();
    object.path(name).forEach(each -> all.add(each.asText()));
    return all;
  }

  private static Optional<String> text(JsonNode object, String name) {
    JsonNode value = object.path(name);
    return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
  }
}
