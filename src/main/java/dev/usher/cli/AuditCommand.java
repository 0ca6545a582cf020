package dev.usher.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.directory.account.Accounts;
import dev.usher.directory.audit.AuditEvent;
import dev.usher.directory.audit.AuditTail;
import dev.usher.directory.catalogue.Catalogues;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the audit trail of an account. */
@Command(
    name = "audit",
    description =
        "Show the audit trail of an account, oldest first: time, actor, action, target, outcome,"
            + " changes, separated by tabs.",
    mixinStandardHelpOptions = true)
final class AuditCommand implements Runnable {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final DatabaseSession database;
  private final Supplier<Duration> longestTransaction;
  private final Clock clock;
  private final ObjectMapper mapper = new ObjectMapper();

  @Spec private CommandSpec spec;

  @Option(names = "--account", required = true, paramLabel = "NAME", description = "The account.")
  private String account;

  @Option(names = "--last", defaultValue = "100", description = "How many events; 100.")
  private int last;

  @Option(names = "--follow", description = "Go on showing what happens, until Ctrl-C.")
  private boolean follow;

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  /**
   * @param longestTransaction how long a server's transaction may take; read when the command runs
   */
  AuditCommand(DatabaseSession database, Supplier<Duration> longestTransaction, Clock clock) {
    this.database = database;
    this.longestTransaction = longestTransaction;
    this.clock = clock;
  }

  @Override
  public void run() {
    database.use(
        transactions -> {
          UUID id =
              new Accounts(transactions, new Catalogues(transactions), clock).named(account).id();
          AuditTail trail = new AuditTail(transactions, id, longestTransaction.get(), clock);
          PrintWriter out = spec.commandLine().getOut();
          trail.begin(Math.max(1, last), event -> out.println(text(event)));
          out.flush();
          if (follow) {
            follow(trail, out);
          }
        });
  }

  private void follow(AuditTail trail, PrintWriter out) {
    CountDownLatch never = new CountDownLatch(1);
    boolean warned = false;
    try {
      while (!never.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        trail.poll(event -> out.println(text(event)));
        out.flush();
        if (trail.isOverrun() && !warned) {
          warned = true;
          PrintWriter err = spec.commandLine().getErr();
          err.println("Events come so fast that one which is committed late may be left out.");
          err.flush();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String text(AuditEvent event) {
    return json ? object(event) : line(event);
  }

  private static String line(AuditEvent event) {
    String target =
        event.target().type() + event.target().display().map(name -> " " + name).orElse("");
    String changes =
        event.reason().orElse("")
            + event.before().map(value -> " - " + value).orElse("")
            + event.after().map(value -> " + " + value).orElse("");
    return SafeOutput.columns(
        event.time().toString(),
        event.actorType() + " " + event.actorDisplay(),
        event.action(),
        target,
        event.outcome(),
        changes);
  }

  private String object(AuditEvent event) {
    try {
      ObjectNode node = mapper.createObjectNode();
      node.put("id", event.id().toString());
      node.put("time", event.time().toString());
      ObjectNode actor = node.putObject("actor").put("type", event.actorType());
      event.actorId().ifPresent(value -> actor.put("value", value.toString()));
      actor.put("display", event.actorDisplay());
      node.put("action", event.action());
      ObjectNode target = node.putObject("target").put("type", event.target().type());
      event.target().id().ifPresent(value -> target.put("value", value));
      event.target().display().ifPresent(value -> target.put("display", value));
      node.put("outcome", event.outcome());
      event.reason().ifPresent(value -> node.put("reason", value));
      parsed(node, "before", event.before());
      parsed(node, "after", event.after());
      parsed(node, "attributes", Optional.of(event.attributes()));
      event.origin().requestId().ifPresent(value -> node.put("requestId", value));
      event.origin().sourceAddress().ifPresent(value -> node.put("sourceAddress", value));
      node.put("transactionId", event.transaction().toString());
      return mapper.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the trail holds what is no JSON", e);
    }
  }

  private void parsed(ObjectNode node, String name, Optional<String> text)
      throws JsonProcessingException {
    if (text.isPresent()) {
      node.set(name, mapper.readTree(text.get()));
    }
  }
}
