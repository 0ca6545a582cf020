package dev.usher.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.usher.cli.bench.Load.Answer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

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
   * @param cursor where the next page begins, as a query has it
   * @param lastId of the page before
   */
  record Place(String cursor, String lastId) {}

  /**
   * Asks a server. What it refuses it does not have.
   *
   * @throws MeasurementException when it does not answer
   */
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
      cursor = URLEncoder.encode(page.path("nextCursor").asText(), StandardCharsets.UTF_8);
      JsonNode last = page.path("Resources").path(PAGE - 1);
      if (cursor.isEmpty() || last.isMissingNode()) {
        break;
      }
      places.add(new Place(cursor, last.path("id").asText()));
    }
    return List.copyOf(places);
  }

  private static JsonNode json(Load server, String path) {
    Call call = Call.get(path, "");
    Answer answer = server.ask(call);
    if (MeasurementException.isRefusal(answer.status())) {
      return MissingNode.getInstance();
    }
    if (!answer.good()) {
      throw server.refused(call, answer);
    }
    try {
      return new ObjectMapper().readTree(answer.body());
    } catch (IOException e) {
      return MissingNode.getInstance(); // a page for people, as gateways answer for what is missing
    }
  }
}
