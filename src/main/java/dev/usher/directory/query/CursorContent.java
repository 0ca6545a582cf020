package dev.usher.directory.query;

import dev.usher.store.query.Position;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * What a cursor says to those who can read it.
 *
 * @param issued when it was made
 * @param count the size of each page of the walk
 * @param place where the walk has come to
 */
record CursorContent(Instant issued, int count, Cursors.Place place) {

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(issued.toEpochMilli());
      out.writeInt(count);
      out.writeLong(place.total());
      write(out, place.position().id());
      out.writeBoolean(place.position().value().isPresent());
      write(out, place.position().value().orElse(""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Reads what {@link #toBytes} wrote, and nothing else. */
  static CursorContent of(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      Instant issued = Instant.ofEpochMilli(in.readLong());
      int count = in.readInt();
      long total = in.readLong();
      String id = read(in);
      boolean valued = in.readBoolean();
      Optional<String> value = Optional.of(read(in)).filter(text -> valued);
      return new CursorContent(issued, count, new Cursors.Place(new Position(value, id), total));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String read(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
