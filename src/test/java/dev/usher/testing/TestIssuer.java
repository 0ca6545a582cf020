package dev.usher.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An issuer of JWTs on this machine: its keys, its metadata, and what it signs. */
public final class TestIssuer implements AutoCloseable {
  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger fetches = new AtomicInteger();
  private volatile RSAKey key = newKey();
  private volatile boolean down;

  public TestIssuer() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.createContext("/jwks", this::answerKeys);
    http.createContext(
        "/.well-known/openid-configuration",
        exchange ->
            answer(
                exchange,
                200,
                "{\"issuer\": \"%s\", \"jwks_uri\": \"%s\"}".formatted(url(), jwksUrl())));
    http.setExecutor(threads);
    http.start();
  }

  private static RSAKey newKey() {
    try {
      return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private void answerKeys(HttpExchange exchange) throws IOException {
    fetches.incrementAndGet();
    answer(exchange, down ? 500 : 200, down ? "" : jwks());
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** Its {@code iss}. */
  public String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  public URI jwksUrl() {
    return URI.create(url() + "/jwks");
  }

  /** The public keys. */
  public String jwks() {
    return new JWKSet(key.toPublicJWK()).toString();
  }

  /** How often the keys were asked for. */
  public int fetches() {
    return fetches.get();
  }

  public RSAKey key() {
    return key;
  }

  /** Another key from now on. */
  public void rotate() {
    key = newKey();
  }

  /** Whether the keys can be had. */
  public void down(boolean value) {
    down = value;
  }

  /** Claims that begin with this issuer, that subject and audience, valid for ten minutes. */
  public JWTClaimsSet.Builder claims(String subject, String audience) {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer(url())
        .subject(subject)
        .audience(audience)
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(600)));
  }

  /** The claims, signed with RS256. */
  public String sign(JWTClaimsSet.Builder claims) {
    return sign(key, JOSEObjectType.JWT, claims);
  }

  /** The claims, signed with that key. */
  public static String sign(RSAKey key, JOSEObjectType type, JWTClaimsSet.Builder claims) {
    try {
      JWSHeader header =
          new JWSHeader.Builder(JWSAlgorithm.RS256).type(type).keyID(key.getKeyID()).build();
      SignedJWT jwt = new SignedJWT(header, claims.build());
      jwt.sign(new RSASSASigner(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
