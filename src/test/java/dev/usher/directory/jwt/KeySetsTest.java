package dev.usher.directory.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.usher.testing.Parallel;
import dev.usher.testing.TestIssuer;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** When keys are fetched, and who waits for that. The server is the test itself. */
class KeySetsTest {
  private static final KeySource KEYS = KeySource.at("https://keys.example/jwks");
  private static final int CLIENTS = 30;

  private static RSAKey key;
  private static RSAKey next;

  private final AtomicLong time = new AtomicLong();
  private final List<CompletableFuture<String>> downloads =
      Collections.synchronizedList(new ArrayList<>());
  private final JwtVerifier verifier =
      new JwtVerifier(new KeySets(this::download, time::get), Clock.systemUTC());

  @BeforeAll
  static void makeKeys() throws Exception {
    key = new RSAKeyGenerator(2048).keyID("first").generate();
    next = new RSAKeyGenerator(2048).keyID("next").generate();
  }

  @Test
  void ofManyWhoNeedTheSameKeysAllGetThemByOneDownload() throws Exception {
    Callable<Boolean> ask = () -> isBelieved(key);
    CompletableFuture<List<Boolean>> answers = all(ask);
    begun(1).complete(set(key));

    assertThat(answers.get()).hasSize(CLIENTS).containsOnly(true);
    assertThat(downloads).hasSize(1);
  }

  @Test
  void fewWaitForAServerThatHangsAndNoneForLong() throws Exception {
    long before = System.nanoTime();
    Callable<Duration> ask =
        () -> {
          long began = System.nanoTime();
          assertThatThrownBy(() -> verify(key)).isInstanceOf(JwtException.KeysUnavailable.class);
          return Duration.ofNanos(System.nanoTime() - began);
        };
    List<Duration> waited = Parallel.atOnce(Collections.nCopies(CLIENTS, ask));

    assertThat(waited)
        .filteredOn(each -> each.compareTo(Patience.WAIT) >= 0)
        .hasSizeBetween(1, Patience.MOST);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    assertThat(downloads).hasSize(1);

    pass(Patience.GRACE);
    downloads.get(0).complete(set(key));
    assertThat(isBelieved(key)).as("once the keys are there").isTrue();
    assertThat(downloads).hasSize(1);
  }

  @Test
  void aFailureIsRememberedAndThenForgotten() {
    for (int i = 0; i < CLIENTS; i++) {
      failing();
      assertThatThrownBy(() -> verify(key)).isInstanceOf(JwtException.KeysUnavailable.class);
    }
    assertThat(downloads).hasSize(RemoteKeys.MOST_FETCHES);

    pass(RemoteKeys.PAUSE);
    answering(key);
    assertThat(isBelieved(key)).isTrue();
  }

  @Test
  void keysThatAreKnownAreUsedInAnOutageAndNobodyWaits() throws Exception {
    answering(key);
    assertThat(isBelieved(key)).isTrue();
    answer = Optional.empty(); // every download hangs from now on

    pass(RemoteKeys.AHEAD);
    assertThat(isBelieved(key)).isTrue();
    assertThat(downloads).as("a refresh beside the requests").hasSize(2);
    pass(RemoteKeys.FRESH);
    for (int i = 0; i < CLIENTS; i++) {
      assertThat(isBelieved(key)).isTrue();
    }
    assertThat(downloads).hasSize(2);

    downloads.get(1).completeExceptionally(new IOException("it broke off"));
    failing();
    pass(RemoteKeys.OUTAGE);
    assertThatThrownBy(() -> verify(key))
        .as("too old")
        .isInstanceOf(JwtException.KeysUnavailable.class);
    pass(RemoteKeys.PAUSE);
    answering(key);
    assertThat(isBelieved(key)).isTrue();
  }

  @Test
  void aKeyThatIsNoLongerInTheSetIsNotBelievedOnceTheSetIsOld() {
    answering(key);
    assertThat(isBelieved(key)).isTrue();
    answering(next);
    pass(RemoteKeys.FRESH);

    assertThat(isBelieved(key)).isFalse();
    assertThat(isBelieved(next)).isTrue();
    assertThat(downloads)
        .as("one more since the set is old, and one for the key that is not in it")
        .hasSize(3);
  }

  @Test
  void unknownKeysMakeNoDownloadAfterDownload() throws Exception {
    answering(key);
    assertThat(isBelieved(key)).isTrue();
    RSAKey forged = new RSAKeyGenerator(2048).keyID("forged").generate();
    for (int i = 0; i < CLIENTS; i++) {
      assertThat(isBelieved(forged)).isFalse();
    }
    assertThat(downloads).hasSize(RemoteKeys.MOST_FETCHES);
    assertThat(isBelieved(key)).isTrue();

    pass(RemoteKeys.PAUSE);
    answering(next);
    assertThat(isBelieved(next)).as("a new key is found").isTrue();
  }

  @Test
  void whatIsNoSetOfKeysIsAFailure() {
    answer = Optional.of(CompletableFuture.completedFuture("<html>"));

    assertThatThrownBy(() -> verify(key)).isInstanceOf(JwtException.KeysUnavailable.class);
  }

  private Optional<CompletableFuture<String>> answer = Optional.empty();

  private CompletableFuture<String> download(URI url) {
    CompletableFuture<String> download = answer.orElseGet(CompletableFuture::new);
    downloads.add(download);
    return download;
  }

  private void answering(RSAKey with) {
    answer = Optional.of(CompletableFuture.completedFuture(set(with)));
  }

  private void failing() {
    answer = Optional.of(CompletableFuture.failedFuture(new IOException("refused")));
  }

  private CompletableFuture<String> begun(int number) throws InterruptedException {
    while (downloads.size() < number) {
      Thread.sleep(1);
    }
    return downloads.get(number - 1);
  }

  private static CompletableFuture<List<Boolean>> all(Callable<Boolean> ask) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return Parallel.atOnce(Collections.nCopies(CLIENTS, ask));
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private boolean isBelieved(RSAKey signer) {
    try {
      verify(signer);
      return true;
    } catch (JwtException.Rejected e) {
      return false;
    }
  }

  private void verify(RSAKey signer) {
    String jwt =
        TestIssuer.sign(
            signer,
            JOSEObjectType.JWT,
            new JWTClaimsSet.Builder()
                .issuer("i")
                .subject("s")
                .audience("a")
                .expirationTime(Date.from(Instant.now().plusSeconds(600))));
    verifier.verify(
        UnverifiedJwt.parse(jwt).orElseThrow(),
        KEYS,
        new Expected("i", Optional.empty(), Set.of("a"), Optional.empty()));
  }

  private static String set(RSAKey with) {
    return new JWKSet(with.toPublicJWK()).toString();
  }

  private void pass(Duration duration) {
    time.addAndGet(duration.toNanos());
  }
}
