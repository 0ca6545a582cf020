package dev.usher.scim.bulk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * The strongly connected components of a directed graph: nodes that reach each other. Tarjan's
 * algorithm, with a stack of its own: a chain of ten thousand references must not overflow the
 * thread's.
 */
final class Components {
  private static final int UNSEEN = -1;

  private final List<Set<Integer>> edges;
  private final int[] order;
  private final int[] low;
  private final int[] component;
  private final Deque<Integer> open = new ArrayDeque<>();
  private int seen;
  private int found;

  private Components(List<Set<Integer>> edges) {
    this.edges = edges;
    this.order = unseen(edges.size());
    this.low = unseen(edges.size());
    this.component = unseen(edges.size());
  }

  /**
   * The components, each with its nodes in ascending order.
   *
   * @param edges by node, the nodes that it points to
   */
  static List<List<Integer>> of(List<Set<Integer>> edges) {
    Components components = new Components(edges);
    for (int node = 0; node < edges.size(); node++) {
      if (components.order[node] == UNSEEN) {
        components.visitFrom(node);
      }
    }
    List<List<Integer>> members = new ArrayList<>();
    for (int i = 0; i < components.found; i++) {
      members.add(new ArrayList<>());
    }
    for (int node = 0; node < edges.size(); node++) {
      members.get(components.component[node]).add(node);
    }
    return members;
  }

  private static int[] unseen(int size) {
    int[] array = new int[size];
    Arrays.fill(array, UNSEEN);
    return array;
  }

  /** A node on the way, with those of its edges that have not been followed yet. */
  private record Visit(int node, Iterator<Integer> left) {}

  private void visitFrom(int root) {
    Deque<Visit> way = new ArrayDeque<>();
    way.push(enter(root));
    while (!way.isEmpty()) {
      Visit visit = way.peek();
      if (visit.left.hasNext()) {
        int next = visit.left.next();
        if (order[next] == UNSEEN) {
          way.push(enter(next));
        } else if (component[next] == UNSEEN) {
          low[visit.node] = Math.min(low[visit.node], order[next]);
        }
      } else {
        way.pop();
        leave(visit.node);
        if (!way.isEmpty()) {
          int before = way.peek().node;
          low[before] = Math.min(low[before], low[visit.node]);
        }
      }
    }
  }

  private Visit enter(int node) {
    order[node] = seen;
    low[node] = seen++;
    open.push(node);
    return new Visit(node, edges.get(node).iterator());
  }

  /** Everything on the stack above the component's first node belongs to it. */
  private void leave(int node) {
    if (low[node] != order[node]) {
      return;
    }
    int member;
    do {
      member = open.pop();
      component[member] = found;
    } while (member != node);
    found++;
  }
}
