package dev.usher.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * A start on a new database that is thrown away, with no settings but the shipped ones, for a
 * build: Java keeps the classes that it loaded, and starts take less time from then on.
 */
@Command(
    name = "rehearse",
    description = "Start on a database that is thrown away, answer two requests, and stop.",
    mixinStandardHelpOptions = true,
    hidden = true)
final class RehearseCommand implements Callable<Integer> {

  @Override
  public Integer call() throws IOException {
    Path directory = Files.createTempDirectory("usher");
    try (Usher usher = Usher.start(settings(directory))) {
      String token = usher.newToken().orElseThrow();
      for (String path : List.of("/Users", "/ServiceProviderConfig")) {
        ask(URI.create(usher.scimBase() + path), token);
      }
      return 0;
    } finally {
      delete(directory);
    }
  }

  private static Settings settings(Path directory) throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, String> environment =
          Map.of(
              "USHER_DATA_DIR", directory.resolve("data").toString(),
              "USHER_HTTP_ADDRESS", free.getInetAddress().getHostAddress(),
              "USHER_HTTP_PORT", Integer.toString(free.getLocalPort()));
      return new SettingsLoader(directory, environment).load(Optional.empty());
    }
  }

  private static void ask(URI uri, String token) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setRequestProperty("Authorization", "Bearer " + token);
    if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
      throw new IOException(uri + " was answered " + connection.getResponseCode());
    }
    connection.getInputStream().readAllBytes();
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(RehearseCommand::deleteOne);
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
