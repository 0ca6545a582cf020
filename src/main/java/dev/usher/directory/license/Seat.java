package dev.usher.directory.license;

import dev.usher.directory.column.JsonColumn;
import java.util.Comparator;
import java.util.Optional;

/**
 * A seat of a license in one of its pools. Written {@code KSE}, or {@code OG-12:KSE} for the pool
 * of an organization.
 *
 * @param license the license's id in the catalogue's spelling
 * @param organization the organization whose pool it is; empty for the account's pool
 */
public record Seat(String license, Optional<String> organization) implements Comparable<Seat> {
  private static final Comparator<Seat> ORDER =
      Comparator.comparing(Seat::license).thenComparing(seat -> seat.organization.orElse(""));

  /** The seats of a user, in its own row. */
  public static final JsonColumn<Seat> COLUMN =
      new JsonColumn<>(
          each ->
              new Seat(
                  each.path("license").asText(),
                  JsonColumn.text(each, "organization").filter(id -> !id.isEmpty())),
          (seat, each) ->
              each.put("license", seat.license())
                  .put("organization", seat.organization.orElse("")));

  @Override
  public int compareTo(Seat other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return organization.map(id -> id + ":" + license).orElse(license);
  }
}
