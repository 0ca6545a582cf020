package dev.usher.cli;

import dev.usher.directory.Refusal;
import dev.usher.directory.account.Accounts;
import dev.usher.directory.catalogue.Catalogues;
import dev.usher.directory.invitation.MailQueue;
import dev.usher.directory.invitation.WaitingMail;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BiConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The operator's commands on mails that have not been sent. */
@Command(
    name = "outbox",
    description = "List the mails that have not been sent, and send them again.",
    mixinStandardHelpOptions = true)
final class OutboxCommand {
  private final DatabaseSession database;
  private final Clock clock;

  @Spec private CommandSpec spec;

  OutboxCommand(DatabaseSession database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Command(
      name = "list",
      description =
          "List the mails, oldest first: id, waiting or dead, address, attempts, when it is due or"
              + " was given up, and why, separated by tabs.",
      mixinStandardHelpOptions = true)
  void list(
      @Option(
              names = "--account",
              required = true,
              paramLabel = "NAME",
              description = "The account.")
          String account) {
    with(account, (queue, id) -> queue.list(id).forEach(mail -> out().println(line(mail))));
  }

  @Command(
      name = "retry",
      description = "Send a mail again at once, also one that was given up.",
      mixinStandardHelpOptions = true)
  void retry(
      @Option(
              names = "--account",
              required = true,
              paramLabel = "NAME",
              description = "The account.")
          String account,
      @Parameters(paramLabel = "MAIL", description = "The mail's id.") UUID mail) {
    with(
        account,
        (queue, id) -> {
          if (!queue.retry(id, mail)) {
            throw new Refusal("account '%s' has no mail %s".formatted(account, mail));
          }
          out().println("due now: " + mail);
        });
  }

  private static String line(WaitingMail mail) {
    return SafeOutput.columns(
        mail.id().toString(),
        mail.deadAt().isPresent() ? "dead" : "waiting",
        mail.address().orElse("-"),
        Integer.toString(mail.attempts()),
        mail.deadAt().map(Instant::toString).orElse(mail.dueAt().toString()),
        mail.lastError().orElse("-"));
  }

  private void with(String account, BiConsumer<MailQueue, UUID> work) {
    database.use(
        transactions ->
            work.accept(
                new MailQueue(transactions, clock),
                new Accounts(transactions, new Catalogues(transactions), clock)
                    .named(account)
                    .id()));
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
