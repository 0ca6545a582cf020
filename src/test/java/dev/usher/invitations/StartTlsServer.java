package dev.usher.invitations;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * As much of an SMTP server as STARTTLS takes (RFC 3207), one connection at a time. It remembers
 * what it was told in clear and what inside TLS.
 */
final class StartTlsServer implements AutoCloseable {
  private final ServerSocket listener;
  private final SSLContext tls;
  private final boolean offers;
  private final Thread thread = new Thread(this::serve, "starttls-server");
  private final List<String> inClear = new CopyOnWriteArrayList<>();
  private final List<String> insideTls = new CopyOnWriteArrayList<>();

  /**
   * @param tls with the certificate it shows
   * @param offers whether it says that it can upgrade a connection
   */
  StartTlsServer(SSLContext tls, boolean offers) throws IOException {
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.tls = tls;
    this.offers = offers;
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listener.getLocalPort();
  }

  List<String> inClear() {
    return inClear;
  }

  List<String> insideTls() {
    return insideTls;
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket client = listener.accept()) {
        talk(client);
      } catch (SocketException closed) {
        // by close(), or by a client that does not like the certificate
      } catch (IOException e) {
        // a handshake that the client gave up
      }
    }
  }

  private void talk(Socket client) throws IOException {
    say(client, "220 smtp.example.com ready");
    boolean upgrade = converse(client, inClear, offers);
    if (upgrade) {
      SSLSocket secure =
          (SSLSocket) tls.getSocketFactory().createSocket(client, null, client.getPort(), true);
      secure.setUseClientMode(false);
      secure.startHandshake();
      converse(secure, insideTls, false);
    }
  }

  /** Answers until the client leaves, or wants to upgrade the connection. */
  private static boolean converse(Socket client, List<String> heard, boolean offers)
      throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      heard.add(line);
      switch (line.split(" ", 2)[0].toUpperCase(Locale.ROOT)) {
        case "EHLO" -> {
          say(client, "250-smtp.example.com");
          if (offers) {
            say(client, "250-STARTTLS");
          }
          say(client, "250 AUTH PLAIN");
        }
        case "STARTTLS" -> {
          say(client, "220 go ahead");
          return true;
        }
        case "AUTH" -> say(client, "235 welcome");
        case "DATA" -> {
          say(client, "354 end with a dot");
          for (String text = in.readLine(); !text.equals("."); text = in.readLine()) {
            heard.add(text);
          }
          say(client, "250 taken");
        }
        case "QUIT" -> {
          say(client, "221 bye");
          return false;
        }
        default -> say(client, "250 fine");
      }
    }
    return false;
  }

  private static void say(Socket client, String line) throws IOException {
    OutputStream out = client.getOutputStream();
    out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() {
    try {
      listener.close();
      thread.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
