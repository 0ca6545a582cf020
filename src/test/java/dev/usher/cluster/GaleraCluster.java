package dev.usher.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Three MariaDB nodes on loopback that replicate with Galera, in a directory that is deleted with
 * them.
 */
final class GaleraCluster implements AutoCloseable {
  private static final int NODES = 3;
  private static final int PORTS = 4;

  private final Path directory;
  private final List<GaleraNode> nodes;

  private GaleraCluster(Path directory, List<GaleraNode> nodes) {
    this.directory = directory;
    this.nodes = nodes;
  }

  static GaleraCluster start(GaleraPrograms programs) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("usher-galera");
    // The user that the nodes run as has to get through to its own.
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    List<Integer> ports = freePorts(NODES * PORTS);
    List<GaleraNode> nodes = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      List<Integer> own = ports.subList(i * PORTS, (i + 1) * PORTS);
      nodes.add(
          new GaleraNode(
              programs,
              Files.createDirectory(directory.resolve("node" + i)),
              new GaleraNode.Ports(own.get(0), own.get(1), own.get(2), own.get(3))));
    }
    GaleraCluster cluster = new GaleraCluster(directory, nodes);
    try {
      nodes.get(0).makeData();
      for (GaleraNode node : nodes) {
        node.start(nodes, node == nodes.get(0));
      }
      return cluster;
    } catch (IOException | RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  /** Different ones, because all are held until the last is found. */
  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i : IntStream.range(0, count).toArray()) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }

  List<GaleraNode> nodes() {
    return nodes;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    for (GaleraNode node : nodes) {
      node.kill();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
