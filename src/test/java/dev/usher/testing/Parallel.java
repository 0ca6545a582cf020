package dev.usher.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Requests of many clients at the same time; the answers stand in the order of the requests. */
public final class Parallel {

  private Parallel() {}

  /** Sends all of them at the same moment. */
  public static <T> List<T> atOnce(List<Callable<T>> requests)
      throws InterruptedException, ExecutionException {
    CyclicBarrier start = new CyclicBarrier(requests.size());
    return over(
        requests.size(),
        requests.stream()
            .<Callable<T>>map(
                request ->
                    () -> {
                      start.await();
                      return request.call();
                    })
            .toList());
  }

  /** Sends them one after the other over each of so many connections. */
  public static <T> List<T> over(int connections, List<Callable<T>> requests)
      throws InterruptedException, ExecutionException {
    ExecutorService executor = Executors.newFixedThreadPool(connections);
    try {
      List<T> answers = new ArrayList<>();
      for (Future<T> answer : executor.invokeAll(requests)) {
        answers.add(answer.get());
      }
      return answers;
    } finally {
      executor.shutdownNow();
    }
  }
}
