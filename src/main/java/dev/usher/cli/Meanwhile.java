package dev.usher.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Work that is done while this thread does something else.
 *
 * @param <T> what it comes to
 */
final class Meanwhile<T> implements AutoCloseable {
  private final CompletableFuture<T> result;

  private Meanwhile(CompletableFuture<T> result) {
    this.result = result;
  }

  /** Begins it. */
  static <T> Meanwhile<T> begin(Supplier<T> work) {
    return new Meanwhile<>(CompletableFuture.supplyAsync(work));
  }

  /** Waits for its end; throws what it threw. */
  T get() {
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }

  /** Waits for its end, whatever that is. */
  @Override
  public void close() {
    result.handle((value, failure) -> value).join();
  }
}
