package dev.usher.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.scim.error.ScimException;
import java.net.URI;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RequestTargetPropertyTest {

  @Property
  void whateverIsLetThroughIsAUri(@ForAll("targets") String path, @ForAll("targets") String query) {
    boolean letThrough;
    try {
      RequestTarget.check("/" + path, query);
      letThrough = true;
    } catch (ScimException refusal) {
      assertThat(refusal.status()).isIn(400, 404);
      letThrough = false;
    }
    if (letThrough) {
      URI uri = URI.create("http://localhost/" + path + "?" + RequestTarget.escaped(query));
      assertThat(uri.getRawPath()).isEqualTo("/" + path);
      assertThat(uri.getRawFragment()).isNull();
    }
  }

  @Provide
  Arbitrary<String> targets() {
    return Arbitraries.oneOf(
            Arbitraries.strings().ofLength(1).withChars("abZ09/-._~!$&'()*+,;=:@%?#\"<>[]\\^`{|}"),
            Arbitraries.strings().ofLength(1).withCharRange(' ', '\u00ff'),
            Arbitraries.of("%20", "%C3%A9", "%zz", "%00", "%ff"))
        .list()
        .ofMaxSize(4)
        .map(parts -> String.join("", parts));
  }
}
