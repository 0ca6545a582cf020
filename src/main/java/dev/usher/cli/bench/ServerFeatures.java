package dev.usher.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.cli.bench.Load.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a server announces of the things that not every server has (RFC 7643 §5, RFC 9865 §4).
 *
 * @param bulk whether many changes may come in one request
 * @param cursors places in the list of users to start from; none when it does not page by cursor
 */
record ServerFeatures(boolean bulk, List<Place> cursors) {
  private static final int PLACES = 40;
  private static final int PAGE = 100;

  /**
   * A place in the list of users.
   *
   * @param cursor where the next page begins
   * @param lastId of the page before
   */
  record Place(String cursor, String lastId) {}

  static ServerFeatures of(Load server) {
    JsonNode config = json(server, "/ServiceProviderConfig");
    return new ServerFeatures(
        config.path("bulk").path("supported").asBoolean(),
        config.path("pagination").path("cursor").asBoolean() ? walk(server) : List.of());
  }

  private static List<Place> walk(Load server) {
    List<Place> places = new ArrayList<>();
    String cursor = "";
    while (places.size() < PLACES) {
      JsonNode page = json(server, "/Users?cursor=" + cursor + "&count=" + PAGE);
      cursor = page.path("nextCursor").asText();
      JsonNode last = page.path("Resources").path(PAGE - 1);
      if (cursor.isEmpty() || last.isMissingNode()) {
        break;
      }
      places.add(new Place(cursor, last.path("id").asText()));
    }
    return List.copyOf(places);
  }

  private static JsonNode json(Load server, String path) {
    Answer answer = server.ask(new Call("GET", path, Optional.empty(), ""));
    if (!answer.good()) {
      throw new IllegalStateException("GET " + path + " was answered " + answer.text());
    }
    try {
      return new ObjectMapper().readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
