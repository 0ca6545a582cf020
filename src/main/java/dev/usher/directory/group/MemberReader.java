package dev.usher.directory.group;

import dev.usher.scim.error.ScimException;
import dev.usher.store.Tx;
import dev.usher.store.group.GroupMapper;
import dev.usher.store.group.MemberMapper;
import dev.usher.store.group.MemberRow;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads members, users before groups, each kind by id, a bounded number at a time. Inside one
 * transaction all of it shows one state of the account. A cursor of the database would do the same
 * but be stopped by the query time-out under a slow client.
 */
public final class MemberReader {
  private static final int CHUNK = 1_000;
  private static final UUID FIRST = new UUID(0, 0);

  private final Tx tx;
  private final MemberMapper members;
  private final UUID account;

  MemberReader(Tx tx, UUID account) {
    this.tx = tx;
    this.members = tx.mapper(MemberMapper.class);
    this.account = account;
  }

  /**
   * The group as it is in this transaction.
   *
   * @throws ScimException 404
   */
  public Group group(UUID id) {
    return tx.mapper(GroupMapper.class)
        .find(account, id)
        .map(GroupRows::read)
        .orElseThrow(() -> GroupTransactions.notFound(id));
  }

  /** All members, read as they are asked for. */
  public Iterator<Member> members(UUID group) {
    return new Chunks(group);
  }

  /** All members if there are at most so many; reads no more than one above. */
  Optional<List<Member>> upTo(UUID group, int limit) {
    List<MemberRow> found = new ArrayList<>(members.users(account, group, FIRST, limit + 1));
    if (found.size() <= limit) {
      found.addAll(members.groups(account, group, FIRST, limit + 1 - found.size()));
    }
    return found.size() > limit
        ? Optional.empty()
        : Optional.of(found.stream().map(GroupRows::read).toList());
  }

  /** Whether more users than that are members; does not read who they are. */
  boolean moreUsersThan(UUID group, int limit) {
    return members.moreUsersThan(account, group, limit);
  }

  /** Holds one chunk at a time. */
  private final class Chunks implements Iterator<Member> {
    private final UUID group;
    private Iterator<MemberRow> chunk = List.<MemberRow>of().iterator();
    private Optional<Member.Kind> reading = Optional.of(Member.Kind.User);
    private UUID last = FIRST;

    Chunks(UUID group) {
      this.group = group;
    }

    @Override
    public boolean hasNext() {
      while (!chunk.hasNext() && reading.isPresent()) {
        readOn(reading.get());
      }
      return chunk.hasNext();
    }

    private void readOn(Member.Kind kind) {
      List<MemberRow> read =
          kind == Member.Kind.User
              ? members.users(account, group, last, CHUNK)
              : members.groups(account, group, last, CHUNK);
      chunk = read.iterator();
      if (read.size() == CHUNK) {
        last = read.get(CHUNK - 1).id();
      } else {
        last = FIRST;
        reading = kind == Member.Kind.User ? Optional.of(Member.Kind.Group) : Optional.empty();
      }
    }

    @Override
    public Member next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return GroupRows.read(chunk.next());
    }
  }
}
