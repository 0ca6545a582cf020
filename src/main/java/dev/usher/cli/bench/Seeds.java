package dev.usher.cli.bench;

import dev.usher.store.Transactions;
import dev.usher.store.seed.SeedMapper;
import dev.usher.store.user.UserMapper;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Plants an account straight into the database. The first group has up to {@value #LARGE} members;
 * everybody is also in one of the others, and the outsiders are in none.
 */
public final class Seeds {
  static final int OUTSIDERS = 2_000;
  private static final int LARGE = 100_000;
  private static final int CHUNK = 10_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long PAUSE_MILLIS = 200;
  private static final String LARGE_GROUP = groupId(1);

  private final Transactions transactions;
  private final UUID account;
  private final int people;
  private final int groups;

  /**
   * @param account without people
   * @param people how many, besides the outsiders
   * @param groups how many, at least two; or 0 for people who are in no group
   */
  public Seeds(Transactions transactions, UUID account, int people, int groups) {
    this.transactions = transactions;
    this.account = account;
    this.people = people;
    this.groups = groups;
  }

  /** Plants everything, and shows how far it is. */
  public void plant() {
    if (groups > 0) {
      write(seeds -> seeds.groups(account, 1, groups));
    }
    try (Progress progress = Progress.of("Planting users", people + OUTSIDERS)) {
      for (int from = 1; from <= people + OUTSIDERS; from += CHUNK) {
        int to = Math.min(from + CHUNK - 1, people + OUTSIDERS);
        plant(from, to);
        progress.stepTo(to);
      }
    }
    settle();
  }

  /** Whether {@link #plant} has come to its end before. */
  public boolean arePlanted() {
    UUID last = UUID.fromString(new Person(people + OUTSIDERS).plantedId());
    return !transactions.read(tx -> tx.mapper(UserMapper.class).find(account, last, 1).isEmpty());
  }

  private void plant(int first, int last) {
    write(
        seeds -> {
          seeds.people(account, first, last, Person.NAMES);
          seeds.emails(account, first, last, Person.NAMES);
          seeds.licenses(account, first, last);
          seeds.projectRoles(account, first, last);
          seeds.roles(account, first, last);
          if (groups > 0) {
            plantMembers(seeds, first, Math.min(last, people));
          }
        });
  }

  private void plantMembers(SeedMapper seeds, int first, int last) {
    if (first <= last) {
      seeds.spreadMembers(account, first, last, groups - 1);
    }
    int lastInLarge = Math.min(last, LARGE);
    if (first <= lastInLarge) {
      seeds.members(account, UUID.fromString(LARGE_GROUP), first, lastInLarge);
    }
  }

  /** Brings back what {@link #plant} planted, as far as requests depend on it, after other runs. */
  public void restore() {
    write(seeds -> seeds.reactivate(account));
    forgetAdded();
  }

  /** Takes away whom others have added. */
  public void forgetAdded() {
    write(seeds -> seeds.forgetAdded(account));
    settle();
  }

  private void settle() {
    write(seeds -> seeds.countSeats(account));
    write(SeedMapper::analyze);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (leftToPurge() > 0 && System.nanoTime() - end < 0) {
      pause();
    }
  }

  /**
   * What was deleted still costs the database something, until it has cleared it away. One
   * transaction may have deleted a lot.
   */
  private long leftToPurge() {
    return transactions.read(tx -> tx.mapper(SeedMapper.class).leftToPurge());
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void write(Consumer<SeedMapper> work) {
    transactions.write(
        tx -> {
          work.accept(tx.mapper(SeedMapper.class));
          return account;
        });
  }

  /** What was planted. */
  Population population() {
    return new Population(
        people, OUTSIDERS, groups, number -> new Person(number).plantedId(), Seeds::groupId);
  }

  private static String groupId(int number) {
    return "01900000-0000-7000-9000-%012x".formatted(number);
  }
}
