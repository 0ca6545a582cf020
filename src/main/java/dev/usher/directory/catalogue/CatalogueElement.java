package dev.usher.directory.catalogue;

import dev.usher.directory.catalogue.Catalogue.License;
import dev.usher.directory.catalogue.Catalogue.Pool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One thing of a catalogue as the operator reads it in a difference.
 *
 * @param kind what it is
 * @param id of it; of a pool as a user's {@code licenses} name it: {@code KSE} or {@code OG-12:KSE}
 * @param facts what the file says of it, by key, as printed; only what differs from saying nothing
 */
record CatalogueElement(Kind kind, String id, Map<String, String> facts) {

  /** The kinds, in the order of the file. */
  enum Kind {
    ORGANIZATION("organization"),
    PROJECT("project"),
    ACCOUNT_ROLE("account role"),
    PROJECT_ROLE("project role"),
    LICENSE("license"),
    POOL("pool");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** What people call one of them. */
    String label() {
      return label;
    }
  }

  /** Everything of a catalogue, kind after kind, each in its order. */
  static List<CatalogueElement> of(Catalogue catalogue) {
    List<CatalogueElement> all = new ArrayList<>();
    catalogue
        .organizations()
        .forEach(
            each ->
                all.add(
                    new Facts(each.displayName())
                        .add("parent", each.parent())
                        .add("default", each.isDefault())
                        .element(Kind.ORGANIZATION, each.id())));
    catalogue
        .projects()
        .forEach(
            each ->
                all.add(
                    new Facts(each.displayName())
                        .add("organization", Optional.of(each.organization()))
                        .element(Kind.PROJECT, each.id())));
    catalogue
        .accountRoles()
        .forEach(
            each ->
                all.add(
                    new Facts(each.displayName())
                        .add("administrative", each.administrative())
                        .add("default", each.isDefault())
                        .element(Kind.ACCOUNT_ROLE, each.id())));
    catalogue
        .projectRoles()
        .forEach(
            each ->
                all.add(
                    new Facts(each.displayName())
                        .add("default", each.isDefault())
                        .element(Kind.PROJECT_ROLE, each.id())));
    catalogue
        .licenses()
        .forEach(each -> all.add(new Facts(each.displayName()).element(Kind.LICENSE, each.id())));
    for (License license : catalogue.licenses()) {
      license.pools().forEach(pool -> all.add(pool(license, pool)));
    }
    return all;
  }

  private static CatalogueElement pool(License license, Pool pool) {
    String seats = pool.seats().isPresent() ? "" + pool.seats().getAsInt() : "unlimited";
    return new CatalogueElement(Kind.POOL, poolId(license, pool), Map.of("seats", seats));
  }

  /** What names the pool. */
  static String poolId(License license, Pool pool) {
    return pool.organization().map(id -> id + ":").orElse("") + license.id();
  }

  /** What to call it in a sentence. */
  String label() {
    return kind.label() + " " + id;
  }

  private static final class Facts {
    private final Map<String, String> facts = new LinkedHashMap<>();

    Facts(String displayName) {
      facts.put("displayName", '"' + displayName + '"');
    }

    Facts add(String key, Optional<String> value) {
      value.ifPresent(present -> facts.put(key, present));
      return this;
    }

    Facts add(String key, boolean value) {
      return add(key, value ? Optional.of("true") : Optional.empty());
    }

    CatalogueElement element(Kind kind, String id) {
      return new CatalogueElement(kind, id, facts);
    }
  }
}
