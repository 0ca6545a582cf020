package dev.usher.directory.query;

import dev.usher.store.query.QueryCompiler;

/**
 * What one list may ask of the database, and what of it the answer carries.
 *
 * @param maxFilterCost what filter and order may cost, in comparisons of a column
 * @param groupsUpTo in how many groups a user may be to be listed with them
 * @param membersUpTo how many members a group may have to be listed with them; 0 for none
 */
public record ListLimits(int maxFilterCost, int groupsUpTo, int membersUpTo) {
  /** What holds unless an operator says otherwise. */
  public static final ListLimits DEFAULT = new ListLimits(QueryCompiler.DEFAULT_MAX_COST, 100, 200);
}
