package dev.usher.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A request as a real client sends it, and the answer it needs.
 *
 * @param id folder and file name, such as {@code entra/05-create-user}
 * @param content the file
 */
record Fixture(String id, JsonNode content) {
  private static final Path ROOT = Path.of("src/test/resources/fixtures");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The clients, one folder each. */
  static List<String> clients() {
    try (Stream<Path> folders = Files.list(ROOT)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The requests of a client, in the order in which they are sent. */
  static List<Fixture> of(String client) {
    try (Stream<Path> files = Files.list(ROOT.resolve(client))) {
      return files.sorted().map(file -> read(client, file)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path catalogue() {
    return ROOT.resolve("catalog.yaml");
  }

  private static Fixture read(String client, Path file) {
    try {
      String name = file.getFileName().toString().replaceFirst("\\.json$", "");
      return new Fixture(client + "/" + name, MAPPER.readTree(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
