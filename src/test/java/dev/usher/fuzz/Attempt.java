package dev.usher.fuzz;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Sends one request on a connection of its own. */
final class Attempt {
  static final Duration SLOW = Duration.ofSeconds(1);
  private static final int HANG_MILLIS = 15_000;

  /** A machine that is busy with something else is not slow three times in a row. */
  private static final int TIMES = 3;

  private final int port;

  Attempt(int port) {
    this.port = port;
  }

  /** What is wrong with the answer to these bytes. */
  Optional<String> violation(byte[] request) throws IOException {
    Optional<String> slow = Optional.empty();
    for (int i = 0; i < TIMES; i++) {
      long start = System.nanoTime();
      Optional<String> found = once(request);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      if (found.isPresent() || took.compareTo(SLOW) <= 0) {
        return found;
      }
      slow = Optional.of("answered after " + took.toMillis() + " ms");
    }
    return slow;
  }

  /** The server may answer and close before it has read everything. */
  private static void send(Socket socket, byte[] request) {
    try {
      socket.getOutputStream().write(request);
    } catch (IOException closed) {
      return; // the answer is read in any case
    }
  }

  private Optional<String> once(byte[] request) throws IOException {
    boolean head =
        new String(request, StandardCharsets.ISO_8859_1).stripLeading().startsWith("HEAD ");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      socket.setSoLinger(true, 0); // 100,000 connections do not use up the ports
      socket.setSoTimeout(HANG_MILLIS);
      send(socket, request);
      if (!Expectation.needsAnswer(request)) {
        return Optional.empty();
      }
      return Expectation.violation(
          RawAnswer.read(new BufferedInputStream(socket.getInputStream()), head), head);
    } catch (SocketTimeoutException e) {
      return Optional.of("no answer within " + HANG_MILLIS + " ms");
    } catch (IOException e) {
      return Optional.of("the connection ended without a whole answer: " + e);
    }
  }
}
