package dev.usher.conformance;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Checks a server against requirements, one after the other. */
public final class Conformance {
  private final Wire wire;
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final AtomicInteger names = new AtomicInteger();

  /**
   * @param base of SCIM: {@code https://scim.example.com/scim/v2}
   * @param token the bearer token of an account whose users and groups may be written
   * @param timeout how long one answer may take
   */
  public Conformance(URI base, String token, Duration timeout) {
    this.wire = new Wire(base, token, timeout);
  }

  /**
   * Checks them all.
   *
   * @return one outcome for each that is about a server like this
   * @throws Unreachable when the server does not answer or does not take the token
   */
  public Report check(List<Requirement> requirements) {
    Service service = Service.ask(wire);
    List<Outcome> outcomes = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (Requirement requirement : requirements) {
      boolean offered = requirement.feature().map(service.offered()::contains).orElse(true);
      if (requirement.whenMissing() && offered) {
        continue;
      }
      if (!requirement.whenMissing() && !offered) {
        outcomes.add(Outcome.notOffered(requirement, words(requirement.feature().orElseThrow())));
        continue;
      }
      Probe probe = new Probe(wire, service, run, names);
      outcomes.add(check(requirement, probe));
      left.addAll(probe.cleanUp());
    }
    return new Report(wire.base(), wire.token(), outcomes, left);
  }

  private static String words(Feature feature) {
    return "the server does not announce "
        + feature.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  // Whatever a check stumbles over in an answer is the server's failure, not the end of the run.
  private static Outcome check(Requirement requirement, Probe probe) {
    try {
      requirement.check().verify(probe);
      return Outcome.pass(requirement);
    } catch (NotOffered e) {
      return Outcome.notOffered(requirement, e.getMessage());
    } catch (Unmet e) {
      return Outcome.fail(requirement, e);
    } catch (Exception e) {
      String message = Optional.ofNullable(e.getMessage()).orElse("no more is known");
      return Outcome.fail(
          requirement,
          new Unmet(
              "(several requests)",
              "answers that can be read",
              e.getClass().getSimpleName() + ": " + message));
    }
  }
}
