package dev.usher.directory.group;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** How many members came and went in one transaction, and who the first of them were. */
final class MemberTally {
  /** How many are named: the trail tells of 100,000 members without listing them. */
  static final int NAMED = 20;

  private final Side added = new Side();
  private final Side removed = new Side();

  Side added() {
    return added;
  }

  Side removed() {
    return removed;
  }

  /** Those who came, or those who went. */
  static final class Side {
    private final List<UUID> first = new ArrayList<>();
    private int count;

    private Side() {}

    int count() {
      return count;
    }

    /** At most {@link #NAMED}. */
    List<UUID> first() {
      return Collections.unmodifiableList(first);
    }

    /**
     * Who is about to come or go. Where one alone can, the answer is known without asking.
     *
     * @param concerned whom the change names
     * @param found asks for those whom it will change
     */
    static List<UUID> sample(List<UUID> concerned, Supplier<List<UUID>> found) {
      return concerned.size() == 1 ? concerned : found.get();
    }

    /**
     * Counts a change that was made.
     *
     * @param number how many came or went; with none the sample counts for nothing
     * @param sample the first of them
     * @return the number
     */
    int add(int number, List<UUID> sample) {
      if (number > 0) {
        count += number;
        sample.stream().limit(Math.min(number, NAMED - first.size())).forEach(first::add);
      }
      return number;
    }
  }
}
