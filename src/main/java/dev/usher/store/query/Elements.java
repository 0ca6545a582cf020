package dev.usher.store.query;

import java.util.List;

/**
 * Where the elements of a multi-valued attribute are.
 *
 * @param weight of each place
 * @param places may be several, or as yet none
 */
record Elements(Weight weight, List<Rows> places) {
  Elements {
    places = List.copyOf(places);
  }
}
