package dev.usher.cli.bench;

import com.fasterxml.uuid.Generators;
import dev.usher.store.Transactions;
import dev.usher.store.Tx;
import dev.usher.store.group.GroupMapper;
import dev.usher.store.group.GroupWrite;
import dev.usher.store.seed.SeedMapper;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** An account with people enough, and with groups of several sizes. */
final class GroupSeeds {
  /** How many people there are who are in no group. */
  static final int OUTSIDERS = 2_000;

  private GroupSeeds() {}

  /**
   * Fills an empty account.
   *
   * @return the ids of the groups, by size
   */
  static Map<Integer, UUID> plant(Transactions transactions, UUID account, List<Integer> sizes) {
    int largest = sizes.stream().mapToInt(Integer::intValue).max().orElse(0);
    transactions.write(
        tx -> {
          tx.mapper(SeedMapper.class).users(account, largest + OUTSIDERS);
          return account;
        });
    Map<Integer, UUID> groups = new TreeMap<>();
    for (int size : sizes) {
      groups.put(size, transactions.write(tx -> plant(tx, account, size)));
    }
    return groups;
  }

  private static UUID plant(Tx tx, UUID account, int size) {
    UUID group = Generators.timeBasedEpochGenerator().generate();
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    tx.mapper(GroupMapper.class)
        .insert(new GroupWrite(account, group, "Group of " + size, null, null, 1, now), now);
    tx.mapper(SeedMapper.class).members(account, group, 1, size);
    return group;
  }

  /** The id of a user by its number. */
  static String user(int number) {
    return "01900000-0000-7000-8000-%012x".formatted(number);
  }
}
