package dev.usher.directory.invitation;

import dev.usher.store.Transactions;
import dev.usher.store.invitation.OutboxMapper;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The mails that have not been sent, as an operator sees and revives them. */
public final class MailQueue {
  private final Transactions transactions;
  private final Clock clock;

  public MailQueue(Transactions transactions, Clock clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  /** What has not been sent, the oldest first. */
  public List<WaitingMail> list(UUID account) {
    return transactions.readEach(
        tx ->
            tx.mapper(OutboxMapper.class).list(account).stream()
                .map(
                    row ->
                        new WaitingMail(
                            row.id(),
                            row.invitationId(),
                            Optional.ofNullable(row.address()),
                            row.createdAt(),
                            row.dueAt(),
                            row.attempts(),
                            Optional.ofNullable(row.deadAt()),
                            Optional.ofNullable(row.lastError())))
                .toList());
  }

  /** Makes a mail due now, given up or not; tells whether it is there. */
  public boolean retry(UUID account, UUID id) {
    return transactions.write(
        tx ->
            tx.mapper(OutboxMapper.class)
                    .retry(account, id, clock.instant().truncatedTo(ChronoUnit.MILLIS))
                == 1);
  }
}
