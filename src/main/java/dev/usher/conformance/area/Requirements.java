package dev.usher.conformance.area;

import dev.usher.conformance.Requirement;
import java.util.List;
import java.util.stream.Stream;

/** Every requirement, in the order in which they are checked. */
public final class Requirements {

  private Requirements() {}

  /** All of them. */
  public static List<Requirement> all() {
    return Stream.of(
            Discovery.REQUIREMENTS,
            Errors.REQUIREMENTS,
            Creating.REQUIREMENTS,
            CreatedValues.REQUIREMENTS,
            Reading.REQUIREMENTS,
            Filtering.REQUIREMENTS,
            FilterOperators.REQUIREMENTS,
            Sorting.REQUIREMENTS,
            IndexPaging.REQUIREMENTS,
            CursorPaging.REQUIREMENTS,
            Replacing.REQUIREMENTS,
            Patching.REQUIREMENTS,
            PatchAdding.REQUIREMENTS,
            PatchRefusals.REQUIREMENTS,
            Grouping.REQUIREMENTS,
            ETags.REQUIREMENTS,
            Bulk.REQUIREMENTS,
            Searching.REQUIREMENTS,
            Me.REQUIREMENTS,
            Deleting.REQUIREMENTS,
            SdkClient.REQUIREMENTS)
        .flatMap(List::stream)
        .toList();
  }
}
