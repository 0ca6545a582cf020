package dev.usher.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.testing.Answer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;

/** What {@code /Schemas} says of answers, held against those to POST, PUT and PATCH. */
@Isolated("as its example account needs")
class AnswersToWritesTest extends WriteChecks {
  /** Every answer with a body: those to POST, PUT and PATCH have what is asked for. */
  @TestFactory
  Stream<DynamicNode> answersToWritesHaveWhatIsAskedFor() {
    return eachAttribute(attribute -> true, this::projectsWrites);
  }

  private void projectsWrites(ServedType type, ServedAttribute attribute) {
    boolean shown = !List.of("never", "request").contains(attribute.returned());
    ObjectNode body = account.full(type);
    String query = "?attributes=" + attribute;
    String without = "?excludedAttributes=" + attribute;
    Projections check = new Projections(type, attribute);
    if (!writable(type)) {
      return;
    }
    for (String projection : List.of(query, without)) {
      Answer created = client.post(type.endpoint() + projection, body.toString());
      assertThat(created.status()).as("%s", created.body()).isEqualTo(201);
      String one = type.endpoint() + "/" + created.id();
      made.add(one);
      boolean there = shown && !attribute.values(client.get(one).body()).isEmpty();
      Answer put = client.put(one + projection, client.get(one).body().toString());
      Answer patched = op(one + projection, "add", "externalId", body.textNode("x"));
      for (Answer answer : List.of(created, put, patched)) {
        assertThat(answer.status()).as("%s", answer.body()).isBetween(200, 201);
        if (projection.equals(without)) {
          check.excluded(answer.body());
        } else if (there) {
          check.asked(answer.body());
        } else {
          assertThat(attribute.values(answer.body())).isEmpty();
        }
      }
      cleanUp();
    }
  }
}
