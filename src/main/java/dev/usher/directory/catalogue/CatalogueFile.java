package dev.usher.directory.catalogue;

import dev.usher.directory.Refusal;
import dev.usher.directory.catalogue.Catalogue.AccountRole;
import dev.usher.directory.catalogue.Catalogue.License;
import dev.usher.directory.catalogue.Catalogue.Organization;
import dev.usher.directory.catalogue.Catalogue.Pool;
import dev.usher.directory.catalogue.Catalogue.Project;
import dev.usher.directory.catalogue.Catalogue.ProjectRole;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The declarative file that a catalogue is applied from; {@code config/catalog.yaml} explains it.
 * Reading is strict, since what a file does not name is dropped: whatever is not understood is a
 * {@link Refusal} with its line.
 */
public final class CatalogueFile {
  private static final String SHIPPED = "/config/catalog.yaml";

  private final String source;
  private final Map<String, String> organizations = new HashMap<>();

  private CatalogueFile(String source) {
    this.source = source;
  }

  /** The catalogue that a new account has when none is given. */
  public static Catalogue shipped() {
    try (InputStream in = CatalogueFile.class.getResourceAsStream(SHIPPED)) {
      if (in == null) {
        throw new IllegalStateException("the build left out " + SHIPPED);
      }
      return parse("catalog.yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Reads a catalogue.
   *
   * @param source the file's name, for messages
   * @param yaml its text
   * @return a catalogue whose references are spelled as the ids they name
   * @throws Refusal when the file breaks a rule, naming it and the line
   */
  public static Catalogue parse(String source, String yaml) {
    YamlNode document =
        YamlNode.parse(source, yaml).orElseThrow(() -> new Refusal(source + " is empty"));
    return new CatalogueFile(source).read(document);
  }

  /** What ids compare by. */
  static String key(String id) {
    return id.toLowerCase(Locale.ROOT);
  }

  private Catalogue read(YamlNode document) {
    YamlEntry root =
        YamlEntry.of(
            source,
            document,
            List.of("organizations", "projects", "accountRoles", "projectRoles", "licenses"));
    List<Organization> organizations = organizations(root);
    List<Project> projects = projects(root);
    List<AccountRole> accountRoles = accountRoles(root);
    List<ProjectRole> projectRoles = projectRoles(root);
    return new Catalogue(organizations, projects, accountRoles, projectRoles, licenses(root));
  }

  private List<Organization> organizations(YamlEntry root) {
    List<YamlEntry> entries =
        root.list("organizations", List.of("id", "displayName", "parent", "default"));
    Unique ids = new Unique("organization");
    entries.forEach(entry -> organizations.put(key(ids.of(entry)), entry.id()));
    List<Organization> all = new ArrayList<>();
    Defaults defaults = new Defaults("organization");
    for (YamlEntry entry : entries) {
      Optional<String> parent =
          entry.optionalText("parent").map(id -> organization(entry, "parent", id));
      all.add(new Organization(entry.id(), entry.displayName(), parent, defaults.of(entry)));
    }
    if (defaults.first == null) {
      throw new Refusal(
          "%s: no organization is the default; mark one with default: true".formatted(source));
    }
    refuseCycles(entries, all);
    return all;
  }

  private void refuseCycles(List<YamlEntry> entries, List<Organization> all) {
    Map<String, Optional<String>> parents = new HashMap<>();
    all.forEach(each -> parents.put(each.id(), each.parent()));
    for (int i = 0; i < all.size(); i++) {
      Set<String> seen = new HashSet<>();
      Optional<String> at = Optional.of(all.get(i).id());
      while (at.isPresent()) {
        if (!seen.add(at.get())) {
          throw entries.get(i).refusal("organization '%s' is its own ancestor", at.get());
        }
        at = parents.get(at.get());
      }
    }
  }

  private List<Project> projects(YamlEntry root) {
    Unique ids = new Unique("project");
    List<Project> all = new ArrayList<>();
    for (YamlEntry entry : root.list("projects", List.of("id", "displayName", "organization"))) {
      String id = ids.of(entry);
      if (organizations.containsKey(key(id))) {
        throw entry.refusal("'%s' is an organization too; they share no ids", id);
      }
      all.add(
          new Project(
              id,
              entry.displayName(),
              organization(entry, "organization", entry.text("organization"))));
    }
    return all;
  }

  private List<AccountRole> accountRoles(YamlEntry root) {
    Unique ids = new Unique("account role");
    Defaults defaults = new Defaults("account role");
    return root
        .list("accountRoles", List.of("id", "displayName", "administrative", "default"))
        .stream()
        .map(
            entry ->
                new AccountRole(
                    ids.of(entry),
                    entry.displayName(),
                    entry.flag("administrative"),
                    defaults.of(entry)))
        .toList();
  }

  private List<ProjectRole> projectRoles(YamlEntry root) {
    Unique ids = new Unique("project role");
    Defaults defaults = new Defaults("project role");
    return root.list("projectRoles", List.of("id", "displayName", "default")).stream()
        .map(entry -> new ProjectRole(ids.of(entry), entry.displayName(), defaults.of(entry)))
        .toList();
  }

  private List<License> licenses(YamlEntry root) {
    Unique ids = new Unique("license");
    return root.list("licenses", List.of("id", "displayName", "seats", "pools")).stream()
        .map(entry -> new License(ids.of(entry), entry.displayName(), pools(entry)))
        .toList();
  }

  /**
   * The account's pool comes first. A license that lists pools and says nothing of seats has none
   * of the account's: an unlimited one would make the listed ones pointless, since a bare license
   * id takes its seat from the account first.
   */
  private List<Pool> pools(YamlEntry license) {
    List<Pool> pools = new ArrayList<>();
    List<YamlEntry> entries = license.list("pools", List.of("organization", "seats"));
    if (entries.isEmpty() || license.has("seats")) {
      pools.add(new Pool(Optional.empty(), license.seats()));
    }
    Set<String> seen = new HashSet<>();
    for (YamlEntry entry : entries) {
      String id = organization(entry, "organization", entry.text("organization"));
      if (!seen.add(id)) {
        throw entry.refusal("a second pool of organization '%s'", id);
      }
      pools.add(new Pool(Optional.of(id), entry.seats()));
    }
    return pools;
  }

  private String organization(YamlEntry entry, String key, String id) {
    String known = organizations.get(key(id));
    if (known == null) {
      throw entry.refusal("%s '%s' is no organization of this file", key, id);
    }
    return known;
  }

  /** Finds the second of two equal ids. */
  private static final class Unique {
    private final String kind;
    private final Set<String> seen = new HashSet<>();

    Unique(String kind) {
      this.kind = kind;
    }

    String of(YamlEntry entry) {
      String id = entry.id();
      if (!seen.add(key(id))) {
        throw entry.refusal("a second %s '%s'", kind, id);
      }
      return id;
    }
  }

  /** Finds the second of two defaults. */
  private static final class Defaults {
    private final String kind;
    private String first;

    Defaults(String kind) {
      this.kind = kind;
    }

    boolean of(YamlEntry entry) {
      boolean isDefault = entry.flag("default");
      if (isDefault && first != null) {
        throw entry.refusal("'%s' is the default %s already", first, kind);
      }
      if (isDefault) {
        first = entry.id();
      }
      return isDefault;
    }
  }
}
