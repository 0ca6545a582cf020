package dev.usher.directory.jwt;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gets a small document from another server, within a time that a waiting request can bear, however
 * slowly that server answers and however much it sends.
 */
public final class SmallDownload implements ResourceRetriever {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration WHOLE = Duration.ofSeconds(4);
  private static final long MAX_BYTES = 256 * 1024;

  /** Made when it is needed first: reading the certificates it trusts takes a while. */
  private static final class Client {
    static final HttpClient SHARED =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .proxy(ProxySelector.getDefault())
            .build();
  }

  /**
   * The document, as UTF-8.
   *
   * @throws IOException when it cannot be had within 4 s, is longer than 256 KiB, or the answer is
   *     not 200
   */
  public String get(URI url) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(url).header("Accept", "application/json, */*;q=0.5").build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        Client.SHARED.sendAsync(request, head -> new Bounded());
    try {
      HttpResponse<byte[]> got = answer.get(WHOLE.toMillis(), TimeUnit.MILLISECONDS);
      if (got.statusCode() != 200) {
        throw new IOException(url + " answered " + got.statusCode());
      }
      return new String(got.body(), StandardCharsets.UTF_8);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException(url + " did not answer within " + WHOLE.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IOException(url + " cannot be read: " + e.getCause(), e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public Resource retrieveResource(URL url) throws IOException {
    try {
      return new Resource(get(url.toURI()), "application/json");
    } catch (URISyntaxException e) {
      throw new IOException(url + " is no URL", e);
    }
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
