package dev.usher.directory.user;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.directory.access.AccountRoles;
import dev.usher.directory.access.Form;
import dev.usher.directory.access.ProjectGrant;
import dev.usher.directory.access.ProjectRoles;
import dev.usher.directory.access.UnusableValues;
import dev.usher.directory.catalogue.Catalogue;
import dev.usher.directory.license.Licenses;
import dev.usher.directory.license.Seat;
import dev.usher.scim.resource.Names;
import dev.usher.scim.schema.KatalonUserSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The block of Katalon's User extension: one more form of what Usher's block shows. A seat of the
 * account's pool has the account's id before it, and a number is an organization or a project:
 *
 * <pre>{@code
 * {"licenses": ["AC-1234:KSE", "OG-5678:KAM"], "account_roles": ["USER"],
 *  "project_roles": ["ALL:TESTER", "7:TEST_LEAD"], "organizations": [5678]}
 * }</pre>
 */
final class KatalonBlock {
  /** The attribute's full name. */
  static final String ORGANIZATIONS = name(KatalonUserSchema.ORGANIZATIONS);

  private static final SerializableString LICENSES_NAME = Names.of(KatalonUserSchema.LICENSES);
  private static final SerializableString ACCOUNT_ROLES_NAME =
      Names.of(KatalonUserSchema.ACCOUNT_ROLES);
  private static final SerializableString PROJECT_ROLES_NAME =
      Names.of(KatalonUserSchema.PROJECT_ROLES);
  private static final SerializableString ORGANIZATIONS_NAME =
      Names.of(KatalonUserSchema.ORGANIZATIONS);
  private static final String ORGANIZATION_PREFIX = "OG-";
  private static final String PROJECT_PREFIX = "PJ-";

  private final String alias;
  private final Catalogue catalogue;

  private KatalonBlock(String alias, Catalogue catalogue) {
    this.alias = alias;
    this.catalogue = catalogue;
  }

  /**
   * The block of an account.
   *
   * @param alias the account's id in the extension; empty when it is switched off
   */
  static Optional<KatalonBlock> of(Optional<String> alias, Catalogue catalogue) {
    return alias.map(id -> new KatalonBlock(id, catalogue));
  }

  void write(JsonGenerator out, UserState state) throws IOException {
    out.writeObjectFieldStart(KatalonUserSchema.URN);
    Names.texts(
        out, LICENSES_NAME, new TreeSet<>(state.heldSeats()).stream().map(this::shown).toList());
    Names.texts(out, ACCOUNT_ROLES_NAME, AccountRoles.knownIds(state.roles(), catalogue));
    Names.texts(out, PROJECT_ROLES_NAME, new TreeSet<>(state.projectRoles()));
    Names.texts(out, ORGANIZATIONS_NAME, List.of(state.organization()));
    out.writeEndObject();
  }

  Form<Seat> licenses(ObjectNode document, Licenses licenses, UnusableValues unusable) {
    String attribute = name(KatalonUserSchema.LICENSES);
    List<String> texts =
        texts(document, KatalonUserSchema.LICENSES).stream().map(this::license).toList();
    return new Form<>(attribute, licenses.resolveAll(attribute, texts, unusable));
  }

  Form<ProjectGrant> projectRoles(ObjectNode document, UnusableValues unusable) {
    String attribute = name(KatalonUserSchema.PROJECT_ROLES);
    List<String> texts =
        texts(document, KatalonUserSchema.PROJECT_ROLES).stream().map(this::projectRole).toList();
    return new Form<>(attribute, ProjectRoles.resolveAll(attribute, texts, catalogue, unusable));
  }

  Form<String> accountRoles(ObjectNode document, UnusableValues unusable) {
    String attribute = name(KatalonUserSchema.ACCOUNT_ROLES);
    Set<String> ids = new TreeSet<>();
    for (String text : texts(document, KatalonUserSchema.ACCOUNT_ROLES)) {
      catalogue
          .accountRole(text)
          .map(Catalogue.AccountRole::id)
          .ifPresentOrElse(
              ids::add,
              () ->
                  unusable.add(
                      "%s: “%s” is not a role of this account.".formatted(attribute, text)));
    }
    return new Form<>(attribute, ids);
  }

  /** The ids as the catalogue may know them. */
  List<String> organizations(ObjectNode document) {
    return texts(document, KatalonUserSchema.ORGANIZATIONS).stream()
        .map(this::organization)
        .toList();
  }

  /**
   * The spelling that the block shows for a value of one of its attributes.
   *
   * @return empty when the value names nothing
   */
  Optional<String> shown(String attribute, String value, Licenses licenses) {
    return switch (attribute) {
      case KatalonUserSchema.LICENSES -> licenses.find(license(value)).map(this::shown);
      case KatalonUserSchema.PROJECT_ROLES ->
          ProjectRoles.resolve(projectRole(value), catalogue).map(ProjectGrant::toString);
      case KatalonUserSchema.ORGANIZATIONS ->
          catalogue.organization(organization(value)).map(Catalogue.Organization::id);
      default -> catalogue.accountRole(value).map(Catalogue.AccountRole::id);
    };
  }

  private String shown(Seat seat) {
    return seat.organization().orElse(alias) + ":" + seat.license();
  }

  private String license(String text) {
    return text.indexOf(':') < 0 ? text : organization(text);
  }

  private String organization(String text) {
    String id = first(text);
    return isNumber(id) && catalogue.organization(id).isEmpty()
        ? ORGANIZATION_PREFIX + text.strip()
        : text;
  }

  private String projectRole(String text) {
    String id = first(text);
    return isNumber(id) && catalogue.project(id).isEmpty() ? PROJECT_PREFIX + text.strip() : text;
  }

  private static String first(String text) {
    int colon = text.indexOf(':');
    return (colon < 0 ? text : text.substring(0, colon)).strip();
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static List<String> texts(ObjectNode document, String name) {
    JsonNode array = document.path(KatalonUserSchema.URN).path(name);
    List<String> all = new ArrayList<>();
    array.forEach(each -> all.add(each.asText()));
    return all;
  }

  private static String name(String attribute) {
    return KatalonUserSchema.URN + ":" + attribute;
  }
}
