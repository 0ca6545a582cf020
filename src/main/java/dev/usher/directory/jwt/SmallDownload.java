package dev.usher.directory.jwt;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gets a small document from another server, within a bounded time, however slowly that server
 * answers and however much it sends. It follows no redirects: an operator has named the address,
 * and the other server does not choose another one. Downloads occupy no thread while they wait, and
 * are limited, so that one server cannot keep those of others from beginning.
 */
public final class SmallDownload {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration WHOLE = Duration.ofSeconds(4);
  private static final long MAX_BYTES = 256 * 1024;
  private static final int MOST_AT_ONCE = 16;
  private static final int MOST_OF_A_HOST = 4;

  /** They connect, encrypt and decrypt. */
  private static final int THREADS = 4;

  /** How many downloads are under way, by host and port. */
  private final Map<String, Integer> underWay = new HashMap<>();

  /** Made when it is needed first: reading the certificates it trusts takes a while. */
  private static final class Client {
    static final HttpClient SHARED =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(ProxySelector.getDefault())
            .executor(threads())
            .build();

    private static Executor threads() {
      return Executors.newFixedThreadPool(
          THREADS,
          task -> {
            Thread thread = new Thread(task, "downloads");
            thread.setDaemon(true);
            return thread;
          });
    }
  }

  /**
   * The document, as UTF-8; the caller waits for it.
   *
   * @throws IOException when it cannot be had within 4 s, is longer than 256 KiB, or the answer is
   *     not 200
   */
  public String get(URI url) throws IOException {
    try {
      return begin(url).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure
          ? failure
          : new IOException(url + " cannot be read", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /**
   * Begins to get the document.
   *
   * @return ends within 4 s, exceptionally with the {@link IOException} that {@link #get} throws,
   *     and at once when too many downloads are under way
   */
  CompletableFuture<String> begin(URI url) {
    String host = url.getRawAuthority();
    HttpRequest request =
        HttpRequest.newBuilder(url).header("Accept", "application/json, */*;q=0.5").build();
    if (!enter(host)) {
      return CompletableFuture.failedFuture(
          new IOException(url + " has to wait: too many downloads are under way"));
    }
    CompletableFuture<HttpResponse<byte[]>> answer;
    try {
      answer = Client.SHARED.sendAsync(request, head -> new Bounded());
    } catch (RuntimeException | Error notBegun) {
      leave(host);
      throw notBegun;
    }
    answer.whenComplete((got, failure) -> leave(host));
    CompletableFuture<String> document = new CompletableFuture<>();
    answer
        .copy()
        .orTimeout(WHOLE.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete(
            (got, failure) -> {
              answer.cancel(true); // no more than a wish where it has ended
              try {
                finish(document, url, got, failure);
              } catch (RuntimeException | Error e) { // or its readers would wait for ever
                document.completeExceptionally(e);
              }
            });
    return document;
  }

  private static void finish(
      CompletableFuture<String> document, URI url, HttpResponse<byte[]> got, Throwable failure) {
    if (failure instanceof TimeoutException) {
      document.completeExceptionally(
          new IOException(url + " did not answer within " + WHOLE.toSeconds() + " s", failure));
    } else if (failure != null) {
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      document.completeExceptionally(new IOException(url + " cannot be read: " + cause, cause));
    } else if (got.statusCode() != 200) {
      document.completeExceptionally(new IOException(url + " answered " + got.statusCode()));
    } else {
      document.complete(new String(got.body(), StandardCharsets.UTF_8));
    }
  }

  private synchronized boolean enter(String host) {
    int all = underWay.values().stream().mapToInt(Integer::intValue).sum();
    int here = underWay.getOrDefault(host, 0);
    if (all >= MOST_AT_ONCE || here >= MOST_OF_A_HOST) {
      return false;
    }
    underWay.put(host, here + 1);
    return true;
  }

  private synchronized void leave(String host) {
    underWay.computeIfPresent(host, (key, here) -> here == 1 ? null : here - 1);
  }

  /** Takes bytes up to the limit and breaks off beyond it. */
  private static final class Bounded implements BodySubscriber<byte[]> {
    private final BodySubscriber<byte[]> whole = BodySubscribers.ofByteArray();
    private Flow.Subscription subscription;
    private long taken;

    @Override
    public CompletionStage<byte[]> getBody() {
      return whole.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      whole.onSubscribe(given);
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
      taken += bytes.stream().mapToLong(ByteBuffer::remaining).sum();
      if (taken > MAX_BYTES) {
        subscription.cancel();
        whole.onError(new IOException("it is longer than " + MAX_BYTES + " bytes"));
      } else {
        whole.onNext(bytes);
      }
    }

    @Override
    public void onError(Throwable failure) {
      whole.onError(failure);
    }

    @Override
    public void onComplete() {
      whole.onComplete();
    }
  }
}
