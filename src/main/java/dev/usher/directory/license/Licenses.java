package dev.usher.directory.license;

import dev.usher.directory.access.UnusableValues;
import dev.usher.directory.catalogue.Catalogue;
import dev.usher.directory.catalogue.Catalogue.License;
import dev.usher.directory.catalogue.Catalogue.Pool;
import dev.usher.scim.error.ScimException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads licenses as people and clients write them, and finds the pool of each. */
public final class Licenses {
  private final Catalogue catalogue;
  private final Collection<Seat> held;
  private final String organization;
  private final Optional<String> accountAlias;

  /**
   * @param catalogue of the account
   * @param held the seats the person has, or had before being deactivated
   * @param organization the person's organization as the request leaves it
   * @param accountAlias what the account's pool is also called, as in {@code AC-1234:KSE}
   */
  public Licenses(
      Catalogue catalogue,
      Collection<Seat> held,
      String organization,
      Optional<String> accountAlias) {
    this.catalogue = catalogue;
    this.held = List.copyOf(held);
    this.organization = organization;
    this.accountAlias = accountAlias;
  }

  /** Whether the text names a license of the catalogue, with or without its pool. */
  public boolean knows(String text) {
    return catalogue.license(text.substring(text.indexOf(':') + 1).strip()).isPresent();
  }

  /**
   * The seats that the texts name.
   *
   * @param attribute for the refusal
   * @throws ScimException 400 {@code invalidValue} when one product is named in two pools
   */
  public Set<Seat> resolveAll(String attribute, List<String> texts, UnusableValues unusable) {
    Map<String, Seat> byLicense = new TreeMap<>();
    for (String text : texts) {
      Optional<Seat> seat = find(text);
      if (seat.isEmpty()) {
        unusable.add(
            "%s: “%s” is not a license of this account, or no pool of it serves organization %s."
                .formatted(attribute, text, organization));
        continue;
      }
      Seat other = byLicense.putIfAbsent(seat.get().license(), seat.get());
      if (other != null && !other.equals(seat.get())) {
        unusable.add(
            "%s: %s and %s are the same product; a person holds one seat of it."
                .formatted(attribute, other, seat.get()));
      }
    }
    return new TreeSet<>(byLicense.values());
  }

  /** The seat that a text names; empty when there is no such license or no pool for it. */
  public Optional<Seat> find(String text) {
    int colon = text.indexOf(':');
    Optional<License> license = catalogue.license(text.substring(colon + 1).strip());
    if (license.isEmpty()) {
      return Optional.empty();
    }
    if (colon >= 0) {
      String pool = text.substring(0, colon).strip();
      return accountAlias.filter(pool::equalsIgnoreCase).isPresent()
          ? accountPoolOf(license.get())
          : poolOf(license.get(), pool);
    }
    return held.stream()
        .filter(seat -> seat.license().equals(license.get().id()))
        .findFirst()
        .or(() -> accountPoolOf(license.get()))
        .or(() -> poolOf(license.get(), organization))
        .or(() -> onlyPoolOf(license.get()));
  }

  private static Optional<Seat> accountPoolOf(License license) {
    return license.pools().stream()
        .filter(pool -> pool.organization().isEmpty())
        .map(pool -> seat(license, pool))
        .findFirst();
  }

  private static Optional<Seat> poolOf(License license, String organizationId) {
    return license.pools().stream()
        .filter(pool -> pool.organization().filter(organizationId::equalsIgnoreCase).isPresent())
        .map(pool -> seat(license, pool))
        .findFirst();
  }

  private static Optional<Seat> onlyPoolOf(License license) {
    return license.pools().size() == 1
        ? Optional.of(seat(license, license.pools().get(0)))
        : Optional.empty();
  }

  private static Seat seat(License license, Pool pool) {
    return new Seat(license.id(), pool.organization());
  }
}
