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
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

  /** Longer than a transaction takes: an event appears when its transaction ends. */
  private static final Duration LOOK_BACK = Duration.ofSeconds(30);

  private final DatabaseSession database;
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

  AuditCommand(DatabaseSession database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public void run() {
    database.use(
        transactions -> {
          AuditTail trail = new AuditTail(transactions);
          UUID id =
              new Accounts(transactions, new Catalogues(transactions), clock).named(account).id();
          Instant start = clock.instant();
          Set<UUID> shown = new HashSet<>();
          show(trail.last(id, Math.max(1, last)), shown);
          if (follow) {
            follow(trail, id, start, shown);
          }
        });
  }

  private void follow(AuditTail trail, UUID id, Instant start, Set<UUID> shown) {
    CountDownLatch never = new CountDownLatch(1);
    Instant from = start.minus(LOOK_BACK);
    trail.since(id, from).forEach(event -> shown.add(event.id()));
    try {
      while (!never.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        List<AuditEvent> recent = trail.since(id, clock.instant().minus(LOOK_BACK));
        show(recent, shown);
        shown.retainAll(recent.stream().map(AuditEvent::id).toList());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void show(List<AuditEvent> events, Set<UUID> shown) {
    PrintWriter out = spec.commandLine().getOut();
    for (AuditEvent event : events) {
      if (shown.add(event.id())) {
        out.println(json ? object(event) : line(event));
      }
    }
    out.flush();
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
