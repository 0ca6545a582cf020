package dev.usher.http.admission;

import dev.usher.directory.authentication.SourceNetwork;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Counts connections, in all and for each client address. Safe for use by many threads. */
final class Connections {
  private final int most;
  private final int mostPerAddress;
  private final Predicate<String> exempt;
  private final AtomicInteger open = new AtomicInteger();
  private final ConcurrentHashMap<String, Integer> byAddress = new ConcurrentHashMap<>();

  /**
   * @param exempt the addresses that the limit for each address is not for, such as proxies
   */
  Connections(int most, int mostPerAddress, Predicate<String> exempt) {
    this.most = most;
    this.mostPerAddress = mostPerAddress;
    this.exempt = exempt;
  }

  /** Counts one more, unless that is too many; what is true is closed later. */
  boolean open(String address) {
    if (open.incrementAndGet() > most) {
      open.decrementAndGet();
      return false;
    }
    if (!exempt.test(address)
        && byAddress.merge(SourceNetwork.of(address), 1, Integer::sum) > mostPerAddress) {
      close(address);
      return false;
    }
    return true;
  }

  void close(String address) {
    open.decrementAndGet();
    if (!exempt.test(address)) {
      byAddress.computeIfPresent(
          SourceNetwork.of(address), (block, count) -> count == 1 ? null : count - 1);
    }
  }

  /** How many are open. */
  int open() {
    return open.get();
  }

  /** How many addresses have open connections; exempt ones are not counted. */
  int addresses() {
    return byAddress.size();
  }
}
